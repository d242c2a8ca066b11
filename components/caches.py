"""What is kept for all viewers: the record, and by which key Streamlit's caches tell negotiations apart."""

import gc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from negotiation import Negotiation, Reading

BY_KEY: dict[str | type[Any], Callable[[Any], Any]] = {Negotiation: lambda talks: talks.key}
"""An `id()` would come again once a negotiation is gone."""


@st.cache_resource(show_spinner="Reading the record…")
def read_once(_read: Callable[[Path], list[Reading]], positions: Path) -> list[Reading]:
    """Every negotiation, read once for all viewers.

    Collections of garbage leave it alone from then on, and come less often than Python's own setting has it: each
    stops all viewers, and every rerun leaves hundreds of objects that only a collection removes.
    """
    found = _read(positions)
    gc.collect()
    gc.freeze()
    gc.set_threshold(5_000, 10, 10)
    return found
