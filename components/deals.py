"""Every conditional offer and demand, which issues it ties together, and what became of it."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import streamlit as st

from components import board, pages, record
from components.address import View
from components.words import count_words, day_words, list_words
from negotiation import Negotiation
from negotiation.deals import ANSWER_DAYS, Deal, deals
from negotiation.records import Issue, Party

TITLE, PATH, ICON = "Deals", "deals", ":material/handshake:"
SAYS = (
    "Every offer, promise and demand with a condition, by the issues it ties together, and what became of it. "
    "What is shown as the other side’s next word came later on the same issues; it need not be an answer."
)
UNFOLDED = 12


@dataclass(frozen=True)
class Cell:
    """How many deals tie two issues together, and the address that opens them."""

    offers: int
    wants: int
    label: str
    href: str
    chosen: bool

    @property
    def tint(self) -> int:
        """How dark the cell is, in hundredths."""
        return min(4 * (self.offers + self.wants), 32)


@dataclass(frozen=True)
class Line:
    """A row of the matrix: None where a cell is empty, `alone` for deals that name no second issue."""

    issue: Issue
    cells: tuple[Cell | None, ...]
    alone: Cell | None


@dataclass(frozen=True)
class Entry:
    """A deal in words. `next_words` is None for a party that has no other side."""

    party: Party
    card: board.Card
    became: str
    next_words: str | None
    other: Party | None
    answer: board.Card | None


@dataclass(frozen=True)
class Section:
    """Deals under one heading: offers and promises first, what is asked or refused apart."""

    title: str
    offers: tuple[Entry, ...]
    wants: tuple[Entry, ...]
    shown: int
    """How many of each are shown before the rest is folded."""


def found(talks: Negotiation, view: View) -> list[Deal]:
    """The deals that have appeared, without what the reader switched off."""
    return [deal for deal in deals(talks, view.day) if view.accepts(deal.statement)]


def matrix(talks: Negotiation, known: Sequence[Deal], view: View) -> list[Line]:
    """A row for every issue a deal is first about, a column for every other issue it ties to it."""
    offers = Counter(pair for deal in known if _gives(deal) for pair in deal.traded)
    wants = Counter(pair for deal in known if not _gives(deal) for pair in deal.traded)

    def cell(row: str, column: str) -> Cell | None:
        given, asked = offers[row, column], wants[row, column]
        if not given + asked:
            return None
        pair = (row, column) if row != column else (row,)
        names = list_words([talks.issues[id].title for id in pair])
        return Cell(
            given,
            asked,
            f"{names}: offers and promises {given}; demands, refusals and threats {asked}",
            record.href(replace(view, issues=pair)),
            set(pair) == set(view.issues),
        )

    return [
        Line(issue, tuple(cell(id, other) if other != id else None for other in talks.issues), cell(id, id))
        for id, issue in talks.issues.items()
    ]


def sections(talks: Negotiation, known: Sequence[Deal], view: View) -> list[Section]:
    """What is opened: both directions of a pair, in order of date; else what touches the issues, newest first.

    With no issue chosen, what still stands.
    """
    titles = [talks.issues[id].title for id in view.issues]
    if len(view.issues) == 2:
        (a, b), (first, second) = view.issues, titles
        both = [deal for deal in known if {a, b} <= set(deal.statement.issues)]
        parts = [
            (f"{first}, tied to {second}", [deal for deal in both if (a, b) in deal.traded]),
            (f"{second}, tied to {first}", [deal for deal in both if (b, a) in deal.traded]),
            ("Both, under another issue", [d for d in both if not {(a, b), (b, a)} & set(d.traded)]),
        ]
        shown = len(known)
    elif titles:
        touching = [deal for deal in reversed(known) if view.shows_any(deal.statement.issues)]
        parts, shown = [(list_words(titles), touching)], UNFOLDED
    else:
        parts = [(f"Still standing on {day_words(view.day)}", [deal for deal in reversed(known) if not deal.ended])]
        shown = UNFOLDED
    return [
        Section(
            title,
            tuple(entry(talks, deal, view.day) for deal in part if _gives(deal)),
            tuple(entry(talks, deal, view.day) for deal in part if not _gives(deal)),
            shown,
        )
        for title, part in parts
        if part
    ]


def entry(talks: Negotiation, deal: Deal, day: dt.date) -> Entry:
    """A deal as of a day."""
    statement = deal.statement
    left, right = talks.main
    other = {left.id: right, right.id: left}.get(statement.party)
    words = None
    if other:
        on = list_words([talks.issues[id].title for id in statement.issues[:2]])
        if deal.answer:
            after = (deal.answer.date - statement.date).days
            when = f"{count_words(after, 'day')} later" if after else "the same day"
            words = f"Next word of {other.name} on {on}, {when}"
        else:
            until = f"within {ANSWER_DAYS} days" if (day - statement.appears).days > ANSWER_DAYS else "by this date"
            words = f"No word of {other.name} on {on} on the record {until}"
    return Entry(
        talks.parties[statement.party],
        board.card(talks, statement, day),
        _became(deal),
        words,
        other,
        board.card(talks, deal.answer, day) if deal.answer else None,
    )


def _gives(deal: Deal) -> bool:
    return deal.statement.group == "gives"


def _became(deal: Deal) -> str:
    if deal.ended is None or deal.ended_by is None:
        return "Still standing."
    how = "Withdrawn" if deal.statement.id in deal.ended_by.withdraws else "Replaced"
    late = " before it became public" if deal.ended < deal.statement.appears else ""
    return f"{how} on {day_words(deal.ended)}{late} ({deal.ended_by.speaker}): {deal.ended_by.summary}"


def render(talks: Negotiation, view: View) -> str:
    """The matrix and what is opened, as HTML; every text from the record is escaped."""
    known = found(talks, view)
    return (
        board.templates()
        .get_template("deals.html")
        .render(
            issues=list(talks.issues.values()),
            lines=matrix(talks, known, view),
            sections=sections(talks, known, view),
            known=known,
            chosen=len(view.issues),
            all_issues=record.href(replace(view, issues=())),
        )
    )


@cache
def style() -> str:
    """The style sheet of this page and of the two that look like it."""
    return (Path(__file__).parent / "deals.css").read_text(encoding="utf-8")


def show(talks: Negotiation, view: View) -> None:
    """Draw the page."""
    pages.top(talks, view, TITLE, SAYS)
    st.html(f"<style>{board.style()}{style()}</style>")
    st.html(render(talks, view))
