import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components import board, timeline
from components.address import View
from negotiation import Negotiation
from negotiation.records import Statement

DAY = dt.date(2031, 5, 10)
spans = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 40))).map(
    lambda found: sorted((start, start + length) for start, length in found)
)


def seen(tiny: Negotiation, **parts: object) -> View:
    return replace(View(tiny.id, DAY), **parts)  # type: ignore[arg-type]


def hostile(tiny: Negotiation) -> tuple[Negotiation, Statement]:
    statement = tiny.statements["2031-03-05-dockers-no-nights"]
    changed = statement.model_copy(update={"summary": '<b onclick="x">&', "speaker": "<i>"})
    talks = Negotiation(tiny.id, tiny.overview, tiny.events, tiny.sources, {**tiny.statements, changed.id: changed})
    return talks, changed


def test_every_issue_has_a_lane_for_each_main_side_and_one_for_the_others_where_they_spoke(tiny: Negotiation) -> None:
    lanes = timeline.lanes(tiny, seen(tiny, day=dt.date(2031, 7, 2)))

    assert [(lane.issue, lane.party.id if lane.party else None) for lane in lanes] == [
        ("night-shifts", "dockers"),
        ("night-shifts", "port"),
        ("night-shifts", None),
        ("cranes", "dockers"),
        ("cranes", "port"),
    ]


def test_a_mark_is_on_the_day_its_statement_became_public(tiny: Negotiation) -> None:
    marks = {
        mark.statement.id: mark
        for lane in timeline.lanes(tiny, seen(tiny, day=dt.date(2031, 7, 2)))
        for mark in lane.marks
    }

    assert marks["2031-05-10-dockers-strike-fund"].start == dt.date(2031, 6, 20)
    assert marks["2031-05-10-dockers-strike-fund"].end == dt.date(2031, 8, 31)


def test_a_bar_ends_when_the_position_ended(tiny: Negotiation) -> None:
    first = timeline.lanes(tiny, seen(tiny))[0].marks[0]

    assert (first.statement.id, first.end) == ("2031-03-05-dockers-no-nights", dt.date(2031, 4, 1))


def test_only_the_period_of_the_date_is_drawn_through_the_filters(tiny: Negotiation) -> None:
    assert [s.id for s in timeline.statements(tiny, seen(tiny, issues=("cranes",)))] == [
        "2031-04-10-port-no-trial",
        "2031-05-02-port-no-trial-again",
    ]
    assert [s.id for s in timeline.statements(tiny, seen(tiny, issues=("cranes",), on_record=True))] == [
        "2031-05-02-port-no-trial-again"
    ]


@given(spans)
def test_no_two_spans_on_a_level_overlap_while_there_are_levels(found: list[tuple[int, int]]) -> None:
    levels = timeline.pack(found, most=len(found) + 1)

    last: dict[int, int] = {}
    for (start, end), level in zip(found, levels, strict=True):
        assert last.get(level, -1) <= start
        last[level] = end


@given(spans, st.integers(1, 5))
def test_there_are_never_more_levels_than_asked_for(found: list[tuple[int, int]], most: int) -> None:
    levels = timeline.pack(found, most)

    assert set(levels) == set(range(len(set(levels))))
    assert len(set(levels)) <= most


@pytest.mark.parametrize("day", [dt.date(2019, 10, 6), dt.date(2018, 6, 12), dt.date(2020, 12, 31)])
def test_names_of_meetings_collide_neither_with_each_other_nor_with_the_line_of_the_day(
    shipped: Negotiation, day: dt.date
) -> None:
    period = shipped.period_of(day)
    names = timeline.names(shipped.meetings, period, day)
    days = (period.end - period.start).days

    assert names
    boxes: dict[int, list[tuple[float, float]]] = {}
    for name in names:
        x, width = (name.event.date - period.start).days / days * 290, max(map(len, name.lines)) * 6.6
        boxes.setdefault(name.row, []).append((x - width, x) if name.left else (x, x + width))
    line = (day - period.start).days / days * 290
    for row in boxes.values():
        assert all(end <= line or line <= start for start, end in row)
        assert all(a[1] <= b[0] or b[1] <= a[0] for a in row for b in row if a is not b)


def test_what_another_party_tells_is_not_its_own_word(tiny: Negotiation) -> None:
    assert timeline.own_words(tiny.statements["2031-04-01-dockers-fewer-nights"])
    assert not timeline.own_words(tiny.statements["2031-04-01-port-accounts"])
    assert (
        board.speaker_words(tiny, tiny.statements["2031-04-01-port-accounts"])
        == "Ben Dock, according to Port Authority"
    )


def test_a_statement_names_what_it_points_at_and_what_points_at_it(tiny: Negotiation) -> None:
    def links(id: str) -> list[tuple[str, str]]:
        return [(words, s.id) for words, s in timeline.links(tiny, tiny.statements[id])]

    assert links("2031-04-01-dockers-fewer-nights") == [
        ("Replaces", "2031-03-05-dockers-no-nights"),
        ("Another account in", "2031-04-01-port-accounts"),
    ]
    assert links("2031-04-10-port-no-trial") == [
        ("Said again in", "2031-05-02-port-no-trial-again"),
        ("Withdrawn by", "2031-06-16-port-ends-promise"),
        ("Broken by", "2031-06-15-crane-trial"),
    ]


def test_the_open_statement_links_to_others_on_the_same_page(tiny: Negotiation) -> None:
    view = seen(tiny, issues=("night-shifts",))
    shown = timeline.panel(tiny, tiny.statements["2031-04-01-dockers-fewer-nights"], view)

    assert "The union asks for half as many night shifts." in shown
    assert (
        'href="?negotiation=harbour-talks&amp;date=2031-05-10&amp;issues=night-shifts'
        '&amp;statement=2031-03-05-dockers-no-nights" target="_self"'
    ) in shown


def test_a_statement_of_a_later_day_has_no_age_yet(tiny: Negotiation) -> None:
    shown = timeline.panel(tiny, tiny.statements["2031-06-16-port-ends-promise"], seen(tiny))

    assert "16 June 2031, the same day" in shown


def test_text_from_the_record_is_escaped_in_the_hover_and_in_the_open_statement(tiny: Negotiation) -> None:
    talks, changed = hostile(tiny)

    assert "&lt;b onclick=&quot;x&quot;&gt;&amp;" in timeline.reads(talks, changed)
    assert "<i>" not in timeline.reads(talks, changed)
    assert "<b onclick" not in timeline.panel(talks, changed, seen(tiny))


def test_the_table_has_a_row_for_each_statement_drawn(shipped: Negotiation) -> None:
    view = View(shipped.id, dt.date(2019, 10, 6))
    drawn = {mark.statement.id for lane in timeline.lanes(shipped, view) for mark in lane.marks}

    assert len(timeline.table(shipped, view)) == len(drawn)


def test_the_picture_has_few_traces_and_a_point_for_every_mark(shipped: Negotiation) -> None:
    view = View(shipped.id, dt.date(2019, 10, 6))
    lanes = timeline.lanes(shipped, view)
    picture = timeline.drawing(shipped, view, lanes)

    points = sum(len(trace.get("customdata", ())) for trace in picture.traces)
    assert points == sum(len(lane.marks) for lane in lanes)
    assert len(picture.traces) < 40
