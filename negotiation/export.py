"""The record as data: one row a statement, columns named as the YAML keys."""

import csv
import io
import json
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from negotiation.records import Statement

COLUMNS = tuple(Statement.model_fields)


class Form(NamedTuple):
    """A form of file: the text of one statement, and the file of such texts, which who writes many files may keep."""

    text: Callable[[Statement], str]
    file: Callable[[Iterable[str]], str]

    def of(self, statements: Iterable[Statement]) -> str:
        """The file of some statements."""
        return self.file(map(self.text, statements))


def _object(statement: Statement) -> str:
    listed = json.dumps([statement.model_dump(mode="json")], ensure_ascii=False, indent=1)
    return listed.removeprefix("[\n").removesuffix("\n]")


def _objects(texts: Iterable[str]) -> str:
    inside = ",\n".join(texts)
    return f"[\n{inside}\n]\n" if inside else "[]\n"


def _line(statement: Statement) -> str:
    return _written(_cell(value) for value in statement.model_dump(mode="json").values())


def _lines(texts: Iterable[str]) -> str:
    return _written(COLUMNS) + "".join(texts)


def _written(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()


JSON = Form(_object, _objects)
"""A list with one object a statement, every column present; dates are ISO text, lists are lists."""
CSV = Form(_line, _lines)
"""A header and a line for each statement; lists joined by `;`, missing values empty."""


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return ";".join(value)
    if isinstance(value, bool):
        return "true" if value else ""
    return _disarmed(str(value)) if value is not None else ""


def _disarmed(text: str) -> str:
    """A spreadsheet takes a cell that begins like this for a formula; a leading apostrophe stops that."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text
