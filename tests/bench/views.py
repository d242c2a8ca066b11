"""How long each page of the dashboard takes, next to a bare Streamlit page with one figure.

That has as many marks as the picture with the most of them.
"""

import logging
import os
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, WebSocket, sync_playwright

from components import about, changes, classroom, commitments, deals, disputed, record, timeline
from tests.serving import CHROMIUM, DASHBOARD, ROOT, serve

VISITS = 5
QUERY = "date=2019-10-06"

_CHART = ROOT / "tests" / "bare_chart.py"
_BARE = "a bare chart"
_MARK = ".js-plotly-plot .main-svg .point"
_FIRST = {  # the default page has no path of its own
    "": ".live .board .card",
    timeline.PATH: _MARK,
    changes.PATH: _MARK,
    deals.PATH: ".board",
    commitments.PATH: _MARK,
    disputed.PATH: ".board",
    record.PATH: "[data-testid=stDataFrame] canvas",
    classroom.PATH: "[data-testid=stCode]",
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
    """Seconds of the visits to a page; marks in its picture; websocket bytes received."""

    name: str
    laters: list[float]
    marks: int
    arriving: int


class _Visit(NamedTuple):
    seconds: float
    marks: int
    arriving: int


def measure(folder: Path) -> tuple[list[View], View]:
    """All pages in turn, and the yardstick, at servers that each has been visited at; logs go to `folder`."""
    with sync_playwright() as playwright, ExitStack() as stack:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        ours, _ = stack.enter_context(serve(DASHBOARD, folder / "log", positions=ROOT / "positions"))
        logging.info("views: a visit to each page that does not count")
        addresses = {f"/{path}": f"{ours}/{path}?{QUERY}" for path in _FIRST}
        selectors = dict(zip(addresses, _FIRST.values(), strict=True))
        first = {path: _visit(browser, address, selectors[path]) for path, address in addresses.items()}
        os.environ["MARKS"] = str(max(one.marks for one in first.values()))
        addresses[_BARE], _ = stack.enter_context(serve(_CHART, folder / "log-bare"))
        selectors[_BARE] = _MARK
        first[_BARE] = _visit(browser, addresses[_BARE], _MARK)
        laters: dict[str, list[float]] = {path: [] for path in addresses}
        for n in range(VISITS):
            logging.info("views: visit %d of %d", n + 1, VISITS)
            for path, address in addresses.items():
                laters[path].append(_visit(browser, address, selectors[path]).seconds)
        browser.close()
    *found, bare = (View(path, laters[path], one.marks, one.arriving) for path, one in first.items())
    return found, bare


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
