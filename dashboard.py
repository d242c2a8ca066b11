"""The dashboard's front door: reads the record once, then draws the view that the address asks for.

Run it with `streamlit run dashboard.py`. The record is read from `positions/` beside this file, or from the folder
that the environment variable POSITIONS names.
"""

import os
from pathlib import Path

import streamlit as st

from components import board, controls, problems
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

view, notices = controls.view(known)
talks = known[view.negotiation]
controls.notices(notices)
controls.negotiation(known)
controls.heading(talks, view.day)
with st.container(key="controls"):
    controls.date(talks, view)
    controls.filters(talks)
controls.remember(view)
st.html(f"<style>{board.style()}</style>")
st.html(board.render(board.rows(talks, view.day, view.issues or talks.issues, view.on_record)))
