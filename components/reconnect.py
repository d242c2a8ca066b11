"""The page asks the server for its view again when a lost connection is back."""

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st


@cache
def _component() -> Any:
    script = (Path(__file__).parent / "browser" / "reconnect.js").read_text("utf-8")
    return st.components.v2.component("reconnect", js=script)


def watch() -> None:
    """Watch the connection; nothing is drawn."""
    _component()(key="reconnect", on_back_change=lambda: None)
