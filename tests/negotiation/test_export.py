"""The record as files."""

import csv
import io
import json

from negotiation import Negotiation, export


def test_an_export_of_nothing_is_an_empty_list_and_a_header() -> None:
    assert json.loads(export.JSON.of([])) == []
    assert export.CSV.of([]).strip() == ",".join(export.COLUMNS)


def test_both_forms_have_every_statement_and_every_column_in_order(tiny: Negotiation) -> None:
    statements = list(tiny.statements.values())
    objects = json.loads(export.JSON.of(statements))
    lines = list(csv.DictReader(io.StringIO(export.CSV.of(statements))))

    assert [each["id"] for each in objects] == [each["id"] for each in lines] == list(tiny.statements)
    assert {tuple(each) for each in (*objects, *lines)} == {export.COLUMNS}


def test_a_formula_is_disarmed_for_a_spreadsheet(tiny: Negotiation) -> None:
    hostile = next(iter(tiny.statements.values())).model_copy(update={"summary": "=HYPERLINK(1)"})

    assert next(csv.DictReader(io.StringIO(export.CSV.of([hostile]))))["summary"] == "'=HYPERLINK(1)"
