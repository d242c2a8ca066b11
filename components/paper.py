"""What a paper says, in blocks that know nothing of the file they are drawn in, and the words all papers share.

`typeset` and `word_file` draw them. Every text is plain: what comes from the record is never markup.
"""

import datetime as dt
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from components import board
from components.address import View, filters_in_words
from components.board import Card
from components.words import day_words, distance_words, published_words, publisher_words
from negotiation import Negotiation
from negotiation.cite import edition
from negotiation.records import Party, Source, Statement

Size = Literal["a4", "us-letter"]
Tone = Literal["plain", "strong", "quote", "quiet"]
Line = tuple["Span", ...]
Mark = Literal["own", "told", "loose"]
"""How a statement is framed: the party's published word, somebody's account of it, or anything less."""

LEGEND = (
    "Solid line: a side’s own published or quoted words. Dashed: what somebody else says of it. "
    "Dotted: paraphrased, reported or inferred."
)
NOTHING = "Nothing on record by this date"


@dataclass(frozen=True)
class Span:
    """A stretch of text in one tone."""

    text: str
    tone: Tone = "plain"
    href: str | None = None


@dataclass(frozen=True)
class Heading:
    """A heading of the first, second or third level under the title, with a few words after it."""

    level: int
    text: str
    says: str = ""


@dataclass(frozen=True)
class Text:
    """A paragraph."""

    line: Line


@dataclass(frozen=True)
class Points:
    """A list: with bullets, with numbers, or with the numbers in brackets by which sources are cited."""

    items: tuple[Line, ...]
    marks: Literal["•", "1.", "[1]"] = "•"


@dataclass(frozen=True)
class Entry:
    """A statement, line by line."""

    mark: Mark
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Blanks:
    """Boxes to write in, each with a label and a question."""

    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Notice:
    """What must not be overlooked, in a box."""

    text: str


@dataclass(frozen=True)
class Head:
    """The head of a column: a side by its name, in its colour where there is one."""

    text: str
    colour: str | None = None


@dataclass(frozen=True)
class Columns:
    """Two columns next to each other, in rows that begin at one height."""

    heads: tuple[Head, Head]
    rows: tuple[tuple[tuple["Block", ...], tuple["Block", ...]], ...]
    widths: tuple[int, int] = (1, 1)


Block = Heading | Text | Points | Entry | Blanks | Notice | Columns


@dataclass(frozen=True)
class Paper:
    """A whole paper. `address` is where it can be read live; a QR code of it is drawn beside the title."""

    name: str
    """Which paper it is, such as Handout."""
    over: str
    """What it is about, over the title."""
    title: str
    under: tuple[Line, ...]
    address: str
    blocks: tuple[Block, ...]
    foot: str


def cite(statement: Statement, numbers: dict[str, int], most: int | None = None) -> str:
    """The numbers of a statement's sources, the best first; one that has no number yet gets the next."""
    if not statement.sources:
        return "its sources were published later"
    found = [numbers.setdefault(id, len(numbers) + 1) for id in statement.sources[:most]]
    return "[" + ",\u00a0".join(map(str, found)) + "]"  # on one line


def sources(talks: Negotiation, numbers: dict[str, int]) -> list[Block]:
    """The list at the end of a paper, in the order of the numbers."""
    if not numbers:
        return []
    says = "All of what is in full, the best of what is in short; the others are in the live view"
    return [Heading(1, "Sources", says), Points(tuple(_source(talks.sources[id]) for id in numbers), "[1]")]


def _source(source: Source) -> Line:
    language = f" In {source.language}." if source.language else ""
    return (
        Span(f"{publisher_words(source)}: “{source.title}”, {published_words(source)}.{language} "),
        Span(source.url, "quiet", source.url),
    )


def line(text: str, tone: Tone = "plain") -> Line:
    """A line in one tone."""
    return (Span(text, tone),)


def mark(card: Card) -> Mark:
    """How a statement is framed; what another tells is told, however well it is quoted."""
    return "told" if card.according_to else "own" if card.on_the_record else "loose"


def entry(talks: Negotiation, statement: Statement, day: dt.date, cited: str) -> Entry:
    """A statement in full, as the board shows it. `cited` says where it was read."""
    card = board.card(talks, statement, day)
    said = [f"said again {each.said.words}, {each.said.age}" for each in card.again]
    parts = [
        who(card, card.speaker),
        f"{card.said.words}, {card.said.age}",
        *said,
        card.became_known,
        card.evidence,
        cited,
    ]
    lines = [
        line(card.summary),
        quoted(card),
        condition(card),
        line(f"{card.kind} · {' · '.join(part for part in parts if part)}", "quiet"),
        *(
            line(f"Disputed: {party} gives another account ({'; '.join(map(_told, accounts))}).", "strong")
            for party, accounts in groupby(card.disputes, key=lambda each: each.party)
        ),
        line(f"Note: {card.note}", "quiet") if card.note else (),
    ]
    return Entry(mark(card), tuple(each for each in lines if each))


def short(talks: Negotiation, statement: Statement, day: dt.date, cited: str) -> Entry:
    """A statement in one line: what and on what condition, then who, when and how it is known."""
    card = board.card(talks, statement, day)
    bound = (*condition(card), Span(" ")) if card.condition else ()
    meta = f"({card.kind} · {who(card, statement.speaker)}, {card.said.words} · {card.evidence})\u00a0{cited}".rstrip()
    return Entry(mark(card), ((Span(f"{card.summary} "), *bound, Span(meta, "quiet")),))


def quoted(card: Card) -> Line:
    """The party's own words, empty where none are quoted."""
    return line(f"“{card.quote}”", "quote") if card.quote else ()


def condition(card: Card) -> Line:
    """On what condition, empty where there is none."""
    words = card.condition_words.rstrip(":")
    return (Span(f"{words}: ", "strong"), Span(card.condition)) if card.condition else ()


def who(card: Card, speaker: str) -> str:
    """Who spoke, and who tells of it where that is another."""
    return f"{speaker}, according to {card.according_to}" if card.according_to else speaker


def _told(dispute: board.Dispute) -> str:
    return f"{dispute.speaker}, {dispute.said}" if dispute.speaker else dispute.said


def head(party: Party, says: str = "") -> Head:
    """The head of a side's column."""
    return Head(f"{party.name} ({says})" if says else party.name, party.colours.text if party.colours else None)


def moment(talks: Negotiation, day: dt.date) -> str:
    """How long after which event a day is."""
    event = talks.latest_event(day)
    since = f"{distance_words(event.date, day)}: {event.title}" if event else "before the first event"
    return since[0].upper() + since[1:]


def filters(talks: Negotiation, view: View) -> str:
    """What the paper is about and what it leaves out."""
    said = filters_in_words(talks, view)
    return said[0].upper() + said[1:]


def foot() -> str:
    """Licence and edition, for every page."""
    version, released = edition()
    return (
        f"Negotiation positions, version {version}, {day_words(released)}. Record: CC BY 4.0; "
        "short quotations belong to their speakers and publishers."
    )


def nothing(stack: board.Stack, empty: str) -> str:
    """Why a stack without cards is empty."""
    hidden = f"Nothing on the record by this date; {stack.hidden} hidden that are not on the record"
    return hidden if stack.hidden else empty
