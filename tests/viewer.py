"""A viewer without a browser: a websocket client that speaks Streamlit's protocol as its own page does."""

import asyncio
import time
import uuid
from collections.abc import AsyncIterator, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any, NamedTuple, TypeVar
from urllib.request import Request, urlopen

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

R = TypeVar("R")
PATIENCE = 60
"""Seconds a viewer waits for a connection, a message or a file."""
_KEPT_RUNS = 2
"""For so many runs the page keeps a large message that does not come again."""


class TroubleError(Exception):
    """Something that no viewer should be shown."""


class Came(NamedTuple):
    """A message of a run, and how many seconds after it was asked for."""

    seconds: float
    message: ForwardMsg


class Viewer:
    """What a page keeps between runs and sends back.

    `page` is its path, `query` its address, `cookie` what it was given, `pages` are those of the navigation, by path,
    with Streamlit's names for them, and `shown` holds the elements of the latest run.
    """

    def __init__(self, server: ClientConnection, address: str, page: str, query: str, cookie: str) -> None:
        self.page, self.query, self.cookie = page, query, cookie
        self.pages: dict[str, str] = {}
        self.shown: list[Element] = []
        self._server, self._address = server, address
        self._session = self._script = ""
        self._kept: dict[str, ForwardMsg] = {}
        self._used: dict[str, int] = {}
        self._runs = 0

    async def run(self, *moved: WidgetState) -> list[Came]:
        """One run of the script, for moves of widgets if any: all that comes until it has ended well."""
        asked = BackMsg()
        state = asked.rerun_script
        state.query_string, state.page_script_hash = self.query, self._script
        state.page_name = "" if self._script else self.page
        state.cached_message_hashes.extend(self._kept)
        state.widget_states.widgets.extend(moved)
        state.context_info.url, state.context_info.color_scheme = f"{self._address}/{self.page}", "light"
        begun = time.perf_counter()
        await self._server.send(asked.SerializeToString())
        came: list[Came] = []
        while not came or not _ends(came[-1].message):
            message = await self._receive()
            came.append(Came(time.perf_counter() - begun, message))
        self.shown = [each.message.delta.new_element for each in came if each.message.delta.HasField("new_element")]
        self._runs += 1
        for hash in [hash for hash, run in self._used.items() if self._runs - run > _KEPT_RUNS]:
            del self._kept[hash], self._used[hash]
        return came

    async def turn(self, page: str) -> list[Came]:
        """Turn to a page of the navigation. Streamlit's own page empties the address then, so this does."""
        self.page, self._script, self.query = page, self.pages[page], ""
        return await self.run()

    async def download(self, label: str) -> bytes:
        """Press the download button with this in its label: the file that came."""
        button = next(each.download_button for each in self.shown if label in each.download_button.label)
        url = button.url
        if button.deferred_file_id:
            asked = BackMsg()
            request = asked.backend_operation_request
            request.request_id, request.session_id = uuid.uuid4().hex, self._session
            request.deferred_file.file_id = button.deferred_file_id
            await self._server.send(asked.SerializeToString())
            answer = await self._receive()
            while answer.backend_operation_response.request_id != request.request_id:
                answer = await self._receive()
            url = answer.backend_operation_response.deferred_file.url
        return await asyncio.to_thread(self._fetch, url)

    def _fetch(self, path: str) -> bytes:
        with urlopen(
            Request(self._address + path, headers={"Cookie": self.cookie}), timeout=PATIENCE
        ) as answer:  # an HTTP error is raised
            return bytes(answer.read())

    async def _receive(self) -> ForwardMsg:
        """The next message, with what the page keeps in the place of a reference to it."""
        async with asyncio.timeout(PATIENCE):
            message: ForwardMsg = ForwardMsg.FromString(await self._server.recv(decode=False))
        if message.ref_hash:
            message, hash = self._kept[message.ref_hash], message.ref_hash
            self._used[hash] = self._runs
        elif message.metadata.cacheable:
            self._kept[message.hash], self._used[message.hash] = message, self._runs
        match message.WhichOneof("type"):
            case "new_session":
                self._session = message.new_session.initialize.session_id
                self._script = message.new_session.page_script_hash
            case "navigation":
                self.pages = {page.url_pathname: page.page_script_hash for page in message.navigation.app_pages}
                self._script = message.navigation.page_script_hash
            case "page_info_changed":
                self.query = message.page_info_changed.query_string
        if trouble := _trouble(message):
            raise TroubleError(trouble)
        return message


@asynccontextmanager
async def come(address: str, page: str = "", query: str = "", cookie: str = "") -> AsyncIterator[Viewer]:
    """A viewer connected to the server at an address, who has not asked for anything yet."""
    stream = address.replace("http", "ws", 1) + "/_stcore/stream"
    async with connect(
        stream,
        subprotocols=[Subprotocol("streamlit")],
        additional_headers={"Cookie": cookie} if cookie else None,
        max_size=None,
        open_timeout=PATIENCE,
    ) as server:
        given = server.response.headers.get("Set-Cookie", "") if server.response else ""
        yield Viewer(server, address, page, query, given.partition(";")[0] or cookie)


def visit(what: Coroutine[Any, Any, R]) -> R:
    """What viewers see, in a thread of its own: that of the tests may have Playwright's loop."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, what).result()


def press(viewer: Viewer, label: str) -> WidgetState | None:
    """The move that presses the button of a label; None if it is not there or cannot be pressed."""
    found = (each.button for each in viewer.shown if each.button.label == label and not each.button.disabled)
    button = next(found, None)
    return WidgetState(id=button.id, trigger_value=True) if button else None


def _ends(message: ForwardMsg) -> bool:
    return (
        message.WhichOneof("type") == "script_finished" and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
    )


def _trouble(message: ForwardMsg) -> str | None:
    """What is wrong with a message: an error on the page, a script that fails, a page that is not there."""
    element = message.delta.new_element
    kind = message.WhichOneof("type")
    if element.HasField("exception"):
        return f"exception: {element.exception.type} {element.exception.message}"
    if element.HasField("alert") and element.alert.format == Alert.ERROR:
        return f"error: {element.alert.body}"
    if kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
        return "the script does not compile"
    if kind == "session_event" and message.session_event.HasField("script_compilation_exception"):
        return "the script does not compile"
    if kind == "backend_operation_response" and message.backend_operation_response.error_msg:
        return f"download: {message.backend_operation_response.error_msg}"
    return "page not found" if kind == "page_not_found" else None
