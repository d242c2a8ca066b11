"""The board: a row for each issue, a column for each side, what stands there on one day."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from components.words import CONDITION_WORDS, EVIDENCE_WORDS, age_words, day_words, kind_words
from negotiation import Negotiation, Position
from negotiation.records import Colours, Issue, Party, Statement
from negotiation.talks import FRAMES, Frame

_HERE = Path(__file__).parent

NO_DEMAND = "No demand on record by this date"
NO_CONCESSION = "No concession on record by this date"
FOLDED_FRAMES: list[tuple[Frame, str]] = [
    ("describes", "How it describes things"),
    ("reported", "Reported or inferred, not a stated position"),
    ("according_to_others", "What others say of it"),
]


@dataclass(frozen=True)
class Moment:
    """A day in words, with how long before the chosen day it was; None where the browser says so itself."""

    day: int
    words: str
    age: str | None


@dataclass(frozen=True)
class Again:
    """When a statement was said again, and from which day until which other this is the last time."""

    said: Moment
    since: int
    until: int | None


@dataclass(frozen=True)
class Dispute:
    """Who gives another account, and from which day on it is known."""

    party: str
    speaker: str | None
    """None where the party tells what somebody else said."""
    said: str
    since: int


@dataclass(frozen=True)
class Link:
    """A source to follow; its title is left out where the browser keeps the cards, to send less."""

    publisher: str
    title: str | None
    url: str


@dataclass(frozen=True)
class Card:
    """One statement in words: as of one day, or for every day, with the days from which its parts hold."""

    id: str
    kind: str
    summary: str
    quote: str | None
    condition_words: str
    condition: str | None
    speaker: str
    said: Moment
    again: tuple[Again, ...]
    became_known: str | None
    according_to: str | None
    evidence: str
    on_the_record: bool
    sources: tuple[Link, ...]
    disputes: tuple[Dispute, ...]
    note: str | None


@dataclass(frozen=True)
class Stack:
    """The statements of one frame: the first in full, the others folded under it."""

    frame: Frame
    cards: tuple[Card, ...]
    hidden: int
    """How many stand here but are hidden because they are not on the record."""


@dataclass(frozen=True)
class Side:
    """One party's position on one issue."""

    party: Party
    stacks: dict[Frame, Stack]


@dataclass(frozen=True)
class Row:
    """One issue: the two main sides next to each other, and the other parties that have something to say."""

    issue: Issue
    sides: tuple[Side, ...]
    others: tuple[Side, ...]


def rows(talks: Negotiation, day: dt.date, issues: Iterable[str], on_record: bool) -> list[Row]:
    """What the board shows on a day."""
    standing = talks.standing(day)
    main = [party.id for party in talks.main]
    others = [party for party in talks.parties if party not in main]

    def side(issue: str, party: str) -> Side:
        return Side(talks.parties[party], _stacks(talks, day, standing[issue][party], on_record))

    return [
        Row(
            talks.issues[issue],
            tuple(side(issue, party) for party in main),
            tuple(side(issue, party) for party in others if any(standing[issue][party])),
        )
        for issue in issues
    ]


def _stacks(talks: Negotiation, day: dt.date, position: Position, on_record: bool) -> dict[Frame, Stack]:
    stacks: dict[Frame, Stack] = {}
    for frame, statements in zip(FRAMES, position, strict=True):
        shown = [s for s in statements if s.on_the_record or not on_record]
        cards = tuple(card(talks, statement, day) for statement in shown)
        stacks[frame] = Stack(frame, cards, len(statements) - len(shown))
    return stacks


def card(talks: Negotiation, statement: Statement, day: dt.date | None = None) -> Card:
    """A statement as of a day, or for every day."""
    agains = talks.said_again(statement)
    ends = [number(s.appears) for s in agains[1:]] + [None]
    again = [Again(_moment(s.date, day), number(s.appears), end) for s, end in zip(agains, ends, strict=False)]
    disputes = [
        Dispute(_teller(talks, s), None if s.according_to else s.speaker, day_words(s.appears), number(s.appears))
        for s in talks.disputes_with(statement)
    ]
    if day is not None:
        now = number(day)
        again = [each for each in again if each.since <= now and (each.until is None or now < each.until)]
        disputes = [each for each in disputes if each.since <= now]
    return Card(
        id=statement.id,
        kind=statement.kind,
        summary=statement.summary,
        quote=statement.quote,
        condition_words=CONDITION_WORDS[statement.kind],
        condition=statement.in_exchange_for,
        speaker=f"{statement.speaker}, {statement.role}" if statement.role else statement.speaker,
        said=_moment(statement.date, day),
        again=tuple(again),
        became_known=f"became public {day_words(statement.known)}" if statement.known else None,
        according_to=talks.parties[statement.according_to].name if statement.according_to else None,
        evidence=EVIDENCE_WORDS[statement.evidence],
        on_the_record=statement.on_the_record,
        sources=tuple(
            Link(source.publisher, source.title if day else None, source.url)
            for source in (talks.sources[id] for id in statement.sources)
        ),
        disputes=tuple(dict.fromkeys(disputes)),
        note=statement.note,
    )


def number(day: dt.date) -> int:
    """A day as the number of days since 1 January 1970, which is how the browser counts."""
    return (day - dt.date(1970, 1, 1)).days


def _moment(said: dt.date, day: dt.date | None) -> Moment:
    return Moment(number(said), day_words(said), age_words(said, day) if day else None)


def speaker_words(talks: Negotiation, statement: Statement) -> str:
    """Who speaks, and according to whom if that is not the party itself."""
    told = statement.according_to
    return statement.speaker + (f", according to {talks.parties[told].name}" if told else "")


def _teller(talks: Negotiation, statement: Statement) -> str:
    return talks.parties[statement.according_to or statement.party].name


def render(rows: Sequence[Row]) -> str:
    """The board as HTML; every text from the record is escaped."""
    return templates().get_template("board.html").render(rows=rows)


def render_live(talks: Negotiation) -> str:
    """The empty board, with a place for every cell that the browser fills."""
    spoken = {(issue, statement.party) for statement, issue in talks.in_screen_order()}
    rows = [
        {
            "issue": issue,
            "sides": talks.main,
            "others": [p for p in talks.parties.values() if p not in talks.main and (issue.id, p.id) in spoken],
        }
        for issue in talks.issues.values()
    ]
    return templates().get_template("live.html").render(rows=rows)


@cache
def style() -> str:
    """The style sheet of the board."""
    return (_HERE / "board.css").read_text(encoding="utf-8")


@cache
def templates() -> Environment:
    """The templates, escaping whatever they are handed."""
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {"colours": colours, "day": day_words}
    environment.globals |= {"KINDS": kind_words(), "EVIDENCE": list(EVIDENCE_WORDS.values())}
    environment.globals |= {"FOLDED": FOLDED_FRAMES, "NO_DEMAND": NO_DEMAND, "NO_CONCESSION": NO_CONCESSION}
    return environment


def colours(colours: Colours | None) -> Markup:
    """A party's colours as the style of whatever is drawn for it; nothing for a party without colours."""
    if colours is None:
        return Markup("")
    return Markup("--text: light-dark({}, {}); --mark: light-dark({}, {})").format(
        colours.text, colours.dark_text, colours.mark, colours.dark_mark
    )
