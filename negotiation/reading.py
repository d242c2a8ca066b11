"""From a folder of YAML files to a negotiation, with every problem found on the way.

What is sound is kept, what is not is left out and named: a broken record never hides the rest.
"""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from negotiation import guard, rules
from negotiation.records import LINKS, Discussion, Event, Overview, Source, Speaker, Statement
from negotiation.rules import Draft, Filed, Shelf, did_you_mean
from negotiation.talks import Negotiation
from negotiation.yaml_text import Item, Problem, read_items, read_mapping

R = TypeVar("R", bound=BaseModel)

FILES = ("negotiation.yaml", "events.yaml", "sources.yaml", "speakers.yaml", "discussion.yaml")
STATEMENTS = "statements"


@dataclass(frozen=True)
class Reading:
    """What came of reading a folder: the sound part, None if nothing is, and all problems in order of place."""

    negotiation: Negotiation | None
    problems: tuple[Problem, ...]


def read(folder: Path) -> Reading:
    """Read the negotiation in a folder; never raises for what the files hold."""
    if not folder.is_dir():
        return Reading(None, (Problem(folder, 1, 1, "is not a folder; name a folder such as positions/NAME"),))
    problems = _stray_files(folder)
    item, found = read_mapping(folder / "negotiation.yaml")
    problems += found
    overview = _record(Overview, item, problems) if item else None
    files = sorted((folder / STATEMENTS).rglob("*.yaml"))
    if not files:
        problems.append(Problem(folder / STATEMENTS, 1, 1, "has no .yaml file; add one that holds statements"))
    speakers, discussion = folder / "speakers.yaml", folder / "discussion.yaml"
    draft = Draft(
        overview=Filed(item, overview) if item else None,
        sources=_shelf(Source, [folder / "sources.yaml"], problems),
        events=_shelf(Event, [folder / "events.yaml"], problems),
        speakers=_shelf(Speaker, [speakers], problems) if speakers.exists() else None,
        discussions=_shelf(Discussion, [discussion] if discussion.exists() else [], problems),
        statements=_shelf(Statement, files, problems),
    )
    violations = list(rules.violations(draft))
    problems += [problem for _, problem in violations]
    unsound = {id(item) for item, _ in violations}
    negotiation = _sound(folder.name, draft, unsound)
    if negotiation is not None and item is not None:
        problems += guard.problems(negotiation, item)
    return Reading(negotiation, tuple(sorted(set(problems))))


def read_all(positions: Path) -> list[Reading]:
    """Every negotiation in a folder, in order of name; a problem if there is none."""
    try:
        folders = sorted(path for path in positions.iterdir() if path.is_dir() and not path.name.startswith("."))
    except OSError as error:
        message = f"cannot be read ({error.strerror}); name a folder that holds negotiations"
        return [Reading(None, (Problem(positions, 1, 1, message),))]
    none = Reading(None, (Problem(positions, 1, 1, "holds no negotiation; add a folder, as its README.md says"),))
    return [read(folder) for folder in folders] or [none]


def _sound(name: str, draft: Draft, unsound: Container[int]) -> Negotiation | None:
    """The records without a fault of their own; of their references those that lead to sound records."""
    if draft.overview is None or draft.overview.record is None or id(draft.overview.item) in unsound:
        return None
    sources = {s.id: s for item, s in draft.sources.records if id(item) not in unsound}
    kept = {s.id: s for item, s in draft.statements.records if id(item) not in unsound}
    events = [e for item, e in draft.events.records if id(item) not in unsound]
    discussions = [d for item, d in draft.discussions.records if id(item) not in unsound]
    statements = {s.id: _prune(s, sources, kept) for s in sorted(kept.values(), key=lambda s: (s.date, s.id))}
    return Negotiation(
        name,
        draft.overview.record,
        tuple(_prune(e, sources, kept) for e in sorted(events, key=lambda e: (e.date, e.id))),
        sources,
        statements,
        {d.event: d.questions for d in discussions},
    )


def _prune(record: R, sources: Container[str], statements: Container[str]) -> R:
    keep: dict[str, Container[str]] = {"sources": sources, **dict.fromkeys(LINKS, statements)}
    update = {}
    for key, known in keep.items():
        ids = getattr(record, key, ())
        kept = tuple(id for id in ids if id in known)
        if kept != ids:
            update[key] = kept
    return record.model_copy(update=update) if update else record


def _stray_files(folder: Path) -> list[Problem]:
    return [
        Problem(file, 1, 1, f"is not read; put it in {STATEMENTS}/ with a name that ends in .yaml, or remove it")
        for file in sorted(folder.rglob("*"))
        if file.suffix.lower() in (".yaml", ".yml")
        and not (file.parent == folder and file.name in FILES)
        and not (file.suffix == ".yaml" and (folder / STATEMENTS) in file.parents)
    ]


def _shelf(model: type[R], files: Iterable[Path], problems: list[Problem]) -> Shelf[R]:
    filed: list[Filed[R]] = []
    whole = True
    for file in files:
        items, found = read_items(file)
        problems += found
        whole = whole and items is not None
        filed += [Filed(item, None if item.broken else _record(model, item, problems)) for item in items or ()]
    return Shelf(tuple(filed), whole)


def _record(model: type[R], item: Item, problems: list[Problem]) -> R | None:
    if not isinstance(item.value, dict):
        problems.append(item.problem("is not a mapping; it must have keys, each followed by “: ” and a value"))
        return None
    try:
        return model.model_validate(item.value)
    except ValidationError as error:
        problems += [_problem(model, item, detail) for detail in error.errors(include_url=False)]
        return None


def _problem(model: type[BaseModel], item: Item, error: ErrorDetails) -> Problem:
    path, context = error["loc"], error.get("ctx", {})
    key = str(path[-1]) if path else ""
    if error["type"] == "extra_forbidden":
        keys = _keys_at(model, path[:-1])
        return item.problem_at_key(f"unknown key “{key[:40]}”; {did_you_mean(key, keys)}", *path)
    if error["type"] == "missing":
        return item.problem(f"“{key}” is missing; add it", *path[:-1])
    name = " ".join(f"“{step}”" if isinstance(step, str) else f"item {step + 1}" for step in path)
    return item.problem(name + _what(error["type"], error["input"], context), *path)


def _what(type: str, value: Any, context: Mapping[str, Any]) -> str:
    typed = str(value)[:40]
    if type == "literal_error":
        allowed = [word.strip("'") for word in str(context["expected"]).replace(" or ", ", ").split(", ")]
        return f" is “{typed}”; {did_you_mean(str(value), allowed)}"
    if type == "string_pattern_mismatch":
        colour = str(context["pattern"]).startswith("^#")
        return f" is “{typed}”; {_WRITE_COLOUR if colour else _WRITE_ID}"
    if type in ("string_type", "date_type", "bool_type", "tuple_type", "model_type", "dict_type"):
        found = {dict: "a mapping", list: "a list"}.get(value.__class__, "text")
        return f" is {found}; {_WANTED[type]}"
    if type in ("int_parsing", "int_parsing_size", "int_type"):
        return f" is “{typed}”; write a whole number"
    return _MESSAGES[type].format(**context, length=len(str(value))) if type in _MESSAGES else f": {type}; correct it"


_WRITE_COLOUR = 'write six hexadecimal digits in quotes, such as "#0B5394"'
_WRITE_ID = "write lower-case letters and digits, joined by single hyphens"
_WANTED = {
    "string_type": "it must be text",
    "date_type": "it must be a date, YYYY-MM-DD",
    "bool_type": "it must be true or false",
    "tuple_type": "it must be a list, such as [one, two]",
    "model_type": "it must have keys of its own",
    "dict_type": "it must have keys of its own",
}
_MESSAGES = {
    "record": ": {message}",
    "string_too_short": " is empty; write it, or leave the key out if it is optional",
    "string_too_long": " has {length} characters; at most {max_length} are allowed, so shorten it",
    "too_short": " has too few items; at least {min_length} are needed",
    "greater_than_equal": " is too small; it must be at least {ge}",
    "too_long": " has too many items; at most {max_length} are allowed",
}


def _keys_at(model: type[BaseModel], path: tuple[int | str, ...]) -> list[str]:
    """The keys a record may have at a place inside it."""
    fields = model.model_json_schema()
    here = fields
    for step in path:
        here = here.get("items", {}) if isinstance(step, int) else here.get("properties", {}).get(step, {})
        here = next((option for option in here.get("anyOf", []) if "$ref" in option), here)
        if "$ref" in here:
            here = fields["$defs"][here["$ref"].rsplit("/", 1)[1]]
    return list(here.get("properties", {}))
