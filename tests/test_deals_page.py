"""The page of deals without a browser."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from components import deals
from tests.conftest import RECORDS
from tests.test_dashboard import turned
from tests.test_ledgers import board


def opened(positions: Path, monkeypatch: pytest.MonkeyPatch, **parameters: str) -> AppTest:
    return turned(deals, positions, monkeypatch, **parameters)


def test_a_chosen_pair_opens_its_offers(monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(RECORDS, monkeypatch, date="2031-05-01", issues="cranes,night-shifts")

    assert "Cranes, tied to Night shifts" in board(page)
    assert "no crane trial while talks go on" in board(page)
    assert 'aria-current="true"' in board(page)


def test_filters_that_leave_nothing_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(RECORDS, monkeypatch, date="2031-05-01")

    page.multiselect[0].set_value(["cranes"]).run()
    assert "no crane trial while talks go on" in board(page)
    page.toggle[0].set_value(True).run()
    assert "take a filter away" in board(page)
    assert page.query_params["record"] == "only"
