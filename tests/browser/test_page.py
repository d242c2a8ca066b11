"""The plain board, drawn by the server, and what every page shares, in real Chromium."""

import datetime as dt
import io
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from negotiation import Negotiation
from tests.browser.conftest import settle, visit


def day(page: Page) -> str:
    """The date in the address."""
    return parse_qs(urlsplit(str(page.evaluate("location.href"))).query)["date"][0]


def shown(page: Page) -> dict[str, list[str]]:
    """The statement ids on the board by issue and party, in the order they are read."""
    found: dict[str, list[str]] = page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll('.board [data-party]')].map(side =>
            [side.dataset.issue + ' ' + side.dataset.party,
             [...side.querySelectorAll('[data-id]')].map(card => card.dataset.id)]))"""
    )
    return found


def expected(talks: Negotiation, on: dt.date) -> dict[str, list[str]]:
    return {
        f"{issue} {party}": [s.id for frame in position for s in frame]
        for issue, parties in talks.standing(on).items()
        for party, position in parties.items()
        if any(position) or party in talks.overview.main
    }


def wait_for_day(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=2).first).to_have_text(words)
    settle(page)


def test_the_first_screen_says_what_is_shown_for_which_day(page: Page, dashboard: str, shipped: Negotiation) -> None:
    board = visit(page, f"{dashboard}/?board=plain")

    expect(page.get_by_role("heading", level=1)).to_have_text(shipped.overview.title)
    assert day(page) == shipped.overview.opens_on.isoformat()
    for party in shipped.main:
        expect(board.get_by_role("heading", level=3, name=party.name).first).to_be_visible()
    assert shown(page) == expected(shipped, shipped.overview.opens_on)


@pytest.mark.parametrize("on", ["2018-06-13", "2019-02-27", "2019-12-31", "2020-01-02", "1994-10-22", "2022-03-25"])
def test_a_deep_link_shows_what_stands_on_its_day(page: Page, dashboard: str, shipped: Negotiation, on: str) -> None:
    visit(page, f"{dashboard}/?board=plain&date={on}")

    assert shown(page) == expected(shipped, dt.date.fromisoformat(on))


def test_the_date_moves_by_keyboard(page: Page, harbour: str, tiny: Negotiation) -> None:
    visit(page, f"{harbour}/?board=plain&date=2031-03-31")
    page.get_by_role("slider").focus()
    page.keyboard.press("ArrowRight")

    wait_for_day(page, "Tuesday 1 April 2031")
    assert day(page) == "2031-04-01"
    assert shown(page) == expected(tiny, dt.date(2031, 4, 1))


def test_the_date_moves_by_mouse(page: Page, harbour: str, tiny: Negotiation) -> None:
    visit(page, f"{harbour}/?board=plain&date=2031-03-01")
    track = page.get_by_test_id("stSlider").bounding_box()
    thumb = page.get_by_role("slider").locator("xpath=../..").bounding_box()
    assert track is not None
    assert thumb is not None
    y = thumb["y"] + thumb["height"] / 2
    page.mouse.move(thumb["x"] + thumb["width"] / 2, y)
    page.mouse.down()
    page.mouse.move(track["x"] + track["width"] / 2, y, steps=8)
    page.mouse.up()

    expect(page.get_by_role("heading", level=2).first).not_to_have_text("Saturday 1 March 2031")
    settle(page)
    assert "2031-04-10" < day(page) < "2031-04-20"
    assert shown(page) == expected(tiny, dt.date.fromisoformat(day(page)))


def test_a_date_can_be_typed(page: Page, harbour: str) -> None:
    visit(page, f"{harbour}/?board=plain")
    field = page.get_by_test_id("stDateInput")
    field.get_by_role("spinbutton").first.focus()
    page.keyboard.type("20310616", delay=30)
    page.get_by_role("slider").focus()

    wait_for_day(page, "Monday 16 June 2031")


def test_steps_and_back_and_forward_agree_with_the_address(page: Page, harbour: str, tiny: Negotiation) -> None:
    visit(page, f"{harbour}/?board=plain&date=2031-05-01&utm_source=syllabus")
    page.get_by_role("button", name="Next event").click()
    wait_for_day(page, "Sunday 15 June 2031")
    page.get_by_role("button", name="Next change").click()
    wait_for_day(page, "Monday 16 June 2031")
    assert "utm_source=syllabus" in page.evaluate("location.search")

    page.go_back()
    wait_for_day(page, "Sunday 15 June 2031")
    assert shown(page) == expected(tiny, dt.date(2031, 6, 15))
    page.go_back()
    wait_for_day(page, "Thursday 1 May 2031")
    page.go_forward()
    wait_for_day(page, "Sunday 15 June 2031")
    assert day(page) == "2031-06-15"


def test_another_period_takes_the_date_along(page: Page, harbour: str) -> None:
    visit(page, f"{harbour}/?board=plain&date=2031-05-01")
    page.get_by_role("combobox", name="Period").click()
    page.get_by_role("option", name="Summer 2031").click()

    wait_for_day(page, "Sunday 1 June 2031")


def test_a_bad_link_shows_the_nearest_sense_and_says_so(page: Page, harbour: str) -> None:
    visit(page, f"{harbour}/?board=plain&date=2031-04-31&issues=%3Cb%3Ex%3C/b%3E")

    notices = page.get_by_test_id("stAlert")
    expect(notices.nth(0)).to_contain_text("“2031-04-31” is read as 30 April 2031.")
    expect(notices.nth(1)).to_contain_text("There is no issue “<b>x</b>”; it is left out.")
    assert day(page) == "2031-04-30"


def test_folded_statements_open_without_the_server(page: Page, dashboard: str) -> None:
    board = visit(page, f"{dashboard}/?board=plain&date=2019-10-06&issues=sanctions-relief")
    folded = board.locator("details").first
    folded.locator("summary").click()

    expect(folded.locator(".card").first).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_scrolls_sideways_and_the_theme_is_followed(
    chromium: Browser, dashboard: str, width: int, scheme: str
) -> None:
    with chromium.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme) as context:  # type: ignore[arg-type]
        page = context.new_page()
        board = visit(page, f"{dashboard}/?board=plain")

        assert page.evaluate(
            "() => [...document.querySelectorAll('.board article, .board p, .board h3')].every("
            "e => e.getBoundingClientRect().right <= innerWidth)"
        )
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        background = page.evaluate("getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor")
        assert background == ("rgb(255, 255, 255)" if scheme == "light" else "rgb(20, 23, 26)")
        sides = board.locator(".sides").first.locator(".side")
        left, right = sides.nth(0).bounding_box(), sides.nth(1).bounding_box()
        assert left is not None
        assert right is not None
        assert (right["y"] > left["y"]) == (width == 390)


def test_print_keeps_the_board_and_leaves_the_controls_out(page: Page, harbour: str) -> None:
    board = visit(page, f"{harbour}/?board=plain")
    page.emulate_media(media="print")

    expect(board.get_by_text("half as many night shifts")).to_be_visible()
    expect(page.get_by_role("button", name="Next event")).to_be_hidden()
    expect(page.get_by_role("heading", level=2).first).to_be_visible()
    assert len(io.BytesIO(page.pdf()).getvalue()) > 5000


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_that_bare_streamlit_does_not_have(
    chromium: Browser, dashboard: str, bare: str, scheme: str
) -> None:
    with chromium.new_context(viewport={"width": 1280, "height": 900}, color_scheme=scheme) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(bare)
        page.get_by_text("The day is").wait_for()
        settle(page)
        floor = {violation["id"] for violation in Axe().run(page).response["violations"]}
        visit(page, f"{dashboard}/?board=plain")
        found = {
            violation["id"]: [node["html"][:200] for node in violation["nodes"][:3]]
            for violation in Axe().run(page).response["violations"]
        }

    assert {id: nodes for id, nodes in found.items() if id not in floor} == {}
