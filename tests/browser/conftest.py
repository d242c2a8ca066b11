from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from components import single_page
from negotiation import Negotiation
from tests.conftest import POSITIONS, RECORDS
from tests.serving import BARE, CHROMIUM, DASHBOARD, serve


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.fail("the browser tests need Chromium; install it (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def dashboard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The dashboard with the shipped record."""
    with serve(DASHBOARD, tmp_path_factory.mktemp("log") / "log", positions=POSITIONS) as (address, _):
        yield address


@pytest.fixture(scope="session")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The dashboard with the made-up record."""
    with serve(DASHBOARD, tmp_path_factory.mktemp("log") / "log", positions=RECORDS) as (address, _):
        yield address


@pytest.fixture(scope="session")
def single_pages(tmp_path_factory: pytest.TempPathFactory, shipped: Negotiation, tiny: Negotiation) -> Path:
    """A folder with both records as pages without a server."""
    folder = tmp_path_factory.mktemp("single pages")
    for name, talks in (("shipped", shipped), ("harbour", tiny)):
        (folder / f"{name}.html").write_text(single_page.html(talks), encoding="utf-8")
    return folder


@pytest.fixture(scope="session", params=["dashboard", "single page"])
def whole(request: pytest.FixtureRequest, single_pages: Path) -> str:
    """The board with the shipped record, in both its homes."""
    if request.param == "dashboard":
        return f"{request.getfixturevalue('dashboard')}/"
    return (single_pages / "shipped.html").as_uri()


@pytest.fixture(scope="session", params=["dashboard", "single page"])
def small(request: pytest.FixtureRequest, single_pages: Path) -> str:
    """The board with the made-up record, in both its homes."""
    if request.param == "dashboard":
        return f"{request.getfixturevalue('harbour')}/"
    return (single_pages / "harbour.html").as_uri()


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Streamlit with nothing but a slider and a line."""
    with serve(BARE, tmp_path_factory.mktemp("log") / "log") as (address, _):
        yield address


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A fresh page, 1280 wide and light. Fails the test for a script error or a request to another host."""
    with chromium.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light") as context:
        page = context.new_page()
        errors: list[str] = []
        hosts: set[str] = set()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname or ""))
        yield page
        assert errors == []
        assert hosts <= {"127.0.0.1", ""}


def settle(page: Page) -> None:
    """Wait until the server, where there is one, has nothing more to say."""
    if page.url.startswith("file:"):
        return
    page.locator(
        "[data-testid=stApp][data-test-connection-state=CONNECTED][data-test-script-state=notRunning]"
    ).wait_for()


def stay(page: Page) -> None:
    """Wait until a page says the same for half a second; Streamlit fetches parts of it when they are first drawn."""
    settle(page)
    page.wait_for_load_state("networkidle")
    page.evaluate("delete window.saidBefore")
    page.wait_for_function(
        """() => {
          const said = document.body.innerText;
          if (said !== window.saidBefore) [window.saidBefore, window.saidSince] = [said, performance.now()];
          return performance.now() - window.saidSince > 500;
        }""",
        polling=50,
    )


def lose(page: Page) -> None:
    """Wait until the page has seen that the server is gone."""
    page.locator("[data-testid=stApp]:not([data-test-connection-state=CONNECTED])").wait_for()


def visit(page: Page, address: str) -> Locator:
    """Open an address and give the board once it is there, live or plain."""
    page.goto(address)
    page.locator(".board .side:visible").first.wait_for()
    settle(page)
    return page.locator(".board")
