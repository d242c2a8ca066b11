"""Papers for a class, links for its screens and questions to discuss, for the date and the issues in the bar."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Literal, TypeVar

import streamlit as st

from components import changes, pages, paper, record, typeset, word_file
from components.address import View, limited
from components.caches import BY_KEY
from components.handout import handout
from components.paper import Size
from components.role_brief import role_brief
from components.teacher_sheet import teacher_sheet
from components.words import as_text, day_words
from negotiation import Negotiation
from negotiation.lessons import latest_questions

TITLE, PATH, ICON = "Classroom", "classroom", ":material/school:"
SAYS = "Papers to hand out, links for a class and questions to discuss, for the date and issues below."

Kind = Literal["handout", "brief", "teacher-sheet"]
Live = Callable[[View, str], str]
"""Gives the address of a view on a page."""
Choice = TypeVar("Choice", bound=str)

_PAPER, _SIZE, _SIDE, _FILE, _LIMIT = "paper", "paper_size", "brief_side", "paper_file", "paper_limit"
_MADE = "paper_made"
_KINDS: dict[Kind, str] = {"handout": "Handout", "brief": "Role brief", "teacher-sheet": "Teacher sheet"}
_SIZES: dict[Size, str] = {"a4": "A4", "us-letter": "US Letter"}
_AMERICAN = "en-US"
_FORMS = {
    "PDF": ("pdf", "application/pdf"),
    "Word": ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}


def show(talks: Negotiation, view: View) -> None:
    """Draw the page. A file is made when it is asked for, and the last few are kept for the next who ask."""
    pages.top(talks, view, TITLE, SAYS)
    view = View(view.negotiation, view.day, view.issues, view.on_record, view.compare, until=view.until)
    home = record.absolute(view, "").partition("?")[0]
    papers = st.container()  # filled last: a new paper takes a moment
    _links(view, home)
    _questions(talks, view)
    with papers:
        _papers(talks, view, home)


def _live(home: str, view: View, page: str) -> str:
    return f"{home}{record.href(view, page)}"


def _papers(talks: Negotiation, view: View, home: str) -> None:
    st.header("Papers", anchor=False)
    american = st.context.locale == _AMERICAN
    key = f"{_SIDE}-{talks.id}"
    names = {party.id: as_text(party.name) for party in talks.main}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        kind = _one("Paper", _KINDS, _PAPER, "handout")
        side = _one("Side", names, key, talks.main[0].id) if kind == "brief" else ""
        usual: Size = "us-letter" if american else "a4"
        size = _one("Size", _SIZES, _SIZE, usual)
        form = _one("File", {form: form for form in _FORMS}, _FILE, "PDF")
    limit = kind == "handout" and view.until is None and st.toggle("No spoilers", value=True, key=_LIMIT)
    view = view.held_back() if limit else view
    st.markdown(_says(talks, view, kind))
    before, after = _days(talks, view)
    days = f"{before}-{after}" if kind == "handout" and before != after else f"{view.day}"
    wanted = (view, kind, side, size, form)
    if st.session_state.get(_MADE) == wanted:
        told = limited(talks, view.until) if limit and view.until else talks
        ending, mime = _FORMS[form]
        # made before this press: Streamlit keeps a file that is made at the press only until any two scripts have run
        st.download_button(
            f"Download the {_KINDS[kind].lower()}",
            file(told, view, kind, side, size, form, home),
            f"{talks.id}-{days}-{kind}{f'-{side}' if side else ''}.{ending}",
            mime,
            icon=":material/download:",
            on_click="ignore",
        )
    else:
        st.button(f"Make the {_KINDS[kind].lower()}", icon=":material/description:", on_click=_make, args=(wanted,))
    st.markdown("Prints well in black and white. Choose Word to edit it.")


def _make(wanted: tuple[View, Kind, str, Size, str]) -> None:
    st.session_state[_MADE] = wanted


def _one(label: str, options: Mapping[Choice, str], key: str, default: Choice) -> Choice:
    chosen = st.segmented_control(label, list(options), format_func=options.__getitem__, key=key, default=default)
    return chosen or default


def _days(talks: Negotiation, view: View) -> tuple[dt.date, dt.date]:
    return changes.days(talks, view) if view.compare else (view.day, view.day)


def _says(talks: Negotiation, view: View, kind: Kind) -> str:
    if kind == "brief":
        return (
            "For a simulation: on a page or two, what one side had said, offered, refused and promised by "
            f"{day_words(view.day)} and what the other side said, with room for interests and limits. "
            "Nothing later is in it."
        )
    if kind == "teacher-sheet":
        if view.until:
            return "Each side’s position in a line, and questions. What happened next is held back here."
        return "Not for the class: each side’s position in a line, questions, what happened next and what it changed."
    before, after = _days(talks, view)
    what = f"from {day_words(before)} to {day_words(after)}" if before != after else f"on {day_words(view.day)}"
    advice = "" if view.issues else ", which takes many pages; choose one above for a page or two"
    return (
        f"Both sides next to each other {what}: what each wants and gives, with conditions, evidence and numbered "
        f"sources. {as_text(paper.filters(talks, view))}{advice}. "
        + ("Its link and its sources tell nothing from later." if view.until else "")
    )


@st.cache_resource(show_spinner="Setting the paper…", max_entries=32, hash_funcs=BY_KEY)
def file(talks: Negotiation, view: View, kind: Kind, side: str, size: Size, form: str, home: str) -> bytes:
    """A paper as a PDF or for Word; `home` is the address of the dashboard, for the link and the QR code on it."""
    live = partial(_live, home)
    match kind:
        case "handout":
            made = handout(talks, view, live(view, ""))
        case "brief":
            made = role_brief(talks, view, side, live)
        case "teacher-sheet":
            made = teacher_sheet(talks, view, live(view, ""))
    return typeset.pdf(made, size) if form == "PDF" else word_file.word(made, size)


def _links(view: View, home: str) -> None:
    st.header("Links", anchor=False)
    st.markdown("**For the projector**: one issue at a time in large type, without the date strip and the filters.")
    st.code(_live(home, replace(view, in_class=True), ""), language=None, wrap_lines=True)
    student = view.held_back()
    st.markdown(
        f"**For the class, without what came later**: with this link, nothing from after "
        f"{day_words(student.until or view.day)} is shown on any page."
    )
    st.code(_live(home, student, ""), language=None, wrap_lines=True)


def _questions(talks: Negotiation, view: View) -> None:
    st.header("Questions to discuss", anchor=False)
    found = latest_questions(talks, view.day)
    if found is None:
        st.info(f"The record has no questions for an event by {day_words(view.day)}; try another date.")
        return
    st.markdown(f"On **{as_text(found.event.title)}**, {day_words(found.event.date)}:")
    st.markdown("\n".join(f"{n}. {as_text(question)}" for n, question in enumerate(found.questions, start=1)))
