"""The page of deals without a browser."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from components import deals
from tests.conftest import POSITIONS, RECORDS
from tests.test_dashboard import turned


def opened(positions: Path, monkeypatch: pytest.MonkeyPatch, **parameters: str) -> AppTest:
    return turned(deals, positions, monkeypatch, **parameters)


def board(page: AppTest) -> str:
    bodies = [str(element.proto.body) for element in page.get("html")]
    return next(body for body in bodies if 'class="board ledger"' in body)


@pytest.mark.parametrize("positions", [POSITIONS, RECORDS], ids=["shipped", "tiny"])
@pytest.mark.parametrize("day", ["1991-01-01", "1900-01-01", "2019-10-06", "2031-07-01", "2099-01-01"])
def test_it_opens_on_every_day(positions: Path, day: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert board(opened(positions, monkeypatch, date=day))


def test_a_statement_that_is_not_there_is_answered_with_a_notice(monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(RECORDS, monkeypatch, statement="zzz")

    assert page.warning[0].value.replace("\\", "").startswith("There is no statement “zzz”")
    assert board(page)


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
