"""The board of one day, or what changed between two, on paper for a class."""

import datetime as dt
from collections.abc import Iterator

from components import board, changes, paper
from components.address import View, shown_issues
from components.board import FOLDED_FRAMES, NO_CONCESSION, NO_DEMAND
from components.paper import Block, Columns, Entry, Heading, Paper, Points, Span, Text
from components.words import day_words, list_words, long_day_words
from negotiation import Negotiation

Numbers = dict[str, int]
IN_FULL = 2
"""How many changes of a sort are told in full where dates are compared."""


def handout(talks: Negotiation, view: View, address: str) -> Paper:
    """What the view shows. `address` is where it can be seen live."""
    numbers: Numbers = {}
    if view.compare and view.compare != view.day:
        before, day = changes.days(talks, view)
        title = f"From {day_words(before)} to {day_words(day)}"
        blocks = list(_changed(talks, view, before, day, numbers))
    else:
        day = view.day
        title, blocks = long_day_words(day), list(_standing(talks, view, numbers))
    return Paper(
        "Handout",
        talks.overview.title,
        title,
        (paper.line(paper.moment(talks, day)), paper.line(paper.filters(talks, view))),
        address,
        (Text(paper.line(paper.LEGEND, "quiet")), *blocks, *paper.sources(talks, numbers)),
        paper.foot(),
    )


def _standing(talks: Negotiation, view: View, numbers: Numbers) -> Iterator[Block]:
    rows = board.rows(talks, view.day, shown_issues(talks, view), view.on_record)
    empty = [row for row in rows if not any(s.cards or s.hidden for side in row.sides for s in side.stacks.values())]
    for row in rows:
        if row in empty:
            continue
        yield Heading(1, row.issue.title, row.issue.question)
        # in the order of reading, in which sources are numbered
        wants = [tuple(_first(talks, "Wants", s.stacks["wants"], NO_DEMAND, view.day, numbers)) for s in row.sides]
        gives = [tuple(_first(talks, "Gives", s.stacks["gives"], NO_CONCESSION, view.day, numbers)) for s in row.sides]
        rest = [tuple(_rest(talks, side, view.day, numbers)) for side in row.sides]
        yield _columns(talks, [(each[0], each[1]) for each in (wants, gives, rest) if any(each)])
        if row.others:
            names = list_words([side.party.name for side in row.others])
            yield Text(paper.line(f"Others with a word on this, in the live view: {names}", "quiet"))
    if empty:
        yield Heading(1, "Nothing on record by this date", "Neither side has a position on these issues")
        yield Points(tuple((Span(f"{row.issue.title}. ", "strong"), Span(row.issue.question)) for row in empty))


def _first(
    talks: Negotiation, title: str, stack: board.Stack, empty: str, day: dt.date, numbers: Numbers
) -> Iterator[Block]:
    yield Heading(2, title)
    if stack.cards:
        yield _full(talks, stack.cards[0].id, day, numbers)
    else:
        yield Text(paper.line(paper.nothing(stack, empty), "quiet"))


def _rest(talks: Negotiation, side: board.Side, day: dt.date, numbers: Numbers) -> Iterator[Block]:
    """What stands besides the first demand and the first concession, in short."""
    wants, gives = side.stacks["wants"].cards[1:], side.stacks["gives"].cards[1:]
    found = [("Also wants", wants), ("Also gives", gives)]
    found += [(title, side.stacks[frame].cards) for frame, title in FOLDED_FRAMES]
    for title, cards in found:
        if cards:
            yield Heading(3, title)
            yield from (_short(talks, card.id, day, numbers) for card in cards)


def _changed(talks: Negotiation, view: View, before: dt.date, day: dt.date, numbers: Numbers) -> Iterator[Block]:
    found = changes.moves(talks, view, before, day)
    yield Text(paper.line(changes.summary(talks, found, before, day).counts))
    for row in changes.rows(talks, view, found, day):
        yield Heading(1, row.issue.title, row.issue.question)
        left, right = (tuple(_side(talks, side, day, numbers)) for side in row.sides)
        yield _columns(talks, [(left, right)])


def _side(talks: Negotiation, side: changes.Side, day: dt.date, numbers: Numbers) -> Iterator[Block]:
    if not side.groups:
        yield Text(paper.line("No change", "quiet"))
    for group in side.groups:
        yield Heading(2, group.title)
        for n, change in enumerate(group.entries):
            if change.before:
                yield Heading(3, "Before")
                yield from (_short(talks, card.id, day, numbers) for card in change.before)
                yield Heading(3, "Now")
            yield (_full if n < IN_FULL else _short)(talks, change.card.id, day, numbers)
            if change.says:
                yield Text(paper.line(change.says, "quiet"))


def _columns(talks: Negotiation, rows: list[tuple[tuple[Block, ...], tuple[Block, ...]]]) -> Columns:
    left, right = talks.main
    return Columns((paper.head(left), paper.head(right)), tuple(rows))


def _full(talks: Negotiation, id: str, day: dt.date, numbers: Numbers) -> Entry:
    statement = talks.statements[id]
    return paper.entry(talks, statement, day, paper.cite(statement, numbers))


def _short(talks: Negotiation, id: str, day: dt.date, numbers: Numbers) -> Entry:
    statement = talks.statements[id]
    return paper.short(talks, statement, day, paper.cite(statement, numbers, 1))
