"""About the record: how to read it, its rules, its gaps and balance, how to cite it and report an error."""

import datetime as dt
from dataclasses import dataclass, replace
from urllib.parse import quote, urlencode

import streamlit as st

from components import board, pages, record, single_page
from components.address import View
from components.caches import BY_KEY
from components.words import EVIDENCE_WORDS, day_words
from negotiation import Negotiation
from negotiation.balance import Row, balance
from negotiation.cite import citations, edition
from negotiation.records import Party, Rule

TITLE, PATH, ICON = "About", "about", ":material/info:"
SAYS = "How to read this record, how it was made and what is missing; the positions themselves are on the other pages."


@dataclass(frozen=True)
class Coded:
    """A rule of coding, with the words for it on screen where they differ, and its example."""

    word: str
    on_screen: str | None
    rule: str
    example: str | None
    href: str | None


def show(talks: Negotiation, view: View) -> None:
    """Draw the page: one text, then what can be copied."""
    pages.top(talks, view, TITLE, SAYS)
    st.html(f"<style>{record.style()}</style>")
    rows = _balance(talks)
    st.html(
        board.templates()
        .get_template("about.html")
        .render(
            talks=talks,
            coding=coding(talks, view),
            counted=talks.period_of(talks.overview.opens_on).title,
            main=[(party, _of(party, rows)) for party in talks.main],
            others=[(p, _of(p, rows)) for p in talks.parties.values() if p not in talks.main and _of(p, rows)],
        )
    )
    st.header("How to cite it", anchor=False)
    st.markdown("The whole record; every statement has citations of its own on its page.")
    home = record.absolute(View(view.negotiation, view.day, until=view.until), "")
    record.cite(citations(talks, None, edition(), dt.date.today(), home))
    st.header("The board without a server", anchor=False)
    st.markdown(
        "For a room without a network, a memory stick or a learning platform: the board with the whole record as it is "
        "now, in one file that any number of readers can open in a browser."
    )
    st.download_button(
        "Download the board as one page",
        _page(talks),
        file_name=f"{talks.id}.html",
        mime="text/html",
        on_click="ignore",
        icon=":material/download:",
    )
    st.header("How to report an error", anchor=False)
    st.markdown("Copy this text, fill in the blanks and send it to whoever runs this dashboard.")
    text = report(talks, view, record.absolute(record.permanent(view), record.PATH))
    st.code(text, language=None, wrap_lines=True)
    prefilled = urlencode({"subject": "An error in the record", "body": text}, quote_via=quote)
    st.link_button("Send this text by e-mail", f"mailto:?{prefilled}", icon=":material/mail:")
    st.header("Licences", anchor=False)
    licence = board.templates().get_template("licence.html").render()
    st.html(f'<div class="board sheet">{licence}</div>')


@st.cache_resource(show_spinner=False, hash_funcs=BY_KEY, max_entries=16)
def _balance(talks: Negotiation) -> list[Row]:
    return balance(talks)


@st.cache_resource(show_spinner=False, hash_funcs=BY_KEY, max_entries=4)
def _page(talks: Negotiation) -> str:
    """The board as one page, made once for all who download it."""
    return single_page.html(talks)


def coding(talks: Negotiation, view: View) -> list[Coded]:
    """The rules, each example on a day on which it was public."""
    return [_coded(talks, view, rule) for rule in talks.overview.coding]


def _coded(talks: Negotiation, view: View, rule: Rule) -> Coded:
    on_screen = next((words for grade, words in EVIDENCE_WORDS.items() if grade == rule.word), None)
    example = talks.statements.get(rule.example or "")
    if example is None:
        return Coded(rule.word, on_screen, rule.rule, None, None)
    shown = replace(view, statement=example.id, day=max(view.day, example.appears), search="")
    said = f"{example.speaker}, {day_words(example.date)}"
    return Coded(rule.word, on_screen, rule.rule, said, record.href(shown, record.PATH))


def report(talks: Negotiation, view: View, address: str) -> str:
    """A report of an error, with blanks; it names the statement of the view once that is public."""
    statement = talks.statements.get(view.statement or "")
    named = statement is not None and statement.appears <= view.day
    return (
        f"Error in: {talks.overview.title}\n"
        f"Statement: {view.statement if named else '(its id, or what you looked for)'}\n"
        f"Date of the view: {view.day}\n"
        f"Link: {address}\n"
        f"Version: {edition().version}\n"
        "What is wrong: \n"
        "What it should say: \n"
        "Source (publisher, date, address): \n"
    )


def _of(party: Party, rows: list[Row]) -> list[Row]:
    return [row for row in rows if row.party == party.id]
