"""What changed, without a browser."""

import datetime as dt
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from components import changes
from tests.conftest import POSITIONS, RECORDS
from tests.test_dashboard import turned


def opened(positions: Path, monkeypatch: pytest.MonkeyPatch, **parameters: str) -> AppTest:
    return turned(changes, positions, monkeypatch, **parameters)


def compared(page: AppTest) -> str:
    assert not page.exception
    bodies = [str(element.proto.body) for element in page.get("html")]
    return next((body for body in bodies if 'class="board changes"' in body), "")


def choose(page: AppTest, label: str, event: str) -> None:
    next(box for box in page.selectbox if box.label == label).set_value(event).run()


@pytest.mark.parametrize("positions", [POSITIONS, RECORDS], ids=["shipped", "tiny"])
@pytest.mark.parametrize("day", ["1991-01-01", "1994-10-22", "2019-10-06", "2031-07-01", "2099-01-01"])
def test_it_opens_on_every_day(positions: Path, day: str, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(positions, monkeypatch, date=day)

    assert compared(page) or page.info


def test_two_events_are_two_choices(monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(RECORDS, monkeypatch, date="2031-07-20")

    choose(page, "To event", "2031-06-15-crane-trial")
    choose(page, "From event", "2031-04-01-first-meeting")

    assert "From 1 April 2031 to 15 June 2031" in compared(page)
    assert (page.query_params["compare"], page.query_params["date"]) == ("2031-04-01", "2031-06-15")


def test_a_first_event_after_the_second_changes_places_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(RECORDS, monkeypatch, date="2031-05-10")

    choose(page, "From event", "2031-06-15-crane-trial")

    assert (page.query_params["compare"], page.query_params["date"]) == ("2031-05-10", "2031-06-15")


def test_the_earlier_date_can_be_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(RECORDS, monkeypatch, date="2031-05-10")

    next(field for field in page.date_input if field.label == "Earlier date").set_value(dt.date(2031, 3, 20)).run()

    assert "From 20 March 2031 to 10 May 2031" in compared(page)
    assert page.query_params["compare"] == "2031-03-20"


def test_the_filters_choose_what_is_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(RECORDS, monkeypatch, date="2031-05-10", compare="2031-03-20")

    page.multiselect[0].set_value(["cranes"]).run()
    assert "half as many night shifts" not in compared(page)
    assert "no crane trial while talks go on" in compared(page)
    page.toggle[0].set_value(True).run()
    assert "no crane trial while talks go on" not in compared(page)


def test_days_between_which_nothing_changed_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(RECORDS, monkeypatch, date="2031-05-09", compare="2031-05-08", issues="cranes")

    assert page.info[0].value.startswith("Nothing changed on these issues between 8 May 2031 and 9 May 2031")
    assert "take a filter away" in page.info[0].value


def test_the_same_day_twice_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(RECORDS, monkeypatch, date="2031-05-09", compare="2031-05-09")

    assert page.info[0].value.startswith("Both dates are the same day")
