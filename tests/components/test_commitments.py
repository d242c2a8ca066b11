import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from components import commitments
from components.address import View
from negotiation import Negotiation
from negotiation.commitments import fates
from tests.conftest import SHIPPED, sound

RECORD = sound(SHIPPED)


def states(talks: Negotiation, day: dt.date, party: str, *issues: str) -> list[str]:
    ledger = commitments.ledger(talks, View(talks.id, day, issues))
    return [promise.state for promise in (*ledger.current[party], *ledger.older[party])]


def test_the_ledger_tells_the_state_and_after_how_many_days(tiny: Negotiation) -> None:
    assert states(tiny, dt.date(2031, 4, 20), "port") == ["Standing for 10 days"]
    assert states(tiny, dt.date(2031, 7, 1), "port") == ["Withdrawn after 45 days", "Broken after 66 days"]
    assert states(tiny, dt.date(2031, 7, 1), "dockers") == []


def test_the_acts_are_told_in_words(tiny: Negotiation) -> None:
    day = dt.date(2031, 7, 1)
    broken = commitments.ledger(tiny, View(tiny.id, day)).current["port"][1]

    assert broken.acts == ("Broken on 15 June 2031: Crane trial",)
    assert broken.end == dt.date(2031, 6, 15)


def test_filters_leave_promises_out_and_the_page_says_so(tiny: Negotiation) -> None:
    day = dt.date(2031, 5, 1)
    for shown in (View(tiny.id, day, (), True), View(tiny.id, dt.date(2031, 4, 9), ("cranes",))):
        promises = commitments.ledger(tiny, shown)
        assert not promises
        assert "take a filter away" in commitments.render(tiny, shown, promises)


@given(st.dates(dt.date(1991, 1, 1), dt.date(2026, 3, 31)))
def test_every_promise_of_a_main_side_is_in_the_ledger_once(day: dt.date) -> None:
    ledger = commitments.ledger(RECORD, View(RECORD.id, day))
    shown = [p for part in (ledger.current, ledger.older) for side in part.values() for p in side]

    assert sorted(p.fate.commitment.id for p in shown) == sorted(
        fate.commitment.id for fate in fates(RECORD, day) if fate.commitment.party in RECORD.overview.main
    )
    assert all(p.fate.commitment.date <= p.end <= max(day, p.fate.commitment.date) for p in shown)


def test_the_chart_has_a_bar_for_each_promise_and_nothing_after_the_day(tiny: Negotiation) -> None:
    for day, bars, trials in ((dt.date(2031, 6, 14), 2, 0), (dt.date(2031, 6, 15), 2, 1)):
        shown = View(tiny.id, day)
        promises = commitments.ledger(tiny, shown).current
        drawn = commitments.drawing(tiny, shown, promises)
        assert sum(len(trace["y"]) for trace in drawn.traces if trace.get("type") == "bar") == bars
        assert sum("Crane trial" in text for t in drawn.traces if "name" not in t for text in t["hovertext"]) == trials


def test_text_from_the_record_is_escaped(tiny: Negotiation) -> None:
    statement = tiny.statements["2031-04-10-port-no-trial"]
    hostile = statement.model_copy(update={"summary": "<img src=x>", "note": "<a href='x'>"})
    talks = Negotiation(tiny.id, tiny.overview, tiny.events, tiny.sources, {hostile.id: hostile})
    shown = View(tiny.id, dt.date(2031, 5, 1))
    promises = commitments.ledger(talks, shown)

    for text in (commitments.render(talks, shown, promises), str(commitments.drawing(talks, shown, promises.current))):
        assert "<img" not in text
        assert "<a href='x" not in text
