"""What every page does beside Streamlit's own: it asks again after a lost connection, and its menu keeps the view."""

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st


@cache
def _component() -> Any:
    script = (Path(__file__).parent / "browser" / "shell.js").read_text("utf-8")
    return st.components.v2.component("shell", js=script)


def watch() -> None:
    """Watch the page; nothing is drawn."""
    _component()(key="shell", on_back_change=lambda: None)
