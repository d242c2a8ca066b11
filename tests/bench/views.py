"""How long each page of the dashboard takes, next to a bare Streamlit page with one figure of as many marks.

There is that page for every one of ours with a picture. The others are held against the one with the most marks.
"""

import logging
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, WebSocket, sync_playwright

from components import about, board_page, changes, commitments, deals, disputed, record, timeline
from tests.serving import CHROMIUM, DASHBOARD, ROOT, serve

VISITS = 5
QUERY = "date=2019-10-06"

_CHART = ROOT / "tests" / "bare_chart.py"
_MARK = ".js-plotly-plot .main-svg .point"
_FIRST = {  # the default page has no path of its own
    "": ".live .board .card",
    timeline.PATH: _MARK,
    changes.PATH: _MARK,
    deals.PATH: ".board",
    commitments.PATH: _MARK,
    disputed.PATH: ".board",
    record.PATH: "[data-testid=stDataFrame] canvas",
    about.PATH: ".board",
}

# milliseconds from the start of the navigation to the first frame with the content and the page's script at rest
_SETTLED = """
(() => {
    const selector = %r;
    const resting = () => document.querySelector("[data-testid=stApp][data-test-script-state=notRunning]");
    const shown = () => [...document.querySelectorAll(selector)].some(one => one.checkVisibility());
    window.settled = new Promise((done, fail) => {
        setTimeout(() => fail(new Error(`no ${selector} at rest within 60 s`)), 60000);
        const look = () => resting() && shown() ? done(performance.now()) : requestAnimationFrame(look);
        look();
    });
})()
"""


class View(NamedTuple):
    """Seconds of the visits to a page of ours, and to the yardstick; marks in the picture; websocket bytes received."""

    path: str
    laters: list[float]
    yardstick: list[float]
    marks: int
    arriving: int


class _Visit(NamedTuple):
    seconds: float
    marks: int
    arriving: int


def measure(folder: Path) -> list[View]:
    """All pages and their yardsticks in turn, at servers that have had one visit to each; logs go to `folder`."""
    with sync_playwright() as playwright, ExitStack() as stack:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        ours, _ = stack.enter_context(serve(DASHBOARD, folder / "log", positions=ROOT / "positions"))
        logging.info("views: a visit to each page that does not count")
        addresses = {path: f"{ours}/{path}?{QUERY}" for path in _FIRST}
        first = {path: _visit(browser, address, _FIRST[path]) for path, address in addresses.items()}
        numbers = sorted({one.marks for one in first.values() if one.marks})
        yardsticks = {n: stack.enter_context(_chart(n, folder / f"log-{n}")) for n in numbers}
        for address in yardsticks.values():
            _visit(browser, address, _MARK)
        laters: dict[str, list[float]] = {path: [] for path in addresses}
        bare: dict[int, list[float]] = {n: [] for n in numbers}
        for n in range(VISITS):
            logging.info("views: visit %d of %d", n + 1, VISITS)
            for path, address in addresses.items():
                laters[path].append(_visit(browser, address, _FIRST[path]).seconds)
                if marks := first[path].marks:
                    bare[marks].append(_visit(browser, yardsticks[marks], _MARK).seconds)
        browser.close()
    return [
        View(path, laters[path], bare[one.marks or numbers[-1]], one.marks, one.arriving) for path, one in first.items()
    ]


@contextmanager
def _chart(marks: int, log: Path) -> Iterator[str]:
    """The address of a yardstick with so many marks."""
    os.environ["MARKS"] = str(marks)
    with serve(_CHART, log) as (address, _):
        yield address


def _visit(browser: Browser, address: str, selector: str) -> _Visit:
    """Open a page with an empty cache and wait until the content is there and the script at rest."""
    sizes: list[int] = []

    def count(socket: WebSocket) -> None:
        socket.on("framereceived", lambda payload: sizes.append(len(payload)))

    with browser.new_context() as context:
        page = context.new_page()
        page.on("websocket", count)
        page.add_init_script(_SETTLED % selector)
        page.goto(address, wait_until="commit")
        seconds = float(page.evaluate("window.settled")) / 1000
        return _Visit(seconds, page.locator(_MARK).count(), sum(sizes))
