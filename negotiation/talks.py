"""A whole negotiation: what stands on a date, and what changed between two."""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from typing import Literal, NamedTuple, get_args

from negotiation.intervals import Intervals
from negotiation.records import (
    ENDING_LINKS,
    LINKS,
    REPORTED,
    Event,
    Issue,
    Link,
    Overview,
    Party,
    Period,
    Source,
    Statement,
)

Frame = Literal["wants", "gives", "describes", "reported", "according_to_others"]
FRAMES: tuple[Frame, ...] = get_args(Frame)
Verdict = Literal["new", "restated", "replaced", "withdrawn"]

MEETINGS = frozenset({"summit", "talks"})


class Position(NamedTuple):
    """What stands for one party on one issue, each frame newest first and minor statements last."""

    wants: tuple[Statement, ...] = ()
    gives: tuple[Statement, ...] = ()
    describes: tuple[Statement, ...] = ()
    reported: tuple[Statement, ...] = ()
    according_to_others: tuple[Statement, ...] = ()


class Change(NamedTuple):
    """One difference between two standing sets.

    `instead_of` is the statement that gave way (replaced) or was said again (restated). A statement that left
    its cell with no successor there is `withdrawn`.
    """

    issue: str
    party: str
    verdict: Verdict
    statement: Statement
    instead_of: Statement | None = None


Standing = Mapping[str, Mapping[str, Position]]
"""Issue id to party id to position; every issue and every party is there, in the order of the screen."""


class _Cell(NamedTuple):
    issue: str
    party: str
    frame: Frame
    first: int
    end: int


def frame_of(statement: Statement) -> Frame:
    """Where a statement is drawn: reports and others' accounts are never mixed with a party's own word."""
    if statement.evidence in REPORTED:
        return "reported"
    if statement.according_to is not None:
        return "according_to_others"
    return statement.group


_KEYS = count()


@dataclass(frozen=True)
class Negotiation:
    """A negotiation read from its folder. Every reference in it resolves."""

    id: str
    overview: Overview
    events: tuple[Event, ...]
    sources: Mapping[str, Source]
    statements: Mapping[str, Statement]
    questions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For a class, by the id of the event they are about."""
    key: int = field(init=False, compare=False, default_factory=lambda: next(_KEYS))
    """What no other negotiation of this process has, for caches; unlike `id()` it is never used again."""

    def __hash__(self) -> int:
        return hash(self.id)

    @cached_property
    def parties(self) -> dict[str, Party]:
        """The parties by id, in the order of the screen."""
        return {party.id: party for party in self.overview.parties}

    @cached_property
    def issues(self) -> dict[str, Issue]:
        """The issues by id, in the order of the screen."""
        return {issue.id: issue for issue in self.overview.issues}

    @property
    def main(self) -> tuple[Party, Party]:
        """The two sides that are shown next to each other, left and right."""
        left, right = self.overview.main
        return self.parties[left], self.parties[right]

    @property
    def start(self) -> dt.date:
        """The first day of the first period."""
        return min(period.start for period in self.overview.periods)

    @property
    def end(self) -> dt.date:
        """The last day of the last period."""
        return max(period.end for period in self.overview.periods)

    def period_of(self, day: dt.date) -> Period:
        """The first period that holds this day, or the one nearest to it."""

        def distance(period: Period) -> int:
            return max((period.start - day).days, (day - period.end).days, 0)

        return min(self.overview.periods, key=distance)

    @cached_property
    def meetings(self) -> tuple[Event, ...]:
        """The events at which both main sides sat at one table."""
        both = set(self.overview.main)
        return tuple(e for e in self.events if e.kind in MEETINGS and both <= set(e.parties))

    def ended_by(self, statement: Statement) -> Statement | None:
        """The first statement to appear that replaces or withdraws this one, None if there is none."""
        return self._ended_by.get(statement.id)

    @cached_property
    def _ended_by(self) -> dict[str, Statement]:
        enders: dict[str, list[Statement]] = {}
        for link in ENDING_LINKS:
            for id, pointing in self._pointing[link].items():
                enders.setdefault(id, []).append(pointing[0])
        return {id: min(found, key=lambda s: (s.appears, s.date, s.id)) for id, found in enders.items()}

    @cached_property
    def stands(self) -> dict[str, tuple[dt.date, dt.date | None]]:
        """For each statement id the day it appears and the first day it no longer stands, None while it does.

        It ends on the day the first statement appears that replaces or withdraws it. Where the two days are
        the same, or the end comes first because it became known late, it never stands.
        """
        ends = {id: statement.appears for id, statement in self._ended_by.items()}
        return {id: (s.appears, ends.get(id)) for id, s in self.statements.items()}

    @cached_property
    def _places(self) -> tuple[list[Statement], list[_Cell], Intervals]:
        issues = {id: n for n, id in enumerate(self.issues)}
        parties = {id: n for n, id in enumerate(self.parties)}
        keyed = sorted(
            (
                (issues[issue], parties[s.party], FRAMES.index(frame_of(s))),
                (s.minor, -s.date.toordinal(), s.issues.index(issue), s.id),
                s,
            )
            for s in self.statements.values()
            for issue in s.issues
        )
        placed = [s for _, _, s in keyed]
        cells: list[_Cell] = []
        for n, ((issue, _, frame), _, s) in enumerate(keyed):
            if n == 0 or keyed[n - 1][0] != keyed[n][0]:
                cells.append(_Cell(self.overview.issues[issue].id, s.party, FRAMES[frame], n, n))
            cells[-1] = cells[-1]._replace(end=n + 1)
        return placed, cells, Intervals([self.stands[s.id] for s in placed])

    def in_screen_order(self) -> Iterator[tuple[Statement, str]]:
        """Every statement with each of its issues, in the order in which the screen shows those that stand."""
        placed, cells, _ = self._places
        return ((placed[n], cell.issue) for cell in cells for n in range(cell.first, cell.end))

    def standing(self, day: dt.date) -> Standing:
        """What stands on a day."""
        placed, cells, intervals = self._places
        found = intervals.holding(day)
        frames: dict[tuple[str, str], dict[str, tuple[Statement, ...]]] = {}
        for cell in cells:
            first, end = bisect_left(found, cell.first), bisect_left(found, cell.end)
            if first < end:
                statements = tuple(map(placed.__getitem__, found[first:end]))
                frames.setdefault((cell.issue, cell.party), {})[cell.frame] = statements
        return {
            issue: {party: Position(**frames.get((issue, party), {})) for party in self.parties}
            for issue in self.issues
        }

    def change(self, before: dt.date, after: dt.date) -> list[Change]:
        """What changed from one day to a later one, in the order of the screen.

        Raises ValueError when the days are the wrong way round.
        """
        if after < before:
            raise ValueError(f"{before} is after {after}")
        old, new = self.standing(before), self.standing(after)
        return [
            change
            for issue in self.issues
            for party in self.parties
            for change in self._cell_change(issue, party, old[issue][party], new[issue][party])
        ]

    def _cell_change(self, issue: str, party: str, old: Position, new: Position) -> Iterator[Change]:
        before = {s.id: s for frame in old for s in frame}
        after = {s.id: s for frame in new for s in frame}
        gave_way: dict[str, list[Statement]] = {}
        for id, statement in before.items():
            for heir in self._nearest(id, self.replaced_by, after) if id not in after else ():
                gave_way.setdefault(heir, []).append(statement)
        for id, statement in after.items():
            if id in gave_way:
                yield from (Change(issue, party, "replaced", statement, given) for given in gave_way[id])
            elif id in before:
                continue
            elif said := self._nearest(id, self._restates, before.keys() | after.keys()):
                yield Change(issue, party, "restated", statement, self.statements[said[0]])
            else:
                yield Change(issue, party, "new", statement)
        replaced = {given.id for givers in gave_way.values() for given in givers}
        yield from (
            Change(issue, party, "withdrawn", s) for id, s in before.items() if id not in after and id not in replaced
        )

    @staticmethod
    def _nearest(id: str, links: Mapping[str, Sequence[str]], known: Collection[str]) -> list[str]:
        """The nearest known statements along a link, through those that came and went in between."""
        found: dict[str, None] = {}
        seen: set[str] = set()
        waiting = list(links.get(id, ()))
        while waiting:
            linked = waiting.pop(0)
            if linked in known:
                found[linked] = None
            elif linked not in seen:
                seen.add(linked)
                waiting += links.get(linked, ())
        return list(found)

    @cached_property
    def replaced_by(self) -> dict[str, list[str]]:
        """The statements that replace a statement, by its id, in order of appearance."""
        return {id: [s.id for s in heirs] for id, heirs in self._pointing["replaces"].items()}

    @cached_property
    def _pointing(self) -> dict[Link, dict[str, list[Statement]]]:
        """By link and statement id, the statements that point at it, in order of appearance."""
        found: dict[Link, dict[str, list[Statement]]] = {link: {} for link in LINKS}
        for statement in sorted(self.statements.values(), key=lambda s: (s.appears, s.date, s.id)):
            for link in LINKS:
                for id in statement.links(link):
                    found[link].setdefault(id, []).append(statement)
        return found

    @cached_property
    def _restates(self) -> dict[str, tuple[str, ...]]:
        return {id: statement.restates for id, statement in self.statements.items() if statement.restates}

    @cached_property
    def _change_days(self) -> dict[str, list[dt.date]]:
        days: dict[str, set[dt.date]] = {issue: set() for issue in self.issues}
        for id, (start, end) in self.stands.items():
            if end is None or start < end:
                for issue in self.statements[id].issues:
                    days[issue].update({start} if end is None else {start, end})
        return {issue: sorted(found) for issue, found in days.items()}

    def change_days(self, issue: str) -> list[dt.date]:
        """The days on which anything appears or ends on an issue, in order."""
        return self._change_days[issue]

    def previous_change(self, day: dt.date, issues: Iterable[str]) -> dt.date | None:
        """The last day before this one on which anything changed on these issues."""
        earlier = ((days, bisect_left(days, day)) for days in map(self._change_days.__getitem__, issues))
        return max((days[n - 1] for days, n in earlier if n), default=None)

    def next_change(self, day: dt.date, issues: Iterable[str]) -> dt.date | None:
        """The first day after this one on which anything changes on these issues."""
        later = ((days, bisect_right(days, day)) for days in map(self._change_days.__getitem__, issues))
        return min((days[n] for days, n in later if n < len(days)), default=None)

    @cached_property
    def _event_days(self) -> list[dt.date]:
        return [event.date for event in self.events]

    def latest_event(self, day: dt.date) -> Event | None:
        """The last event up to and including this day."""
        n = bisect_right(self._event_days, day)
        return self.events[n - 1] if n else None

    def previous_event(self, day: dt.date) -> Event | None:
        """The last event before this day."""
        n = bisect_left(self._event_days, day)
        return self.events[n - 1] if n else None

    def next_event(self, day: dt.date) -> Event | None:
        """The first event after this day."""
        n = bisect_right(self._event_days, day)
        return self.events[n] if n < len(self.events) else None

    def said_again(self, statement: Statement) -> list[Statement]:
        """The statements that say this one again, directly or through another, each newer than the one before."""
        again: dict[str, Statement] = {}
        waiting = [statement.id]
        while waiting:
            for repeated in self._pointing["restates"].get(waiting.pop(), ()):
                if repeated.id not in again:
                    again[repeated.id] = repeated
                    waiting.append(repeated.id)
        newest, found = statement, list[Statement]()
        for repeated in sorted(again.values(), key=lambda s: (s.appears, s.date, s.id)):
            if repeated.date > newest.date:
                newest = repeated
                found.append(repeated)
        return found

    def disputes_with(self, statement: Statement) -> list[Statement]:
        """The statements that this one contradicts or that contradict it, in order of appearance."""
        others = {*statement.disputes, *(s.id for s in self._pointing["disputes"].get(statement.id, ()))}
        return sorted((self.statements[id] for id in others), key=lambda s: (s.appears, s.id))
