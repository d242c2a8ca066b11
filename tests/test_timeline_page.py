"""The timeline without a browser."""

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from components import timeline
from tests.conftest import POSITIONS, RECORDS
from tests.test_dashboard import turned


def opened(positions: Path, monkeypatch: pytest.MonkeyPatch, **parameters: str) -> AppTest:
    return turned(timeline, positions, monkeypatch, **parameters)


def panel(page: AppTest) -> str:
    return "".join(
        str(element.proto.body) for element in page.get("html") if "The statement in full" in element.proto.body
    )


def drawn(page: AppTest) -> set[str]:
    """The ids of the statements in the picture."""
    figure = json.loads(page.get("plotly_chart")[0].proto.spec)
    return {id for trace in figure["data"] for id in trace.get("customdata", ())}


@pytest.mark.parametrize("positions", [POSITIONS, RECORDS], ids=["shipped", "tiny"])
@pytest.mark.parametrize("day", ["1991-01-01", "2019-10-06", "2031-07-01"])
def test_it_opens_on_every_day(positions: Path, day: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert drawn(opened(positions, monkeypatch, date=day))


def test_a_statement_that_is_not_there_is_answered_with_a_notice(monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(RECORDS, monkeypatch, statement="zzz")

    assert page.warning[0].value.replace("\\", "").startswith("There is no statement “zzz”")
    assert not panel(page)
    assert drawn(page)


def test_a_link_to_a_statement_opens_it_and_it_can_be_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(RECORDS, monkeypatch, statement="2031-04-10-port-no-trial")

    assert "no crane trial while talks go on" in panel(page)
    next(button for button in page.button if button.label == "Close").click().run()
    assert not panel(page)
    assert "statement" not in page.query_params


def test_the_filters_choose_what_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(RECORDS, monkeypatch, date="2031-05-01")

    page.multiselect[0].set_value(["cranes"]).run()
    assert drawn(page) == {"2031-04-10-port-no-trial", "2031-05-02-port-no-trial-again"}
    page.toggle[0].set_value(True).run()
    assert drawn(page) == {"2031-05-02-port-no-trial-again"}


def test_a_period_without_statements_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(RECORDS, monkeypatch, date="2031-06-10", issues="night-shifts", record="only")

    assert "take a filter away" in page.info[0].value
    assert not page.get("plotly_chart")


def test_another_period_takes_the_date_along(monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(RECORDS, monkeypatch, date="2031-05-01")

    next(box for box in page.selectbox if box.label == "Period").set_value("summer").run()

    assert not page.exception
    assert page.query_params["date"] == "2031-06-01"
    assert "2031-07-01-city-mediates" in drawn(page)
