"""The dashboard's front door: reads the record once, then draws the view that the address asks for.

Run it with `streamlit run dashboard.py`. The record is read from `positions/` beside this file, or from the folder
that the environment variable POSITIONS names.
"""

import os
from pathlib import Path

import streamlit as st

from components import board, controls, live, problems
from negotiation import Reading, read

HERE = Path(__file__).parent
POSITIONS = Path(os.environ.get("POSITIONS", HERE / "positions"))


@st.cache_resource(show_spinner="Reading the record…")
def readings(positions: Path) -> list[Reading]:
    """Every negotiation, read once for all viewers."""
    return [read(folder) for folder in sorted(positions.iterdir()) if folder.is_dir()]


st.set_page_config(page_title="Negotiating positions", page_icon=str(HERE / "components" / "icon.svg"), layout="wide")
found = readings(POSITIONS)
problems.show([problem for reading in found for problem in reading.problems], POSITIONS)
known = {reading.negotiation.id: reading.negotiation for reading in found if reading.negotiation}
if not known:
    st.error("There is nothing sound to show. Mend the problems above; `python -m negotiation check` names them too.")
    st.stop()

heard = live.said(st.session_state["view"].negotiation) if "view" in st.session_state else None
view, notices = controls.view(known, heard)
talks = known[view.negotiation]
controls.notices(notices)
controls.negotiation(known, view)
controls.heading(talks)
controls.remember(view)
if not view.plain and live.show(talks, view, controls.serial()):
    st.stop()

if not view.plain:
    st.info("The live board could not start in this browser; this is the plain one.", icon=":material/info:")
controls.day(talks, view)
with st.container(key="controls"):
    controls.date(talks, view)
    controls.filters(talks, view)
st.html(f"<style>{board.style()}</style>")
st.html(board.render(board.rows(talks, view.day, view.issues or talks.issues, view.on_record)))
