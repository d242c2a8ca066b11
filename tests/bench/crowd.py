"""A class that opens the page at once: websocket clients that speak Streamlit's protocol as its own page does."""

import asyncio
import json
import logging
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from typing import NamedTuple

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from tests.bench.browser import Candidate, megabytes, served

VIEWERS, SECONDS = 30, 1.0
QUERY = "date=2019-10-06"
_SPOKEN = [Subprotocol("streamlit")]


class Crowd(NamedTuple):
    """Seconds until what is first read has come to each, and until the server has no more to say to it; sizes.

    `data` is the board's, in bytes; `before` and `after` are the server's, in megabytes, with nobody there and all.
    """

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
    async with connect(address, subprotocols=_SPOKEN, max_size=None) as first:
        await _see(first, candidate.element)
        before = megabytes(process)
    async with AsyncExitStack() as stack:
        seen = await asyncio.gather(
            *(_arrive(stack, candidate, address, n / VIEWERS * SECONDS) for n in range(VIEWERS))
        )
        after = megabytes(process)
    return Crowd([one.read for one in seen], [one.done for one in seen], seen[0].data, before, after)


async def _arrive(stack: AsyncExitStack, candidate: Candidate, address: str, wait: float) -> _Seen:
    """A viewer who comes after `wait` seconds and stays until the stack is closed."""
    await asyncio.sleep(wait)
    begun = time.perf_counter()
    server = await stack.enter_async_context(connect(address, subprotocols=_SPOKEN, max_size=None))
    connected = time.perf_counter() - begun
    seen = await _see(server, candidate.element)
    return seen._replace(read=connected + seen.read, done=connected + seen.done)


async def _see(server: ClientConnection, kind: str) -> _Seen:
    """Ask for the page and read until the script has run; a board then says it is ready, as in a browser."""
    begun = time.perf_counter()
    asked = ClientState(query_string=QUERY)
    came, message = next((when, one) for when, one in await _run(server, asked) if _brings(one, kind))
    board = message.delta.new_element.bidi_component
    if board.bytes:
        asked.cached_message_hashes.append(message.hash)
        asked.widget_states.widgets.add(id=board.id, json_value=json.dumps({"ready": True}))
        await _run(server, asked)
    return _Seen(came - begun, time.perf_counter() - begun, len(board.bytes))


async def _run(server: ClientConnection, asked: ClientState) -> list[tuple[float, ForwardMsg]]:
    """All that comes for one run of the script, and when."""
    await server.send(BackMsg(rerun_script=asked).SerializeToString())
    came: list[tuple[float, ForwardMsg]] = []
    while not came or came[-1][1].WhichOneof("type") != "script_finished":
        received = await server.recv(decode=False)
        came.append((time.perf_counter(), ForwardMsg.FromString(received)))
    return came


def _brings(message: ForwardMsg, kind: str) -> bool:
    """Whether this is what is waited for; of the components, only the board comes with bytes."""
    element = message.delta.new_element
    return element.WhichOneof("type") == kind and (kind != "bidi_component" or bool(element.bidi_component.bytes))
