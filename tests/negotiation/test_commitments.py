import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiation import Negotiation
from negotiation.commitments import State, fates
from tests.conftest import SHIPPED, sound

DAY = st.dates(dt.date(1991, 1, 1), dt.date(2026, 3, 31))
RECORD = sound(SHIPPED)


@pytest.mark.parametrize(
    ("day", "state", "days"),
    [
        (dt.date(2031, 4, 10), "standing", 0),
        (dt.date(2031, 6, 14), "standing", 65),
        (dt.date(2031, 6, 15), "broken", 66),
        (dt.date(2031, 6, 16), "broken", 66),
        (dt.date(2031, 8, 31), "broken", 66),
    ],
)
def test_a_promise_stands_until_it_is_broken(tiny: Negotiation, day: dt.date, state: State, days: int) -> None:
    fate = fates(tiny, day)[0]

    assert (fate.commitment.id, fate.state, fate.days) == ("2031-04-10-port-no-trial", state, days)


def test_a_promise_that_is_called_off_is_withdrawn(tiny: Negotiation) -> None:
    fate = fates(tiny, dt.date(2031, 6, 16))[1]

    assert (fate.state, fate.days) == ("withdrawn", 45)
    assert [act.by.id for act in fate.acts] == ["2031-06-16-port-ends-promise"]


@given(DAY)
def test_every_state_but_standing_has_an_act_known_by_the_day(day: dt.date) -> None:
    for fate in fates(RECORD, day):
        assert fate.commitment.appears <= day
        assert all(act.day <= day for act in fate.acts)
        assert (fate.state == "standing") == (not fate.acts)
        assert fate.state == "standing" or fate.state in {act.state for act in fate.acts}


@given(DAY, DAY)
def test_what_is_broken_stays_broken(a: dt.date, b: dt.date) -> None:
    earlier, later = ({f.commitment.id: f for f in fates(RECORD, day)} for day in sorted((a, b)))

    assert earlier.keys() <= later.keys()
    for id, fate in earlier.items():
        if fate.state == "broken":
            assert (later[id].state, later[id].days) == ("broken", fate.days)
