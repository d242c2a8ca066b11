"""Class mode in real Chromium: for a projector, the next and the previous by keys, forecasts that stay here."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import settle


@pytest.fixture
def live(page: Page) -> Locator:
    return page.locator(".live")


def attend(page: Page, home: str, query: str) -> None:
    page.goto(f"{home}?mode=class&{query}")
    page.locator(".live.in-class .day").wait_for()
    settle(page)


def issues(live: Locator) -> list[str]:
    return live.locator("section.issue:visible h2").all_text_contents()


def test_one_issue_is_shown_in_large_type_without_controls(page: Page, live: Locator, small: str) -> None:
    attend(page, small, "date=2031-05-01")

    assert issues(live) == ["Night shifts"]
    for control in (".strip", ".bar", ".legend"):
        expect(live.locator(control).first).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_hidden()
    summary = live.locator("section.issue:visible .card .summary").first
    size = float(summary.evaluate("it => it.getBoundingClientRect().height / it.offsetHeight"))
    zoom = float(live.locator(".place").evaluate("it => it.currentCSSZoom"))
    assert max(size, zoom) > 1.2


def test_keys_step_through_issues_and_events(page: Page, live: Locator, small: str) -> None:
    attend(page, small, "date=2031-05-01")

    page.keyboard.press("ArrowRight")
    assert issues(live) == ["Cranes"]
    page.keyboard.press("ArrowLeft")
    assert issues(live) == ["Night shifts"]
    page.keyboard.press("e")
    expect(live.locator(".day")).to_have_text("Sunday 15 June 2031")
    page.keyboard.press("Shift+E")
    expect(live.locator(".day")).to_have_text("Tuesday 1 April 2031")
    page.wait_for_function(
        "() => location.search.includes('date=2031-04-01') && location.search.includes('mode=class')"
    )


def test_only_the_issues_of_the_address_are_stepped_through(page: Page, live: Locator, whole: str) -> None:
    attend(page, whole, "date=2019-02-26&issues=yongbyon,sanctions-relief")

    assert issues(live) == ["Yongbyon"]
    page.keyboard.press("ArrowRight")
    assert issues(live) == ["Sanctions relief"]
    page.wait_for_function("() => decodeURIComponent(location.search).includes('issues=sanctions-relief,yongbyon')")
    page.keyboard.press("ArrowRight")
    assert issues(live) == ["Yongbyon"]


def test_a_presenter_shows_all_of_an_issue_and_then_the_next(page: Page, live: Locator, whole: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 720})
    attend(page, whole, "date=2019-02-26")
    shown: list[str] = []
    while len(shown) < 10 and shown[-1:] != ["Yongbyon"]:
        page.keyboard.press("PageDown")
        shown += issues(live)
    assert shown[0] == "Sanctions relief", "it scrolls first"
    assert shown[-1] == "Yongbyon"
    page.keyboard.press("PageUp")
    assert issues(live) == ["Sanctions relief"]


def test_questions_stand_beside_the_board_at_their_event(page: Page, live: Locator, small: str) -> None:
    attend(page, small, "date=2031-03-31")
    expect(live.locator(".questions")).to_be_hidden()

    page.keyboard.press("e")
    expect(live.locator(".questions h3")).to_have_text("To discuss: First meeting")
    assert live.locator(".questions li").count() == 2
    page.keyboard.press("q")
    expect(live.locator(".questions")).to_be_hidden()


def test_a_forecast_is_written_then_shown_beside_what_happened_and_never_sent(
    page: Page, live: Locator, small: str
) -> None:
    sent: list[str] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(str(frame))))
    page.on("request", lambda request: sent.append(request.url))
    attend(page, small, "date=2031-06-15&issues=cranes")
    page.keyboard.press("p")
    expect(live.locator(".stage")).to_be_hidden()
    expect(live.locator(".forecast button")).to_have_text("Back to the board")
    expect(live.locator(".forecast textarea")).to_have_count(0)
    page.keyboard.press("Escape")

    page.keyboard.press("Shift+E")
    page.keyboard.press("p")
    page.keyboard.type("Strike q e p.")
    expect(live.locator("[data-event='1']")).to_be_disabled()
    live.locator(".forecast textarea").nth(1).fill("They will start <b>at night</b>.")
    live.get_by_text("Show what happened").click()
    port = live.locator(".forecast .side").nth(1)
    assert port.locator(".guess").inner_text() == "They will start <b>at night</b>."
    assert "The port says again that there will be no trial." in port.inner_text()
    dockers = live.locator(".forecast .side").first.inner_text()
    assert "Strike q e p." in dockers
    assert "Nothing new on this issue by then" in dockers
    expect(live.locator(".forecast h2")).to_have_text("Crane trial")
    page.wait_for_function("() => location.search.includes('date=2031-06-15')")
    settle(page)
    assert not any("night<" in each or "Strike q" in each for each in sent)

    live.get_by_text("Go on from here").click()
    expect(live.locator(".stage")).to_be_visible()


def test_class_mode_is_entered_and_left(page: Page, live: Locator, small: str) -> None:
    page.goto(f"{small}?date=2031-05-01")
    live.locator(".to-class").click()
    expect(live.locator(".lesson")).to_be_visible()
    page.wait_for_function("() => location.search.includes('mode=class')")
    settle(page)
    expect(page.get_by_role("heading", level=1)).to_be_hidden()

    page.keyboard.press("Escape")
    expect(live.locator(".strip")).to_be_visible()
    page.wait_for_function("() => !location.search.includes('mode=class')")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_the_menu_is_out_of_the_way_in_class(page: Page, live: Locator, harbour: str) -> None:
    attend(page, f"{harbour}/", "date=2031-05-01")
    expect(page.get_by_test_id("stHeader")).to_be_hidden()

    live.locator(".leave").click()
    expect(page.get_by_test_id("stHeader")).to_be_visible()
