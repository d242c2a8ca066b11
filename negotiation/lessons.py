"""What a teacher needs around a day: questions for the class, and what happened next."""

import datetime as dt
from itertools import groupby
from typing import NamedTuple

from negotiation.records import Event
from negotiation.talks import Negotiation

FOLLOWING_DAYS = 30


class Questions(NamedTuple):
    """What a class can discuss, and the event it is about."""

    event: Event
    questions: tuple[str, ...]


class Next(NamedTuple):
    """The events of one day, and the two days between which the changes lie that came with them.

    These end when the next event comes, or `FOLLOWING_DAYS` after.
    """

    events: tuple[Event, ...]
    before: dt.date
    after: dt.date


def latest_questions(talks: Negotiation, day: dt.date) -> Questions | None:
    """Those of the latest event, up to and including this day, that has some."""
    return next((q for q in reversed(_asked(talks)) if q.event.date <= day), None)


def next_questions(talks: Negotiation, day: dt.date) -> Questions | None:
    """Those of the first event after this day that has some."""
    return next((q for q in _asked(talks) if q.event.date > day), None)


def _asked(talks: Negotiation) -> list[Questions]:
    return [Questions(event, talks.questions[event.id]) for event in talks.events if event.id in talks.questions]


def following(talks: Negotiation, day: dt.date, most: int = 3) -> list[Next]:
    """The next days after this one on which something happened."""
    later = groupby((event for event in talks.events if event.date > day), key=lambda event: event.date)
    days = [(date, tuple(events)) for date, events in later][: most + 1]
    ends = [date - dt.timedelta(1) for date, _ in days[1:]] + [talks.end]
    return [
        Next(events, max(day, date - dt.timedelta(1)), min(end, date + dt.timedelta(FOLLOWING_DAYS)))
        for (date, events), end in zip(days, ends, strict=False)
    ][:most]
