"""The board: both sides next to each other on one day."""

import streamlit as st

from components import board, controls, live
from components.address import View, shown_issues
from components.words import as_text, day_words
from negotiation import Negotiation

TITLE, PATH, ICON = "Board", "board", ":material/view_column_2:"

_CLASS = """
[data-testid="stHeader"] { display: none; }
[data-testid="stMainBlockContainer"] { padding: 1rem 2rem 0; max-width: none; }
"""


def show(talks: Negotiation, view: View) -> None:
    """The live board, or the plain one where that is asked for or cannot start."""
    if view.in_class and live.show(talks, view):
        st.html(f"<style>{_CLASS}</style>")
        return
    left, right = (as_text(party.name) for party in talks.main)
    st.title(as_text(talks.overview.title), anchor=False)
    st.markdown(
        f"{left} and {right}: what each publicly wanted and gave on the day you choose, side by side, "
        "in its own words and with the sources. Move the date to see positions appear, change and end."
    )
    if not view.plain and not view.in_class and live.show(talks, view):
        return
    if not view.plain:
        st.info("The live board could not start in this browser; this is the plain one.", icon=":material/info:")
    if view.compare:
        st.info(f"This board shows one date, {day_words(view.day)}; two are compared on the page What changed.")
    controls.day(talks, view)
    with st.container(key="controls"):
        controls.date(talks, view)
        controls.filters(talks, view)
    st.html(f"<style>{board.style()}</style>")
    st.html(board.render(board.rows(talks, view.day, shown_issues(talks, view), view.on_record)))
