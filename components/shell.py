"""What every page does beside Streamlit's own: it knows the view, its menu keeps it, and lost connections come back."""

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from components import address
from components.address import View


@cache
def _component() -> Any:
    script = (Path(__file__).parent / "browser" / "shell.js").read_text("utf-8")
    return st.components.v2.component("shell", js=script)


@cache
def icon() -> str:
    """The picture of the browser's tab, as SVG: given a file, Streamlit would read it for every viewer's every move."""
    return Path(__file__).with_name("icon.svg").read_text("utf-8")


def watch(view: View, serial: int) -> None:
    """Watch the page; nothing is drawn.

    `serial` changes whenever the server wants the live board to show `view`; otherwise the board keeps its own.
    """
    _component()(key="shell", data={"serial": serial, **address.write(view)}, on_back_change=lambda: None)
