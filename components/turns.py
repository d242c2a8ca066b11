"""How viewers share a server: Python does one thing at a time, and a board must not wait for many charts.

Streamlit sends a page as a dozen messages, and each of them, and each rerun of a script, waits for its turn with
whatever else runs. So turns are short, and of the pages that take long one is drawn at a time.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

TURN = 0.0001
"""Seconds after which another thread has its turn; Python's own default is fifty times as long."""
PATIENCE = 10.0
"""Seconds after which a page is drawn anyway: one that hangs must not stop all."""

sys.setswitchinterval(TURN)
_LONG = Lock()


@contextmanager
def taken(long: bool) -> Iterator[None]:
    """Hold this while a page is drawn; it waits for others only if drawing takes long."""
    held = long and _LONG.acquire(timeout=PATIENCE)
    try:
        yield
    finally:
        if held:
            _LONG.release()
