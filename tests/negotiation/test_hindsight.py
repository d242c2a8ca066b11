import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from negotiation import Negotiation
from negotiation.hindsight import as_known_on
from negotiation.records import LINKS

DAYS = st.dates(dt.date(2018, 1, 1), dt.date(2021, 6, 30))


@given(limit=DAYS, day=DAYS)
def test_what_stood_on_a_day_stands_there_behind_any_later_limit(
    limit: dt.date, day: dt.date, shipped: Negotiation
) -> None:
    day = min(limit, day)

    def ids(talks: Negotiation) -> list[str]:
        return [s.id for parties in talks.standing(day).values() for p in parties.values() for f in p for s in f]

    assert ids(as_known_on(shipped, limit)) == ids(shipped)


@given(limit=DAYS)
def test_nothing_from_after_the_limit_is_left(limit: dt.date, shipped: Negotiation) -> None:
    talks = as_known_on(shipped, limit)

    assert all(s.appears <= limit for s in talks.statements.values())
    assert all(event.date <= limit for event in talks.events)
    assert all(source.date is not None and source.date <= limit for source in talks.sources.values())
    assert talks.questions.keys() <= {event.id for event in talks.events}
    assert talks.end == limit
    for records in (talks.statements.values(), talks.events, talks.sources.values()):
        assert not any(record.note for record in records)
    for statement in talks.statements.values():
        assert talks.sources.keys() >= set(statement.sources)
        assert all(talks.statements.keys() >= set(statement.links(link)) for link in LINKS)


def test_a_promise_is_not_broken_before_it_was(tiny: Negotiation) -> None:
    talks = as_known_on(tiny, dt.date(2031, 6, 14))

    assert not talks.events[-1].breaks
    assert talks.stands["2031-04-10-port-no-trial"] == (dt.date(2031, 4, 10), None)


def test_a_period_that_goes_on_ends_with_the_limit_and_does_not_name_its_end(shipped: Negotiation) -> None:
    periods = as_known_on(shipped, dt.date(2019, 2, 26)).overview.periods

    assert [period.title for period in periods] == ["Background, 1991–2017", "2018–2019"]
    assert periods[-1].end == dt.date(2019, 2, 26)


def test_a_limit_on_the_first_day_of_a_period_leaves_every_period_two_days(shipped: Negotiation) -> None:
    for period in shipped.overview.periods:
        left = as_known_on(shipped, period.start)
        assert all(each.start < each.end for each in left.overview.periods)
        assert left.end == max(period.start, shipped.start + dt.timedelta(1))


def test_a_limit_outside_the_record_is_the_nearest_day_within(tiny: Negotiation) -> None:
    assert as_known_on(tiny, dt.date(1990, 1, 1)).end == tiny.start + dt.timedelta(1)
    assert as_known_on(tiny, dt.date(2090, 1, 1)).statements.keys() == tiny.statements.keys()
