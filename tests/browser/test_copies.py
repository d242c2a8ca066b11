"""Two copies of the dashboard behind a real nginx with the file from deploy/, of which only the ports are replaced."""

import asyncio
import gzip
import os
import re
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, ExitStack, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Page
from websockets.exceptions import WebSocketException

from tests.browser.conftest import lose, stay
from tests.conftest import RECORDS
from tests.serving import DASHBOARD, NGINX, ROOT, free_port, serve
from tests.viewer import Viewer, come, visit

SOON = 10
"""Seconds after the end of a copy within which its viewers have their view again."""
VIEWS = [(path, f"date=2031-0{month}-03&issues=cranes") for path in ("", "timeline", "record") for month in (4, 5)]


class Copies(NamedTuple):
    """The address of nginx, and the process of each copy by the cookie of its viewers."""

    address: str
    processes: dict[str, int]


@pytest.fixture
def copies(tmp_path: Path) -> Iterator[Copies]:
    with ExitStack() as stack:
        found = [stack.enter_context(serve(DASHBOARD, tmp_path / f"log-{n}", positions=RECORDS)) for n in range(2)]
        ports = [address.rpartition(":")[2] for address, _ in found]
        with _nginx(tmp_path, ports) as address:
            yield Copies(address, {f"copy={port}": process for port, (_, process) in zip(ports, found, strict=True)})


@contextmanager
def _nginx(folder: Path, ports: list[str]) -> Iterator[str]:
    """nginx as an ordinary process that keeps everything in a folder, and its address."""
    if NGINX is None:
        pytest.fail("this test needs nginx; install it (Debian: apt-get install nginx), or run make nginx")
    here = free_port()
    site = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
    for old, new in [("listen 80;", f"listen 127.0.0.1:{here};"), ("8501", ports[0]), ("8502", ports[1])]:
        assert old in site
        site = site.replace(old, new)
    (folder / "site.conf").write_text(site, "utf-8")
    kept = "".join(
        f"{name}_temp_path {folder}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    owner = "user root;\n" if os.geteuid() == 0 else ""  # who owns the folder
    (folder / "nginx.conf").write_text(
        f"daemon off;\n{owner}worker_processes 2;\npid {folder}/pid;\nerror_log {folder}/error.log;\n"
        f"events {{ }}\nhttp {{\naccess_log off;\n{kept}include {folder}/site.conf;\n}}\n",
        "utf-8",
    )
    process = subprocess.Popen([NGINX, "-e", f"{folder}/error.log", "-c", f"{folder}/nginx.conf", "-p", str(folder)])
    try:
        address = f"http://127.0.0.1:{here}"
        deadline = time.monotonic() + 20
        while not _healthy(address):
            assert process.poll() is None, (folder / "error.log").read_text()
            assert time.monotonic() < deadline
            time.sleep(0.05)
        yield address
    finally:
        process.terminate()
        process.wait(10)


def _healthy(address: str) -> bool:
    try:
        with urlopen(f"{address}/_stcore/health", timeout=5) as answer:
            return bool(answer.read() == b"ok")
    except OSError:
        return False


def saying(viewer: Viewer) -> tuple[str, str, list[str]]:
    """What a viewer sees: the page, the address with the date, and the words on the page."""
    return viewer.page, viewer.query, [each.markdown.body for each in viewer.shown if each.HasField("markdown")]


def test_viewers_are_spread_over_the_copies_and_each_stays_with_its_own(copies: Copies) -> None:
    async def attend() -> None:
        async with AsyncExitStack() as stack:
            viewers = [await stack.enter_async_context(come(copies.address, "record")) for _ in range(6)]
            assert {viewer.cookie for viewer in viewers} == set(copies.processes)
            for viewer in viewers:
                await viewer.run()
                assert await viewer.download("Whole record")
                async with come(copies.address, cookie=viewer.cookie) as again:
                    assert again.cookie == viewer.cookie

    visit(attend())


def test_what_is_sent_is_compressed(copies: Copies) -> None:
    page = fetch(f"{copies.address}/")
    script = re.search(rb'src="\./(static/js/[^"]+)"', page)

    assert script
    fetch(f"{copies.address}/{script[1].decode()}")


def fetch(address: str) -> bytes:
    """What a browser that can unpack is sent, unpacked."""
    with urlopen(Request(address, headers={"Accept-Encoding": "gzip"}), timeout=SOON) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        return gzip.decompress(answer.read())


def test_when_a_copy_ends_under_load_its_viewers_have_the_same_view_again(page: Page, copies: Copies) -> None:
    ready, ended = threading.Barrier(len(VIEWS) + 1), threading.Event()
    page.goto(f"{copies.address}/timeline?date=2031-05-03&issues=cranes")
    page.wait_for_function("() => new URL(location).searchParams.has('negotiation')")
    stay(page)
    url, words = page.url, page.locator("[data-testid=stMain] p").all_inner_texts()
    copy = cookie(page)
    with ThreadPoolExecutor(len(VIEWS)) as crowd:
        keeping = [crowd.submit(asyncio.run, keep(copies.address, *view, ready, ended)) for view in VIEWS]
        ready.wait(60)
        os.kill(copies.processes[copy], signal.SIGKILL)
        ended.set()
        lose(page)
        page.locator("[data-testid=stApp][data-test-connection-state=CONNECTED]").wait_for(timeout=SOON * 1000)
        moved = [each.result() for each in keeping]
    stay(page)

    assert copy in {before for before, _ in moved}
    assert copy not in {after for _, after in moved}
    assert (page.url, page.locator("[data-testid=stMain] p").all_inner_texts()) == (url, words)
    assert cookie(page) != copy
    page.get_by_role("button", name="Next event").click()
    page.wait_for_function("url => location.href !== url && location.search.includes('issues=cranes')", arg=url)


def cookie(page: Page) -> str:
    """Which copy the browser stays with."""
    return next(f"copy={each['value']}" for each in page.context.cookies() if each["name"] == "copy")


async def keep(
    address: str, path: str, query: str, ready: threading.Barrier, ended: threading.Event
) -> tuple[str, str]:
    """Ask for a page until a copy has ended; who was cut off comes again, and everybody sees what was there before.

    Gives the cookies before and after.
    """
    async with come(address, path, query) as viewer:
        await viewer.run()
        before = saying(viewer)
        await asyncio.to_thread(ready.wait, 60)
        with suppress(WebSocketException):
            while not ended.is_set():
                await viewer.run()
            await viewer.run()
            assert saying(viewer) == before
            return viewer.cookie, viewer.cookie
    async with asyncio.timeout(SOON):
        while True:
            with suppress(WebSocketException, OSError):
                async with come(address, viewer.page, viewer.query, viewer.cookie) as again:
                    await again.run()
                    assert saying(again) == before
                    return viewer.cookie, again.cookie
            await asyncio.sleep(0.2)
