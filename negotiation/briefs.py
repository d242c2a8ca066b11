"""What a student who is to speak for one side must know on a day, as far as the public record tells it."""

import datetime as dt
from collections.abc import Collection, Iterable
from typing import NamedTuple

from negotiation.commitments import fates, in_force
from negotiation.hindsight import as_known_on
from negotiation.records import Kind, Party, Statement
from negotiation.talks import Frame, Negotiation, frame_of

MOST, FEWER, FEWEST = 3, 2, 1
"""How many statements of a sort a brief holds, so that it stays on two pages."""


class Chosen(NamedTuple):
    """The weightiest statements of a sort, and how many more stand."""

    statements: tuple[Statement, ...] = ()
    more: int = 0


class Stance(NamedTuple):
    """What stands of one side in its own word, and its promises in force; reports and readings are left out."""

    demands: Chosen
    refusals: Chosen
    """What it refuses and what it threatens with."""
    offers: Chosen
    actions: Chosen
    views: Chosen
    """How it describes things."""
    promises: Chosen


class Brief(NamedTuple):
    """What one side can know on a day. Nothing in it is of a later day."""

    day: dt.date
    talks: Negotiation
    """As known on the day."""
    you: Party
    other: Party
    yours: Stance
    theirs: Stance
    told_of_you: Chosen
    """The other side's account of you: what it says you said, and how it contradicts what you said."""
    ahead: Chosen
    """What names a day that is still to come, the nearest first."""


def brief(
    talks: Negotiation,
    party: str,
    day: dt.date,
    issues: Collection[str] = (),
    on_record: bool = False,
) -> Brief:
    """The brief of one of the two main sides, on these issues or all."""
    talks = as_known_on(talks, day)
    left, right = talks.main
    you, other = (left, right) if party == left.id else (right, left)
    standing = [
        s
        for s in _standing(talks, day)
        if (not issues or not set(issues).isdisjoint(s.issues)) and (s.on_the_record or not on_record)
    ]
    told = [s for s in standing if _tells_of(talks, s, other.id, you.id)]
    due = sorted((s for s in standing if s.due and s.due > day), key=lambda s: (s.due or day, s.id))
    return Brief(
        day,
        talks,
        you,
        other,
        _stance(talks, you.id, day, standing),
        _stance(talks, other.id, day, [s for s in standing if s not in told]),
        _chosen(told, FEWER),
        Chosen(tuple(due[:MOST]), max(len(due) - MOST, 0)),
    )


def _tells_of(talks: Negotiation, statement: Statement, teller: str, party: str) -> bool:
    if frame_of(statement) == "reported":
        return False
    contradicts = any(other.party == party for other in talks.disputes_with(statement))
    views = statement.party == teller and statement.according_to is None and statement.kind == "characterisation"
    return (statement.party, statement.according_to) == (party, teller) or (views and contradicts)


def _standing(talks: Negotiation, day: dt.date) -> Iterable[Statement]:
    position = (p for parties in talks.standing(day).values() for p in parties.values())
    return {s.id: s for frames in position for frame in frames for s in frame}.values()


def _stance(talks: Negotiation, party: str, day: dt.date, standing: Iterable[Statement]) -> Stance:
    own = [s for s in standing if s.party == party]
    known = {s.id for s in own}
    promises = [fate.commitment for fate in fates(talks, day) if in_force(talks, fate, day)]

    def of(frame: Frame, most: int, *kinds: Kind) -> Chosen:
        return _chosen((s for s in own if frame_of(s) == frame and s.kind in kinds), most)

    return Stance(
        of("wants", MOST, "demand"),
        of("wants", FEWER, "refusal", "threat"),
        of("gives", MOST, "offer"),
        of("gives", FEWEST, "action"),
        of("describes", FEWEST, "characterisation"),
        _chosen((s for s in promises if s.id in known), FEWER),
    )


def _chosen(statements: Iterable[Statement], most: int) -> Chosen:
    """The weightiest first: no passing remark before something weightier, then the newest."""
    ordered = sorted(statements, key=lambda s: (s.minor, -s.date.toordinal(), s.id))
    return Chosen(tuple(ordered[:most]), max(len(ordered) - most, 0))
