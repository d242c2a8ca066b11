"""What a visitor waits for: start, first text, a key press; measured in Chromium for several pages side by side."""

import logging
import statistics
import subprocess
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

from tests.serving import BARE, CHROMIUM, DASHBOARD, ROOT, serve

VISITS = 5
WARM_UPS, PRESSES = 3, 30
PAUSE_MS = 350

# the page and the shadow roots on it, and the text of the first element in any of them
_ROOTS = """
    const roots = () => [document, ...[...document.querySelectorAll("*")].map(one => one.shadowRoot).filter(Boolean)];
    const text = (selector, places) => places.map(one => one.querySelector(selector)).find(Boolean)?.textContent.trim();
"""

# milliseconds from the start of the navigation to the frame with the first text; begins before the page's own scripts
_ARRIVAL = """
    const selector = %r;
    window.arrived = new Promise((done, fail) => {
        setTimeout(() => fail(new Error(`no ${selector} within 60 s`)), 60000);
        const look = () => text(selector, roots()) ? done(performance.now()) : requestAnimationFrame(look);
        look();
    });
"""

# milliseconds from the next key press to the moment all selected texts are other texts than now
_MOVE = """
    const places = roots();
    const texts = () => selectors.map(selector => text(selector, places));
    const before = texts();
    window.moved = new Promise((done, fail) => {
        setTimeout(() => fail(new Error(`not all of ${selectors} changed within 20 s`)), 20000);
        addEventListener("keydown", () => {
            const pressed = performance.now();
            const seen = new MutationObserver(() => {
                if (texts().every((now, n) => now && now !== before[n])) {
                    seen.disconnect();
                    done(performance.now() - pressed);
                }
            });
            for (const place of places) seen.observe(place, {childList: true, subtree: true, characterData: true});
        }, {capture: true, once: true});
    });
"""


class Candidate(NamedTuple):
    """A page to measure: how it is served, whose text is waited for on arrival, and whose texts a key press changes."""

    name: str
    script: Path
    options: tuple[str, ...]
    first: str
    changing: tuple[str, ...]


class Measured(NamedTuple):
    """Seconds to start and to the first text of a new server and of a warm one, milliseconds a press, megabytes."""

    starts: list[float]
    firsts: list[float]
    laters: list[float]
    presses: list[float]
    memory: float


_LINE = "[data-testid=stMarkdown]"
CANDIDATES = (
    # the options undo the two settings of ours, in .streamlit/config.toml, that decide speed
    Candidate(
        "bare, as shipped", BARE, ("--runner.postScriptGC=true", "--server.fileWatcherType=auto"), _LINE, (_LINE,)
    ),
    Candidate("bare, our settings", BARE, (), _LINE, (_LINE,)),
    Candidate("our dashboard", DASHBOARD, (), ".board .card", ("h2:not(.board *)", ".board")),
)


def measure(candidates: Sequence[Candidate], folder: Path) -> list[Measured]:
    """All candidates in turn, round by round, so that a slow spell of the machine meets each; logs go to `folder`."""
    cold: list[list[tuple[float, float]]] = [[] for _ in candidates]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        for candidate in candidates:
            logging.info("a start that does not count: %s", candidate.name)
            _start(browser, candidate, folder / "log")
        for n in range(VISITS):
            logging.info("start and first visit %d of %d", n + 1, VISITS)
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
    with serve(candidate.script, log, *candidate.options, positions=ROOT / "positions") as (address, _):
        return time.perf_counter() - begun, _visit(browser, candidate, address)


def _visit(browser: Browser, candidate: Candidate, address: str) -> float:
    """Seconds to the first text, with an empty cache."""
    with browser.new_context() as context:
        return _open(context.new_page(), candidate, address)


def _open(page: Page, candidate: Candidate, address: str) -> float:
    page.add_init_script(f"(() => {{{_ROOTS}{_ARRIVAL % candidate.first}}})()")
    page.goto(address, wait_until="commit")
    seconds = float(page.evaluate("window.arrived")) / 1000
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    return seconds


def _use(
    browser: Browser, candidates: Sequence[Candidate], folder: Path
) -> list[tuple[list[float], list[float], float]]:
    """Later visits, key presses and then the memory, with all servers up at once."""
    with ExitStack() as stack:
        servers = [
            stack.enter_context(serve(c.script, folder / f"log-{n}", *c.options, positions=ROOT / "positions"))
            for n, c in enumerate(candidates)
        ]
        pages = [stack.enter_context(browser.new_context()).new_page() for _ in candidates]
        for page, candidate, (address, _) in zip(pages, candidates, servers, strict=True):
            _open(page, candidate, address)
        laters: list[list[float]] = [[] for _ in candidates]
        for n in range(VISITS):
            logging.info("later visit %d of %d", n + 1, VISITS)
            for found, candidate, (address, _) in zip(laters, candidates, servers, strict=True):
                found.append(_visit(browser, candidate, address))
        presses: list[list[float]] = [[] for _ in candidates]
        for n in range(WARM_UPS + PRESSES):
            if n % 10 == 0:
                logging.info("key press %d of %d", n + 1, WARM_UPS + PRESSES)
            for found, candidate, page in zip(presses, candidates, pages, strict=True):
                found.append(_press(page, candidate))
        memory = [_megabytes(process) for _, process in servers]
    return [(later, press[WARM_UPS:], size) for later, press, size in zip(laters, presses, memory, strict=True)]


def _press(page: Page, candidate: Candidate) -> float:
    """Milliseconds from ArrowRight on the slider to the last of the changed texts; ends after a pause."""
    page.get_by_role("slider").first.focus()
    page.evaluate(f"selectors => {{{_ROOTS}{_MOVE}}}", list(candidate.changing))
    page.keyboard.press("ArrowRight")
    moved = float(page.evaluate("window.moved"))
    page.wait_for_timeout(PAUSE_MS)
    return moved


def _megabytes(process: int) -> float:
    """The resident memory of a process."""
    shown = subprocess.run(["ps", "-o", "rss=", "-p", str(process)], capture_output=True, text=True, check=True)
    return int(shown.stdout) * 1024 / 1e6


def p95(values: Sequence[float]) -> float:
    """The value that one in twenty exceeds."""
    return statistics.quantiles(values, n=20, method="inclusive")[-1]
