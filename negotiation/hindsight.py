"""A negotiation as it was known on a day, for readers who must not learn what came later."""

import datetime as dt
from collections.abc import Container
from dataclasses import replace
from typing import TypeVar

from negotiation.records import LINKS, Event, Overview, Period, Statement
from negotiation.talks import Negotiation

R = TypeVar("R", Statement, Event)
_LONGEST_EVENT = dt.timedelta(14)
"""A summary may tell how an event ended that lasted for days."""


def as_known_on(talks: Negotiation, day: dt.date) -> Negotiation:
    """The negotiation with nothing in it that appeared, happened or was published after a day.

    A source without a date may be later, so it is left out. Notes, and what the overview says of the record, are
    written with hindsight and are left out too. A day outside the record is taken as the nearest one within, its
    first as its second: what is left must have two days.
    """
    day = min(max(day, talks.start + dt.timedelta(1)), talks.end)
    sources = {
        id: source.model_copy(update={"note": None}) if source.note else source
        for id, source in talks.sources.items()
        if source.date and source.date <= day
    }
    statements = {id: s for id, s in talks.statements.items() if s.appears <= day}
    events = [event for event in talks.events if event.date <= day]
    return replace(
        talks,
        overview=_overview(talks.overview, day),
        events=tuple(_known(_begun(event, day), sources, statements) for event in events),
        sources=sources,
        statements={id: _known(s, sources, statements) for id, s in statements.items()},
        questions={event.id: talks.questions[event.id] for event in events if event.id in talks.questions},
    )


def _begun(event: Event, day: dt.date) -> Event:
    return event.model_copy(update={"summary": event.title}) if day - event.date < _LONGEST_EVENT else event


def _known(record: R, sources: Container[str], statements: Container[str]) -> R:
    known: dict[str, object] = {"note": None, "sources": tuple(id for id in record.sources if id in sources)}
    known |= {link: tuple(id for id in getattr(record, link, ()) if id in statements) for link in LINKS}
    update = {name: value for name, value in known.items() if getattr(record, name, ()) != value}
    return record.model_copy(update=update) if update else record  # else shared, as most are


def _overview(overview: Overview, day: dt.date) -> Overview:
    said = f"This is the record as it stood on {day.day} {day:%B %Y}."
    return overview.model_copy(
        update={
            "introduction": f"{said} What came later is held back.",
            "periods": tuple(_period(period, day) for period in overview.periods if period.start < day),
            "opens_on": min(overview.opens_on, day),
            "coverage": said,
            "known_gaps": ("The list of what is missing speaks of later days too, and is held back.",),
            "languages": None,
            "selection": None,
            "coding": (),
        }
    )


def _period(period: Period, day: dt.date) -> Period:
    if period.end == day - dt.timedelta(1):
        return period.model_copy(update={"end": day})  # the next one would have a day only
    if period.end <= day:
        return period
    # its title may say when it ends
    years = dict.fromkeys([str(period.start.year), str(day.year)])
    return period.model_copy(update={"end": day, "title": "–".join(years)})
