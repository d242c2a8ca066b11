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
    """Every negotiation, read once for all viewers, and left alone by every later collection of garbage."""
    found = _read(positions)
    gc.collect()
    gc.freeze()
    return found
