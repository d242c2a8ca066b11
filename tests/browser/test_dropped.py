"""A viewer whose connection drops for a while finds the same view again."""

import re

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import lose, settle
from tests.line import line
from tests.serving import free_port

NEXT_EVENT = re.compile("^(Next event|Event ›)$")
AWAY_MS = 3000
"""Ten seconds end as three do: Streamlit keeps a session for two minutes, and its page asks again until it is heard."""


def seen(page: Page) -> tuple[str, str, str]:
    """The address, the name of the page, and the issues on it or chosen for it."""
    issues = page.locator("section.issue:visible h2, [data-testid=stMultiSelect]").all_inner_texts()
    return page.url, page.locator("h1:visible").inner_text(), " ".join(issues)


@pytest.mark.parametrize("path", ["", "timeline", "changes", "record"])
def test_a_dropped_connection_comes_back_to_the_same_view(page: Page, harbour: str, path: str) -> None:
    port, to = free_port(), int(harbour.rpartition(":")[2])
    with line(port, to) as address:
        page.goto(f"{address}/{path}?date=2031-05-03&issues=cranes")
        page.wait_for_function("() => new URL(location).searchParams.has('negotiation')")
        page.locator(".live .day, [data-testid=stDateInput] input").first.wait_for()
        settle(page)
        page.get_by_text("Cranes").first.wait_for()
        before = seen(page)
        assert "Cranes" in before[2]
    lose(page)
    page.wait_for_timeout(AWAY_MS)
    with line(port, to):
        settle(page)
        assert seen(page) == before

        # what the server makes of the next step is of the same view too
        page.get_by_role("button", name=NEXT_EVENT).click()
        page.wait_for_function("() => new URL(location).searchParams.get('date') > '2031-05-03'")
        settle(page)
        assert "issues=cranes" in page.url
        assert seen(page)[1:] == before[1:]


def test_a_date_moved_while_the_line_is_away_reaches_the_address(page: Page, harbour: str) -> None:
    port, to = free_port(), int(harbour.rpartition(":")[2])
    with line(port, to) as address:
        page.goto(f"{address}/?date=2031-05-03")
        page.wait_for_function("() => new URL(location).searchParams.has('negotiation')")
        page.locator(".live .day").wait_for()
        settle(page)
    lose(page)
    page.locator(".live .handle.to").press("ArrowRight")
    page.wait_for_timeout(500)
    with line(port, to):
        page.wait_for_function("() => new URL(location).searchParams.get('date') === '2031-05-04'")
        settle(page)
        assert page.locator(".live .day").inner_text() == "Sunday 4 May 2031"
