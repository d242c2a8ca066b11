"""Citations of this record and of a statement in it: Chicago (notes), APA, BibTeX and RIS."""

import datetime as dt
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from negotiation.records import Statement
from negotiation.talks import Negotiation

AUTHOR = "The negotiation positions contributors"

_TEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "{": "(",  # BibTeX counts braces even behind a backslash
    "}": ")",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}


class Edition(NamedTuple):
    """Which state of the record is cited."""

    version: str
    released: dt.date


class Citation(NamedTuple):
    """One citation in a named style."""

    style: str
    text: str


class _Cited(NamedTuple):
    key: str
    title: str
    work: str
    note: str
    edition: Edition
    read: dt.date
    url: str


@cache
def edition() -> Edition:
    """The edition that CITATION.cff names."""
    text = (Path(__file__).parent.parent / "CITATION.cff").read_text(encoding="utf-8")
    named = dict(re.findall(r"^(version|date-released): *[\"']?([^\s\"']+)", text, re.MULTILINE))
    return Edition(named["version"], dt.date.fromisoformat(named["date-released"]))


def citations(
    talks: Negotiation, statement: Statement | None, edition: Edition, read: dt.date, url: str
) -> list[Citation]:
    """How to cite a statement as an entry of this record, or the whole record without one.

    The version, the day it was read and the address belong to every citation.
    """
    whole = f"Negotiation positions: {talks.overview.title}"
    if statement is None:
        cited = _Cited(talks.id, whole, "", "Data set", edition, read, url)
    else:
        title = f"{statement.speaker}, {_day(statement.date)}: {statement.summary.rstrip('.')}"
        cited = _Cited(statement.id, title, whole, f"Entry {statement.id}", edition, read, url)
    return [
        Citation("Chicago", _chicago(cited)),
        Citation("APA", _apa(cited)),
        Citation("BibTeX", _bibtex(cited)),
        Citation("RIS", _ris(cited)),
    ]


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


def _chicago(c: _Cited) -> str:
    title = c.title.replace("“", "‘").replace("”", "’")
    entry = f"“{title},” {c.note[0].lower()}{c.note[1:]} in {c.work}" if c.work else title
    return f"{AUTHOR}, {entry}, version {c.edition.version}, accessed {_day(c.read)}, {c.url}."


def _apa(c: _Cited) -> str:
    version, released = c.edition
    entry = f"{c.title} [{c.note}]. In {c.work} (Version {version})" if c.work else ""
    title = entry or f"{c.title} (Version {version}) [{c.note}]"
    read = f"{c.read:%B} {c.read.day}, {c.read.year}"
    return f"{AUTHOR}. ({released.year}). {title}. Retrieved {read}, from {c.url}"


def _bibtex(c: _Cited) -> str:
    inside = f"{c.note} in {c.work}" if c.work else c.note
    fields = {
        "author": f"{{{AUTHOR}}}",
        "title": f"{{{_tex(c.title)}}}",
        "year": str(c.edition.released.year),
        "version": _tex(c.edition.version),
        "note": _tex(f"{inside}. Version {c.edition.version}, accessed {_day(c.read)}"),
        "urldate": c.read.isoformat(),
        "url": c.url.replace("{", "%7B").replace("}", "%7D"),
    }
    lines = "".join(f"  {key} = {{{value}}},\n" for key, value in fields.items())
    return f"@misc{{{c.key},\n{lines}}}\n"


def _tex(text: str) -> str:
    return "".join(_TEX.get(sign, sign) for sign in " ".join(text.split()))


def _ris(c: _Cited) -> str:
    rows = [
        ("TY", "DATA"),
        ("ID", c.key),
        ("AU", AUTHOR),
        ("TI", c.title),
        ("T2", c.work),
        ("PY", str(c.edition.released.year)),
        ("ET", c.edition.version),
        ("N1", c.note),
        ("Y2", c.read.strftime("%Y/%m/%d")),
        ("UR", c.url),
    ]
    lines = "".join(f"{tag}  - {' '.join(value.split())}\n" for tag, value in rows if value)
    return f"{lines}ER  - \n"
