"""What the pages that list pairs and promises share, without a browser."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from components import commitments, deals, disputed
from components.pages import Page
from tests.conftest import POSITIONS, RECORDS
from tests.test_dashboard import turned

LEDGERS = pytest.mark.parametrize("ledger", [commitments, deals, disputed], ids=lambda page: page.PATH)


def board(page: AppTest) -> str:
    bodies = [str(element.proto.body) for element in page.get("html")]
    return next(body for body in bodies if 'class="board ledger"' in body)


@LEDGERS
@pytest.mark.parametrize("positions", [POSITIONS, RECORDS], ids=["shipped", "tiny"])
@pytest.mark.parametrize("day", ["1991-01-01", "1900-01-01", "2019-10-06", "2031-07-01", "2099-01-01"])
def test_it_opens_on_every_day(ledger: Page, positions: Path, day: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert board(turned(ledger, positions, monkeypatch, date=day))


@LEDGERS
def test_a_statement_that_is_not_there_is_answered_with_a_notice(ledger: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    page = turned(ledger, RECORDS, monkeypatch, statement="zzz")

    assert page.warning[0].value.replace("\\", "").startswith("There is no statement “zzz”")
    assert board(page)
