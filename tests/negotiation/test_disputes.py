import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from negotiation import Negotiation
from negotiation.disputes import GROUP_DAYS, NEAR_DAYS, disputes
from tests.conftest import SHIPPED, sound

DAY = st.dates(dt.date(1991, 1, 1), dt.date(2026, 3, 31))
RECORD = sound(SHIPPED)


def linked(talks: Negotiation, day: dt.date) -> set[frozenset[str]]:
    known = {s.id for s in talks.statements.values() if s.appears <= day}
    return {frozenset({id, other}) for id in known for other in talks.statements[id].disputes if other in known}


def test_two_accounts_of_one_thing_are_a_dispute(tiny: Negotiation) -> None:
    (dispute,) = disputes(tiny, dt.date(2031, 4, 1))

    assert [s.id for s in dispute.accounts] == ["2031-04-01-dockers-fewer-nights", "2031-04-01-port-accounts"]
    assert dispute.issues == ("night-shifts",)
    assert dispute.event is not None
    assert dispute.event.id == "2031-04-01-first-meeting"
    assert disputes(tiny, dt.date(2031, 3, 31)) == []


@given(DAY)
def test_accounts_that_contradict_each_other_are_together_and_no_others(day: dt.date) -> None:
    groups = [{s.id for s in dispute.accounts} for dispute in disputes(RECORD, day)]
    pairs = linked(RECORD, day)

    assert all(any(pair <= group for group in groups) for pair in pairs)
    assert all(any(id in pair and pair <= group for pair in pairs) for group in groups for id in group)
    assert not [group for group in groups if any(group < other for other in groups)]


@given(DAY)
def test_a_group_of_more_than_two_is_about_one_time(day: dt.date) -> None:
    for dispute in disputes(RECORD, day):
        days = [s.date for s in dispute.accounts]
        assert days == sorted(days)
        assert len(days) == 2 or (days[-1] - days[0]).days <= GROUP_DAYS


@given(DAY)
def test_nothing_is_disputed_before_it_has_appeared(day: dt.date) -> None:
    for dispute in disputes(RECORD, day):
        assert all(s.appears <= day for s in dispute.accounts)
        assert dispute.event is None or 0 <= (dispute.accounts[0].date - dispute.event.date).days <= NEAR_DAYS


def test_accounts_far_apart_stay_a_pair(tiny: Negotiation) -> None:
    first, second = (tiny.statements[f"2031-04-01-{id}"] for id in ("dockers-fewer-nights", "port-accounts"))
    late = second.model_copy(update={"id": "2031-08-01-late", "date": dt.date(2031, 8, 1), "disputes": (first.id,)})
    talks = Negotiation(tiny.id, tiny.overview, tiny.events, tiny.sources, {**tiny.statements, late.id: late})

    assert [[s.id for s in dispute.accounts] for dispute in disputes(talks, late.date)] == [
        [first.id, second.id],
        [first.id, late.id],
    ]
