"""The dashboard's front door: reads the record once, then draws the view that the address asks for.

Run it with `streamlit run dashboard.py`. The record is read from `positions/` beside this file, or from the folder
that the environment variable POSITIONS names.
"""

import os
from pathlib import Path

import streamlit as st

from components import (
    about,
    board_page,
    caches,
    changes,
    classroom,
    commitments,
    controls,
    deals,
    disputed,
    live,
    problems,
    record,
    share,
    shell,
    timeline,
    turns,
)
from components.pages import Page
from components.words import day_words
from negotiation import read_all

HERE = Path(__file__).parent
PAGES: tuple[Page, ...] = (board_page, timeline, changes, deals, commitments, disputed, record, classroom, about)
POSITIONS = Path(os.environ.get("POSITIONS", HERE / "positions"))

st.set_page_config(page_title="Negotiating positions", page_icon=shell.icon(), layout="wide")
found = caches.read_once(read_all, POSITIONS)
known = {reading.negotiation.id: reading.negotiation for reading in found if reading.negotiation}
faults = [problem for reading in found for problem in reading.problems]
if not known:
    problems.show(faults, POSITIONS)
    st.error("There is nothing sound to show. Mend the problems above; `python -m negotiation check` names them too.")
    st.stop()


def page(module: Page) -> st.Page:
    """A page of the navigation that draws the view with a module."""
    default = module is PAGES[0]
    return st.Page(
        lambda: module.show(talks, view), title=module.TITLE, icon=module.ICON, url_path=module.PATH, default=default
    )


chosen = st.navigation([page(module) for module in PAGES], position="top")
view, notices = controls.view(known, live.said)
talks = view.talks(known)
if not view.until:  # a fault may quote what came later
    problems.show(faults, POSITIONS)
controls.notices(notices)
in_class = view.in_class and not chosen.url_path
if view.until and not in_class:
    st.caption(f"Nothing after {day_words(talks.end)} is shown here.")
controls.negotiation(known, view)
controls.remember(view, chosen.url_path)
with st.container(key="head", gap=None):
    shell.watch(view, controls.serial())
    if not in_class:
        share.button(talks, view, chosen.url_path)
with turns.taken(long=bool(chosen.url_path)):
    chosen.run()
