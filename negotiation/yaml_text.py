"""YAML as a curator typed it: every value a string, every place known, every trap refused.

`no`, `on`, `12:30`, `014` and dates stay the text they are; types are the business of `negotiation.records`.
Anchors and aliases are refused because they are how a small file becomes a huge one.
"""

import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import yaml

MAX_BYTES = 1_000_000
MAX_DEPTH = 12
MAX_PROBLEMS = 200
"""In one file; beyond that its text is not read further."""

_UNWANTED = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_NAME = re.compile(r"-\s+id:[ ]*([a-z0-9-]+)\s*$", re.MULTILINE)
_ITEM = re.compile(r"^-(?=\s|$)", re.MULTILINE)


@dataclass(frozen=True, order=True)
class Problem:
    """Something wrong at a place in a file; lines and columns count from 1."""

    file: Path
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return _CONTROL.sub("\ufffd", f"{self.file}:{self.line}:{self.column}: {self.message}")


@dataclass(frozen=True)
class Place:
    """Where a value begins (line and column count from 0), and where its keys and parts do."""

    line: int
    column: int
    keys: "dict[str, Place] | None" = None
    parts: "dict[str, Place] | list[Place] | None" = None


@dataclass(frozen=True)
class Item:
    """A value made of plain dicts, lists and strings, with its place in the file."""

    file: Path
    value: Any
    place: Place
    broken: bool = False
    """True for what could not be parsed; then only its id is known."""

    def problem(self, message: str, *path: str | int) -> Problem:
        """A problem at the value that `path` leads to, or at the nearest place that exists."""
        place = self.place
        for step in path:
            place = _part(place, step) or place
        return Problem(self.file, place.line + 1, place.column + 1, message)

    def problem_at_key(self, message: str, *path: str | int) -> Problem:
        """A problem at the key that `path` ends in."""
        place = self.place
        for step in path[:-1]:
            place = _part(place, step) or place
        place = (place.keys or {}).get(str(path[-1]), place)
        return Problem(self.file, place.line + 1, place.column + 1, message)


def _part(place: Place, step: str | int) -> Place | None:
    if isinstance(place.parts, dict):
        return place.parts.get(str(step))
    if isinstance(place.parts, list) and isinstance(step, int) and step < len(place.parts):
        return place.parts[step]
    return None


def read_text(file: Path) -> tuple[str | None, list[Problem]]:
    """The text of a file, with what is not allowed in it made blank; None if it cannot be read at all."""
    try:
        facts = file.stat()
        if not stat.S_ISREG(facts.st_mode):
            return None, [Problem(file, 1, 1, "is not a regular file; put a readable file here")]
        raw = file.read_bytes() if facts.st_size <= MAX_BYTES else None
    except OSError as error:
        return None, [Problem(file, 1, 1, f"cannot be read ({error.strerror}); put a readable file here")]
    if raw is None:
        return None, [Problem(file, 1, 1, f"is larger than {MAX_BYTES:,} bytes; split it")]
    if b"\0" in raw:
        return None, [Problem(file, 1, 1, "is not UTF-8 text; save it as UTF-8")]
    problems = []
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - raw.rfind(b"\n", 0, error.start)
        problems = [Problem(file, line, column, "is not UTF-8 text from here on; save the file as UTF-8")]
        text = raw.decode("utf-8-sig", errors="replace")
    for number, line_text in enumerate(text.split("\n"), 1):
        if (found := _UNWANTED.search(line_text)) and len(problems) < MAX_PROBLEMS:
            what = "a tab; use spaces" if found[0] == "\t" else "an invisible control character; delete it"
            problems.append(Problem(file, number, found.start() + 1, what))
    return (_UNWANTED.sub(" ", text) if problems else text), problems


def read_items(file: Path) -> tuple[list[Item] | None, list[Problem]]:
    """The items of a file that is one list; None if it cannot be read at all.

    One item that cannot be parsed does not hide the others.
    """
    text, problems = read_text(file)
    if text is None:
        return None, problems
    found: list[Problem] = []
    try:
        return _items(file, _Builder(file, found).parse(text), found), problems + found
    except yaml.YAMLError:
        found = []
    items: list[Item] = []
    for line, chunk in _chunks(text):
        try:
            items += _items(file, _Builder(file, found, line).parse(chunk), found)
        except yaml.YAMLError as error:
            found.append(_syntax_problem(file, error, line))
            if name := _NAME.match(chunk):
                items.append(Item(file, {"id": name[1]}, Place(line, 0), broken=True))
        if len(found) >= MAX_PROBLEMS:
            found.append(Problem(file, line + 1, 1, "too many problems; mend those above, then check again"))
            break
    return items, problems + found


def read_mapping(file: Path) -> tuple[Item | None, list[Problem]]:
    """The one mapping that a file holds."""
    text, problems = read_text(file)
    if text is None:
        return None, problems
    try:
        item = _Builder(file, problems).parse(text)
    except yaml.YAMLError as error:
        return None, [*problems, _syntax_problem(file, error)]
    if item is None or not isinstance(item.value, dict):
        what = "is empty" if item is None else "is not a mapping"
        return None, [*problems, Problem(file, 1, 1, f"{what}; it must begin with keys such as “title:”")]
    return item, problems


def _chunks(text: str) -> Iterator[tuple[int, str]]:
    starts = [match.start() for match in _ITEM.finditer(text)]
    if not starts or text[: starts[0]].strip():
        starts = [0, *starts]
    line = text.count("\n", 0, starts[0])
    for start, end in pairwise([*starts, len(text)]):
        yield line, text[start:end]
        line += text.count("\n", start, end)


def _items(file: Path, root: Item | None, problems: list[Problem]) -> list[Item]:
    if root is None or not isinstance(root.value, list) or not root.value:
        line = root.place.line + 1 if root else 1
        what = "is empty" if root is None or root.value == [] else "is not a list"
        problems.append(Problem(file, line, 1, f"{what}; it must be a list whose items begin with “- id:”"))
        return []
    places = cast(list[Place], root.place.parts)
    return [Item(file, value, place) for value, place in zip(root.value, places, strict=True)]


@dataclass(frozen=True)
class _Builder:
    """Makes one item of a text, from YAML's events, so that depth stays bounded and every place is kept."""

    file: Path
    problems: list[Problem]
    first_line: int = 0

    def parse(self, text: str) -> Item | None:
        """The whole text as one item; None if it holds nothing. Raises yaml.YAMLError."""
        events: Iterator[Any] = iter(yaml.parse(text, Loader=yaml.CSafeLoader))
        root: Item | None = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    raise _refusal("a second document; delete the line “---”", event)
                first = next(events)
                if not (isinstance(first, yaml.ScalarEvent) and first.implicit[0] and not first.value):
                    root = Item(self.file, *self._build(first, events, 0))
        return root

    def _build(self, event: Any, events: Iterator[Any], depth: int) -> tuple[Any, Place]:
        line, column = event.start_mark.line + self.first_line, event.start_mark.column
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            raise _refusal("anchors and aliases (& and *) are not allowed; write the text out, or quote it", event)
        if event.tag is not None:
            self._report(line, column, "a tag (!) is not allowed; quote the text")
        if isinstance(event, yaml.ScalarEvent):
            return event.value, Place(line, column)
        if depth == MAX_DEPTH:
            raise _refusal(f"is nested more than {MAX_DEPTH} deep; flatten it", event)
        if isinstance(event, yaml.SequenceStartEvent):
            built = []
            while not isinstance(event := next(events), yaml.SequenceEndEvent):
                built.append(self._build(event, events, depth + 1))
            return [value for value, _ in built], Place(line, column, None, [place for _, place in built])
        mapping: dict[str, Any] = {}
        keys: dict[str, Place] = {}
        parts: dict[str, Place] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            name, at = self._build(event, events, depth + 1)
            value, place = self._build(next(events), events, depth + 1)
            if not isinstance(name, str):
                self._report(at.line, at.column, "a key must be a word; quote it")
            elif name in mapping:
                first = keys[name].line + 1
                self._report(at.line, at.column, f"the key “{name[:40]}” stands twice, first on line {first}; keep one")
            else:
                mapping[name], keys[name], parts[name] = value, at, place
        return mapping, Place(line, column, keys, parts)

    def _report(self, line: int, column: int, message: str) -> None:
        self.problems.append(Problem(self.file, line + 1, column + 1, message))


def _refusal(message: str, event: Any) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=message, problem_mark=event.start_mark)


_HINTS = {
    "mapping values are not allowed in this context": "put a text that contains “: ” in quotes",
    "found unexpected end of stream": "close the quotes",
    "found character that cannot start any token": "put the text in quotes",
}


def _syntax_problem(file: Path, error: yaml.YAMLError, first_line: int = 0) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    what = getattr(error, "problem", None) or "a character that YAML does not allow"
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    if "; " not in what:
        hint = _HINTS.get(what, "check the quotes, colons and indentation here and on the line above")
        what = f"not valid YAML: {what}; {hint}"
    return Problem(file, first_line + line, column, what)
