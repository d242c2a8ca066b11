"""Classroom, without a browser."""

import subprocess
import sys
from io import BytesIO
from pathlib import Path

import docx
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from components import classroom
from tests.conftest import POSITIONS, RECORDS, ROOT
from tests.test_dashboard import turned

Files = dict[str, bytes]


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> Files:
    """What the button of the page gives, by file name."""
    found: Files = {}

    def button(_label: str, data: bytes, file_name: str, _mime: str, **_options: object) -> None:
        found[file_name] = data

    monkeypatch.setattr(st, "download_button", button)
    return found


def opened(monkeypatch: pytest.MonkeyPatch, positions: Path = RECORDS, **parameters: str) -> AppTest:
    return turned(classroom, positions, monkeypatch, **parameters)


def text(file: bytes) -> str:
    document = docx.Document(BytesIO(file))
    cells = (paragraph for table in document.tables for cell in table._cells for paragraph in cell.paragraphs)
    return "\n".join(paragraph.text for paragraph in (*document.paragraphs, *cells))


def choose(page: AppTest, **choices: str) -> None:
    """Choose what paper it is to be, by the labels of the choices, and have it made."""
    for label, choice in choices.items():
        next(each for each in page.button_group if each.label == label).set_value(choice)
        page.run()
    next(button for button in page.button if button.label.startswith("Make the")).click().run()
    assert not page.exception


@pytest.mark.parametrize("positions", [POSITIONS, RECORDS], ids=["shipped", "tiny"])
@pytest.mark.parametrize("day", ["1991-01-01", "1994-10-22", "2019-10-06", "2031-05-10", "2099-01-01"])
def test_every_paper_can_be_taken_on_every_day(
    positions: Path, day: str, files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(monkeypatch, positions, date=day)
    for form in ("PDF", "Word"):
        for paper in ("handout", "brief", "teacher-sheet"):
            choose(page, File=form, Paper=paper)

    side = "united-states" if positions == POSITIONS else "dockers"
    stem = f"{page.query_params['negotiation']}-{page.query_params['date']}"
    names = ("handout", f"brief-{side}", "teacher-sheet")
    assert {*files} == {f"{stem}-{name}.{ending}" for name in names for ending in ("pdf", "docx")}
    for name, file in files.items():
        assert file.startswith(b"%PDF" if name.endswith("pdf") else b"PK")


def test_nothing_that_makes_papers_is_loaded_before_one_is_made() -> None:
    script = f"import sys, {classroom.__name__}; print([m for m in ('typst', 'docx', 'segno') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "[]"


def test_side_and_size_are_chosen(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(monkeypatch, date="2031-05-10")

    choose(page, Paper="brief")
    choose(page, Side="port", Size="us-letter")

    assert b"/MediaBox[0 0 612 792]" in files["harbour-talks-2031-05-10-brief-port.pdf"]


def test_links_for_a_class_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(monkeypatch, date="2031-05-10", issues="cranes", statement="2031-03-05-dockers-no-nights")

    projector, student = (code.value.partition("/?")[2] for code in page.code)
    assert projector == "negotiation=harbour-talks&date=2031-05-10&issues=cranes&mode=class"
    assert student == "negotiation=harbour-talks&date=2031-05-10&issues=cranes&until=2031-05-10"


def test_a_limit_stays_in_every_link_and_paper(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(monkeypatch, date="2031-05-10", until="2031-05-20")
    for paper in ("handout", "brief", "teacher-sheet"):
        choose(page, Paper=paper, File="Word")

    assert len(files) == 3
    assert all("until=2031-05-" in code.value for code in page.code)
    for name, file in files.items():
        if name.endswith("docx"):
            written = text(file)
            assert "until=2031-05-" in written
            assert "Crane trial" not in written


def test_a_handout_of_two_dates_is_named_by_both(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    choose(opened(monkeypatch, date="2031-05-10", compare="2031-03-20"), File="Word")

    written = text(files["harbour-talks-2031-03-20-2031-05-10-handout.docx"])
    assert "From 20 March 2031 to 10 May 2031" in written


def test_questions_are_those_of_the_event_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(monkeypatch, date="2031-05-10")

    assert page.markdown[-2].value == "On **First meeting**, 1 April 2031:"
    assert page.markdown[-1].value.startswith("1. Which of the two accounts of the meeting would you trust")


def test_a_day_without_questions_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(monkeypatch, date="2031-03-10")

    assert page.info[0].value.startswith("The record has no questions for an event by 10 March 2031")


def test_questions_cannot_carry_markup(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = copy / "discussion.yaml"
    file.write_text(file.read_text("utf-8").replace("Did the port keep", ":red[Did] the *port* keep"), encoding="utf-8")

    page = opened(monkeypatch, copy.parent, date="2031-06-20")

    assert ":red[" not in page.markdown[-1].value
    assert "*port*" not in page.markdown[-1].value
