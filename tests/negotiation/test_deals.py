import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from negotiation import Negotiation
from negotiation.deals import ANSWER_DAYS, deals
from tests.conftest import SHIPPED, sound

DAY = st.dates(dt.date(1991, 1, 1), dt.date(2026, 3, 31))
RECORD = sound(SHIPPED)


def test_a_statement_with_a_condition_is_a_deal_on_its_issues(tiny: Negotiation) -> None:
    (deal,) = deals(tiny, dt.date(2031, 5, 1))

    assert deal.statement.id == "2031-04-10-port-no-trial"
    assert deal.traded == (("cranes", "night-shifts"),)
    assert deal.ended is None
    assert deal.answer is None


def test_what_ended_a_deal_is_told_from_that_day_on(tiny: Negotiation) -> None:
    (before,) = deals(tiny, dt.date(2031, 6, 15))
    (after,) = deals(tiny, dt.date(2031, 6, 16))

    assert (before.ended, before.ended_by) == (None, None)
    assert after.ended == dt.date(2031, 6, 16)
    assert after.ended_by is tiny.statements["2031-06-16-port-ends-promise"]


@given(DAY)
def test_the_next_word_is_the_other_sides_and_came_in_time_on_the_same_issues(day: dt.date) -> None:
    for deal in deals(RECORD, day):
        if answer := deal.answer:
            assert {deal.statement.party, answer.party} == set(RECORD.overview.main)
            assert 0 <= (answer.appears - deal.statement.appears).days <= ANSWER_DAYS
            assert answer.appears <= day
            assert answer.on_the_record
            assert set(deal.statement.issues[:2]) <= set(answer.issues)


@given(DAY)
def test_a_deal_stands_when_the_board_says_so(day: dt.date) -> None:
    standing = {
        s.id for parties in RECORD.standing(day).values() for position in parties.values() for f in position for s in f
    }

    assert all((deal.statement.id in standing) == (deal.ended is None) for deal in deals(RECORD, day))
