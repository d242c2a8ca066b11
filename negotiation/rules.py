"""What records must be to each other: references that lead somewhere, links that make sense.

Each rule is a function over the whole draft that yields the faulty item with the problem. The rules look at what
was typed, so that a record with one fault still has its other faults named.
"""

import datetime as dt
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import Any, Generic, TypeVar

from pydantic import BaseModel
from rapidfuzz import fuzz, process

from negotiation.records import (
    EVIDENCE,
    LINKS,
    ON_THE_RECORD,
    OWN_LINKS,
    Discussion,
    Event,
    Overview,
    Source,
    Speaker,
    Statement,
)
from negotiation.yaml_text import Item, Problem

R = TypeVar("R", bound=BaseModel, covariant=True)
Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Filed(Generic[R]):
    """What was typed and where, and the record made of it, None if it is broken."""

    item: Item
    record: R | None

    @property
    def typed(self) -> dict[str, Any]:
        """What was typed, by key."""
        return self.item.value if isinstance(self.item.value, dict) else {}

    @property
    def id(self) -> str:
        """The id, empty if there is none."""
        return self.word("id")

    def word(self, key: str) -> str:
        """The text under a key, empty if there is none."""
        value = self.typed.get(key)
        return value.strip() if isinstance(value, str) else ""

    def words(self, key: str) -> list[tuple[Path, str]]:
        """The texts of the list under a key, each with the path to it."""
        value = self.typed.get(key)
        parts = enumerate(value) if isinstance(value, list) else ()
        return [((key, n), part) for n, part in parts if isinstance(part, str)]

    def day(self, key: str) -> dt.date | None:
        """The date under a key, None if there is none."""
        try:
            return dt.date.fromisoformat(self.word(key))
        except ValueError:
            return None

    def problem(self, message: str, *path: str | int) -> "Violation":
        """A violation at the value that `path` leads to."""
        return self.item, self.item.problem(message, *path)


@dataclass(frozen=True)
class Shelf(Generic[R]):
    """All records of one sort. `whole` is false when a file of theirs could not be read at all."""

    filed: tuple[Filed[R], ...]
    whole: bool = True

    @property
    def records(self) -> Iterator[tuple[Item, R]]:
        """The records that are not broken."""
        return ((filed.item, filed.record) for filed in self.filed if filed.record is not None)

    @property
    def by_id(self) -> dict[str, Filed[R]]:
        """Everything that has an id, broken or not; the first where an id stands twice."""
        return {filed.id: filed for filed in reversed(self.filed) if filed.id}


@dataclass(frozen=True)
class Draft:
    """Everything read from a folder, before the rules."""

    overview: Filed[Overview] | None
    sources: Shelf[Source]
    events: Shelf[Event]
    speakers: Shelf[Speaker] | None
    discussions: Shelf[Discussion]
    statements: Shelf[Statement]

    @property
    def dated(self) -> list[Filed[Statement | Event]]:
        """Whatever has a date, sources and links."""
        return [*self.statements.filed, *self.events.filed]


Violation = tuple[Item, Problem]
MOST_CIRCLES = 20
"""Named in one go; finding each takes a walk through all links."""


def violations(draft: Draft) -> Iterator[Violation]:
    """Every breach of every rule."""
    yield from _unique_ids(draft)
    yield from _statements_stand_alone(draft)
    yield from _links(draft)
    yield from _circles(draft)
    if draft.overview is not None:
        yield from _overview(draft.overview)
        yield from _agenda(draft, draft.overview)
        yield from _periods(draft, draft.overview)
    if draft.sources.whole:
        yield from _references(draft, "sources", draft.sources.by_id, "source", "add it to sources.yaml")
    if draft.statements.whole:
        for link in LINKS:
            yield from _references(draft, link, draft.statements.by_id, "statement", "copy the id from its file")
    if draft.events.whole:
        yield from _discussions(draft)
    if draft.speakers is not None and draft.speakers.whole:
        yield from _speakers(draft, draft.speakers)


def did_you_mean(word: str, allowed: Collection[str], otherwise: str = "") -> str:
    """A hint towards the right word: the nearest of those allowed, else `otherwise`, else all of them."""
    near = process.extractOne(word[:100], list(allowed), scorer=fuzz.ratio, score_cutoff=70)
    if near:
        return f"did you mean “{near[0]}”?"
    return otherwise or f"it must be one of {', '.join(allowed)}"


def _overview(overview: Filed[Overview]) -> Iterator[Violation]:
    parties = _ids(overview, "parties")
    main = overview.words("main")
    for path, id in main:
        if parties and id not in parties:
            yield overview.problem(f"unknown party “{id}”; {did_you_mean(id, parties)}", *path)
    if len(main) == 2 and main[0][1] == main[1][1]:
        yield overview.problem("both main sides are the same party; name two", "main", 1)
    for key in ("parties", "issues", "periods"):
        ids = _ids(overview, key)
        for n, id in enumerate(ids):
            if id and ids.index(id) < n:
                line = overview.item.problem("", key, ids.index(id)).line
                yield overview.problem(f"the id “{id}” stands twice, first on line {line}; change one", key, n, "id")
    if overview.record is None:
        return
    for n, party in enumerate(overview.record.parties):
        if party.id in overview.record.main and party.colours is None:
            message = f"the main side “{party.id}” has no colours; add text, mark, dark_text and dark_mark"
            yield overview.problem(message, "parties", n)
    periods = overview.record.periods
    for n, period in enumerate(periods):
        if period.end <= period.start:
            yield overview.problem(
                "the period ends before its second day; correct its start or end", "periods", n, "end"
            )
        if n and (period.start - periods[n - 1].end).days != 1:
            message = f"does not begin on the day after {periods[n - 1].end}, when the one before ends; close the gap"
            yield overview.problem(message, "periods", n, "start")
    opens = overview.record.opens_on
    if not any(period.start <= opens <= period.end for period in periods):
        yield overview.problem(f"{opens} is outside every period; choose a day within one", "opens_on")


def _ids(overview: Filed[Overview], key: str) -> list[str]:
    parts = overview.typed.get(key)
    return [str(part.get("id", "")) for part in parts if isinstance(part, dict)] if isinstance(parts, list) else []


def _unique_ids(draft: Draft) -> Iterator[Violation]:
    for shelf in (draft.sources, draft.events, draft.statements):
        first = shelf.by_id
        for filed in shelf.filed:
            if filed.id and first[filed.id] is not filed:
                _, place = first[filed.id].problem("", "id")
                where = f"{place.file}:{place.line}:{place.column}"
                yield filed.problem(f"the id “{filed.id}” stands twice, first at {where}; change one", "id")


def _agenda(draft: Draft, overview: Filed[Overview]) -> Iterator[Violation]:
    parties, issues = _ids(overview, "parties"), _ids(overview, "issues")
    if not parties or not issues:
        return
    for filed in draft.statements.filed:
        for key in ("party", "according_to"):
            if (id := filed.word(key)) and id not in parties:
                yield filed.problem(f"unknown party “{id}”; {did_you_mean(id, parties)}", key)
        yield from _known(filed, "issues", issues, "issue")
    for event in draft.events.filed:
        yield from _known(event, "parties", parties, "party")


def _references(draft: Draft, key: str, known: Collection[str], what: str, otherwise: str) -> Iterator[Violation]:
    for filed in draft.dated:
        yield from _known(filed, key, known, what, otherwise)


def _known(
    filed: Filed[Statement | Event], key: str, known: Collection[str], what: str, otherwise: str = ""
) -> Iterator[Violation]:
    seen: set[str] = set()
    for path, id in filed.words(key):
        if id not in known:
            yield filed.problem(f"unknown {what} “{id[:100]}”; {did_you_mean(id, known, otherwise)}", *path)
        elif id in seen:
            yield filed.problem(f"the {what} “{id}” stands twice in “{key}”; keep one", *path)
        seen.add(id)


def _speakers(draft: Draft, speakers: Shelf[Speaker]) -> Iterator[Violation]:
    spelling = {name: speaker.name for _, speaker in speakers.records for name in (*speaker.also, speaker.name)}
    for filed in draft.statements.filed:
        name = filed.word("speaker")
        if name and spelling.get(name) != name:
            hint = f"write “{spelling[name]}”" if name in spelling else did_you_mean(name, spelling, _NEW_SPEAKER)
            yield filed.problem(f"unknown speaker “{name[:60]}”; {hint}", "speaker")


_NEW_SPEAKER = "add the name to speakers.yaml"


def _discussions(draft: Draft) -> Iterator[Violation]:
    events, seen = draft.events.by_id, set[str]()
    for filed in draft.discussions.filed:
        id = filed.word("event")
        if id in seen:
            yield filed.problem(f"the event “{id}” stands twice; put its questions together", "event")
        elif id and id not in events:
            hint = did_you_mean(id, events, "copy the id from events.yaml")
            yield filed.problem(f"unknown event “{id[:100]}”; {hint}", "event")
        elif id and (day := events[id].day("date")):
            for path, question in filed.words("questions"):
                if late := [year for year in _YEAR.findall(question) if int(year) > day.year]:
                    message = f"names {late[0]}, after the event; ask only about what was known on {day}"
                    yield filed.problem(message, *path)
        seen.add(id)


_YEAR = re.compile(r"\b(?:1[7-9]|2[0-2])\d\d\b")


def _periods(draft: Draft, overview: Filed[Overview]) -> Iterator[Violation]:
    if overview.record is None:
        return
    for filed in draft.dated:
        for key in ("date", "known"):
            day = filed.day(key)
            if day and not any(period.start <= day <= period.end for period in overview.record.periods):
                yield filed.problem(f"{day} is outside every period; correct it, or widen a period", key)


def _statements_stand_alone(draft: Draft) -> Iterator[Violation]:
    for filed in draft.statements.filed:
        evidence = filed.word("evidence")
        if filed.word("quote") and evidence in EVIDENCE and evidence not in ON_THE_RECORD:
            message = f"a quote cannot rest on {evidence}; grade it {' or '.join(sorted(ON_THE_RECORD))}, or drop it"
            yield filed.problem(message, "quote")
        if filed.word("party") and filed.word("according_to") == filed.word("party"):
            message = "“according_to” is the party itself; leave it out, or name who else says so"
            yield filed.problem(message, "according_to")
        said, known = filed.day("date"), filed.day("known")
        due = filed.day("due")
        if said and due and due < said:
            yield filed.problem(f"is due before {said}, the day it was said; correct one of the two", "due")
        if said and known and known < said:
            yield filed.problem(f"became known before {said}, the day it was said; correct one of the two", "known")


def _links(draft: Draft) -> Iterator[Violation]:
    targets = draft.statements.by_id
    parties = _ids(draft.overview, "parties") if draft.overview else ()
    for filed in draft.dated:
        for link in LINKS:
            for path, id in filed.words(link):
                if id == filed.id:
                    yield filed.problem(f"“{link}” points at the statement itself; name another", *path)
                elif id in targets:
                    yield from _link(filed, link, path, targets[id], parties)


def _link(
    filed: Filed[Statement | Event], link: str, path: Path, target: Filed[Statement], parties: Collection[str]
) -> Iterator[Violation]:
    said, earlier = filed.day("date"), target.day("date")
    if said and earlier and said < earlier:
        yield filed.problem(f"“{link}” points at the later {target.id}; put the link there, or correct a date", *path)
    ours, theirs = filed.word("party"), target.word("party")
    if link in OWN_LINKS and ours != theirs and ours in parties and theirs in parties:
        yield filed.problem(f"“{link}” points at a statement of {theirs}; only one of {ours} can be meant", *path)


def _circles(draft: Draft) -> Iterator[Violation]:
    """Links within one day could run in a circle. Only two accounts may dispute each other."""
    known = draft.statements.by_id
    graph: dict[str, set[str]] = {
        id: {
            other
            for link in LINKS
            if link != "disputes"
            for _, other in filed.words(link)
            if other in known and other != id
        }
        for id, filed in known.items()
    }
    for _ in range(MOST_CIRCLES):
        try:
            TopologicalSorter(graph).prepare()
            return
        except CycleError as error:
            circle: list[str] = error.args[1][1:]
            message = f"links run in a circle: {' → '.join([circle[-1], *circle])}; take one out"
            yield known[min(circle)].problem(message)
            for id in circle:
                graph[id] = set()
