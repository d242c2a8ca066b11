"""What a visitor waits for: start, first text; what it takes; measured in Chromium for several pages side by side."""

import logging
import subprocess
import time
from collections.abc import Sequence
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page, WebSocket, sync_playwright

from tests.serving import BARE, CHROMIUM, DASHBOARD, ROOT, serve

STARTS, VISITS = 5, 7
REST_MS = 700
"""Long enough for the board to tell the server where it rests, and for the server to have answered."""

# milliseconds from the start of the navigation to the frame with the first text; begins before the page's own scripts
_ARRIVAL = """
(() => {
    const selector = %r;
    const seen = one => one.textContent.trim() && one.checkVisibility();
    window.arrived = new Promise((done, fail) => {
        setTimeout(() => fail(new Error(`no ${selector} within 60 s`)), 60000);
        const look = () =>
            [...document.querySelectorAll(selector)].some(seen)
                ? done(performance.now())
                : requestAnimationFrame(look);
        look();
    });
})()
"""


class Candidate(NamedTuple):
    """A page to measure: how it is served, and where on it the first text, the handle and its track are.

    `line` has one text for each day; `element` is Streamlit's name of the message that brings what is first read.
    """

    name: str
    script: Path
    options: tuple[str, ...]
    first: str
    line: str
    handle: str
    track: str
    element: str
    positions: Path = ROOT / "positions"


class Measured(NamedTuple):
    """Seconds to start and to the first text of a new server and of a warm one, megabytes, bytes on the websocket."""

    starts: list[float]
    firsts: list[float]
    laters: list[float]
    memory: float
    arriving: int
    moving: int


_LINE = "[data-testid=stMarkdown]"
_BARE = (_LINE, _LINE, "[data-testid=stSlider] input", "[data-testid=stSlider] [role=group]", "markdown")
CANDIDATES = (
    # the options undo the two settings of ours, in .streamlit/config.toml, that decide speed
    Candidate("bare, as shipped", BARE, ("--runner.postScriptGC=true", "--server.fileWatcherType=auto"), *_BARE),
    Candidate("bare, our settings", BARE, (), *_BARE),
    Candidate(
        "our dashboard",
        DASHBOARD,
        (),
        ".live .board .card",
        ".live .day",
        ".live .handle.to",
        ".live .strip",
        "bidi_component",
    ),
)


def measure(candidates: Sequence[Candidate], folder: Path) -> list[Measured]:
    """All candidates in turn, round by round, so that a slow spell of the machine meets each; logs go to `folder`."""
    cold: list[list[tuple[float, float]]] = [[] for _ in candidates]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        for candidate in candidates:
            logging.info("a start that does not count: %s", candidate.name)
            _start(browser, candidate, folder / "log")
        for n in range(STARTS):
            logging.info("start and first visit %d of %d", n + 1, STARTS)
            for candidate, found in zip(candidates, cold, strict=True):
                found.append(_start(browser, candidate, folder / "log"))
        warm = _use(browser, candidates, folder)
        browser.close()
    return [
        Measured([start for start, _ in found], [first for _, first in found], *rest)
        for found, rest in zip(cold, warm, strict=True)
    ]


def _start(browser: Browser, candidate: Candidate, log: Path) -> tuple[float, float]:
    """Seconds from the command to healthy, and from the first visitor's navigation to the first text."""
    begun = time.perf_counter()
    with served(candidate, log) as (address, _):
        return time.perf_counter() - begun, _visit(browser, candidate, address)


def served(candidate: Candidate, log: Path) -> AbstractContextManager[tuple[str, int]]:
    """Its server: the address and the process id."""
    return serve(candidate.script, log, *candidate.options, positions=candidate.positions)


def _visit(browser: Browser, candidate: Candidate, address: str) -> float:
    """Seconds to the first text, with an empty cache."""
    with browser.new_context() as context:
        return arrive(context.new_page(), candidate, address)


def arrive(page: Page, candidate: Candidate, address: str) -> float:
    """Open the page; seconds to the first text. Ends when the script has run."""
    page.add_init_script(_ARRIVAL % candidate.first)
    page.goto(f"{address}/?date=2019-10-06", wait_until="commit")
    seconds = float(page.evaluate("window.arrived")) / 1000
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    return seconds


def rest(page: Page) -> None:
    """Wait until the page has told the server where it is, and been answered."""
    page.wait_for_timeout(REST_MS)
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()


def _use(browser: Browser, candidates: Sequence[Candidate], folder: Path) -> list[tuple[list[float], float, int, int]]:
    """Later visits, then the memory, then what one visit and one move send, with all servers up at once."""
    with ExitStack() as stack:
        servers = [stack.enter_context(served(c, folder / f"log-{n}")) for n, c in enumerate(candidates)]
        for candidate, (address, _) in zip(candidates, servers, strict=True):
            _visit(browser, candidate, address)
        laters: list[list[float]] = [[] for _ in candidates]
        for n in range(VISITS):
            logging.info("later visit %d of %d", n + 1, VISITS)
            for found, candidate, (address, _) in zip(laters, candidates, servers, strict=True):
                found.append(_visit(browser, candidate, address))
        memory = [megabytes(process) for _, process in servers]
        traffic = [_traffic(browser, c, address) for c, (address, _) in zip(candidates, servers, strict=True)]
    return [(later, size, *sums) for later, size, sums in zip(laters, memory, traffic, strict=True)]


def _traffic(browser: Browser, candidate: Candidate, address: str) -> tuple[int, int]:
    """Bytes received over the websocket by a first visit, and after one press of ArrowRight."""
    sizes: list[int] = []

    def count(socket: WebSocket) -> None:
        socket.on("framereceived", lambda payload: sizes.append(len(payload)))

    with browser.new_context() as context:
        page = context.new_page()
        page.on("websocket", count)
        arrive(page, candidate, address)
        rest(page)
        arriving = sum(sizes)
        page.locator(candidate.handle).press("ArrowRight")
        rest(page)
        return arriving, sum(sizes) - arriving


def megabytes(process: int) -> float:
    """The resident memory of a process."""
    shown = subprocess.run(["ps", "-o", "rss=", "-p", str(process)], capture_output=True, text=True, check=True)
    return int(shown.stdout) * 1024 / 1e6
