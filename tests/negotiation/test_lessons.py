import datetime as dt
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from negotiation import Negotiation
from negotiation.hindsight import as_known_on
from negotiation.lessons import FOLLOWING_DAYS, following, latest_questions, next_questions


def test_questions_are_those_of_the_latest_event_that_has_some(tiny: Negotiation) -> None:
    def asked(*day: int) -> list[str | None]:
        found = (latest_questions(tiny, dt.date(2031, *day)), next_questions(tiny, dt.date(2031, *day)))
        return [each.event.id if each else None for each in found]

    assert asked(3, 31) == [None, "2031-04-01-first-meeting"]
    assert asked(4, 1) == asked(6, 14) == ["2031-04-01-first-meeting", "2031-06-15-crane-trial"]
    assert asked(6, 15) == ["2031-06-15-crane-trial", None]


def test_what_followed_lies_between_one_event_and_the_next(tiny: Negotiation) -> None:
    days = [(each.events[0].id, each.before, each.after) for each in following(tiny, dt.date(2031, 3, 31))]

    assert days == [
        ("2031-04-01-first-meeting", dt.date(2031, 3, 31), dt.date(2031, 5, 1)),
        ("2031-06-15-crane-trial", dt.date(2031, 6, 14), dt.date(2031, 7, 15)),
    ]
    assert following(tiny, dt.date(2031, 6, 15)) == []


@given(day=st.dates(dt.date(1991, 1, 1), dt.date(2026, 12, 31)))
def test_what_followed_is_later_in_order_and_apart(day: dt.date, shipped: Negotiation) -> None:
    found = following(shipped, day)

    assert len(found) <= 3
    for each in found:
        assert day <= each.before < each.events[0].date <= each.after <= shipped.end
        assert (each.after - each.events[0].date).days <= FOLLOWING_DAYS
        assert len({event.date for event in each.events}) == 1
    assert all(first.after < second.events[0].date for first, second in pairwise(found))
    assert bool(found) == any(event.date > day for event in shipped.events)


@given(day=st.dates(dt.date(2018, 1, 1), dt.date(2020, 12, 31)))
def test_behind_a_limit_nothing_followed(day: dt.date, shipped: Negotiation) -> None:
    talks = as_known_on(shipped, day)

    assert following(talks, day) == []
    assert next_questions(talks, day) is None
