import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from negotiation.intervals import Intervals

FIRST = dt.date(2031, 1, 1)
days = st.integers(0, 30).map(lambda n: FIRST + dt.timedelta(n))


@given(st.lists(st.tuples(days, st.none() | days)), days)
def test_exactly_the_intervals_that_hold_a_day_are_found(
    intervals: list[tuple[dt.date, dt.date | None]], day: dt.date
) -> None:
    expected = [n for n, (start, end) in enumerate(intervals) if start <= day and (end is None or day < end)]

    assert Intervals(intervals).holding(day) == expected
