"""A line to a server, `python -m tests.line PORT TO`: ending it cuts everybody off who is connected through it.

Playwright's own `set_offline` leaves a websocket that is open as it is.
"""

import asyncio
import socket
import subprocess
import sys
import time
from asyncio import StreamReader, StreamWriter
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from tests.serving import ROOT


@contextmanager
def line(port: int, to: int) -> Iterator[str]:
    """The address of a server through a line, which is cut with the end of the block."""
    process = subprocess.Popen([sys.executable, "-m", "tests.line", str(port), str(to)], cwd=ROOT)
    try:
        deadline = time.monotonic() + 20
        while True:
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                if time.monotonic() > deadline or process.poll() is not None:
                    raise
                time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


async def _listen(port: int, to: int) -> None:
    async def carry(reader: StreamReader, writer: StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(65536):
                writer.write(data)
                await writer.drain()
        writer.close()

    async def through(reader: StreamReader, writer: StreamWriter) -> None:
        answers, questions = await asyncio.open_connection("127.0.0.1", to)
        await asyncio.gather(carry(reader, questions), carry(answers, writer))

    async with await asyncio.start_server(through, "127.0.0.1", port) as server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_listen(int(sys.argv[1]), int(sys.argv[2])))
