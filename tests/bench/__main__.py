"""`python -m tests.bench`: measure everything and print it, what is long in coming announced on stderr.

`python -m tests.bench views` prints the table of the pages of the dashboard alone, `python -m tests.bench endurance`
that of a school at it for ten minutes, or for as many seconds as are asked for: `python -m tests.bench endurance 60`.
"""

import logging
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import streamlit

from tests.bench import browser, crowd, endurance, motion, record, views
from tests.bench.browser import CANDIDATES, STARTS, VISITS, Candidate
from tests.bench.crowd import VIEWERS
from tests.bench.motion import DRAG_PACE, DRAG_SECONDS, PAUSE_MS, SAMPLES, WARM_UPS
from tests.bench.record import DATES, PAIRS, ROUNDS
from tests.serving import CHROMIUM

TENFOLD = 10
TARGETS = ("", "", "33", "50")
"""Milliseconds from the hand to the painted board, for each column of the table: two frames; three at ten times."""


def main() -> None:
    """Print the tables, or the one that is asked for."""
    only, seconds = "", endurance.SECONDS
    match sys.argv[1:]:
        case []:
            pass
        case ["endurance" | "views" as asked]:
            only = asked
        case ["endurance" as asked, digits] if digits.isdecimal() and int(digits) >= endurance.LEAST:
            only, seconds = asked, int(digits)
        case _:
            sys.exit(f"usage: python -m tests.bench [views | endurance [seconds, at least {endurance.LEAST}]]")
    if CHROMIUM is None:
        sys.exit("The bench drives Chromium; install it (Debian: sudo apt-get install chromium), then run it again.")
    logging.basicConfig(format="%(message)s", level=logging.INFO)
    print(
        f"Python {platform.python_version()}, Streamlit {streamlit.__version__}, {os.cpu_count()} processors.\n"
        "Server and browser share this machine. Figures are medians, with least–most in brackets, unless they say else."
    )
    _calibrate("At the start")
    with tempfile.TemporaryDirectory() as folder:
        # servers start from bytecode, as from their second start on, whatever was kept before
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = f"{folder}/bytecode"
        if only != "views":
            _endurance(seconds, Path(folder))
            _calibrate("Then")
        if only != "endurance":
            _views(Path(folder))
            _calibrate("Then")
        if only:
            return
        larger = Path(folder) / "larger"
        record.enlarge(larger / record.SHIPPED.name, TENFOLD)
        pages = (*CANDIDATES, CANDIDATES[-1]._replace(name=f"{TENFOLD}x the record", positions=larger))
        _pages(Path(folder))
        _calibrate("Then")
        _motion(pages, Path(folder))
        _calibrate("Then")
        _crowd(pages, Path(folder))
        _calibrate("Then")
        _record(Path(folder))
    _calibrate("At the end")


def _calibrate(when: str) -> None:
    """The pace of the machine: figures of two runs, or of two tables, compare only as far as these do."""
    took = []
    for _ in range(9):
        begun = time.perf_counter()
        sum(n * n % 7 for n in range(400_000))
        took.append((time.perf_counter() - begun) * 1000)
    print(f"\n{when}, a fixed loop of Python takes {_spread(took, 0)} ms.", flush=True)


def _pages(folder: Path) -> None:
    found = browser.measure(CANDIDATES, folder)
    floor = statistics.median(found[-2].laters)
    rows = [
        ("Command to healthy, s", [_spread(m.starts, 2) for m in found]),
        ("First visit of a new server to first text, s", [_spread(m.firsts, 2) for m in found]),
        ("Later visit to first text, s", [_spread(m.laters, 2) for m in found]),
        ("Later visit / the bare page’s, our settings", [f"{statistics.median(m.laters) / floor:.2f}" for m in found]),
        ("Memory of the server after these visits, MB", [f"{m.memory:.0f}" for m in found]),
        ("Websocket, a first visit, bytes received", [f"{m.arriving:,}" for m in found]),
        ("Websocket, after a key press, bytes received", [f"{m.moving:,}" for m in found]),
    ]
    _table("Pages", [candidate.name for candidate in CANDIDATES], rows)
    print(
        f"The pages take turns: {STARTS} starts each, after one that leaves the bytecode; {VISITS} later visits, and\n"
        "every visit with an empty browser cache. First text: the frame with the line, or with a card of the board.\n"
        "“As shipped”: garbage collection after every run and the file watcher, as Streamlit has them; all other\n"
        "settings are ours.",
        flush=True,
    )


def _views(folder: Path) -> None:
    found, bare = views.measure(folder)
    floor = statistics.median(bare.laters)
    rows = [
        (
            view.name,
            [
                _spread(view.laters, 2),
                f"{statistics.median(view.laters) / floor:.2f}",
                f"{view.marks}" if view.marks else "–",
                f"{view.arriving:,}",
            ],
        )
        for view in (*found, bare)
    ]
    rows.append(("  target", ["", "under 2", "", ""]))
    columns = ("To content at rest, s", "/ the bare chart’s", "Marks", "Websocket, bytes received")
    _table("Each page", columns, rows)
    print(
        f"{views.VISITS} visits, the pages in turn, after one that does not count, each with an empty browser cache:\n"
        "to the first frame with the content and the page’s script at rest. Content: the picture with its marks, the\n"
        "table’s canvas, or the text. The bare chart: a Streamlit page with one Plotly figure, with our settings.",
        flush=True,
    )


def _motion(pages: Sequence[Candidate], folder: Path) -> None:
    found = motion.measure(pages, folder)
    drags = [m.drag for m in found]
    rows = [
        ("Key press to painted, p50, ms", [f"{statistics.median(m.presses):.0f}" for m in found]),
        ("Key press to painted, p95, ms", [f"{_p95(m.presses):.0f}" for m in found]),
        ("Pointer move to painted, p50, ms", [f"{statistics.median(m.moves):.0f}" if m.moves else "–" for m in found]),
        ("Pointer move to painted, p95, ms", [f"{_p95(m.moves):.0f}" if m.moves else "–" for m in found]),
        ("  target for these, ms", TARGETS),
        ("Drag: moves heard", [f"{drag.moves}" for drag in drags]),
        ("Drag: frames drawn", [f"{len(drag.frames)}" for drag in drags]),
        ("Drag: median time between frames, ms", [f"{statistics.median(drag.frames):.0f}" for drag in drags]),
        ("Drag: longest, ms", [f"{max(drag.frames):.0f}" for drag in drags]),
        ("Drag: over 50 ms", [f"{sum(ms > 50 for ms in drag.frames)}" for drag in drags]),
        ("Drag: over 100 ms", [f"{sum(ms > 100 for ms in drag.frames)}" for drag in drags]),
        ("Drag: layout shift", [f"{drag.shift:.4f}" for drag in drags]),
        ("Drag: layout shift without recent input", [f"{drag.unprompted:.4f}" for drag in drags]),
        ("Drag: frames without a card, or the line", [f"{drag.dark}" for drag in drags]),
        ("Drag: websocket messages sent", [f"{drag.sent}" for drag in drags]),
    ]
    _table("Motion", [page.name for page in pages], rows)
    print(
        f"{SAMPLES} presses of ArrowRight after {WARM_UPS} to warm up, the pages in turn, {PAUSE_MS} ms after each;\n"
        f"{SAMPLES} moves of one drag. Painted: the end of the first frame with the new day; the bare page’s line\n"
        "waits for the end of a drag. The long drag crosses the strip, or the slider, and comes back:\n"
        f"{DRAG_SECONDS} s, {DRAG_PACE} moves a second, whether or not the page keeps up.",
        flush=True,
    )


def _crowd(pages: Sequence[Candidate], folder: Path) -> None:
    found = crowd.measure(pages, folder)
    rows = [
        ("Until the line or the board’s data has come, s", [_spread(m.read, 2) for m in found]),
        ("  target for the last of them, s", ("", "", "3", "")),
        ("Until the server has no more to say, s", [_spread(m.done, 2) for m in found]),
        ("The board’s data, compressed, bytes", [f"{m.data:,}" if m.data else "–" for m in found]),
        ("Memory of the server after one viewer, MB", [f"{m.before:.0f}" for m in found]),
        ("Memory with all of them there, MB", [f"{m.after:.0f}" for m in found]),
    ]
    _table(f"{VIEWERS} viewers at once", [page.name for page in pages], rows)
    print(
        "Websocket clients that open the page within one second, at a server that one viewer has been to; each says\n"
        "that its board is ready, as a browser does. From connecting; median, and first–last in brackets.",
        flush=True,
    )


def _endurance(seconds: int, folder: Path) -> None:
    found = endurance.measure(seconds, folder)
    times = {
        "Board": [run.of(endurance.BOARD) for run in found],
        "Chart pages": [run.of(*endurance.CHARTS) for run in found],
        **{f"  {path}": [run.of(path) for run in found] for path in endurance.CHARTS},
        "Other pages": [run.of(*(set(run.reruns) - {endurance.BOARD, *endurance.CHARTS})) for run in found],
        "Download": [run.downloads for run in found],
    }
    limits = {"Board": "150", "Chart pages": "1000"}
    rows = [("Seconds", [f"{run.seconds}" for run in found])]
    rows += [("Reruns", [f"{sum(map(len, run.reruns.values())):,}" for run in found])]
    rows += [("Downloads", [f"{len(run.downloads):,}" for run in found])]
    rows += [("Errors and lost connections", [f"{run.troubles.total()}" for run in found])]
    rows += [("  target", ["", "0", "0", ""])]
    for what, seen in times.items():
        rows.append((f"{what}, p50 / p95, ms", [_both(each) for each in seen]))
        if what in limits:
            rows.append(("  target for p95", ["", limits[what], limits[what], ""]))
    for minute in range(1, max(run.seconds for run in found) // 60 + 1):
        after = [f"{run.after(minute):.0f}" if run.seconds >= minute * 60 else "" for run in found]
        rows.append((f"Memory of the server after minute {minute}, MB", after))
    rows += [("Memory, the most, MB", [f"{max(mb for _, mb in run.memory):.0f}" for run in found])]
    rows += [("  target", ["", "500", "500", ""])]
    rows += [("Growth in the second half, MB a minute", [f"{run.slope():+.2f}" for run in found])]
    _table("Endurance", [run.name for run in found], rows)
    print(
        f"Websocket clients, each with a move every {endurance.PACE[0]:.0f} to {endurance.PACE[1]:.0f} s: on the board "
        f"a date; after {endurance.TURN} moves,\non average, another page, {endurance.STAY} steps from event to event "
        "there, a download where there is one, and back. A rerun: from\nasking to the last message, those that turn "
        "the page included. Clients and server share the machine. “GC”: garbage\ncollected after every rerun, as "
        "Streamlit has it; all other settings are ours.",
        flush=True,
    )


def _both(values: Sequence[float]) -> str:
    """The median and what one in twenty exceeds, of seconds, in milliseconds."""
    return f"{statistics.median(values) * 1000:.0f} / {_p95(values) * 1000:.0f}" if len(values) > 1 else "–"


def _record(folder: Path) -> None:
    found = []
    for times in ROUNDS:
        logging.info("record at %dx: writing", times)
        record.enlarge(folder / str(times), times)
        found.append(record.measure(folder / str(times), times))
    rows = [
        ("Statements", [f"{m.statements:,}" for m in found]),
        ("Text, MB", [f"{m.megabytes:.1f}" for m in found]),
        ("Problems found", [f"{m.problems}" for m in found]),
        ("Read, s", [_spread(m.read, 2) for m in found]),
        ("yaml.load of the same files, s", [_spread(m.load, 2) for m in found]),
        ("Read / yaml.load", [f"{statistics.median(m.read) / statistics.median(m.load):.2f}" for m in found]),
        ("standing(), the first, with its index, ms", [f"{m.first * 1000:.1f}" for m in found]),
        ("standing(), median, ms", [_milliseconds(statistics.median(m.standing)) for m in found]),
        ("standing(), max, ms", [_milliseconds(max(m.standing)) for m in found]),
        ("change(), median, ms", [_milliseconds(statistics.median(m.change)) for m in found]),
        ("change(), max, ms", [_milliseconds(max(m.change)) for m in found]),
    ]
    _table("The record", [f"{m.size}x" for m in found], rows)
    print(
        f"Loaded and read {', '.join(map(str, ROUNDS.values()))} times. yaml.load is libyaml's CSafeLoader.\n"
        f"{DATES} dates and {PAIRS} pairs of dates, of statements chosen at random, so most from the dense years.\n"
        "Larger records hold copies of the statements on the same days, so that as many times more stand on each;\n"
        "events and sources stay as they are.",
        flush=True,
    )


def _spread(values: Sequence[float], digits: int) -> str:
    middle = f"{statistics.median(values):.{digits}f}"
    return f"{middle} ({min(values):.{digits}f}–{max(values):.{digits}f})" if len(values) > 1 else middle


def _p95(values: Sequence[float]) -> float:
    """The value that one in twenty exceeds."""
    return statistics.quantiles(values, n=20, method="inclusive")[-1]


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.2f}"


def _table(title: str, columns: Sequence[str], rows: Sequence[tuple[str, Sequence[str]]]) -> None:
    lines = [(title, columns), *rows]
    label = max(len(name) for name, _ in lines)
    widths = [max(len(cells[n]) for _, cells in lines) for n in range(len(columns))]
    print()
    for n, (name, cells) in enumerate(lines):
        print(name.ljust(label), *(cell.rjust(width) for cell, width in zip(cells, widths, strict=True)), sep="  ")
        if n == 0:
            print("-" * (label + sum(widths) + 2 * len(widths)))


main()
