"""What the hand feels: a key press, a move of the pointer and a long drag, measured in the page, frame by frame.

Painted is the task after the first frame that holds the new text: requestAnimationFrame, then a message sent from
it, which the browser hands over once that frame's style, layout and paint are done. That leaves out the raster and
the screen, and it leaves in the wait for the frame: 8 ms on average at 60 frames a second.
"""

import json
import logging
import math
import random
import socket
import time
import urllib.request
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import FloatRect, Page, WebSocket, sync_playwright
from websockets.sync.client import connect

from tests.bench.browser import Candidate, arrive, rest, served
from tests.serving import CHROMIUM

WARM_UPS, SAMPLES = 3, 60
PAUSE_MS = 350
DRAG_SECONDS, DRAG_PACE = 5, 60
CROSSINGS = 2

# milliseconds from the next such event to the painted frame in which the line is another than now
_PAINTED = """
([event, selector]) => {
    const text = () => document.querySelector(selector)?.textContent;
    const before = text();
    window.painted = new Promise((done, fail) => {
        const late = setTimeout(() => fail(new Error(`${selector} did not change within 20 s`)), 20000);
        addEventListener(event, () => {
            const begun = performance.now();
            const {port1, port2} = new MessageChannel();
            const frame = () => requestAnimationFrame(() => port2.postMessage(0));
            port1.onmessage = () => {
                const now = text();
                if (!now || now === before) return frame();
                done(performance.now() - begun);
                clearTimeout(late);
                port1.close();
            };
            frame();
        }, {capture: true, once: true});
    });
}
"""

# from now until `watched()`: every frame, every move heard, every layout shift, every frame without the first text
_WATCH = """
selector => {
    const found = {moves: 0, frames: [], shift: 0, unprompted: 0, dark: 0};
    const shifted = entry => {
        found.shift += entry.value;
        if (!entry.hadRecentInput) found.unprompted += entry.value;
    };
    const observer = new PerformanceObserver(list => list.getEntries().forEach(shifted));
    observer.observe({type: "layout-shift"});
    const heard = event => { found.moves += event.getCoalescedEvents().length || 1; };
    addEventListener("pointermove", heard, {capture: true});
    const shown = one => one.checkVisibility({opacityProperty: true, visibilityProperty: true});
    const {port1, port2} = new MessageChannel();
    port1.onmessage = () => { if (![...document.querySelectorAll(selector)].some(shown)) found.dark++; };
    let last = null;
    let next = requestAnimationFrame(function frame(now) {
        if (last !== null) found.frames.push(now - last);
        last = now;
        port2.postMessage(0);
        next = requestAnimationFrame(frame);
    });
    window.watched = () => {
        cancelAnimationFrame(next);
        observer.takeRecords().forEach(shifted);
        observer.disconnect();
        removeEventListener("pointermove", heard, {capture: true});
        port1.close();
        return found;
    };
}
"""


class Drag(NamedTuple):
    """What became of a drag: the moves the page heard, and the milliseconds between its frames.

    `shift` is the layout shift, `unprompted` the part that the browser puts down to no input; `dark` frames showed
    nothing of what was first read; `sent` are messages to the server.
    """

    moves: int
    frames: list[float]
    shift: float
    unprompted: float
    dark: int
    sent: int


class Moved(NamedTuple):
    """Milliseconds from a key press and from a move of the pointer to the painted change, and a drag.

    There are no moves where nothing but the end of a drag changes the line.
    """

    presses: list[float]
    moves: list[float]
    drag: Drag


def measure(candidates: Sequence[Candidate], folder: Path) -> list[Moved]:
    """Key presses in turns, then each page's moves and drag, with all servers up at once; logs go to `folder`."""
    with ExitStack() as stack, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        servers = [stack.enter_context(served(c, folder / f"log-{n}")) for n, c in enumerate(candidates)]
        browser = stack.enter_context(sync_playwright()).chromium.launch(
            executable_path=CHROMIUM, args=[f"--remote-debugging-port={port}"]
        )
        pages = [stack.enter_context(browser.new_context()).new_page() for _ in candidates]
        sent: list[list[str | bytes]] = [[] for _ in candidates]
        for page, candidate, (address, _), messages in zip(pages, candidates, servers, sent, strict=True):
            _listen(page, messages)
            arrive(page, candidate, address)
            rest(page)
        presses: list[list[float]] = [[] for _ in candidates]
        for n in range(WARM_UPS + SAMPLES):
            if n % 10 == 0:
                logging.info("key press %d of %d", n + 1, WARM_UPS + SAMPLES)
            for found, candidate, page in zip(presses, candidates, pages, strict=True):
                found.append(_press(page, candidate))
        moved = []
        for found, candidate, page, messages in zip(presses, candidates, pages, sent, strict=True):
            logging.info("dragging: %s", candidate.name)
            moves = [] if candidate.element == "markdown" else _moves(page, candidate)
            moved.append(Moved(found[WARM_UPS:], moves, _drag(page, candidate, port, messages)))
        browser.close()
    return moved


def _listen(page: Page, sent: list[str | bytes]) -> None:
    """Keep what the page sends to the server."""

    def opened(socket: WebSocket) -> None:
        socket.on("framesent", lambda payload: sent.append(payload))

    page.on("websocket", opened)


def _press(page: Page, candidate: Candidate) -> float:
    """ArrowRight on the handle; ends after a pause in which the server answers."""
    page.bring_to_front()
    page.locator(candidate.handle).focus()
    painted = _painted(page, candidate, "keydown", lambda: page.keyboard.press("ArrowRight"))
    page.wait_for_timeout(PAUSE_MS)
    return painted


def _painted(page: Page, candidate: Candidate, event: str, act: Callable[[], None]) -> float:
    page.evaluate(_PAINTED, [event, candidate.line])
    act()
    return float(page.evaluate("window.painted"))


def _moves(page: Page, candidate: Candidate) -> list[float]:
    """Moves of one drag from left to right, at uneven times, so that they meet a frame at every stage."""
    track = _track(page, candidate)
    chance = random.Random(2019)
    found = []
    _point(page, track, 0)
    page.mouse.down()
    for n in range(1, WARM_UPS + SAMPLES + 1):
        page.wait_for_timeout(chance.uniform(30, 80))
        share = n / (WARM_UPS + SAMPLES)
        found.append(_painted(page, candidate, "pointermove", partial(_point, page, track, share)))
    page.mouse.up()
    rest(page)
    return found[WARM_UPS:]


def _drag(page: Page, candidate: Candidate, port: int, sent: list[str | bytes]) -> Drag:
    """Right and left again over the whole track."""
    track = _track(page, candidate)
    _point(page, track, 0)
    page.mouse.down()
    rest(page)
    sent.clear()
    page.evaluate(_WATCH, candidate.first)
    steps = DRAG_SECONDS * DRAG_PACE
    _sweep(page, port, [_at(track, 1 - abs(1 - math.fmod(CROSSINGS * n / steps, 2))) for n in range(steps)])
    found = page.evaluate("watched()")
    messages = len(sent)
    page.mouse.up()
    rest(page)
    return Drag(**found, sent=messages)


def _sweep(page: Page, port: int, points: Sequence[tuple[float, float]]) -> None:
    """Move the pointer through the points at a fixed pace, as a hand does, whether or not the page keeps up.

    Playwright would wait for the page after every move, so this speaks to the browser's own port.
    """
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/json/list") as answer:
        target = next(one for one in json.load(answer) if one["url"] == page.url)
    with connect(target["webSocketDebuggerUrl"], max_size=None, max_queue=None) as browser:
        begun = time.perf_counter()
        for n, (x, y) in enumerate(points):
            time.sleep(max(0.0, begun + n / DRAG_PACE - time.perf_counter()))
            move = {"type": "mouseMoved", "x": x, "y": y, "button": "left", "buttons": 1}
            browser.send(json.dumps({"id": n, "method": "Input.dispatchMouseEvent", "params": move}))
        while json.loads(browser.recv()).get("id") != len(points) - 1:
            pass


def _track(page: Page, candidate: Candidate) -> FloatRect:
    box = page.locator(candidate.track).bounding_box()
    if box is None:
        raise RuntimeError(f"nothing to drag on: {candidate.track}")
    return box


def _point(page: Page, track: FloatRect, share: float) -> None:
    page.mouse.move(*_at(track, share))


def _at(track: FloatRect, share: float) -> tuple[float, float]:
    """The point at this share of the track's width, clear of the names at its left."""
    left = track["x"] + 60
    return left + share * (track["x"] + track["width"] - 20 - left), track["y"] + track["height"] / 2
