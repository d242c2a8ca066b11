"""One order and one layout for a record's files, so that what differs between two versions differs in fact.

A file is written anew from what was read in it and from its comments, each of which stays with the item, the key or
the part of a list it belongs to. A file with an item that is not sound by itself is left alone: `check` says why.
"""

import datetime as dt
import json
import re
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path
from textwrap import TextWrapper
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError

from negotiation.reading import STATEMENTS
from negotiation.records import Colours, Discussion, Event, Issue, Overview, Party, Period, Source, Speaker, Statement
from negotiation.yaml_text import Item, Problem, read_items, read_mapping, read_text

LONGEST_LINE = 100
"""Of a list in brackets, and of a quote in quotation marks."""
FOLDED = ("summary", "note", "in_exchange_for")

_FOLD = TextWrapper(96, "    ", "    ", break_long_words=False, break_on_hyphens=False)
_FIX = "run check --style --fix"
_SCHEMA = "# yaml-language-server:"
_BREAK = re.compile(r"[\n\r\x85\u2028\u2029]")
_NO_BREAK = re.compile(r"[^\n\r\x85\u2028\u2029]")
_ONLY_ESCAPED = re.compile(r"[^ -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_FOLDABLE = re.compile(r"[^ \n]+(?:(?: |\n+)[^ \n]+)*")
_NOT_PLAIN = re.compile(r"[-?:,\[\]{}#&*!|>'\"%@`]|.*(?:: |:$| #)")
_NOT_PLAIN_IN_LIST = re.compile(r".*[,\[\]{}?]")

Where = tuple[str | int, ...]
"""Leads to an item (nothing), to a key, or to a key and the number of a part of its list."""


@dataclass(frozen=True, eq=False)
class _Entry:
    item: Item
    record: BaseModel
    comments: dict[Where, list[str]] = field(default_factory=lambda: defaultdict(list))
    """“above”, “beside” or “after”, then the path to what the comment belongs to."""

    @property
    def name(self) -> str:
        """What it is sorted by: its first field."""
        return str(getattr(self.record, next(iter(type(self.record).model_fields))))

    def needless(self, key: str) -> bool:
        """Whether the key says what is so without it, and nobody has commented on it."""
        default = type(self.record).model_fields[key].default
        return bool(getattr(self.record, key) == default) and not any(key in where for where in self.comments)

    def lines(self, as_it_stands: bool) -> list[str]:
        """The item in the right layout, and in the right order unless `as_it_stands`."""
        typed = self.item.value
        keys = [key for key in type(self.record).model_fields if key in typed and not self.needless(key)]
        lines: list[str] = []
        for key in typed if as_it_stands else keys:
            value = self._value(key, getattr(self.record, key))
            if lines:
                lines += self._said(2, "above", key) + value
            else:
                lines = [*self._said(0, "above"), *self._said(0, "above", key), "- " + value[0][2:], *value[1:]]
        return lines + self._said(2, "after")

    def _said(self, indent: int, *where: str | int) -> list[str]:
        return [" " * indent + comment for comment in self.comments.get(where, ())]

    def _part(self, word: str, beside: str) -> list[str]:
        line = f"    - {_word_in_list(word)}"
        if len(line) <= LONGEST_LINE or not _FOLDABLE.fullmatch(word) or re.search(r"\n", word):
            return [line + beside]
        return [f"    - >-{beside}", *("  " + text for text in _FOLD.wrap(word))]

    def _value(self, key: str, value: Any) -> list[str]:
        beside = "  ".join(["", *self._said(0, "beside", key)])
        if isinstance(value, tuple):
            line = f"  {key}: [{', '.join(map(_word_in_list, value))}]"
            inside = any(where == ("after", key) or (key in where and len(where) == 3) for where in self.comments)
            if len(line) <= LONGEST_LINE and not inside:
                return [line + beside]
            lines = [f"  {key}:{beside}"]
            for n, word in enumerate(value):
                lines += self._said(4, "above", key, n)
                lines += self._part(word, "  ".join(["", *self._said(0, "beside", key, n)]))
            return lines + self._said(4, "after", key)
        if isinstance(value, bool | dt.date):
            return [f"  {key}: {str(value).lower()}{beside}"]
        line = f"  {key}: {_quoted(value) if key in (*FOLDED, 'quote') else _word(value)}"
        folded = key in FOLDED or (key == "quote" and len(line) > LONGEST_LINE)
        if not folded or not _FOLDABLE.fullmatch(value) or _ONLY_ESCAPED.search(value.replace("\n", "")):
            return [line + beside]
        # between the paragraphs of a folded text stands one line end more than there is in the text
        paragraphs = re.sub(r"(\n+)", r"\1\n", value).split("\n")
        return [f"  {key}: >-{beside}", *(line for text in paragraphs for line in _FOLD.wrap(text) or [""])]


@dataclass
class _File:
    path: Path
    model: type[BaseModel]
    text: str = ""
    entries: list[_Entry] = field(default_factory=list)
    schema: list[str] = field(default_factory=list)
    head: list[str] = field(default_factory=list)
    foot: list[str] = field(default_factory=list)

    def laid_out(self, as_it_stands: bool = False) -> str:
        """The text in the right layout, and in the right order unless `as_it_stands`."""
        lines = [*self.schema, *self.head, *([""] if self.head else [])]
        for n, entry in enumerate(self.entries if as_it_stands else sorted(self.entries, key=lambda e: e.name)):
            gap = [""] if n and self.model is not Speaker else []
            lines += [*gap, *entry.lines(as_it_stands)]
        return "\n".join([*lines, *([""] if self.foot else []), *self.foot, ""])


def style_problems(folder: Path) -> list[Problem]:
    """Every place where the record's files are not in the one order and layout."""
    problems = list(_overview_problems(folder / "negotiation.yaml"))
    homes = _statement_files(folder)
    for file in _files(folder):
        problems += _layout_problems(file)
        for before, entry in pairwise(file.entries):
            if entry.name < before.name:
                problems.append(entry.item.problem(f"“{entry.name}” stands after “{before.name}”; {_FIX}"))
        for entry in file.entries:
            problems += _key_problems(entry.item, entry.item.value, (), file.model, _FIX)
            for key in filter(entry.needless, entry.item.value):
                problems.append(entry.item.problem_at_key(f"“{key}” says what is so without it; {_FIX}", key))
            if (home := _home(entry, file.path, homes)) != file.path:
                problems.append(entry.item.problem(f"“{entry.name}” belongs in {home.name}; {_FIX}"))
    return sorted(problems)


def restyle(folder: Path) -> list[Path]:
    """Put the record's files in order, all but negotiation.yaml; returns those that changed.

    A statement moves to the file of its date; a file that has none left is removed.
    """
    files = {file.path: file for file in _files(folder)}
    homes = _statement_files(folder)
    for file in list(files.values()):
        for entry in list(file.entries):
            home = _home(entry, file.path, homes)
            if home == file.path or (home in homes and home not in files):
                continue
            there = files.setdefault(home, _File(home, file.model, schema=file.schema))
            there.entries.append(entry)
            file.entries.remove(entry)
            if not file.entries:
                entry.comments["above",][:0] = file.head + file.foot
                file.head = file.foot = []
    texts = {path: file.laid_out() for path, file in files.items() if file.entries}
    changed = [path for path, text in texts.items() if text != files[path].text]
    gone = [path for path in files if path not in texts]
    for path in changed:
        _new(path).write_text(texts[path], "utf-8", newline="\n")
    for path in changed:
        _new(path).replace(path)
    for path in gone:
        path.unlink()
    return sorted(changed + gone)


def _new(path: Path) -> Path:
    return path.with_name(f"{path.name}.new")


def _statement_files(folder: Path) -> list[Path]:
    return sorted((folder / STATEMENTS).rglob("*.yaml"))


def _home(entry: _Entry, path: Path, homes: Sequence[Path]) -> Path:
    """The file an item belongs in, given the one it is in."""
    if not isinstance(entry.record, Statement) or (day := str(entry.record.date)).startswith(path.stem):
        return path
    fit = (home for home in homes if day.startswith(home.stem))
    return max(fit, key=lambda home: len(home.stem), default=path.with_name(f"{day[:4]}.yaml"))


def _files(folder: Path) -> Iterator[_File]:
    """The files whose items are sound one by one."""
    models: dict[str, type[BaseModel]] = {
        "events.yaml": Event,
        "sources.yaml": Source,
        "speakers.yaml": Speaker,
        "discussion.yaml": Discussion,
    }
    shelves = [path for name in models if (path := folder / name).exists()]
    for path in [*shelves, *_statement_files(folder)]:
        model = models.get(path.name, Statement) if path.parent == folder else Statement
        text, _ = read_text(path)
        items, problems = read_items(path)
        if text is None or items is None or problems:
            continue
        try:
            entries = [_Entry(item, model.model_validate(item.value)) for item in items]
        except ValidationError:
            continue
        file = _File(path, model, text.replace("\r\n", "\n"), entries)
        _hand_out_comments(file)
        yield file


def _hand_out_comments(file: _File) -> None:
    """A comment on a line of its own goes to what it stands above or is indented under, another to its line."""
    places = list(_places(file.entries))
    lines = _BREAK.split(file.text)
    for line, before, comment in _comments(file.text):
        at = bisect(places, (line, len(before)), key=lambda place: place[:2])
        column = 0 if "-" in before else len(before)
        _, _, entry, path = places[at - 1]
        _, _, next_entry, next_path = places[at] if at < len(places) else (0, 0, None, ())
        edge = entry.item.place.column
        if at == 0:
            apart = not all(text.strip() for text in lines[line : places[0][0]])
            above = file.head if apart else file.entries[0].comments["above",]
            (file.schema if comment.startswith(_SCHEMA) else above).append(comment)
        elif before.strip(" -"):
            keys = [place[3] for place in places[:at] if place[0] == line and len(place[3]) == 1]
            path = keys[0] if keys else path[:1] if "]" in before else path
            entry.comments["beside" if path else "above", *path].append(comment)
        elif len(path) == 2 and column > edge and (next_entry, next_path[:1]) != (entry, path[:1]):
            entry.comments["after", path[0]].append(comment)
        elif next_entry is not entry and column >= edge:
            entry.comments["after",].append(comment)
        elif next_entry:
            next_entry.comments["above", *next_path].append(comment)
        else:
            file.foot.append(comment)


def _places(entries: Sequence[_Entry]) -> Iterator[tuple[int, int, _Entry, Where]]:
    """Where each item, key, text and part of a list begins."""
    for entry in entries:
        place = entry.item.place
        yield place.line, place.column, entry, ()
        for key, at in (place.keys or {}).items():
            yield at.line, at.column, entry, (key,)
            value = place.parts[key] if isinstance(place.parts, dict) else at
            if isinstance(value.parts, list):
                yield from ((part.line, part.column, entry, (key, n)) for n, part in enumerate(value.parts))
            else:
                yield value.line, value.column, entry, (key,)


def _comments(text: str) -> Iterator[tuple[int, str, str]]:
    """Each comment with its line and what stands before it there, the letters of texts replaced."""
    letters = list(text)
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.ScalarEvent) and event.start_mark and event.end_mark:
            start, end = event.start_mark.index, event.end_mark.index
            if event.style in ("|", ">"):
                start = text.find("\n", start, end)  # a comment may stand where a folded text begins
            letters[start:end] = _NO_BREAK.sub("x", text[start:end])
    for n, line in enumerate(_BREAK.split("".join(letters))):
        before, sign, rest = line.partition("#")
        if sign:
            yield n, before, (sign + rest).rstrip()


def _word(text: str) -> str:
    """The text, in quotation marks if YAML would read another text or no text without them."""
    types = yaml.SafeLoader.yaml_implicit_resolvers.get(text[0], ())
    if _NOT_PLAIN.match(text) or _ONLY_ESCAPED.search(text) or any(pattern.match(text) for _, pattern in types):
        return _quoted(text)
    return text


def _word_in_list(text: str) -> str:
    return _quoted(text) if _NOT_PLAIN_IN_LIST.match(text) else _word(text)


def _quoted(text: str) -> str:
    return _ONLY_ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def _layout_problems(file: _File) -> Iterator[Problem]:
    old, new = file.text.split("\n"), file.laid_out(as_it_stands=True).split("\n")
    for change, start, end, first, last in SequenceMatcher(None, old, new).get_opcodes() if old != new else ():
        right = next(filter(None, map(str.strip, new[first:last])), "")
        what = f"not in the usual layout, “{right[:60]}”" if right else "a line " + ("missing", "too many")[end > start]
        if change != "equal":
            yield Problem(file.path, min(start + 1, len(old)), 1, f"{what}; {_FIX}")


def _key_problems(item: Item, keys: Iterable[str], path: Where, model: type[BaseModel], fix: str) -> Iterator[Problem]:
    order = list(model.model_fields)
    for key, following in pairwise(keys):
        if order.index(key) > order.index(following):
            yield item.problem_at_key(f"the key “{key}” stands before “{following}”; {fix}", *path, key)


def _overview_problems(path: Path) -> Iterator[Problem]:
    """In negotiation.yaml, which is written once and by hand, the layout is free."""
    text, _ = read_text(path)
    item, problems = read_mapping(path)
    if text is None or item is None or problems:
        return
    for n, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        if line != line.rstrip(" "):
            yield Problem(path, n, len(line.rstrip(" ")) + 1, "spaces at the end of the line; delete them")
    if not text.endswith("\n"):
        yield Problem(path, text.count("\n") + 1, 1, "the last line is not ended; press Enter at its end")
    try:
        Overview.model_validate(item.value)
    except ValidationError:
        return
    yield from _key_problems(item, item.value, (), Overview, "swap them")
    parts: dict[str, type[BaseModel]] = {"parties": Party, "issues": Issue, "periods": Period}
    for name, model in parts.items():
        for n, part in enumerate(item.value[name]):
            yield from _key_problems(item, part, (name, n), model, "swap them")
            yield from _key_problems(item, part.get("colours", {}), (name, n, "colours"), Colours, "swap them")
