from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from components import about
from negotiation import Negotiation
from tests.conftest import POSITIONS, RECORDS
from tests.test_dashboard import turned


def opened(positions: Path, monkeypatch: pytest.MonkeyPatch, **parameters: str) -> AppTest:
    return turned(about, positions, monkeypatch, **parameters)


def text(page: AppTest) -> str:
    return next(body for body in (str(each.proto.body) for each in page.get("html")) if 'class="board sheet"' in body)


def test_it_tells_rules_coverage_gaps_and_balance(shipped: Negotiation, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = text(opened(POSITIONS, monkeypatch, negotiation=shipped.id))

    for words in ("How to read it", "The rules of coding", "How statements were chosen", "Languages", "Known gaps"):
        assert words in shown
    assert shown.count("Example: ") == sum(rule.example is not None for rule in shipped.overview.coding)
    assert shown.count('<th scope="row">') >= 2 * len(shipped.issues)


def test_a_record_without_rules_has_no_empty_heading(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = text(opened(RECORDS, monkeypatch))

    assert "The rules of coding" not in shown
    assert "Languages" not in shown
    assert "What was said in the canteen." in shown


def test_a_report_is_ready_to_copy_and_names_the_statement(monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(RECORDS, monkeypatch, date="2031-05-01", statement="2031-03-05-dockers-no-nights")

    report = page.code[-1].value
    assert "Statement: 2031-03-05-dockers-no-nights\n" in report
    assert "/record?negotiation=harbour-talks&date=2031-05-01&statement=2031-03-05-dockers-no-nights\n" in report


def test_text_from_the_record_is_escaped(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = copy / "negotiation.yaml"
    file.write_text(file.read_text("utf-8").replace("in the canteen", "in <5 & canteens"), encoding="utf-8")

    assert "in &lt;5 &amp; canteens" in text(opened(copy.parent, monkeypatch))


def test_the_whole_record_can_be_cited(monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(RECORDS, monkeypatch, date="2031-05-01")

    assert [tab.label for tab in page.tabs] == ["Chicago", "APA", "BibTeX", "RIS"]
    assert all("/?negotiation=harbour-talks&date=2031-05-01" in code.value for code in page.code[:4])


def test_the_board_can_be_taken_along_as_one_page(monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(RECORDS, monkeypatch)

    [button] = page.get("download_button")
    assert button.proto.label == "Download the board as one page"
    assert button.proto.url.endswith(".html"), "it is ready before the press"
