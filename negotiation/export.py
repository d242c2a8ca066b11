"""The record as data: one row a statement, columns named as the YAML keys."""

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

from negotiation.records import Statement

COLUMNS = tuple(Statement.model_fields)


def rows(statements: Iterable[Statement]) -> list[dict[str, Any]]:
    """Each statement as plain JSON values, every column present; dates are ISO text, lists are lists."""
    return [statement.model_dump(mode="json") for statement in statements]


def to_json(statements: Iterable[Statement]) -> str:
    """A JSON list with one object a statement."""
    return json.dumps(rows(statements), ensure_ascii=False, indent=1) + "\n"


def to_csv(statements: Iterable[Statement]) -> str:
    """CSV with a header line; lists joined by `;`, missing values empty."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for row in rows(statements):
        writer.writerow({key: _cell(value) for key, value in row.items()})
    return out.getvalue()


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return ";".join(value)
    if isinstance(value, bool):
        return "true" if value else ""
    return _disarmed(str(value)) if value is not None else ""


def _disarmed(text: str) -> str:
    """A spreadsheet takes a cell that begins like this for a formula; a leading apostrophe stops that."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text
