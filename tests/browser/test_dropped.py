"""A viewer whose connection drops for a while finds the same view again."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import lose, settle, stay
from tests.conftest import RECORDS
from tests.line import line
from tests.serving import DASHBOARD, free_port, serve

NEXT_EVENT = re.compile("^(Next event|Event ›)$")
AWAY_MS = 3000
"""Ten seconds end as three do: Streamlit keeps a session for two minutes, and its page asks again until it is heard."""


ISSUES = "section.issue:visible h2, [data-testid=stMultiSelect]"
"""The issues on a page and those chosen for it, and on the record's page its other filters."""


def seen(page: Page) -> tuple[str, str, str]:
    """The address, the name of the page, and its issues."""
    return page.url, page.locator("h1:visible").inner_text(), " ".join(page.locator(ISSUES).all_inner_texts())


@pytest.mark.parametrize(("path", "places"), [("", 1), ("timeline", 1), ("changes", 2), ("record", 4)])
def test_a_dropped_connection_comes_back_to_the_same_view(page: Page, harbour: str, path: str, places: int) -> None:
    port, to = free_port(), int(harbour.rpartition(":")[2])
    with line(port, to) as address:
        page.goto(f"{address}/{path}?date=2031-05-03&issues=cranes")
        page.wait_for_function("() => new URL(location).searchParams.has('negotiation')")
        page.locator(".live .day, [data-testid=stDateInput] input").first.wait_for()
        expect(page.locator(ISSUES)).to_have_count(places)
        stay(page)
        before = seen(page)
        assert "Cranes" in before[2]
    lose(page)
    page.wait_for_timeout(AWAY_MS)
    with line(port, to):
        stay(page)
        assert seen(page) == before

        # what the server makes of the next step is of the same view too
        page.get_by_role("button", name=NEXT_EVENT).click()
        page.wait_for_function("() => new URL(location).searchParams.get('date') > '2031-05-03'")
        stay(page)
        assert "issues=cranes" in page.url
        assert seen(page)[1:] == before[1:]


def step_and_back(page: Page, address: str) -> None:
    """Come to the board on 3 May, go to the next event and back again."""
    page.goto(f"{address}/?date=2031-05-03")
    page.wait_for_function("() => new URL(location).searchParams.has('negotiation')")
    page.locator(".live .day").wait_for()
    settle(page)
    page.get_by_role("button", name=NEXT_EVENT).click()
    page.wait_for_function("() => new URL(location).searchParams.get('date') === '2031-06-15'")
    settle(page)
    page.go_back()
    expect(page.locator(".live .day")).to_have_text("Saturday 3 May 2031")
    settle(page)


@pytest.fixture
def copy(tmp_path: Path) -> Iterator[str]:
    """Another copy of the server, which has not met anybody yet."""
    with serve(DASHBOARD, tmp_path / "log", positions=RECORDS) as (address, _):
        yield address


@pytest.mark.parametrize("comes_back_to", ["harbour", "copy"])
def test_a_date_moved_while_the_line_is_away_reaches_the_address(
    page: Page, harbour: str, comes_back_to: str, request: pytest.FixtureRequest
) -> None:
    port, to = free_port(), int(harbour.rpartition(":")[2])
    then = int(request.getfixturevalue(comes_back_to).rpartition(":")[2])
    with line(port, to) as address:
        step_and_back(page, address)
    lose(page)
    page.locator(".live .handle.to").press("ArrowRight")
    page.wait_for_timeout(500)
    with line(port, then):
        page.wait_for_function("() => new URL(location).searchParams.get('date') === '2031-05-04'")
        stay(page)
        assert page.locator(".live .day").inner_text() == "Sunday 4 May 2031"


def test_a_step_back_outlives_a_lost_line(page: Page, harbour: str, copy: str) -> None:
    port, to = free_port(), int(harbour.rpartition(":")[2])
    with line(port, to) as address:
        step_and_back(page, address)
    lose(page)
    with line(port, int(copy.rpartition(":")[2])):
        page.wait_for_timeout(AWAY_MS)
        stay(page)
        assert "date=2031-05-03" in page.url
        assert page.locator(".live .day").inner_text() == "Saturday 3 May 2031"
