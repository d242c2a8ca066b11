"""`python -m tests.bench`: measure everything and print it, what is long in coming announced on stderr."""

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

from tests.bench import browser, record
from tests.bench.browser import CANDIDATES, PRESSES, VISITS, WARM_UPS, p95
from tests.bench.record import DATES, PAIRS, ROUNDS
from tests.serving import CHROMIUM


def main() -> None:
    """Print the tables."""
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
        _pages(Path(folder))
        _calibrate("Between")
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
    rows = [
        ("Command to healthy, s", [_spread(m.starts, 2) for m in found]),
        ("First visit of a new server to first text, s", [_spread(m.firsts, 2) for m in found]),
        ("Later visit to first text, s", [_spread(m.laters, 2) for m in found]),
        ("Key press to changed text, p50, ms", [f"{statistics.median(m.presses):.0f}" for m in found]),
        ("Key press to changed text, p95, ms", [f"{p95(m.presses):.0f}" for m in found]),
        ("Memory of the server after these visits, MB", [f"{m.memory:.0f}" for m in found]),
    ]
    _table("Pages", [candidate.name for candidate in CANDIDATES], rows)
    print(
        f"The pages take turns: {VISITS} starts each, after one that leaves the bytecode; {VISITS} visits of\n"
        f"either sort, with an empty browser cache; {PRESSES} presses of ArrowRight after {WARM_UPS} to warm up.\n"
        "First text: the line, or the board with a card. Changed: the line, or both the day in the heading\n"
        "and the board. “As shipped”: garbage collection after every run and the file watcher, as Streamlit\n"
        "has them; all other settings are ours.",
        flush=True,
    )


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
