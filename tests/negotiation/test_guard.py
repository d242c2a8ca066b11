from pathlib import Path

import pytest

from negotiation import read
from negotiation.balance import balance
from negotiation.cli import main
from tests.conftest import TINY, sound


@pytest.mark.parametrize(
    ("added", "expected"),
    [
        ("assertions: {statements: 8, events: 2, parties: {dockers: 4}, years: {'2031': 8}}", []),
        ("assertions: {statements: 9}", ["only 8 statements, not 9"]),
        ("assertions: {events: 3}", ["only 2 events, not 3"]),
        ("assertions: {parties: {dockers: 5}}", ["only 4 statements of dockers, not 5"]),
        ("assertions: {issues: {cranes: 5}}", ["only 4 statements of cranes, not 5"]),
        ("assertions: {years: {'2030': 1}}", ["only 0 statements of 2030, not 1"]),
        ("assertions: {evidence: {press-report: 2}}", ["only 1 statements of press-report, not 2"]),
        ("assertions: {quotes_have_a_publisher: true}", []),
        ("assertions: {statements: many}", ["“assertions” “statements” is “many”; write a whole number"]),
        ("coding: [{word: demnad, rule: Asks.}]", ["“demnad” is not a word of the record; did you mean “demand”?"]),
        ("coding: [{word: demand, rule: Asks., example: nothing}]", ["unknown statement “nothing”; name a statement"]),
        ("coding: [{word: demand, rule: Asks.}]", ["no rule for refusal, threat, offer"]),
    ],
)
def test_what_is_asserted_beside_the_record_is_checked(added: str, expected: list[str], copy: Path) -> None:
    overview = copy / "negotiation.yaml"
    overview.write_text(overview.read_text("utf-8") + added + "\n", encoding="utf-8")

    found = [problem.message for problem in read(copy).problems]

    assert len(found) >= len(expected)
    assert all(any(message.startswith(start) for message in found) for start in expected), found
    assert bool(found) == bool(expected)


def test_a_quote_that_only_aggregators_carry_is_named(copy: Path) -> None:
    overview, statements = copy / "negotiation.yaml", copy / "statements" / "2031.yaml"
    overview.write_text(overview.read_text("utf-8") + "assertions: {quotes_have_a_publisher: true}\n", encoding="utf-8")
    text = statements.read_text("utf-8")
    statements.write_text(text.replace("[gazette-2031-04-02-meeting]", "[canteen-blog]", 1), encoding="utf-8")

    (problem,) = read(copy).problems

    assert problem.message.startswith("the quote of 2031-03-05-dockers-no-nights has only aggregators as sources")
    assert read(copy).negotiation is not None


def test_the_balance_counts_words_quotes_single_sources_and_silence() -> None:
    rows = {(row.party, row.issue): row for row in balance(sound(TINY))}

    dockers = rows["dockers", "night-shifts"]
    assert (dockers.statements, dockers.quotes, dockers.single_source) == (3, 2, 3)
    assert (dockers.silent_months, dockers.longest_silence) == (1, ("2031-05", "2031-05"))
    assert rows["port", "night-shifts"].statements == 1
    assert ("city", "cranes") not in rows


def test_the_balance_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["balance", str(TINY)]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Harbour talks; silent months are those of 2031-03-01 to 2031-05-31"
    assert lines[2].split() == ["dockers", "night-shifts", "3", "2", "3", "1", "2031-05", "to", "2031-05"]
