"""The board: a row for each issue, a column for each side, what stands there on one day."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from components.words import EVIDENCE_WORDS, age_words, count_words, day_words
from negotiation import Negotiation, Position
from negotiation.records import Colours, Issue, Party, Statement
from negotiation.talks import Frame

_HERE = Path(__file__).parent


@dataclass(frozen=True)
class Line:
    """Whose words contradict a statement, or are contradicted by it."""

    party: str
    speaker: str
    day: str


@dataclass(frozen=True)
class Link:
    """A source to follow."""

    publisher: str
    title: str
    url: str


@dataclass(frozen=True)
class Card:
    """One statement as it is read on one day."""

    id: str
    kind: str
    summary: str
    quote: str | None
    condition: str | None
    speaker: str
    said: str
    again: str | None
    became_known: str | None
    according_to: str | None
    evidence: str
    on_the_record: bool
    sources: tuple[Link, ...]
    disputes: tuple[Line, ...]
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
    for frame, statements in zip(Position._fields, position, strict=True):
        shown = [s for s in statements if s.on_the_record or not on_record]
        cards = tuple(card(talks, day, statement) for statement in shown)
        stacks[frame] = Stack(frame, cards, len(statements) - len(shown))  # type: ignore[index, arg-type]
    return stacks


def card(talks: Negotiation, day: dt.date, statement: Statement) -> Card:
    """A statement in words, as of a day."""
    last = talks.last_stated(statement, day)
    disputed = [talks.statements[id] for id in statement.disputes] + talks.disputed_by(statement, day)
    return Card(
        id=statement.id,
        kind=statement.kind,
        summary=statement.summary,
        quote=statement.quote,
        condition=statement.in_exchange_for,
        speaker=f"{statement.speaker}, {statement.role}" if statement.role else statement.speaker,
        said=f"{day_words(statement.date)}, {age_words(statement.date, day)}",
        again=None if last is statement else f"said again {day_words(last.date)}, {age_words(last.date, day)}",
        became_known=f"became public {day_words(statement.known)}" if statement.known else None,
        according_to=talks.parties[statement.according_to].name if statement.according_to else None,
        evidence=EVIDENCE_WORDS[statement.evidence],
        on_the_record=statement.on_the_record,
        sources=tuple(
            Link(source.publisher, source.title, source.url)
            for source in map(talks.sources.get, statement.sources)
            if source
        ),
        disputes=tuple(Line(_teller(talks, s), s.speaker, day_words(s.date)) for s in disputed),
        note=statement.note,
    )


def _teller(talks: Negotiation, statement: Statement) -> str:
    return talks.parties[statement.according_to or statement.party].name


def render(rows: Sequence[Row]) -> str:
    """The board as HTML; every text from the record is escaped."""
    return _environment().get_template("board.html").render(rows=rows)


@cache
def style() -> str:
    """The style sheet of the board."""
    return (_HERE / "board.css").read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["colours"] = _colours
    environment.filters["count"] = count_words
    return environment


def _colours(colours: Colours | None) -> Markup:
    if colours is None:
        return Markup("")
    return Markup("--text: light-dark({}, {}); --mark: light-dark({}, {})").format(
        colours.text, colours.dark_text, colours.mark, colours.dark_mark
    )
