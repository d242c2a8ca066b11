"""The live board in real Chromium: every way of moving shows what stands.

`whole` and `small` are the board in both its homes, the dashboard and the page without a server; `dashboard` is for
what only a server does.
"""

import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from components.words import age_words
from negotiation import Negotiation
from tests.browser.conftest import settle, visit

EPOCH = dt.date(1970, 1, 1)
DAYS_JS = Path(__file__).parent.parent.parent / "components" / "browser" / "days.js"

SHOWN = """root => Object.fromEntries(
  [...root.querySelectorAll('section.issue:not([hidden]) [data-cell]')].map(cell => {
  const folded = cell.querySelector('details.older, details.whole');
  const ids = [...cell.querySelectorAll('.cards > article')].map(card => card.dataset.id);
  if (!folded.hidden && folded.dataset.ids) ids.push(...folded.dataset.ids.split(' '));
  return [cell.dataset.cell, ids];
}))"""

MARKED = """root => [...root.querySelectorAll('[data-cell] article[data-mark]:not([data-mark=""])')].map(card =>
  [card.closest('[data-cell]').dataset.cell, card.dataset.mark, card.dataset.id])"""


@pytest.fixture
def live(page: Page) -> Locator:
    return page.locator(".live")


def arrive(page: Page, address: str) -> None:
    visit(page, address)
    page.locator(".live .day").wait_for()
    page.wait_for_function("() => new URL(location).searchParams.has('date')")
    settle(page)


def shown(live: Locator) -> dict[str, list[str]]:
    found: dict[str, list[str]] = live.evaluate(SHOWN)
    return found


def expected(
    talks: Negotiation, on: dt.date, issues: tuple[str, ...] = (), record: bool = False
) -> dict[str, list[str]]:
    return {
        f"{issue} {party} {frame}": [s.id for s in statements if s.on_the_record or not record]
        for issue, parties in talks.standing(on).items()
        if not issues or issue in issues
        for party, position in parties.items()
        for frame, statements in zip(position._fields, position, strict=True)
    }


def agrees(live: Locator, talks: Negotiation, issues: tuple[str, ...] = (), record: bool = False) -> dt.date:
    """Whether the board shows what stands on the date it says; the date."""
    live.page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    on = talks.start + dt.timedelta(int(str(live.locator(".handle.to").get_attribute("aria-valuenow"))))
    wanted = expected(talks, on, issues, record)
    for cell, ids in shown(live).items():
        assert ids == wanted.pop(cell), (on, cell)
    assert not any(wanted.values()), on
    return on


def test_every_key_shows_what_stands(page: Page, live: Locator, whole: str, shipped: Negotiation) -> None:
    arrive(page, f"{whole}?date=2018-06-11")
    handle = live.locator(".handle.to")
    handle.focus()
    seen = set()
    for key in (
        ["ArrowRight"] * 12 + ["PageUp"] * 20 + ["ArrowLeft"] * 6 + ["PageDown"] * 8 + ["Home", "End", "ArrowUp"]
    ):
        handle.press(key)
        seen.add(agrees(live, shipped))

    assert len(seen) >= 40
    assert "1 January 2021" in str(handle.get_attribute("aria-valuetext"))


@pytest.mark.parametrize("query", ["", "&issues=yongbyon,exercises", "&record=only"])
def test_any_date_shows_what_stands(page: Page, live: Locator, whole: str, shipped: Negotiation, query: str) -> None:
    issues = ("yongbyon", "exercises") if "issues" in query else ()
    arrive(page, f"{whole}?date=2019-10-06{query}")
    chance = random.Random(11)
    typed = live.locator(".typed")
    for _ in range(20):
        on = shipped.start + dt.timedelta(chance.randrange((shipped.end - shipped.start).days))
        typed.fill(on.isoformat())
        typed.dispatch_event("change")
        assert agrees(live, shipped, issues, "record" in query) == on


def test_dragging_clicking_and_the_wheel_show_what_stands(
    page: Page, live: Locator, whole: str, shipped: Negotiation
) -> None:
    arrive(page, f"{whole}?date=2018-03-01")
    box = live.locator(".strip").bounding_box()
    assert box is not None
    y = box["y"] + box["height"] / 2
    sent: list[str | bytes] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(frame)))
    page.reload()
    arrive(page, page.url)
    page.wait_for_timeout(500)
    sent.clear()
    days = set()
    page.mouse.move(box["x"] + 200, y)
    page.mouse.down()
    for step in range(16):
        page.mouse.move(box["x"] + 200 + 40 * step, y)
        days.add(agrees(live, shipped))
    page.wait_for_timeout(600)
    assert sent == [], "while dragging nothing is sent"
    page.mouse.up()
    page.wait_for_function("day => new URL(location).searchParams.get('date') === day", arg=max(days).isoformat())
    assert len(days) == 16

    page.mouse.click(box["x"] + box["width"] / 3, y)
    clicked = agrees(live, shipped)
    page.keyboard.down("Shift")
    page.mouse.wheel(0, 100)
    page.keyboard.up("Shift")
    expect(live.locator(".typed")).to_have_value((clicked + dt.timedelta(1)).isoformat())
    agrees(live, shipped)


def test_buttons_step_to_events_and_changes(page: Page, live: Locator, small: str, tiny: Negotiation) -> None:
    arrive(page, f"{small}?date=2031-05-01")
    for button, day in [
        ("Event ›", "Sunday 15 June 2031"),
        ("Change ›", "Monday 16 June 2031"),
        ("‹ Change", "Friday 2 May 2031"),
        ("‹ Event", "Tuesday 1 April 2031"),
    ]:
        live.get_by_role("button", name=button).click()
        expect(live.locator(".day")).to_have_text(day)
        agrees(live, tiny)


def test_a_finger_moves_the_date(chromium: Browser, small: str, tiny: Negotiation) -> None:
    with chromium.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, color_scheme="light"
    ) as context:
        page = context.new_page()
        arrive(page, f"{small}?date=2031-03-01")
        live = page.locator(".live")
        box = live.locator(".strip").bounding_box()
        handle = live.locator(".handle.to").bounding_box()
        assert box is not None
        assert handle is not None
        assert handle["width"] >= 24
        page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + 40)
        expect(live.locator(".day")).not_to_have_text("Saturday 1 March 2031")
        assert agrees(live, tiny) > dt.date(2031, 4, 1)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_slider_speaks(page: Page, live: Locator, small: str) -> None:
    arrive(page, f"{small}?date=2031-06-14")
    slider = live.get_by_role("slider", name="Date")
    slider.press("ArrowRight")

    expect(slider).to_have_attribute("aria-valuetext", "15 June 2031, Crane trial")
    expect(live.locator("p.said")).to_have_text("15 June 2031, Crane trial: no change")
    slider.press("ArrowRight")
    expect(live.locator("p.said")).to_have_text("16 June 2031, 1 day after: Crane trial: 3 changes: Port Authority 3")


def test_what_just_changed_is_marked_and_what_ended_leaves_a_trace(page: Page, live: Locator, small: str) -> None:
    arrive(page, f"{small}?date=2031-06-15")
    live.get_by_role("slider").press("ArrowRight")

    cell = live.locator('[data-cell="cranes port wants"]')
    expect(cell.locator(".mark")).to_have_text("new")
    traces = live.locator('[data-cell="cranes port gives"] .trace')
    expect(traces.first).to_have_text("withdrawn 16 June 2031: The port promises no crane trial while talks go on.")
    page.wait_for_timeout(600)
    live.get_by_role("slider").press("ArrowRight")
    expect(traces).to_have_count(0)
    expect(cell.locator(".mark")).to_have_count(0)


def compared(talks: Negotiation, early: dt.date, late: dt.date) -> dict[str, dict[str, set[str]]]:
    cells: dict[str, dict[str, set[str]]] = {}
    for change in talks.change(early, late):
        cell = cells.setdefault(f"{change.issue} {change.party}", {})
        if change.verdict == "replaced" and change.instead_of:
            cell.setdefault("instead", set()).add(change.statement.id)
            cell.setdefault("replaced", set()).add(change.instead_of.id)
        else:
            cell.setdefault("gone" if change.verdict == "withdrawn" else "new", set()).add(change.statement.id)
    return cells


@pytest.mark.parametrize("seed", range(8))
def test_comparing_two_dates_shows_the_change_between_them(
    page: Page, live: Locator, whole: str, shipped: Negotiation, seed: int
) -> None:
    chance = random.Random(seed)
    window = (dt.date(2020, 4, 1) - dt.date(2018, 1, 1)).days
    early, late = sorted(dt.date(2018, 1, 1) + dt.timedelta(chance.randrange(window)) for _ in range(2))
    arrive(page, f"{whole}?date={late}&compare={early}")
    live.evaluate("root => root.querySelectorAll('details').forEach(folded => { folded.open = true })")
    page.wait_for_function(
        "() => [...document.querySelectorAll('.live .whole:not([hidden])')].every(e => e.lastChild.firstChild)"
    )
    found: dict[str, dict[str, set[str]]] = {}
    for cell, mark, id in live.evaluate(MARKED):
        issue, party, _ = cell.split()
        word = mark.split(",")[0].split()[0]
        found.setdefault(f"{issue} {party}", {}).setdefault(word, set()).add(id)

    assert found == compared(shipped, early, late)


def test_compare_has_two_handles_counts_swap_and_the_previous_meeting(
    page: Page, live: Locator, whole: str, shipped: Negotiation
) -> None:
    arrive(page, f"{whole}?date=2019-10-06")
    live.get_by_role("button", name="Compare two dates").click()

    expect(live.get_by_role("slider", name="Date A")).to_be_visible()
    expect(live.get_by_role("slider", name="Date B")).to_be_visible()
    meeting = max(m.date for m in shipped.meetings if m.date < dt.date(2019, 10, 6))
    page.wait_for_function("day => new URL(location).searchParams.get('compare') === day", arg=meeting.isoformat())
    counts = live.locator(".counts").inner_text()
    assert all(party.name in counts for party in shipped.main)
    live.get_by_role("button", name="Swap A and B").click()
    page.wait_for_function("day => new URL(location).searchParams.get('date') === day", arg=meeting.isoformat())
    assert live.locator(".counts").inner_text() == counts
    live.get_by_role("button", name="As of a date").click()
    page.wait_for_function("() => !new URL(location).searchParams.has('compare')")


def test_back_and_forward_move_the_board(page: Page, live: Locator, small: str, tiny: Negotiation) -> None:
    arrive(page, f"{small}?date=2031-05-01&utm_source=syllabus")
    live.get_by_role("button", name="Event ›").click()
    page.wait_for_function("() => new URL(location).searchParams.get('date') === '2031-06-15'")
    settle(page)
    page.go_back()
    expect(live.locator(".day")).to_have_text("Thursday 1 May 2031")
    agrees(live, tiny)
    settle(page)
    page.go_forward()
    expect(live.locator(".day")).to_have_text("Sunday 15 June 2031")
    assert "utm_source=syllabus" in page.evaluate("location.search")


def test_a_bad_link_is_answered(page: Page, live: Locator, small: str, tiny: Negotiation) -> None:
    arrive(page, f"{small}?date=2031-04-31&issues=crane")

    notice = page.get_by_test_id("stAlert").or_(page.locator("#notices p"))
    expect(notice.first).to_contain_text("“2031-04-31” is read as 30 April 2031.")
    expect(live.locator(".day")).to_have_text("Wednesday 30 April 2031")
    expect(live.locator(".issues summary")).to_have_text("Cranes")
    agrees(live, tiny, ("cranes",))


def test_issues_and_the_record_switch_filter_at_once(page: Page, live: Locator, small: str, tiny: Negotiation) -> None:
    arrive(page, f"{small}?date=2031-05-10")
    live.locator(".issues summary").click()
    live.get_by_role("checkbox", name="Cranes").check()
    agrees(live, tiny, ("cranes",))
    live.get_by_role("checkbox", name="On the record only").check()
    agrees(live, tiny, ("cranes",), True)
    page.wait_for_function("() => new URL(location).searchParams.get('record') === 'only'")
    assert "issues=cranes" in page.evaluate("location.search")


def test_play_steps_from_change_to_change_waits_at_meetings_and_stops_at_any_input(
    page: Page, live: Locator, small: str
) -> None:
    arrive(page, f"{small}?date=2031-03-01")
    live.locator(".pace").select_option("change 1")
    live.get_by_role("button", name="Play").click()
    expect(live.locator(".day")).to_have_text("Wednesday 5 March 2031")
    expect(live.locator(".day")).to_have_text("Tuesday 1 April 2031")
    page.wait_for_timeout(1500)
    expect(live.locator(".day")).to_have_text("Tuesday 1 April 2031")  # a meeting: it waits
    expect(live.locator(".day")).to_have_text("Thursday 10 April 2031")
    live.get_by_role("slider").press("ArrowRight")
    expect(live.get_by_role("button", name="Play")).to_be_visible()


def test_a_click_beside_an_event_goes_to_it_and_a_half_typed_year_goes_nowhere(
    page: Page, live: Locator, small: str
) -> None:
    arrive(page, f"{small}?date=2031-03-10")
    dot = live.locator("circle.meeting").bounding_box()
    assert dot is not None
    page.mouse.click(dot["x"] + dot["width"] / 2 + 4, dot["y"] + dot["height"] / 2)
    expect(live.locator(".day")).to_have_text("Tuesday 1 April 2031")

    live.locator(".typed").fill("0203-05-01")
    live.locator(".typed").dispatch_event("change")
    expect(live.locator(".day")).to_have_text("Tuesday 1 April 2031")


def test_folded_statements_are_found_only_when_open(page: Page, live: Locator, whole: str) -> None:
    arrive(page, f"{whole}?date=2019-10-06")
    folded = live.locator("details.older:not([hidden])").first
    expect(folded.locator("article")).to_have_count(0)
    folded.locator("summary").click()

    expect(folded.locator("article").first).to_be_visible()
    link = folded.locator("article a").first
    expect(link).to_have_attribute("target", "_blank")


def test_no_keyboard_trap_and_no_clash_with_streamlits_own_keys(page: Page, live: Locator, small: str) -> None:
    arrive(page, small)
    live.get_by_role("slider").focus()
    page.keyboard.press("Tab")
    expect(live.get_by_role("button", name="‹ Event")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(live.get_by_role("slider")).to_be_focused()


@pytest.fixture
def dark_phone(chromium: Browser) -> Iterator[Page]:
    with chromium.new_context(viewport={"width": 390, "height": 844}, color_scheme="dark") as context:
        yield context.new_page()


def test_a_dark_phone_has_no_sideways_scrolling(dark_phone: Page, whole: str) -> None:
    arrive(dark_phone, whole)

    assert dark_phone.evaluate("document.documentElement.scrollWidth") <= 390
    wide = dark_phone.locator(".live").evaluate(
        "root => [...root.querySelectorAll('article, p, button, .strip')].filter(e => !e.closest('[hidden]') &&"
        " e.getBoundingClientRect().right > innerWidth + 1).map(e => e.className + e.textContent.slice(0, 40))"
    )
    assert wide == []


def test_zoomed_to_200_percent_everything_is_still_there(chromium: Browser, whole: str) -> None:
    with chromium.new_context(viewport={"width": 640, "height": 450}, device_scale_factor=2) as context:
        page = context.new_page()
        arrive(page, whole)
        assert page.evaluate("document.documentElement.scrollWidth") <= 640
        expect(page.locator(".live").get_by_role("button", name="Compare two dates")).to_be_visible()


def test_forced_colours_and_reduced_motion_are_honoured(page: Page, live: Locator, small: str) -> None:
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    arrive(page, small)
    live.get_by_role("slider").press("ArrowRight")

    assert page.evaluate("document.getAnimations().length") == 0
    handle: Any = live.locator(".handle.to span").evaluate("e => getComputedStyle(e).backgroundColor")
    assert handle != page.evaluate("getComputedStyle(document.body).backgroundColor")


def test_print_shows_the_board_and_not_the_controls(page: Page, live: Locator, small: str) -> None:
    arrive(page, small)
    page.emulate_media(media="print")

    expect(live.get_by_text("half as many night shifts")).to_be_visible()
    expect(live.get_by_role("button", name="Event ›")).to_be_hidden()
    expect(live.locator(".day")).to_be_visible()


def test_the_plain_board_takes_over_where_the_live_one_cannot_start(page: Page, harbour: str) -> None:
    page.add_init_script("delete window.DecompressionStream")
    page.goto(f"{harbour}/?date=2031-05-10")

    expect(page.get_by_text("The live board could not start in this browser")).to_be_visible(timeout=15_000)
    expect(page.locator(".board").get_by_text("half as many night shifts")).to_be_visible()
    page.get_by_role("button", name="Next change").click()
    expect(page.get_by_role("heading", level=2).first).to_have_text("Monday 16 June 2031")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("query", ["", "&compare=2019-02-27"])
def test_axe_finds_nothing_that_bare_streamlit_does_not_have(
    chromium: Browser, dashboard: str, bare: str, scheme: Any, query: str
) -> None:
    with chromium.new_context(viewport={"width": 1280, "height": 900}, color_scheme=scheme) as context:
        page = context.new_page()
        page.goto(bare)
        page.get_by_text("The day is").wait_for()
        settle(page)
        floor = {violation["id"] for violation in Axe().run(page).response["violations"]}
        arrive(page, f"{dashboard}/?date=2019-10-06{query}")
        found = {
            violation["id"]: [node["html"][:200] for node in violation["nodes"][:3]]
            for violation in Axe().run(page).response["violations"]
        }

    assert {id: nodes for id, nodes in found.items() if id not in floor} == {}


# --- the pure parts, without a page of ours ---


@pytest.fixture(scope="module")
def days(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page()
    page.goto("about:blank")
    page.evaluate(
        "async text => { const file = new Blob([text], {type: 'text/javascript'});"
        " window.days = await import(URL.createObjectURL(file)) }",
        DAYS_JS.read_text("utf-8"),
    )
    yield page
    page.close()


def test_the_browser_says_ages_as_the_server_does(days: Page) -> None:
    chance = random.Random(3)
    pairs = [sorted(EPOCH + dt.timedelta(chance.randrange(5_000, 21_000)) for _ in range(2)) for _ in range(400)]
    pairs += [[dt.date(2016, 2, 29), dt.date(2018, 2, 28)], [dt.date(2016, 2, 29), dt.date(2018, 3, 1)]]
    pairs += [[day, day + dt.timedelta(n)] for day in (dt.date(2018, 1, 1),) for n in (0, 1, 2, 729, 730, 731)]
    numbers = [[(day - EPOCH).days for day in pair] for pair in pairs]

    assert days.evaluate("pairs => pairs.map(([then, now]) => days.age(then, now))", numbers) == [
        age_words(then, now) for then, now in pairs
    ]


@pytest.mark.parametrize(
    ("call", "result"),
    [
        ("days.iso(18174)", "2019-10-05"),
        ("days.dayOf('2019-10-05')", 18174),
        ("Number.isNaN(days.dayOf('5 October'))", True),
        ("Number.isNaN(days.dayOf('2019-13-05'))", True),
        ("days.longWords(18174)", "Saturday 5 October 2019"),
        ("days.previous([1, 4, 9], 4)", 1),
        ("days.previous([1, 4, 9], 1)", None),
        ("days.next([1, 4, 9], 4)", 9),
        ("days.next([1, 4, 9], 9)", None),
        ("days.upTo([1, 4, 4, 9], 4)", 3),
        ("[0, 3, 4, 9].map(day => days.stands({since: 3, until: 9}, day))", [False, True, True, False]),
        ("days.stands({since: 3, until: null}, 99999)", True),
        ("days.nearest('a', id => ({a: ['b', 'c'], b: ['d']})[id], id => id === 'c' || id === 'd')", ["c", "d"]),
        ("days.nearest('a', id => ({a: ['b'], b: ['a']})[id], () => false)", []),
    ],
)
def test_small_reckonings(days: Page, call: str, result: object) -> None:
    assert days.evaluate(call) == result


def test_labels_never_overlap_and_the_weightiest_is_placed_first(days: Page) -> None:
    chance = random.Random(5)
    for _ in range(50):
        labels = [{"x": chance.uniform(0, 900), "width": chance.uniform(40, 200)} for _ in range(25)]
        placed = days.evaluate("labels => days.placeLabels(labels, 3, 900)", labels)
        assert placed[0]["row"] == 0
        spans = [(p["row"], p["left"], p["left"] + label["width"]) for p, label in zip(placed, labels, strict=True)]
        for n, (row, left, right) in enumerate(spans):
            assert left >= 0
            assert right <= 900.001
            assert row < 0 or all(
                right <= other_left or other_right <= left
                for other, other_left, other_right in spans[:n]
                if other == row
            )
