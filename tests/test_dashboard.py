"""The whole page without a browser, for every negotiation there is."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from components import timeline, turns
from tests.conftest import POSITIONS, RECORDS, ROOT, TINY


def opened(positions: Path, monkeypatch: pytest.MonkeyPatch, **parameters: str) -> AppTest:
    """The page with the plain board, which the server draws."""
    return visited(positions, monkeypatch, board="plain", **parameters)


def visited(positions: Path, monkeypatch: pytest.MonkeyPatch, **parameters: str) -> AppTest:
    monkeypatch.setenv("POSITIONS", str(positions))
    page = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=30)
    for key, value in parameters.items():
        page.query_params[key] = value
    page.run()
    assert not page.exception
    return page


def turned(module: Any, positions: Path, monkeypatch: pytest.MonkeyPatch, **parameters: str) -> AppTest:
    """Another page than the board."""
    page = visited(positions, monkeypatch, **parameters)
    page._page_hash = calc_hash(module.PATH)  # AppTest.switch_page knows only pages that are files
    page.run()
    assert not page.exception
    assert page.title[0].value == module.TITLE
    return page


def board(page: AppTest) -> str:
    bodies = [str(element.proto.body) for element in page.get("html")]
    return next(body for body in bodies if 'class="board"' in body)


def shown_day(page: AppTest) -> str:
    return str(page.header[0].value)


@pytest.mark.parametrize(
    "folder", [path for root in (POSITIONS, RECORDS) for path in sorted(root.iterdir()) if path.is_dir()], ids=str
)
def test_every_negotiation_opens_on_its_day(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(folder.parent, monkeypatch, negotiation=folder.name)

    assert 'class="side"' in board(page)
    assert page.query_params["negotiation"] == folder.name
    assert not page.warning


def test_the_live_board_is_what_a_visitor_gets(monkeypatch: pytest.MonkeyPatch) -> None:
    page = visited(RECORDS, monkeypatch)

    assert len(page.get("bidi_component")) == 3  # the board, Share, and what knows the view and watches the line
    assert not page.get("html")
    assert page.query_params["date"] == "2031-05-01"


def test_what_the_live_board_says_reaches_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    page = visited(RECORDS, monkeypatch)

    page.session_state["live_board-harbour-talks"] = {
        "ready": True,
        "view": {"date": "2031-06-16", "compare": "2031-04-01", "issues": "cranes", "record": "only"},
    }
    page.run()

    assert not page.exception
    assert {key: page.query_params[key] for key in ("date", "compare", "issues", "record")} == {
        "date": "2031-06-16",
        "compare": "2031-04-01",
        "issues": "cranes",
        "record": "only",
    }


@pytest.mark.parametrize("view", ["x", {"date": 7}, {"date": ["x"]}, {"date": "x" * 10_000, "issues": "<b>"}, 3, []])
def test_nonsense_from_the_browser_is_harmless(view: object, monkeypatch: pytest.MonkeyPatch) -> None:
    page = visited(RECORDS, monkeypatch)
    page.session_state["live_board-harbour-talks"] = {"ready": True, "view": view}
    page.run()

    assert not page.exception
    assert page.query_params["date"]


def test_the_plain_board_appears_when_the_live_one_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    page = visited(RECORDS, monkeypatch)
    page.session_state["live_board_begun"] = -1000.0
    page.run()

    assert page.info[0].value.startswith("The live board could not start")
    assert "half as many night shifts" in board(page)


def test_the_address_always_says_the_date(monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(RECORDS, monkeypatch)

    assert page.query_params["date"] == "2031-05-01"


def test_of_the_long_pages_one_is_drawn_at_a_time_and_a_board_when_it_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []

    @contextmanager
    def taken(long: bool) -> Iterator[None]:
        asked.append(long)
        yield

    monkeypatch.setattr(turns, "taken", taken)
    turned(timeline, RECORDS, monkeypatch)

    assert asked == [False, True]


def test_steps_move_from_event_to_event_and_from_change_to_change(monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(RECORDS, monkeypatch, date="2031-05-01")
    steps = {button.label: button for button in page.button}

    steps["Next event"].click().run()
    assert shown_day(page) == "Sunday 15 June 2031"
    assert page.query_params["date"] == "2031-06-15"
    {button.label: button for button in page.button}["Next change"].click().run()
    assert shown_day(page) == "Monday 16 June 2031"
    {button.label: button for button in page.button}["Previous change"].click().run()
    assert shown_day(page) == "Friday 2 May 2031"
    {button.label: button for button in page.button}["Previous event"].click().run()
    assert shown_day(page) == "Tuesday 1 April 2031"


def test_an_address_sent_before_ours_arrived_does_not_undo_a_step(monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(RECORDS, monkeypatch, date="2031-05-01")
    {button.label: button for button in page.button}["Next event"].click().run()

    page.query_params["date"] = "2031-05-01"
    page.run()

    assert shown_day(page) == "Sunday 15 June 2031"
    assert page.query_params["date"] == "2031-06-15"


def test_issues_and_the_record_switch_choose_what_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(RECORDS, monkeypatch, date="2031-05-10")

    page.multiselect[0].set_value(["cranes"]).run()
    assert "Who works at night?" not in board(page)
    assert page.query_params["issues"] == "cranes"
    page.toggle[0].set_value(True).run()
    assert "The port promises no crane trial" not in board(page)
    assert page.query_params["record"] == "only"


def test_a_bad_address_is_answered_with_a_notice(monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(RECORDS, monkeypatch, date="2031-02-30", issues="crane", negotiation="x")

    assert [warning.value.replace("\\", "").split(";")[0] for warning in page.warning] == [
        "There is no negotiation “x”",
        "The record reaches from 1 March 2031 to 31 August 2031, not to 2031-02-30",
        "There is no issue “crane”",
    ]
    assert page.query_params["date"] == "2031-03-01"


def test_a_notice_cannot_carry_markup(monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(RECORDS, monkeypatch, date="![x](https://example.org/p.png)", issues=":red[x]")

    assert "![x]" not in page.warning[0].value
    assert ":red[" not in page.warning[1].value


def test_a_broken_file_is_shown_on_top_and_the_rest_below(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (copy / "statements" / "2031.yaml").read_text("utf-8")
    (copy / "statements" / "2031.yaml").write_text(text.replace("kind: refusal", "kind: refusel"), encoding="utf-8")

    page = opened(copy.parent, monkeypatch)

    assert page.expander[0].label == "1 problem in 1 file of the record; what is sound is shown"
    assert "harbour-talks/statements/2031.yaml:78:9: “kind” is “refusel”" in page.code[0].value
    assert "half as many night shifts" in board(page)


def test_a_record_with_nothing_sound_shows_only_the_errors(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (copy / "negotiation.yaml").write_text("- a list", encoding="utf-8")

    page = opened(copy.parent, monkeypatch)

    assert "negotiation.yaml:1:1: is not a mapping" in page.code[0].value
    assert page.error
    assert not page.header


def test_the_first_screen_does_not_pay_for_plotly_or_pandas() -> None:
    script = (
        "import sys; from streamlit.testing.v1 import AppTest; before = set(sys.modules);"
        f"page = AppTest.from_file({str(ROOT / 'dashboard.py')!r}, default_timeout=60).run();"
        "assert not page.exception; print([m for m in ('pandas', 'plotly.graph_objs._figure', 'altair') "
        "if m in set(sys.modules) - before])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=TINY, check=True)

    assert done.stdout.strip() == "[]"
