"""A class that opens the page at once: websocket clients that speak Streamlit's protocol as its own page does."""

import asyncio
import json
import logging
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from tests.bench.browser import Candidate, megabytes, served

VIEWERS, SECONDS = 30, 1.0
QUERY = "date=2019-10-06"


class Crowd(NamedTuple):
    """Seconds from each viewer's connecting until what is first read has come, and until the server has no more to
    say to it; the bytes of the board's data; megabytes of the server before and while all of them are there."""

    read: list[float]
    done: list[float]
    data: int
    before: float
    after: float


class _Seen(NamedTuple):
    read: float
    done: float
    data: int


def measure(candidates: Sequence[Candidate], folder: Path) -> list[Crowd]:
    """A crowd at a server of its own for each candidate, after one viewer that the record is read for."""
    found = []
    for candidate in candidates:
        logging.info("%d viewers at once: %s", VIEWERS, candidate.name)
        with served(candidate, folder / "log") as (address, process):
            found.append(asyncio.run(_crowd(candidate, address.replace("http", "ws") + "/_stcore/stream", process)))
    return found


async def _crowd(candidate: Candidate, address: str, process: int) -> Crowd:
    leave = asyncio.Event()
    leave.set()
    await _view(candidate, address, 0, asyncio.Barrier(1))
    before = megabytes(process)
    everyone = asyncio.Barrier(VIEWERS + 1)
    async with asyncio.TaskGroup() as group:
        viewers = [
            group.create_task(_view(candidate, address, n / VIEWERS * SECONDS, everyone)) for n in range(VIEWERS)
        ]
        await everyone.wait()
        after = megabytes(process)
        await everyone.wait()
    seen = [viewer.result() for viewer in viewers]
    return Crowd([one.read for one in seen], [one.done for one in seen], seen[0].data, before, after)
