"""Papers for a class, links for its screens and questions to discuss, for the date and the issues in the bar."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from components import changes, pages, paper, record, typeset, word_file
from components.address import View
from components.handout import handout
from components.paper import Paper, Size
from components.role_brief import role_brief
from components.teacher_sheet import teacher_sheet
from components.words import as_text, day_words
from negotiation import Negotiation
from negotiation.lessons import latest_questions

TITLE, PATH, ICON = "Classroom", "classroom", ":material/school:"
SAYS = "Papers to hand out, links for a class and questions to discuss, for the date and issues below."

_SIZE, _SIDE = "paper_size", "brief_side"
_SIZES: dict[Size, str] = {"a4": "A4", "us-letter": "US Letter"}
_AMERICAN = "en-US"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def show(talks: Negotiation, view: View) -> None:
    """Draw the page. A file is made when its button is pressed, not before."""
    pages.top(talks, view, TITLE, SAYS)
    view = View(view.negotiation, view.day, view.issues, view.on_record, view.compare, until=view.until)
    home = record.absolute(view, "").partition("?")[0]

    def live(wanted: View, page: str) -> str:
        return f"{home}{record.href(wanted, page)}"

    _papers(talks, view, live)
    _links(view, live)
    _questions(talks, view)


def _papers(talks: Negotiation, view: View, live: Callable[[View, str], str]) -> None:
    st.header("Papers", anchor=False)
    st.markdown("Each as a PDF, ready to print and to copy in black and white, or as a Word file to change first.")
    default: Size = "us-letter" if st.context.locale == _AMERICAN else "a4"
    size = st.segmented_control("Paper", list(_SIZES), format_func=_SIZES.__getitem__, key=_SIZE, default=default)
    size = size or default
    before, after = changes.days(talks, view) if view.compare else (view.day, view.day)
    what = f"from {day_words(before)} to {day_words(after)}" if before != after else f"on {day_words(view.day)}"
    about = as_text(paper.filters(talks, view))
    advice = "" if view.issues else ", which takes many pages; choose one above for a page or two"
    st.subheader("Handout", anchor=False)
    st.markdown(
        f"Both sides next to each other {what}: what each wants and gives, with conditions, evidence and numbered "
        f"sources. {about}{advice}."
    )
    days = f"{before}-{after}" if before != after else f"{view.day}"
    _downloads("Handout", f"{talks.id}-{days}-handout", size, lambda: handout(talks, view, live(view, "")))

    st.subheader("Role brief", anchor=False)
    st.markdown(
        f"For a simulation: on a page or two, what one side had said, offered, refused and promised by "
        f"{day_words(view.day)} and what the other side said, with room for interests and limits. "
        "Nothing later is in it."
    )
    names = {party.id: as_text(party.name) for party in talks.main}
    first, key = talks.main[0].id, f"{_SIDE}-{talks.id}"
    side = st.segmented_control("Side", list(names), format_func=names.__getitem__, key=key, default=first)
    party = side or first
    _downloads("Role brief", f"{talks.id}-{view.day}-brief-{party}", size, lambda: role_brief(talks, view, party, live))

    st.subheader("Teacher sheet", anchor=False)
    until = f" Nothing from after {day_words(view.until)} is in it." if view.until else ""
    st.markdown(
        "Not for the class: each side’s position in a line, questions, and what happened next and what it changed."
        f"{until}"
    )
    _downloads(
        "Teacher sheet", f"{talks.id}-{view.day}-teacher", size, lambda: teacher_sheet(talks, view, live(view, ""))
    )


def _downloads(label: str, name: str, size: Size, make: Callable[[], Paper]) -> None:
    with st.container(horizontal=True):
        st.download_button(
            f"{label}, PDF",
            lambda: typeset.pdf(make(), size),
            f"{name}.pdf",
            "application/pdf",
            icon=":material/picture_as_pdf:",
            on_click="ignore",
        )
        st.download_button(
            f"{label}, Word",
            lambda: word_file.word(make(), size),
            f"{name}.docx",
            _WORD,
            icon=":material/description:",
            on_click="ignore",
        )


def _links(view: View, live: Callable[[View, str], str]) -> None:
    st.header("Links", anchor=False)
    st.markdown("**For the projector**: one issue at a time in large type, without controls.")
    st.code(live(replace(view, in_class=True), ""), language=None, wrap_lines=True)
    st.markdown(
        f"**For the class, without what came later**: with this link, nothing from after {day_words(view.day)} is "
        "shown on any page."
    )
    st.code(live(replace(view, compare=None, until=view.day), ""), language=None, wrap_lines=True)


def _questions(talks: Negotiation, view: View) -> None:
    st.header("Questions to discuss", anchor=False)
    found = latest_questions(talks, view.day)
    if found is None:
        st.info(f"The record has no questions for an event by {day_words(view.day)}; try another date.")
        return
    st.markdown(f"On **{as_text(found.event.title)}**, {day_words(found.event.date)}:")
    st.markdown("\n".join(f"{n}. {as_text(question)}" for n, question in enumerate(found.questions, start=1)))
