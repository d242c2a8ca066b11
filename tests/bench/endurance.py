"""A school at the dashboard for ten minutes: each viewer moves every second or two, turns pages, takes things along."""

import asyncio
import datetime as dt
import json
import logging
import random
import statistics
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import NamedTuple

from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.exceptions import WebSocketException

from components import changes, classroom, commitments, deals, record, timeline
from tests.bench.browser import megabytes
from tests.serving import BARE, DASHBOARD, ROOT, serve
from tests.viewer import Came, TroubleError, Viewer, come, press

SECONDS, SHORT, LEAST = 600, 60, 20
VIEWERS, MANY = 60, 200
PACE = (1.0, 2.0)
"""Seconds between two moves of a viewer, from and to."""
TURN, STAY = 20, 3
"""A viewer of the board turns to another page after so many moves, on average, and comes back after so many there."""
BOARD, CHARTS = "", (timeline.PATH, changes.PATH, deals.PATH, commitments.PATH)
DOWNLOADS = {record.PATH: ("Shown (", "Whole record ("), classroom.PATH: ("Download the ",)}
"""What is taken along: one of the buttons with this in their label, each time a viewer leaves the page."""
MAKE = "Make the handout"
"""What has to be made before it can be taken."""
_STEPS = ("Previous event", "Next event")
_FIRST, _DAYS = dt.date(2018, 1, 1), 1095
_SAMPLE, _SAY = 5, 30


class Run(NamedTuple):
    """How it went: seconds of the reruns by page, and of the downloads; what went wrong; megabytes after seconds."""

    name: str
    viewers: int
    seconds: int
    reruns: dict[str, list[float]]
    downloads: list[float]
    troubles: Counter[str]
    memory: list[tuple[float, float]]

    def of(self, *pages: str) -> list[float]:
        """Seconds of the reruns of some pages."""
        return [seconds for page in pages for seconds in self.reruns.get(page, [])]

    def after(self, minute: int) -> float:
        """Megabytes after a minute."""
        return min(self.memory, key=lambda sample: abs(sample[0] - minute * 60))[1]

    def slope(self) -> float:
        """Megabytes a minute in the second half."""
        half = [(at, megabytes) for at, megabytes in self.memory if at >= self.seconds / 2]
        return statistics.linear_regression(*zip(*half, strict=True)).slope * 60


_Stay = Callable[[Run, Viewer, random.Random, float], Awaitable[None]]


def measure(seconds: int, folder: Path) -> list[Run]:
    """The bare app, the dashboard, the same with Streamlit's collection of garbage, and with more viewers."""
    short = min(seconds, SHORT)
    return [
        _run("bare", BARE, _slide, VIEWERS, short, folder),
        _run("ours", DASHBOARD, _read, VIEWERS, seconds, folder),
        _run("ours, GC", DASHBOARD, _read, VIEWERS, seconds, folder, "--runner.postScriptGC=true"),
        _run("ours", DASHBOARD, _read, MANY, short, folder),
    ]


def _run(name: str, script: Path, stay: _Stay, viewers: int, seconds: int, folder: Path, *options: str) -> Run:
    run = Run(f"{name}, {viewers} viewers", viewers, seconds, {}, [], Counter(), [])
    with serve(script, folder / "log", *options, positions=ROOT / "positions") as (address, process):
        asyncio.run(_school(run, address, process, stay))
    for trouble, times in run.troubles.most_common():
        logging.info("%s: %d x %s", run.name, times, trouble)
    return run


async def _school(run: Run, address: str, process: int, stay: _Stay) -> None:
    begun = time.monotonic()
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(_watch(run, process, begun))
        for n in range(run.viewers):
            tasks.create_task(_attend(run, address, stay, random.Random(n), begun + run.seconds))


async def _watch(run: Run, process: int, begun: float) -> None:
    """Keep the memory, and say now and then how it goes."""
    for at in range(0, run.seconds + 1, _SAMPLE):
        await asyncio.sleep(begun + at - time.monotonic())
        run.memory.append((at, await asyncio.to_thread(megabytes, process)))
        if at % _SAY == 0:
            times = [seconds for each in run.reruns.values() for seconds in each]
            middle = statistics.median(times) * 1000 if times else 0
            logging.info(
                "%s: %d of %d s, %d reruns, median %.0f ms, %d downloads, %d troubles, %.0f MB",
                *(run.name, at, run.seconds, len(times), middle),
                *(len(run.downloads), run.troubles.total(), run.memory[-1][1]),
            )


async def _attend(run: Run, address: str, stay: _Stay, chance: random.Random, until: float) -> None:
    """A viewer until the end, who comes again after trouble."""
    await asyncio.sleep(chance.uniform(0, PACE[1]))
    while time.monotonic() < until:
        try:
            async with come(address) as viewer:
                await _timed(run, viewer, viewer.run())
                await stay(run, viewer, chance, until)
        except (TroubleError, WebSocketException, OSError) as error:
            run.troubles[f"{viewer.page or 'board'}: {type(error).__name__} {error}"[:200]] += 1
            await asyncio.sleep(1)


async def _timed(run: Run, viewer: Viewer, asked: Awaitable[list[Came]]) -> None:
    came = await asked
    run.reruns.setdefault(viewer.page, []).append(came[-1].seconds)


async def _pause(chance: random.Random, until: float) -> bool:
    """Wait as a viewer does between two moves; whether there is time for another."""
    await asyncio.sleep(chance.uniform(*PACE))
    return time.monotonic() < until


async def _slide(run: Run, viewer: Viewer, chance: random.Random, until: float) -> None:
    """Move the slider of the bare app."""
    while await _pause(chance, until):
        slider = next(each.slider for each in viewer.shown if each.HasField("slider"))
        moved = WidgetState(id=slider.id)
        moved.double_array_value.data.append(slider.min + chance.randrange(_DAYS) * slider.step)
        await _timed(run, viewer, viewer.run(moved))


async def _read(run: Run, viewer: Viewer, chance: random.Random, until: float) -> None:
    """At the board, and now and then at another page."""
    others = sorted(set(viewer.pages) - {BOARD})
    board = _board(viewer)
    await _timed(run, viewer, viewer.run(_said(board)))
    left = 0
    while await _pause(chance, until):
        if viewer.page != BOARD and left:
            left -= 1
            await _timed(run, viewer, viewer.run(*filter(None, [press(viewer, chance.choice(_STEPS))])))
        elif viewer.page != BOARD:
            if viewer.page in DOWNLOADS:
                if make := press(viewer, MAKE):
                    await _timed(run, viewer, viewer.run(make))
                begun = time.perf_counter()
                await viewer.download(chance.choice(DOWNLOADS[viewer.page]))
                run.downloads.append(time.perf_counter() - begun)
            await _timed(run, viewer, viewer.turn(BOARD))
            board = _board(viewer)
            await _timed(run, viewer, viewer.run(_said(board)))
        elif chance.randrange(TURN):
            day = _FIRST + dt.timedelta(chance.randrange(_DAYS))
            view = {"date": day.isoformat(), "compare": "", "issues": "", "record": ""}
            await _timed(run, viewer, viewer.run(_said(board, view=view)))
        else:
            await _timed(run, viewer, viewer.turn(chance.choice(others)))
            left = STAY


def _board(viewer: Viewer) -> str:
    """The id of the live board, which alone of the components comes with bytes."""
    return next(each.bidi_component.id for each in viewer.shown if each.bidi_component.bytes)


def _said(board: str, **more: object) -> WidgetState:
    """All that the board has said, as its part of the page sends it after each move."""
    return WidgetState(id=board, json_value=json.dumps({"ready": True, **more}))
