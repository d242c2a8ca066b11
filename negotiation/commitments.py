"""What became of a promise by a date: standing, fulfilled, withdrawn or broken, and by which act."""

import datetime as dt
from typing import Literal, NamedTuple

from negotiation.records import Event, Statement
from negotiation.talks import Negotiation, frame_of

State = Literal["standing", "fulfilled", "withdrawn", "broken"]


class Act(NamedTuple):
    """Something that kept, broke or ended a promise, and the day it became known."""

    day: dt.date
    state: State
    by: Statement | Event


class Fate(NamedTuple):
    """A commitment as of a day. `acts` are all that bore on it until it ended, in order of time."""

    commitment: Statement
    state: State
    acts: tuple[Act, ...]
    days: int
    """Days from the promise to the act that decided its state, or to the day asked for while it stands."""


_ORDER: tuple[State, ...] = ("broken", "fulfilled", "withdrawn", "standing")
"""On one day, what decides: a promise kept by the act that also ends it was kept."""


def fates(talks: Negotiation, day: dt.date) -> list[Fate]:
    """Every commitment in a party's own word that has appeared by a day, in order of date.

    An act counts until the promise has ended: what happens after it was withdrawn, replaced or broken no longer
    keeps or breaks it. A promise that gave way to another statement counts as withdrawn.
    """
    acts = _acts(talks)
    return [
        _fate(statement, acts.get(statement.id, []), day)
        for statement in talks.statements.values()
        if statement.kind == "commitment" and frame_of(statement) == "gives" and statement.appears <= day
    ]


def in_force(talks: Negotiation, fate: Fate, day: dt.date) -> bool:
    """Whether a promise still binds: it stands, or it was kept and has not been ended."""
    end = talks.stands[fate.commitment.id][1]
    return fate.state == "standing" or (fate.state == "fulfilled" and (end is None or end > day))


def _fate(commitment: Statement, acts: list[Act], day: dt.date) -> Fate:
    counted: list[Act] = []
    for act in acts:
        ended = [done.day for done in counted if done.state in ("withdrawn", "broken")]
        if act.day > day or (ended and act.day > ended[0]):
            break
        counted.append(act)
    last = max((act.day for act in counted), default=None)
    deciding = [act for act in counted if act.day == last]
    state: State = min((act.state for act in deciding), key=_ORDER.index, default="standing")
    return Fate(commitment, state, tuple(counted), ((last or day) - commitment.date).days)


def _acts(talks: Negotiation) -> dict[str, list[Act]]:
    found: dict[str, list[Act]] = {}
    for statement in talks.statements.values():
        for id in statement.fulfils:
            found.setdefault(id, []).append(Act(statement.appears, "fulfilled", statement))
        for id in statement.breaks:
            found.setdefault(id, []).append(Act(statement.appears, "broken", statement))
        for id in (*statement.withdraws, *statement.replaces):
            found.setdefault(id, []).append(Act(statement.appears, "withdrawn", statement))
    for event in talks.events:
        for id in event.fulfils:
            found.setdefault(id, []).append(Act(event.date, "fulfilled", event))
        for id in event.breaks:
            found.setdefault(id, []).append(Act(event.date, "broken", event))
    return {id: sorted(acts, key=lambda act: (act.day, _ORDER.index(act.state))) for id, acts in found.items()}
