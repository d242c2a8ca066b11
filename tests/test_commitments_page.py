"""The page of commitments without a browser."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from components import commitments
from tests.conftest import RECORDS
from tests.test_dashboard import turned
from tests.test_ledgers import board


def opened(positions: Path, monkeypatch: pytest.MonkeyPatch, **parameters: str) -> AppTest:
    return turned(commitments, positions, monkeypatch, **parameters)


def test_promises_are_drawn_and_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(RECORDS, monkeypatch, date="2031-07-01")

    assert len(page.get("plotly_chart")) == 1
    assert "Broken after 66 days" in board(page)
    assert "Broken on 15 June 2031: Crane trial" in board(page)


def test_filters_that_leave_nothing_say_so_and_draw_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(RECORDS, monkeypatch, date="2031-05-01")
    page.toggle[0].set_value(True).run()

    assert "take a filter away" in board(page)
    assert not page.get("plotly_chart")


def test_before_the_first_promise_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "choose a later date" in board(opened(RECORDS, monkeypatch, date="2031-03-01"))
