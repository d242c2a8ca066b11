"""The page of disputes without a browser."""

import datetime as dt
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from components import disputed
from components.address import View
from negotiation import Negotiation
from negotiation.disputes import disputes
from tests.conftest import RECORDS
from tests.test_dashboard import turned
from tests.test_ledgers import board


def opened(positions: Path, monkeypatch: pytest.MonkeyPatch, **parameters: str) -> AppTest:
    return turned(disputed, positions, monkeypatch, **parameters)


def test_both_accounts_stand_next_to_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = board(opened(RECORDS, monkeypatch, date="2031-04-01"))

    assert "First meeting, 1 April 2031" in shown
    left, right = shown.split("Dockers&#39; Union</h3>")[1].split("<h3>Port Authority</h3>")
    assert "half as many night shifts" in left
    assert "all nights off with full pay" in right


def test_filters_that_leave_nothing_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(RECORDS, monkeypatch, date="2031-05-01")
    page.multiselect[0].set_value(["cranes"]).run()

    assert "take a filter away" in board(page)


def test_before_the_first_dispute_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "choose a later date" in board(opened(RECORDS, monkeypatch, date="2031-03-31"))


def test_hidden_accounts_hide_the_dispute_they_leave_alone(shipped: Negotiation) -> None:
    for dispute in disputed.found(shipped, View(shipped.id, shipped.end, on_record=True)):
        cards = [card for told in (*dispute.sides, *dispute.others) for card in told.cards]
        assert len(cards) >= 2
        assert all(card.on_the_record for card in cards)


def test_every_account_is_shown_once_in_its_dispute(shipped: Negotiation) -> None:
    shown = disputed.found(shipped, View(shipped.id, shipped.end))
    kept = disputes(shipped, shipped.end)

    for dispute, accounts in zip(shown, reversed(kept), strict=True):
        ids = [card.id for told in (*dispute.sides, *dispute.others) for card in told.cards]
        assert sorted(ids) == sorted(s.id for s in accounts.accounts)


def test_text_from_the_record_is_escaped(tiny: Negotiation) -> None:
    hostile = {id: s.model_copy(update={"summary": "<img src=x>"}) for id, s in tiny.statements.items()}
    talks = Negotiation(tiny.id, tiny.overview, tiny.events, tiny.sources, hostile)

    shown = disputed.render(talks, View(talks.id, dt.date(2031, 5, 1)))

    assert "<img" not in shown
    assert "&lt;img" in shown
