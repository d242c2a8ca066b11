"""Citations of a statement in this record: BibTeX, RIS, Chicago (notes) and APA."""

import datetime as dt
import re
from typing import NamedTuple

from negotiation.records import Statement
from negotiation.talks import Negotiation

AUTHOR = "The negotiation positions contributors"


class Citation(NamedTuple):
    """One citation in a named style."""

    style: str
    text: str


def citations(talks: Negotiation, statement: Statement, version: str, read: dt.date, url: str) -> list[Citation]:
    """The statement as an entry of this record: its version, the day it was read and its address belong to it."""
    title = f"{statement.speaker}: {statement.summary}"
    work = f"Negotiation positions: {talks.overview.title}"
    day = f"{read.day} {read:%B %Y}"
    return [
        Citation("Chicago", f"{AUTHOR}, “{statement.id},” {work}, version {version}, read {day}, {url}."),
        Citation(
            "APA",
            f"{AUTHOR}. ({read.year}). {statement.id} [Data set entry]. In {work} (Version {version}). "
            f"Retrieved {read:%B} {read.day}, {read.year}, from {url}",
        ),
        Citation("BibTeX", _bibtex(statement, title, work, version, read, url)),
        Citation("RIS", _ris(title, work, version, read, url)),
    ]


def _bibtex(statement: Statement, title: str, work: str, version: str, read: dt.date, url: str) -> str:
    fields = {
        "author": f"{{{AUTHOR}}}",
        "title": _tex(title),
        "booktitle": _tex(work),
        "year": str(read.year),
        "version": version,
        "urldate": read.isoformat(),
        "url": url,
        "note": _tex(f"statement of {statement.date}"),
    }
    lines = "".join(f"  {key} = {{{value}}},\n" for key, value in fields.items())
    return f"@incollection{{{statement.id},\n{lines}}}\n"


def _tex(text: str) -> str:
    return re.sub(r"([&%$#_{}])", r"\\\1", text.replace("\\", " ").replace("~", " ").replace("^", " "))


def _ris(title: str, work: str, version: str, read: dt.date, url: str) -> str:
    rows = [
        ("TY", "DATA"),
        ("AU", AUTHOR),
        ("TI", title),
        ("T2", work),
        ("PY", str(read.year)),
        ("ET", version),
        ("Y2", read.strftime("%Y/%m/%d")),
        ("UR", url),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {' '.join(value.split())}\n" for tag, value in rows)
