"""Every statement in a table to search, filter and take along, and each on a page of its own."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from components import address, board, charts, controls, pages
from components.address import View
from components.caches import BY_KEY
from components.words import EVIDENCE_WORDS, LINK_WORDS, count_words, day_words, published_words, publisher_words
from negotiation import Negotiation, export
from negotiation.cite import Citation, citations, edition
from negotiation.records import EVIDENCE, KINDS, Event, Party, Source, Statement
from negotiation.search import search

TITLE, PATH, ICON = "Record", "record", ":material/table_rows:"
SAYS = "Every statement that was public by the chosen day, those that no longer stand too; nothing from later."

_SEARCH, _TABLE = "record_search", "record_table"
_PARTIES, _KINDS, _EVIDENCE = "record_parties", "record_kinds", "record_evidence"

_FORMS = {"CSV": (export.CSV, "text/csv"), "JSON": (export.JSON, "application/json")}


@dataclass(frozen=True)
class Pointer:
    """Another statement, or an event, that is linked to this one. An event has no page of its own."""

    day: str
    who: str
    summary: str
    href: str | None


@dataclass(frozen=True)
class Sheet:
    """Everything known about one statement by a day."""

    party: Party
    heading: str
    card: board.Card
    facts: tuple[tuple[str, str], ...]
    sources: tuple[tuple[Source, str], ...]
    """Each source with what is to be said of it."""
    links: tuple[tuple[str, tuple[Pointer, ...]], ...]
    report: str
    """Where an error in this statement can be reported."""


def show(talks: Negotiation, view: View) -> None:
    """The table, or the page of the statement that the address names."""
    pages.top(talks, view, TITLE, SAYS)
    st.html(f"<style>{style()}</style>")
    statement = talks.statements.get(view.statement or "")
    if statement is None:
        _table(talks, view)
        return
    st.button("Back to the table", icon=":material/arrow_back:", on_click=controls.change, kwargs={"statement": None})
    if statement.appears > view.day:
        st.info(f"This statement was not public by {day_words(view.day)}. Choose a later date to see it.")
        return
    st.html(board.templates().get_template("record.html").render(sheet=sheet(talks, statement, view)))
    st.header("Cite this statement", anchor=False)
    cite(citations(talks, statement, edition(), dt.date.today(), absolute(permanent(view), PATH)))


@cache
def style() -> str:
    """The style sheet of this page and of About, after the board's."""
    return board.style() + Path(__file__).with_name("record.css").read_text(encoding="utf-8")


def cite(found: Sequence[Citation]) -> None:
    """Citations to copy, a tab a style."""
    for tab, citation in zip(st.tabs([each.style for each in found]), found, strict=True):
        tab.code(citation.text, language=None, wrap_lines=True)


def permanent(view: View) -> View:
    """The view without filters, as a citation or a report should name it."""
    return View(view.negotiation, view.day, statement=view.statement, until=view.until)


def absolute(view: View, page: str) -> str:
    """The address of a view of a page, as others can open it."""
    here = (st.context.url or "").split("?")[0].rstrip("/")
    return f"{here.removesuffix(f'/{controls.page()}')}/{href(view, page)}"


def href(view: View, page: str = "") -> str:
    """A link to a view on another page, or on this one."""
    return f"{page}?{urlencode(address.write(view))}"


def listed(talks: Negotiation, view: View) -> list[Statement]:
    """What the table holds, newest first. A choice of nothing is a choice of everything."""
    parties, kinds, evidence = (set(view.only) & set(every) for every in (talks.parties, KINDS, EVIDENCE))
    found = [
        s
        for s in talks.statements.values()
        if s.appears <= view.day
        and view.passes(s)
        and (not parties or s.party in parties)
        and (not kinds or s.kind in kinds)
        and (not evidence or s.evidence in evidence)
    ]
    return sorted(search(talks, view.search, found), key=lambda s: (s.date, s.id), reverse=True)


def stood(talks: Negotiation, statement: Statement, day: dt.date) -> str:
    """In which interval a statement stood, as far as it was known by a day."""
    start, end = talks.stands[statement.id]
    ender = talks.ended_by(statement)
    if end is None or ender is None or end > day:
        return f"Stands on {day_words(day)}; it appeared on {day_words(start)}"
    verb = "replaced" if statement.id in ender.replaces else "withdrawn"
    if end <= start:
        return f"Never stood: it was {verb} by the day it appeared, {day_words(start)}"
    return (
        f"Stood from {day_words(start)} until it was {verb} on {day_words(end)}, "
        f"{count_words((end - start).days, 'day')} later"
    )


def sheet(talks: Negotiation, statement: Statement, view: View) -> Sheet:
    """Everything known about a statement by the day of the view, in words."""
    party = talks.parties[statement.party]
    facts = [
        ("Standing", stood(talks, statement, view.day)),
        ("Issues", ", ".join(talks.issues[id].title for id in statement.issues)),
        ("Venue", statement.venue or "Not recorded"),
        ("Weight", "A passing remark: it heads no cell while something weightier stands" if statement.minor else ""),
        ("Id", statement.id),
    ]
    return Sheet(
        party,
        f"{statement.speaker}, {day_words(statement.date)}",
        board.card(talks, statement, view.day),
        tuple((name, says) for name, says in facts if says),
        tuple((source, _source_words(source)) for source in (talks.sources[id] for id in statement.sources)),
        tuple((words, found) for words, found in _links(talks, statement, view) if found),
        href(replace(view, statement=statement.id), "about"),
    )


def _source_words(source: Source) -> str:
    parts = [
        publisher_words(source),
        published_words(source),
        f"in {source.language}" if source.language else "in English",
        "a copy of somebody else’s text" if source.aggregator else "",
    ]
    return " · ".join(part for part in parts if part)


def _links(talks: Negotiation, statement: Statement, view: View) -> Iterator[tuple[str, tuple[Pointer, ...]]]:
    for link, (forth, back) in LINK_WORDS.items():
        others = [talks.statements[id] for id in statement.links(link)]
        yield forth, _pointers(talks, others, view)
        pointing: list[Statement | Event] = [s for s in talks.statements.values() if statement.id in s.links(link)]
        if link == "fulfils":
            pointing += [event for event in talks.events if statement.id in event.fulfils]
        elif link == "breaks":
            pointing += [event for event in talks.events if statement.id in event.breaks]
        yield back, _pointers(talks, pointing, view)


def _pointers(talks: Negotiation, others: Sequence[Statement | Event], view: View) -> tuple[Pointer, ...]:
    public = [each for each in others if (each.date if isinstance(each, Event) else each.appears) <= view.day]
    return tuple(
        Pointer(day_words(each.date), "Event", each.title, None)
        if isinstance(each, Event)
        else Pointer(
            day_words(each.date),
            f"{talks.parties[each.party].name}: {board.speaker_words(talks, each)}",
            each.summary,
            href(replace(view, statement=each.id)),
        )
        for each in sorted(public, key=lambda each: (each.date, each.id))
    )


def _table(talks: Negotiation, view: View) -> None:
    st.session_state[_SEARCH] = view.search
    st.text_input(
        "Search",
        key=_SEARCH,
        max_chars=address.LONGEST_SEARCH,
        placeholder="Words, names, a date or an id",
        icon=":material/search:",
        on_change=_search,
    )
    names = {party.id: party.name for party in talks.parties.values()}
    with st.container(key="record_filters", horizontal=True):
        _choice("Sides", _PARTIES, list(names), names.__getitem__, view)
        _choice("Kinds", _KINDS, list(KINDS), str, view)
        _choice("Evidence", _EVIDENCE, list(EVIDENCE), lambda grade: EVIDENCE_WORDS[grade], view)  # type: ignore[index]
    found = listed(talks, view)
    if found:
        _frame(talks, found, view.day)
    else:
        st.info(
            f"No statement fits by {day_words(view.day)}: take a filter or a word away, or choose a later date.",
            icon=":material/info:",
        )
    _downloads(talks, view, found)


def _choice(label: str, key: str, options: list[str], words: Callable[[str], str], view: View) -> None:
    st.session_state[key] = [option for option in options if option in view.only]
    placeholder = f"All {label.lower()}"
    st.multiselect(label, options, format_func=words, key=key, placeholder=placeholder, width=300, on_change=_narrow)


def _narrow() -> None:
    controls.change(only=tuple(name for key in (_PARTIES, _KINDS, _EVIDENCE) for name in st.session_state[key]))


def _frame(talks: Negotiation, found: Sequence[Statement], day: dt.date) -> None:
    count = sum(s.appears <= day for s in talks.statements.values())
    st.markdown(
        f"**{count_words(len(found), 'statement')}** of {count:,} by {day_words(day)}, newest first. "
        "Tick a row to open it (Shift and space by keyboard); a column’s head sorts."
    )
    column = st.column_config
    charts.for_paper(".stDataFrame")
    st.dataframe(
        [_row(talks, s, day) for s in found],
        key=_TABLE,
        hide_index=True,
        height=min(40 + 72 * len(found), 640),
        row_height=72,
        on_select=partial(_open, [s.id for s in found]),
        selection_mode="single-row",
        alt="The statements found, one a row. The downloads below hold the same rows.",
        column_config={
            "Date": column.DateColumn(format="D MMM YYYY", width=100),
            "Side": column.TextColumn(width=70),
            "Summary": column.TextColumn(width=520),
            "Kind": column.TextColumn(width=120),
            "Speaker": column.TextColumn(width=150),
            "Issues": column.TextColumn(width=180),
            "Evidence": column.TextColumn(width=190),
            "Standing": column.TextColumn(width=300),
        },
    )


def _row(talks: Negotiation, s: Statement, day: dt.date) -> dict[str, Any]:
    return {
        "Date": s.date,
        "Side": talks.parties[s.party].short,
        "Summary": s.summary,
        "Kind": s.kind,
        "Speaker": board.speaker_words(talks, s),
        "Issues": ", ".join(talks.issues[id].title for id in s.issues),
        "Evidence": EVIDENCE_WORDS[s.evidence],
        "Standing": stood(talks, s, day),
    }


def _downloads(talks: Negotiation, view: View, found: Sequence[Statement]) -> None:
    """A file is there before its button is pressed.

    Streamlit keeps one that is written at the press only until any two viewers' scripts have run, which with a class
    is sooner than the browser has fetched it.
    """
    st.header("Download", anchor=False)
    with st.container(key="record_downloads", horizontal=True):
        for label, listed, name in [
            ("Shown", found, f"{talks.id}-{view.day}-selection"),
            ("Whole record", talks.statements.values(), talks.id),
        ]:
            for form, (written, mime) in _FORMS.items():
                texts = _texts(talks, form)
                st.download_button(
                    f"{label} ({len(listed):,}), {form}",
                    written.file(texts[s.id] for s in listed),
                    f"{name}.{form.lower()}",
                    mime,
                    icon=":material/download:",
                    on_click="ignore",
                    disabled=not listed,
                )
    st.markdown(
        "What is shown comes with every field, newest first whatever the table is sorted by. "
        "The whole record comes in its own order and holds statements of every date that may be shown. CC BY 4.0."
    )


@st.cache_resource(show_spinner=False, max_entries=8, hash_funcs=BY_KEY)
def _texts(talks: Negotiation, form: str) -> dict[str, str]:
    """Every statement as a form of file has it, by id."""
    return {id: _FORMS[form][0].text(statement) for id, statement in talks.statements.items()}


def _search() -> None:
    controls.change(search=" ".join(str(st.session_state[_SEARCH]).split()))


def _open(ids: Sequence[str]) -> None:
    rows = st.session_state[_TABLE]["selection"]["rows"]
    if rows and rows[0] < len(ids):
        controls.change(statement=ids[rows[0]])
