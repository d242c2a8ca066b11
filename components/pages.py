"""What every page but the board has on top: its name, what it shows and what not, and the date and filters."""

from typing import Protocol

import streamlit as st

from components import controls
from components.address import View
from components.words import as_text, day_words
from negotiation import Negotiation


class Page(Protocol):
    """A module that draws a page: its title, its part of the address, its icon, and `show`."""

    TITLE: str
    PATH: str
    ICON: str

    def show(self, talks: Negotiation, view: View) -> None:
        """Draw the page for a view."""


def top(talks: Negotiation, view: View, title: str, says: str) -> None:
    """The head of a page. `says` is one sentence on what it shows and what it does not."""
    st.title(title, anchor=False)
    st.markdown(f"{as_text(talks.overview.title)}, as of {day_words(view.day)}. {says}")
    controls.bar(talks, view)
