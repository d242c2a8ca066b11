"""What the reader sees, and the address that says it.

Streamlit's own binding of widgets to the address leaves defaults out and drops bad values in silence. Ours always
says the date, so that a copied link means the same next year, and says what it made of an address it cannot honour.
"""

import calendar
import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from threading import Lock

from rapidfuzz import fuzz, process

from components.words import day_words, list_words
from negotiation import Negotiation
from negotiation.hindsight import as_known_on
from negotiation.records import EVIDENCE, KINDS, Statement

_MOST_NAMES = 40
LONGEST_SEARCH = 200
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")


@dataclass(frozen=True)
class View:
    """What is on screen. `issues` is empty for all of them; with `compare`, the day is compared with that one."""

    negotiation: str
    day: dt.date
    issues: tuple[str, ...] = ()
    on_record: bool = False
    compare: dt.date | None = None
    plain: bool = False
    statement: str | None = None
    search: str = ""
    only: tuple[str, ...] = ()
    """Of the record's table: parties, kinds and grades of evidence it is narrowed to."""
    until: dt.date | None = None
    """The last day of which anything may be shown, anywhere."""
    in_class: bool = False
    """For a projector: one issue at a time in large type, without controls."""

    def talks(self, known: Mapping[str, Negotiation]) -> Negotiation:
        """What the reader may see of the negotiation."""
        talks = known[self.negotiation]
        return limited(talks, self.until) if self.until else talks

    @property
    def filtered(self) -> bool:
        """Whether the reader has switched anything off."""
        return bool(self.issues) or self.on_record

    def shows_any(self, issues: Iterable[str]) -> bool:
        """Whether the reader chose any of these issues; a choice of nothing is a choice of everything."""
        return not self.issues or not set(self.issues).isdisjoint(issues)

    def accepts(self, statement: Statement) -> bool:
        """Whether the evidence for a statement is what the reader asked for."""
        return statement.on_the_record or not self.on_record

    def passes(self, statement: Statement) -> bool:
        """Whether the reader's filters leave a statement."""
        return self.shows_any(statement.issues) and self.accepts(statement)

    def held_back(self) -> "View":
        """The view with a limit: that which it has, else the later of its days."""
        return replace(self, until=self.until or max(self.day, self.compare or self.day))


def limited(talks: Negotiation, until: dt.date) -> Negotiation:
    """The negotiation as known on a day, one and the same for all who have that limit."""
    with _ONE_AT_A_TIME:
        return _limited(talks, until)


_ONE_AT_A_TIME = Lock()
_limited = lru_cache(maxsize=16)(as_known_on)


def write(view: View) -> dict[str, str]:
    """The parameters of the address that shows this view."""
    parameters = {"negotiation": view.negotiation, "date": view.day.isoformat()}
    if view.compare:
        parameters["compare"] = view.compare.isoformat()
    if view.issues:
        parameters["issues"] = ",".join(view.issues)
    if view.on_record:
        parameters["record"] = "only"
    if view.plain:
        parameters["board"] = "plain"
    if view.statement:
        parameters["statement"] = view.statement
    if view.search:
        parameters["search"] = view.search
    if view.only:
        parameters["only"] = ",".join(view.only)
    if view.until:
        parameters["until"] = view.until.isoformat()
    if view.in_class:
        parameters["mode"] = "class"
    return parameters


OF_THE_BOARD = ("date", "compare", "issues", "record", "mode")
"""The parameters that the live board moves."""


def shown_issues(talks: Negotiation, view: View) -> list[str]:
    """The issues on screen, in the order of the screen."""
    return [issue for issue in talks.issues if issue in view.issues or not view.issues]


def filters_in_words(talks: Negotiation, view: View) -> str:
    """What the view leaves out, for a caption."""
    issues = list_words([talks.issues[id].title for id in view.issues]) if view.issues else "all issues"
    return f"{issues}{', on the record only' if view.on_record else ''}"


PARAMETERS = (
    "negotiation",
    "date",
    "compare",
    "issues",
    "record",
    "board",
    "statement",
    "search",
    "only",
    "until",
    "mode",
)


def read(parameters: Mapping[str, str], known: Mapping[str, Negotiation]) -> tuple[View, list[str]]:
    """The view an address asks for, or the nearest sense of it with a notice for each thing that was not honoured."""
    notices: list[str] = []
    talks = _negotiation(parameters.get("negotiation"), known, notices)
    until = _until(parameters, talks, notices)
    talks = limited(talks, until) if until else talks
    view = View(
        talks.id,
        _day(parameters.get("date"), talks, notices),
        _issues(parameters.get("issues"), talks, notices),
        _switch("record", "only", "everything is shown", parameters, notices),
        _compare(parameters.get("compare"), talks, notices),
        _switch("board", "plain", "the live board is shown", parameters, notices),
        _statement(parameters.get("statement"), talks, notices),
        " ".join(parameters.get("search", "").split())[:LONGEST_SEARCH].strip(),
        _only(parameters.get("only"), talks, notices),
        until,
        _switch("mode", "class", "the usual page is shown", parameters, notices),
    )
    if view.in_class and view.plain:
        notices.append("The plain board has no class mode; the usual page is shown.")
        view = replace(view, in_class=False)
    return view, notices


def _negotiation(asked: str | None, known: Mapping[str, Negotiation], notices: list[str]) -> Negotiation:
    first = next(iter(known.values()))
    if asked is None or asked in known:
        return known.get(asked or first.id, first)
    shown = known.get(_nearest(asked, list(known)) or first.id, first)
    notices.append(f"There is no negotiation “{_short(asked)}”; this is {shown.overview.title}.")
    return shown


def _day(asked: str | None, talks: Negotiation, notices: list[str]) -> dt.date:
    if asked is None:
        return talks.overview.opens_on
    meant = _meant(asked)
    if meant is None:
        shown = talks.overview.opens_on
        notices.append(f"“{_short(asked)}” is not a date; this is {day_words(shown)}.")
        return shown
    shown = min(max(meant, talks.start), talks.end)
    if shown != meant:
        notices.append(f"{_reach(talks)}, not to {_short(asked)}; this is {day_words(shown)}.")
    elif shown.isoformat() != asked:
        notices.append(f"“{_short(asked)}” is read as {day_words(shown)}.")
    return shown


def _meant(asked: str) -> dt.date | None:
    """The day that a text means, its month and day brought within the calendar; None if it means none."""
    parts = _DATE.fullmatch(asked.strip()[:40])
    if parts is None or int(parts[1]) < 1:
        return None
    year, month = int(parts[1]), min(max(int(parts[2] or 1), 1), 12)
    last = calendar.monthrange(year, month)[1]
    return dt.date(year, month, min(max(int(parts[3] or 1), 1), last))


def _reach(talks: Negotiation) -> str:
    return f"The record reaches from {day_words(talks.start)} to {day_words(talks.end)}"


def _until(parameters: Mapping[str, str], talks: Negotiation, notices: list[str]) -> dt.date | None:
    """The limit that is asked for, though the record may not reach so far: another negotiation may.

    One that makes no sense must not let everything through: then the date of the address is the limit.
    """
    asked = parameters.get("until")
    if asked is None:
        return None
    meant = _meant(asked)
    if meant is None:
        meant = _day(parameters.get("date"), talks, [])
        notices.append(f"“{_short(asked)}” is not a date; everything after {day_words(meant)} is held back.")
    elif not talks.start <= meant <= talks.end:
        notices.append(f"{_reach(talks)}; “until” asks for {_short(asked)}.")
    elif meant.isoformat() != asked:
        notices.append(f"“{_short(asked)}” is read as {day_words(meant)}.")
    return meant


def _compare(asked: str | None, talks: Negotiation, notices: list[str]) -> dt.date | None:
    if not asked:
        return None
    if _meant(asked) is None:
        notices.append(f"“{_short(asked)}” is not a date to compare with; one date is shown.")
        return None
    return _day(asked, talks, notices)


def _issues(asked: str | None, talks: Negotiation, notices: list[str]) -> tuple[str, ...]:
    if not asked:
        return ()
    found: dict[str, None] = {}
    names = asked[:1000].split(",")
    for name in names[:_MOST_NAMES]:
        issue = name if name in talks.issues else _nearest(name, list(talks.issues))
        if issue is None:
            notices.append(f"There is no issue “{_short(name)}”; it is left out.")
        elif issue != name:
            notices.append(f"There is no issue “{_short(name)}”; {talks.issues[issue].title} is shown.")
        if issue is not None:
            found[issue] = None
    if len(names) > _MOST_NAMES:
        notices.append(f"Only the first {_MOST_NAMES} issues of the address are read.")
    if not found:
        notices.append("All issues are shown.")
    return tuple(found)


def _switch(key: str, on: str, otherwise: str, parameters: Mapping[str, str], notices: list[str]) -> bool:
    asked = parameters.get(key, "")
    if asked not in ("", on):
        notices.append(f"“{key}={_short(asked)}” means nothing here; {otherwise}.")
    return asked == on


def _only(asked: str | None, talks: Negotiation, notices: list[str]) -> tuple[str, ...]:
    known = [*talks.parties, *KINDS, *EVIDENCE]
    names = dict.fromkeys(asked[:1000].split(",") if asked else ())
    if unknown := [name for name in names if name not in known]:
        notices.append(f"The record cannot be narrowed to “{_short(', '.join(unknown))}”; that is left out.")
    return tuple(name for name in known if name in names)


def _statement(asked: str | None, talks: Negotiation, notices: list[str]) -> str | None:
    if not asked or asked in talks.statements:
        return asked or None
    shown = _nearest(asked, list(talks.statements), 90)
    otherwise = f"{shown} is shown." if shown else "none is shown; it may be later than this link reaches."
    notices.append(f"There is no statement “{_short(asked)}”; {otherwise}")
    return shown


def _nearest(word: str, known: list[str], alike: int = 70) -> str | None:
    near = process.extractOne(word[:100].strip().lower(), known, scorer=fuzz.ratio, score_cutoff=alike)
    return near[0] if near else None


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"
