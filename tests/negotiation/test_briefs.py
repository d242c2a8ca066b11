import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiation import Negotiation
from negotiation.briefs import FEWER, FEWEST, MOST, Brief, Chosen, brief
from negotiation.records import Statement
from negotiation.talks import frame_of

DAYS = st.dates(dt.date(1991, 9, 1), dt.date(2021, 6, 30))
SIDES = st.sampled_from([0, 1])


def lists(made: Brief) -> list[Chosen]:
    return [*made.yours, *made.theirs, made.told_of_you, made.ahead]


def with_due(talks: Negotiation, id: str, due: dt.date) -> Negotiation:
    statement = talks.statements[id].model_copy(update={"due": due})
    return replace(talks, statements={**talks.statements, id: statement})


@given(day=DAYS, side=SIDES)
def test_nothing_in_a_brief_is_later_than_its_day(day: dt.date, side: int, shipped: Negotiation) -> None:
    made = brief(shipped, shipped.overview.main[side], day)

    for statement in (s for chosen in lists(made) for s in chosen.statements):
        assert statement.appears <= day
        assert all(made.talks.statements[id].appears <= day for id in statement.disputes)
        assert not statement.note
    assert all(event.date <= day for event in made.talks.events)


@given(day=DAYS, side=SIDES)
def test_what_is_weightier_and_newer_comes_first_and_the_rest_is_counted(
    day: dt.date, side: int, shipped: Negotiation
) -> None:
    made = brief(shipped, shipped.overview.main[side], day)

    for chosen in (*made.yours, *made.theirs, made.told_of_you):
        order = [(s.minor, -s.date.toordinal()) for s in chosen.statements]
        assert order == sorted(order)
        assert len(chosen.statements) <= MOST
        assert chosen.more == 0 or len(chosen.statements) in (FEWEST, FEWER, MOST)


@given(day=DAYS, side=SIDES)
def test_each_side_speaks_in_its_own_word(day: dt.date, side: int, shipped: Negotiation) -> None:
    made = brief(shipped, shipped.overview.main[side], day)

    for party, stance in ((made.you, made.yours), (made.other, made.theirs)):
        for statement in (s for chosen in stance for s in chosen.statements):
            assert statement.party == party.id
            assert frame_of(statement) in ("wants", "gives", "describes")
    assert all(made.other.id in (s.party, s.according_to) for s in made.told_of_you.statements)


@given(day=DAYS, side=SIDES)
def test_a_brief_holds_only_what_stands(day: dt.date, side: int, shipped: Negotiation) -> None:
    made = brief(shipped, shipped.overview.main[side], day)

    for statement in (s for chosen in lists(made) for s in chosen.statements):
        start, end = shipped.stands[statement.id]
        assert start <= day
        assert end is None or day < end


def test_the_other_side_s_account_of_you_is_not_your_word(tiny: Negotiation) -> None:
    made = brief(tiny, "dockers", dt.date(2031, 5, 1))

    assert ids(made.told_of_you) == ["2031-04-01-port-accounts"]
    assert ids(made.yours.demands) == ["2031-04-01-dockers-fewer-nights"]
    assert ids(brief(tiny, "port", dt.date(2031, 5, 1)).told_of_you) == []


def test_a_promise_is_in_force_until_it_is_ended(tiny: Negotiation) -> None:
    # the weightier first, though the minor one is newer
    promises = ["2031-04-10-port-no-trial", "2031-05-02-port-no-trial-again"]
    assert ids(brief(tiny, "port", dt.date(2031, 6, 14)).yours.promises) == promises
    assert ids(brief(tiny, "dockers", dt.date(2031, 6, 14)).theirs.promises) == promises
    assert ids(brief(tiny, "port", dt.date(2031, 6, 16)).yours.promises) == []


def test_a_day_ahead_is_one_still_to_come_of_something_that_stands(tiny: Negotiation) -> None:
    talks = with_due(tiny, "2031-04-10-port-no-trial", dt.date(2031, 6, 20))

    def ahead(*day: int) -> list[str]:
        return ids(brief(talks, "dockers", dt.date(2031, *day)).ahead)

    assert ahead(4, 9) == []
    assert ahead(4, 10) == ahead(6, 15) == ["2031-04-10-port-no-trial"]
    assert ahead(6, 16) == []  # withdrawn
    due_before = with_due(tiny, "2031-04-10-port-no-trial", dt.date(2031, 5, 1))
    assert ids(brief(due_before, "dockers", dt.date(2031, 5, 1)).ahead) == []


@pytest.mark.parametrize(
    ("issues", "on_record", "expected"),
    [
        ((), False, ["2031-04-10-port-no-trial", "2031-05-02-port-no-trial-again"]),
        (("night-shifts",), False, ["2031-04-10-port-no-trial"]),
        ((), True, ["2031-05-02-port-no-trial-again"]),
        (("night-shifts",), True, []),
    ],
)
def test_issues_and_the_record_switch_narrow_a_brief(
    issues: tuple[str, ...], on_record: bool, expected: list[str], tiny: Negotiation
) -> None:
    made = brief(tiny, "port", dt.date(2031, 5, 10), issues, on_record)

    assert ids(made.yours.promises) == expected


def ids(chosen: Chosen) -> list[str]:
    statements: tuple[Statement, ...] = chosen.statements
    return [s.id for s in statements]
