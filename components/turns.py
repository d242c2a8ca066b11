"""How viewers share a server: Python does one thing at a time, and a board must not wait for many charts.

Streamlit sends a page as a dozen messages, and each of them, and each rerun of a script, waits for its turn with
whatever else runs. So turns are short, and of the pages that take long one is drawn at a time.
"""

import sys
from contextlib import AbstractContextManager, nullcontext
from threading import Lock

TURN = 0.0001
"""Seconds after which another thread has its turn; Python's own default is fifty times as long."""

sys.setswitchinterval(TURN)
_LONG = Lock()


def taken(long: bool) -> AbstractContextManager[object]:
    """Hold this while a page is drawn; it waits for others only if drawing takes long."""
    return _LONG if long else nullcontext()
