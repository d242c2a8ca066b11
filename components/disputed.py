"""Where parties gave different accounts of the same thing: what they agree on, then each account."""

from dataclasses import dataclass

import streamlit as st

from components import board, deals, pages
from components.address import View
from components.words import day_words, list_words
from negotiation import Negotiation
from negotiation.disputes import disputes
from negotiation.records import REPORTED, Party, Statement

TITLE, PATH, ICON = "Disputed", "disputed", ":material/forum:"
SAYS = (
    "Where parties publicly contradicted each other about the same thing, each account in its own words. "
    "The record does not say who was right."
)
PRESS = "Press reports and readings"


@dataclass(frozen=True)
class Accounts:
    """What one party told, in order of date; `party` is None for what nobody put their name to."""

    party: Party | None
    name: str
    cards: tuple[board.Card, ...]


@dataclass(frozen=True)
class Dispute:
    """One thing told differently: what the accounts have in common, and the accounts."""

    issues: str
    when: str
    event: str | None
    sides: tuple[Accounts, ...]
    """Both main sides, also one that told nothing itself."""
    others: tuple[Accounts, ...]


def found(talks: Negotiation, view: View) -> list[Dispute]:
    """The disputes of which the reader's filters leave two accounts, newest first."""
    shown = []
    for dispute in reversed(disputes(talks, view.day)):
        kept = [s for s in dispute.accounts if view.accepts(s)]
        if not contradicting(kept) or not view.shows_any(dispute.issues):
            continue
        days = list(dict.fromkeys(day_words(day) for day in (kept[0].date, kept[-1].date)))
        event = dispute.event
        shown.append(
            Dispute(
                list_words([talks.issues[id].title for id in dispute.issues]),
                " to ".join(days),
                f"{event.title}, {day_words(event.date)}" if event else None,
                tuple(_told(talks, view, kept, party, party.name) for party in talks.main),
                tuple(
                    told
                    for party in (*(p for p in talks.parties.values() if p not in talks.main), None)
                    if (told := _told(talks, view, kept, party, party.name if party else PRESS)).cards
                ),
            )
        )
    return shown


def contradicting(accounts: list[Statement]) -> bool:
    """Whether any of these contradicts another of them."""
    ids = {account.id for account in accounts}
    return any(ids & set(account.disputes) for account in accounts)


def teller(statement: Statement) -> str | None:
    """The id of the party whose account it is; None for a press report or an analyst's reading."""
    if statement.according_to:
        return statement.according_to
    return None if statement.evidence in REPORTED else statement.party


def _told(talks: Negotiation, view: View, accounts: list[Statement], party: Party | None, name: str) -> Accounts:
    own = [s for s in accounts if teller(s) == (party.id if party else None)]
    return Accounts(party, name, tuple(board.card(talks, s, view.day) for s in own))


def render(talks: Negotiation, view: View) -> str:
    """The disputes as HTML; every text from the record is escaped."""
    return board.templates().get_template("disputed.html").render(disputes=found(talks, view), filtered=view.filtered)


def show(talks: Negotiation, view: View) -> None:
    """Draw the page."""
    pages.top(talks, view, TITLE, SAYS)
    st.html(f"<style>{board.style()}{deals.style()}</style>")
    st.html(render(talks, view))
