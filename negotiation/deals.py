"""Conditional offers and demands: who would give or wants what, for what, and what came of it."""

import datetime as dt
from bisect import bisect_left
from collections.abc import Sequence
from itertools import islice, takewhile
from typing import NamedTuple

from negotiation.records import Statement
from negotiation.talks import Negotiation


class Deal(NamedTuple):
    """A statement with a condition, and the issues it ties together."""

    statement: Statement
    traded: tuple[tuple[str, str], ...]
    """Its first issue with each of the others; with itself when it names only one."""
    ended: dt.date | None
    """The day it no longer stood, None while it stands."""
    ended_by: Statement | None
    answer: Statement | None
    """The other main side's next word on the record, within `ANSWER_DAYS`, on its first two issues or its only one.

    It came later on the same issues; whether it answers nobody says.
    """


ANSWER_DAYS = 60


def deals(talks: Negotiation, day: dt.date) -> list[Deal]:
    """Every statement with a condition that has appeared by a day, in order of date."""
    # the few that can answer are chosen and put in order once, not for each statement
    words = sorted(
        (
            s
            for s in talks.statements.values()
            if s.party in talks.overview.main and s.according_to is None and s.on_the_record and s.appears <= day
        ),
        key=lambda s: (s.appears, s.minor, s.id),
    )
    return [
        _deal(talks, statement, day, words)
        for statement in talks.statements.values()
        if statement.in_exchange_for and statement.appears <= day
    ]


def _deal(talks: Negotiation, statement: Statement, day: dt.date, words: Sequence[Statement]) -> Deal:
    first, *others = statement.issues
    end = talks.stands[statement.id][1]
    ended = end if end is not None and end <= day else None
    return Deal(
        statement,
        tuple((first, other) for other in others) or ((first, first),),
        ended,
        talks.ended_by(statement) if ended else None,
        _answer(talks, statement, words),
    )


def _answer(talks: Negotiation, statement: Statement, words: Sequence[Statement]) -> Statement | None:
    main = talks.overview.main
    if statement.party not in main:
        return None
    other = main[1 - main.index(statement.party)]
    latest = statement.appears + dt.timedelta(ANSWER_DAYS)
    asked = set(statement.issues[:2])
    first = bisect_left(words, statement.appears, key=lambda s: s.appears)
    return next(
        (
            s
            for s in takewhile(lambda s: s.appears <= latest, islice(words, first, None))
            if s.date >= statement.date and s.party == other and asked.issubset(s.issues)
        ),
        None,
    )
