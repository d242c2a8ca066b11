"""How reading and asking grow with the record: the shipped one, and copies of its statements under other ids."""

import gc
import logging
import random
import re
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from shutil import copytree
from typing import NamedTuple, TypeVar

import yaml

from negotiation import Reading, read
from tests.serving import ROOT

SHIPPED = ROOT / "positions" / "us-north-korea"
ROUNDS = {1: 5, 10: 3, 100: 1}
"""How many times its size the record is, and how often it is read then."""
DATES, PAIRS = 200, 50

_ID = re.compile(r"^-\s+id:\s*([a-z0-9-]+)", re.MULTILINE)
_WORD = re.compile(r"[a-z0-9-]+")
_SUFFIX = "\0"

T = TypeVar("T")


class Measured(NamedTuple):
    """Sizes, then seconds: to read the folder, to yaml.load the same files, for the first question, for each later."""

    size: int
    statements: int
    problems: int
    megabytes: float
    read: list[float]
    load: list[float]
    first: float
    standing: list[float]
    change: list[float]


def enlarge(folder: Path, times: int) -> None:
    """Write the shipped record there, its statements as many times; links stay within a copy.

    Events, sources and speakers are not multiplied. Every copy has files of its own, as the reader limits their size.
    """
    copytree(SHIPPED, folder)
    texts = {file.name: file.read_text(encoding="utf-8") for file in (folder / "statements").rglob("*.yaml")}
    ids = {id for text in texts.values() for id in _ID.findall(text)}
    marked = {
        name: _WORD.sub(lambda word: word[0] + _SUFFIX if word[0] in ids else word[0], text)
        for name, text in texts.items()
    }
    for copy in range(2, times + 1):
        there = folder / "statements" / f"copy-{copy}"
        there.mkdir()
        for name, text in marked.items():
            (there / name).write_text(text.replace(_SUFFIX, f"-copy-{copy}"), encoding="utf-8")


def measure(folder: Path, times: int) -> Measured:
    """Read what `enlarge` wrote, in turns with yaml.load, then ask it."""
    files = sorted(folder.rglob("*.yaml"))
    reads: list[float] = []
    loads: list[float] = []
    reading = Reading(None, ())
    for n in range(ROUNDS[times]):
        logging.info("record at %dx: loading and reading %d of %d", times, n + 1, ROUNDS[times])
        reading = Reading(None, ())
        gc.collect()
        loads.append(_timed(lambda: [yaml.load(file.read_bytes(), yaml.CSafeLoader) for file in files])[0])
        seconds, reading = _timed(lambda: read(folder))
        reads.append(seconds)
    gc.collect()
    if reading.negotiation is None:
        raise RuntimeError(f"the record cannot be read: {reading.problems[:3]}")
    talks = reading.negotiation
    logging.info("record at %dx: asking", times)
    first = _timed(lambda: talks.standing(talks.end))[0]
    chance = random.Random(2019)
    said = [statement.date for statement in talks.statements.values()]
    dates = chance.choices(said, k=DATES)
    pairs = [sorted(chance.choices(said, k=2)) for _ in range(PAIRS)]
    return Measured(
        times,
        len(talks.statements),
        len(reading.problems),
        sum(file.stat().st_size for file in files) / 1e6,
        reads,
        loads,
        first,
        [_timed(partial(talks.standing, date))[0] for date in dates],
        [_timed(partial(talks.change, *pair))[0] for pair in pairs],
    )


def _timed(call: Callable[[], T]) -> tuple[float, T]:
    """Seconds a call takes, and what it gives."""
    begun = time.perf_counter()
    found = call()
    return time.perf_counter() - begun, found
