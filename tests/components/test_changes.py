import datetime as dt
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components import changes
from components.address import View
from negotiation import Negotiation
from tests.conftest import TINY, sound

TALKS = sound(TINY)
days = st.dates(TALKS.start, TALKS.end)


def seen(**parts: object) -> View:
    return replace(View(TALKS.id, dt.date(2031, 5, 10)), **parts)  # type: ignore[arg-type]


def entries(view: View, before: dt.date, after: dt.date) -> dict[str, list[str]]:
    changed = changes.moves(TALKS, view, before, after)
    return {
        f"{row.issue.id} {side.party.id} {group.verdict}": [entry.card.id for entry in group.entries]
        for row in changes.rows(TALKS, view, changed, after)
        for side in (*row.sides, *row.others)
        for group in side.groups
    }


def html(view: View, talks: Negotiation = TALKS) -> str:
    return changes.render(talks, view, *changes.days(talks, view))


def test_the_earlier_date_is_the_meeting_before_when_none_is_chosen() -> None:
    assert changes.days(TALKS, seen()) == (dt.date(2031, 4, 1), dt.date(2031, 5, 10))
    assert changes.days(TALKS, seen(day=dt.date(2031, 4, 1))) == (TALKS.start, dt.date(2031, 4, 1))


@given(days, days)
def test_the_dates_are_in_order_whichever_way_they_are_chosen(one: dt.date, other: dt.date) -> None:
    assert changes.days(TALKS, seen(day=one, compare=other)) == (min(one, other), max(one, other))
    assert changes.days(TALKS, seen(day=other, compare=one)) == (min(one, other), max(one, other))


@given(days, days, st.sampled_from([(), ("cranes",), ("night-shifts",)]), st.booleans())
def test_every_change_is_shown_once_and_nothing_else(
    one: dt.date, other: dt.date, issues: tuple[str, ...], on_record: bool
) -> None:
    before, after = min(one, other), max(one, other)
    expected: dict[str, list[str]] = {}
    for change in TALKS.change(before, after):
        if (not issues or change.issue in issues) and (change.statement.on_the_record or not on_record):
            ids = expected.setdefault(f"{change.issue} {change.party} {change.verdict}", [])
            if change.statement.id not in ids:
                ids.append(change.statement.id)

    assert entries(seen(issues=issues, on_record=on_record), before, after) == expected


@given(days, days)
def test_what_is_not_on_the_record_is_hidden_as_old_text_too(one: dt.date, other: dt.date) -> None:
    before, after = min(one, other), max(one, other)
    shown = changes.render(TALKS, seen(on_record=True), before, after)

    hidden = [s.summary for s in TALKS.statements.values() if not s.on_the_record]
    assert not [text for text in hidden if text in shown]


def test_old_stands_beside_new() -> None:
    shown = html(seen(day=dt.date(2031, 4, 2), compare=dt.date(2031, 3, 20)))

    old, new = shown.index("an end to night shifts.</p>"), shown.index('<p class="summary">The union asks for half')
    assert shown.index("<h5>Before</h5>") < old < shown.index("<h5>Now</h5>") < new


def test_a_withdrawn_position_tells_what_ended_it() -> None:
    shown = html(seen(day=dt.date(2031, 6, 20), compare=dt.date(2031, 5, 5)))

    assert "Ended on 16 June 2031 by: The port says it is no longer bound by its promise." in shown


def test_the_summary_counts_and_quotes_the_record_word_for_word() -> None:
    before, after = dt.date(2031, 3, 20), dt.date(2031, 5, 10)
    summary = changes.summary(TALKS, changes.moves(TALKS, seen(), before, after), before, after)

    assert summary.dates == "From 20 March 2031 to 10 May 2031"
    assert summary.counts == (
        "5 changes in 51 days, counted issue by issue: 3 are new, 1 replaces an earlier position "
        "and 1 says an earlier position again. By side: Dockers' Union 2, Port Authority 3."
    )
    assert [(mark.party.id, mark.summary) for mark in summary.landmarks] == [
        ("dockers", TALKS.statements["2031-04-01-dockers-fewer-nights"].summary)
    ]


@pytest.mark.parametrize("on", [dt.date(2018, 6, 13), dt.date(2019, 3, 1), dt.date(2020, 1, 2)])
def test_landmarks_are_new_weighty_and_on_the_record(shipped: Negotiation, on: dt.date) -> None:
    before = dt.date(2018, 1, 1)
    changed = changes.moves(shipped, View(shipped.id, on), before, on)
    summary = changes.summary(shipped, changed, before, on)

    weighty = {c.statement.summary for c in changed if c.statement.on_the_record and not c.statement.minor}
    assert {mark.summary for mark in summary.landmarks} <= weighty
    assert len(summary.landmarks) == 6


def test_issues_without_a_change_are_named() -> None:
    assert "No change on Cranes." in html(seen(day=dt.date(2031, 4, 2), compare=dt.date(2031, 3, 20)))


def test_the_chart_counts_what_the_page_shows_month_by_month() -> None:
    each, ends = changes.steps(TALKS, dt.date(2031, 5, 10))
    counts = changes.by_time(TALKS, seen(), ends)

    assert each == "month"
    assert ends == [dt.date(2031, 2, 28), dt.date(2031, 3, 31), dt.date(2031, 4, 30), dt.date(2031, 5, 10)]
    for n, (start, end) in enumerate(pairwise(ends)):
        for party in TALKS.main:
            moved = [change for change in TALKS.change(start, end) if change.party == party.id]
            assert counts[party.id][n] == len(moved)


@given(days)
def test_the_chart_ends_with_the_later_date(day: dt.date) -> None:
    _, ends = changes.steps(TALKS, day)

    assert ends[-1] == day
    assert ends == sorted(set(ends))


def test_a_long_period_is_counted_by_the_year(shipped: Negotiation) -> None:
    assert changes.steps(shipped, dt.date(1994, 10, 22))[0] == "year"


def test_text_from_the_record_is_escaped() -> None:
    statement = TALKS.statements["2031-03-05-dockers-no-nights"]
    hostile = statement.model_copy(update={"summary": '<img src=x onerror="alert(1)">', "quote": "</article>"})
    talks = Negotiation(TALKS.id, TALKS.overview, TALKS.events, TALKS.sources, {hostile.id: hostile})

    shown = html(seen(compare=talks.start), talks)

    assert "<img" not in shown
    assert shown.count("</article>") == 1
