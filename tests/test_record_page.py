from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from components import record
from tests.conftest import POSITIONS, RECORDS
from tests.test_dashboard import turned


def opened(monkeypatch: pytest.MonkeyPatch, positions: Path = RECORDS, **parameters: str) -> AppTest:
    """The page of the record."""
    return turned(record, positions, monkeypatch, **parameters)


def listed(page: AppTest) -> list[str]:
    return [str(summary) for summary in page.dataframe[0].value["Summary"]]


def sheets(page: AppTest) -> list[str]:
    return [body for body in (str(each.proto.body) for each in page.get("html")) if 'class="board sheet"' in body]


@pytest.mark.parametrize("positions", [POSITIONS, RECORDS], ids=["shipped", "tiny"])
def test_the_page_opens(positions: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(monkeypatch, positions)

    assert page.title[0].value == "Record"
    assert listed(page)


def test_nothing_is_listed_before_it_was_public(monkeypatch: pytest.MonkeyPatch) -> None:
    before = listed(opened(monkeypatch, date="2031-06-19"))
    after = listed(opened(monkeypatch, date="2031-06-20"))

    fund = "The union is reported to fill its strike fund in case of a crane trial."
    assert fund not in before
    assert fund in after


def test_filters_of_the_page_and_of_the_bar_choose_what_is_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(monkeypatch, date="2031-08-31", issues="cranes", record="only")
    assert len(listed(page)) == 2

    page.multiselect(key="record_kinds").set_value(["refusal"]).run()
    assert listed(page) == ["The port says it is no longer bound by its promise."]
    page.multiselect(key="record_parties").set_value(["dockers"]).run()
    assert not page.dataframe
    assert page.info[0].value.startswith("No statement fits by 31 August 2031: take a filter or a word away")


def test_a_search_is_in_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(monkeypatch, date="2031-08-31")

    page.text_input(key="record_search").set_value("  half   NIGHT ").run()
    assert listed(page) == ["The union asks for half as many night shifts."]
    assert page.query_params["search"] == "half NIGHT"


def test_a_search_comes_from_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(monkeypatch, date="2031-08-31", search="mediate")

    assert page.text_input(key="record_search").value == "mediate"
    assert listed(page) == ["The city offers to mediate."]


def test_a_statement_has_a_page_and_a_way_back(monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(monkeypatch, date="2031-05-01", statement="2031-03-05-dockers-no-nights")

    assert "No more nights, no more excuses." in sheets(page)[0]
    assert not page.dataframe
    assert [tab.label for tab in page.tabs] == ["Chicago", "APA", "BibTeX", "RIS"]
    assert all("date=2031-05-01&statement=2031-03-05-dockers-no-nights" in code.value for code in page.code)
    next(button for button in page.button if button.label == "Back to the table").click().run()
    assert listed(page)
    assert "statement" not in page.query_params


def test_filters_are_kept_on_the_way_to_a_statement_and_back(monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(monkeypatch, date="2031-08-31")
    page.multiselect(key="record_parties").set_value(["city"]).run()

    page.query_params["statement"] = "2031-07-01-city-mediates"
    page.run()
    assert sheets(page)
    next(button for button in page.button if button.label == "Back to the table").click().run()
    assert listed(page) == ["The city offers to mediate."]


def test_a_statement_from_later_shows_nothing_of_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(monkeypatch, date="2031-06-19", statement="2031-05-10-dockers-strike-fund")

    assert page.info[0].value == "This statement was not public by 19 June 2031. Choose a later date to see it."
    assert not sheets(page)
    assert not page.code
    assert not page.dataframe


def test_an_unknown_statement_is_answered_with_a_notice_and_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(monkeypatch, date="2031-05-01", statement="zzzzzz")

    assert "There is no statement" in page.warning[0].value
    assert listed(page)


def test_what_is_shown_and_the_whole_record_can_be_taken_along(monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(monkeypatch, date="2031-05-01")

    labels = [each.proto.label for each in page.get("download_button")]
    assert labels == ["Shown (4), CSV", "Shown (4), JSON", "Whole record (8), CSV", "Whole record (8), JSON"]


def test_a_download_is_there_before_its_button_is_pressed(monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(monkeypatch, date="2031-05-01")

    for each in page.get("download_button"):
        assert each.proto.url
        assert not each.proto.deferred_file_id
