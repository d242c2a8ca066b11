"""What changed between two dates: old beside new, issue by issue."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Any

import streamlit as st

from components import board, charts, controls, pages
from components.address import View
from components.board import Card
from components.caches import BY_KEY
from components.charts import Drawing, Trace
from components.words import count_words, day_words, list_words
from negotiation import Change, Negotiation
from negotiation.records import Issue, Party, Statement
from negotiation.talks import Verdict, frame_of

TITLE, PATH, ICON = "What changed", "changes", ":material/compare_arrows:"
SAYS = (
    "What each side's position gained and lost between two dates, old beside new; "
    "what came and went in between, or stayed the same, is not shown."
)

_SINCE, _UNTIL, _TYPED, _CHART = "since_event", "until_event", "typed_compare", "changes-by-time"
_MOST_SHOWN, _LANDMARKS, _YEARS_BY_MONTH = 2, 3, 6
_TITLES: dict[Verdict, str] = {
    "new": "New",
    "replaced": "Replaced",
    "restated": "Said again",
    "withdrawn": "Withdrawn",
}


@dataclass(frozen=True)
class Entry:
    """One statement that came or went, those whose place it took, and a line on what it has to do with others."""

    card: Card
    before: tuple[Card, ...]
    says: str | None


@dataclass(frozen=True)
class Group:
    """The changes of one sort, in the order of the screen."""

    verdict: Verdict
    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Side:
    """What changed for one party on one issue."""

    party: Party
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class Row:
    """One issue: the two main sides next to each other, and the other parties whose position changed."""

    issue: Issue
    sides: tuple[Side, ...]
    others: tuple[Side, ...]


@dataclass(frozen=True)
class Landmark:
    """A weighty new statement, in the words of the record."""

    party: Party
    issue: Issue
    day: str
    summary: str


@dataclass(frozen=True)
class Summary:
    """All changes in short: how many, and the weightiest new statements of each main side."""

    dates: str
    counts: str
    landmarks: tuple[Landmark, ...]


def days(talks: Negotiation, view: View) -> tuple[dt.date, dt.date]:
    """The two dates, the earlier first; without one in the view, the last meeting before the day, or the start."""
    meetings = [event.date for event in talks.meetings if event.date < view.day]
    compare = view.compare or max(meetings, default=talks.start)
    return min(compare, view.day), max(compare, view.day)


def moves(talks: Negotiation, view: View, before: dt.date, after: dt.date) -> list[Change]:
    """The changes through the filters. With `on_record`, what is hidden does not appear as the old text either."""
    issues = view.issues or talks.issues
    found = [change for change in talks.change(before, after) if change.issue in issues]
    if not view.on_record:
        return found
    return [
        change if change.instead_of is None or change.instead_of.on_the_record else change._replace(instead_of=None)
        for change in found
        if change.statement.on_the_record
    ]


def rows(talks: Negotiation, view: View, changed: Sequence[Change], after: dt.date) -> list[Row]:
    """The chosen issues on which anything changed, with what."""
    main = [party.id for party in talks.main]
    cells: dict[tuple[str, str], list[Change]] = {}
    for change in changed:
        cells.setdefault((change.issue, change.party), []).append(change)

    def side(issue: str, party: str) -> Side:
        return Side(talks.parties[party], _groups(talks, cells.get((issue, party), []), after, view.on_record))

    return [
        Row(
            talks.issues[issue],
            tuple(side(issue, party) for party in main),
            tuple(side(issue, party) for party in talks.parties if party not in main and (issue, party) in cells),
        )
        for issue in talks.issues
        if any(change.issue == issue for change in changed)
    ]


def _groups(talks: Negotiation, changed: Sequence[Change], after: dt.date, on_record: bool) -> tuple[Group, ...]:
    found: dict[Verdict, dict[str, list[Change]]] = {}
    for change in changed:
        found.setdefault(change.verdict, {}).setdefault(change.statement.id, []).append(change)
    return tuple(
        Group(verdict, title, tuple(_entry(talks, same, after, on_record) for same in found[verdict].values()))
        for verdict, title in _TITLES.items()
        if verdict in found
    )


def _entry(talks: Negotiation, same: Sequence[Change], after: dt.date, on_record: bool) -> Entry:
    """One entry for the changes that have a verdict and a statement in common."""
    verdict, statement = same[0].verdict, same[0].statement
    old = [change.instead_of for change in same if change.instead_of]
    says = None
    if verdict == "replaced" and len(old) < len(same):
        says = "It took the place of something that is not on the record."
    elif verdict == "restated":
        says = f"Said before on {list_words([day_words(s.date) for s in old])}." if old else None
    elif verdict == "withdrawn":
        says = _ended(talks, statement, on_record)
    before = tuple(board.card(talks, s, after) for s in old) if verdict == "replaced" else ()
    return Entry(board.card(talks, statement, after), before, says)


def _ended(talks: Negotiation, statement: Statement, on_record: bool) -> str | None:
    by = talks.ended_by(statement)
    if by is None:
        return None
    words = by.summary if by.on_the_record or not on_record else "a statement that is not on the record."
    return f"Ended on {day_words(by.appears)} by: {words}"


def summary(talks: Negotiation, changed: Sequence[Change], before: dt.date, after: dt.date) -> Summary:
    """The counts in a sentence or two, and landmarks in the words of the record; nothing of our own."""
    verdicts = Counter(change.verdict for change in changed)
    phrases: dict[Verdict, tuple[str, str]] = {
        "new": ("is new", "are new"),
        "replaced": ("replaces an earlier position", "replace earlier positions"),
        "restated": ("says an earlier position again", "say earlier positions again"),
        "withdrawn": ("is withdrawn", "are withdrawn"),
    }
    sorts = [f"{verdicts[v]} {words[verdicts[v] != 1]}" for v, words in phrases.items() if verdicts[v]]
    parties = Counter(change.party for change in changed)
    shares = [f"{party.name} {parties[party.id]}" for party in talks.main]
    shares += [f"others {rest}"] if (rest := len(changed) - sum(parties[party.id] for party in talks.main)) else []
    span = count_words((after - before).days, "day")
    counts = (
        f"{count_words(len(changed), 'change')} in {span}, counted issue by issue: {list_words(sorts or ['none'])}."
    )
    return Summary(
        f"From {day_words(before)} to {day_words(after)}",
        f"{counts} By side: {', '.join(shares)}." if changed else f"No change in {span}.",
        tuple(mark for party in talks.main for mark in _landmarks(talks, changed, party)),
    )


def _landmarks(talks: Negotiation, changed: Iterable[Change], party: Party) -> list[Landmark]:
    """The first weighty new statement of a party on each issue, on the record and in its own word."""
    heads: dict[str, Statement] = {}
    for change in changed:
        s = change.statement
        own = s.on_the_record and frame_of(s) in ("wants", "gives")
        weighty = change.verdict in ("new", "replaced") and own and not s.minor
        if change.party == party.id and weighty and change.issue not in heads and s not in heads.values():
            heads[change.issue] = s
    return [
        Landmark(party, talks.issues[issue], day_words(s.date), s.summary)
        for issue, s in list(heads.items())[:_LANDMARKS]
    ]


def render(talks: Negotiation, view: View, before: dt.date, after: dt.date) -> str:
    """The whole comparison as HTML; every text from the record is escaped."""
    changed = moves(talks, view, before, after)
    moved = {change.issue for change in changed}
    still = [talks.issues[issue].title for issue in view.issues or talks.issues if issue not in moved]
    return (
        board.templates()
        .get_template("changes.html")
        .render(
            rows=rows(talks, view, changed, after),
            summary=summary(talks, changed, before, after),
            unchanged=list_words(still) if still else "",
            most=_MOST_SHOWN,
        )
    )


@cache
def style() -> str:
    """The style sheet of this page."""
    return (Path(__file__).parent / "changes.css").read_text(encoding="utf-8")


def show(talks: Negotiation, view: View) -> None:
    """Draw the page."""
    pages.top(talks, view, TITLE, SAYS)
    before, after = days(talks, view)
    _choices(talks, before, after)
    st.html(f"<style>{board.style()}{style()}</style>")
    if before == after:
        st.info("Both dates are the same day, so nothing changed. Choose an earlier or a later one.")
    elif not moves(talks, view, before, after):
        where = "on these issues " if view.issues else ""
        advice = "take a filter away or choose" if view.filtered else "choose"
        st.info(
            f"Nothing changed {where}between {day_words(before)} and {day_words(after)}; {advice} dates further apart."
        )
    else:
        st.html(render(talks, view, before, after))
    _draw_chart(talks, view, before, after)


def _choices(talks: Negotiation, before: dt.date, after: dt.date) -> None:
    """Two events, or a typed earlier date; the later date is the one that every page has."""
    events = {event.id: f"{event.date} · {event.title}" for event in reversed(talks.events)}
    on = {event.date: event.id for event in reversed(talks.events)}
    on |= {event.date: event.id for event in reversed(talks.meetings)}
    st.session_state[_SINCE], st.session_state[_UNTIL] = on.get(before), on.get(after)
    st.session_state[_TYPED] = before
    with st.container(key="controls-compare", horizontal=True, vertical_alignment="bottom"):
        for label, key, other in (("From event", _SINCE, after), ("To event", _UNTIL, before)):
            st.selectbox(
                label,
                list(events),
                index=None,
                format_func=events.__getitem__,
                key=key,
                placeholder="No event on this day",
                on_change=_take_event,
                args=(talks, key, other),
                width=340,
            )
        st.date_input(
            "Earlier date",
            min_value=talks.start,
            max_value=talks.end,
            key=_TYPED,
            on_change=_take_day,
            args=(after,),
            format="YYYY-MM-DD",
            width=150,
        )


def _take_event(talks: Negotiation, key: str, other: dt.date) -> None:
    day = next((event.date for event in talks.events if event.id == st.session_state[key]), None)
    if day is not None:
        controls.change(compare=min(day, other), day=max(day, other))


def _take_day(other: dt.date) -> None:
    if isinstance(day := st.session_state[_TYPED], dt.date):
        controls.change(compare=min(day, other), day=max(day, other))


def steps(talks: Negotiation, day: dt.date) -> tuple[str, list[dt.date]]:
    """What a step is, and the day before each step of the period of a day, then the day itself.

    A step is a month, or a year in a long period.
    """
    period = talks.period_of(day)
    each = "month" if period.end.year - period.start.year < _YEARS_BY_MONTH else "year"
    months = range(1, 13) if each == "month" else (1,)
    firsts = [dt.date(year, month, 1) for year in range(period.start.year, day.year + 1) for month in months]
    starts = [period.start, *(first for first in firsts if period.start < first <= day)]
    return each, [start - dt.timedelta(1) for start in starts] + [day]


def by_time(talks: Negotiation, view: View, ends: Sequence[dt.date]) -> dict[str, list[int]]:
    """How many changes each main side has from one end to the next."""
    *earlier, last = ends
    filters = (view.issues, view.on_record)
    counts = [*_counted(talks, *filters, tuple(earlier)), *_counted(talks, *filters, (earlier[-1], last))]
    return {party.id: [count[party.id] for count in counts] for party in talks.main}


@st.cache_resource(show_spinner=False, max_entries=128, hash_funcs=BY_KEY)
def _counted(
    talks: Negotiation, issues: tuple[str, ...], on_record: bool, ends: tuple[dt.date, ...]
) -> list[Counter[str]]:
    """Changes by party from one end to the next, kept for all: the steps of a period are the same for every viewer."""
    filters = View(talks.id, ends[-1], issues, on_record)
    return [Counter(change.party for change in moves(talks, filters, *pair)) for pair in pairwise(ends)]


def _draw_chart(talks: Negotiation, view: View, before: dt.date, after: dt.date) -> None:
    each, ends = steps(talks, after)
    counts = by_time(talks, view, ends)
    if any(any(each) for each in counts.values()):
        st.header("When things moved", anchor=False)
        draw = partial(drawing, talks, counts, ends, before, after)
        alt = f"How many changes each main side has each {each} until {day_words(after)}."
        charts.show(draw, talks, view, f"Changes each {each}", alt, _CHART)


def drawing(
    talks: Negotiation, counts: dict[str, list[int]], ends: Sequence[dt.date], before: dt.date, after: dt.date
) -> Drawing:
    """Bars up for the left side and down for the right; the two dates as lines."""
    rule, ink = charts.RULE[charts.theme()], charts.INK[charts.theme()]
    period = talks.period_of(after)
    starts = [end + dt.timedelta(1) for end in ends[:-1]]
    widths = [(end - start).days + 1 for start, end in zip(starts, ends[1:], strict=True)]
    tallest = max(max(numbers) for numbers in counts.values())
    bars: list[Trace] = []
    names: list[dict[str, Any]] = []
    for party, sign in zip(talks.main, (1, -1), strict=True):
        name, hue = escape(party.name), charts.colour(party)
        bars.append(
            {
                "type": "bar",
                "x": [start + dt.timedelta(width) / 2 for start, width in zip(starts, widths, strict=True)],
                "y": [sign * number for number in counts[party.id]],
                "width": [width * 86_400_000 * 0.8 for width in widths],
                "marker": {"color": hue, "line": {"width": 0}},
                "text": [
                    f"{name}: {count_words(number, 'change')}<br>{day_words(start)} to {day_words(end)}"
                    for number, start, end in zip(counts[party.id], starts, ends[1:], strict=True)
                ],
                "textposition": "none",
                "hovertemplate": "%{text}<extra></extra>",
            }
        )
        where = {"x": 0, "xref": "paper", "xanchor": "left", "y": sign * tallest * 1.15, "showarrow": False}
        names.append({"text": f"<b>{name}</b>", "font": {"color": hue, "size": 13}} | where)
    zero = {"type": "line", "x0": 0, "x1": 1, "xref": "x domain", "y0": 0, "y1": 0, "line": {"color": ink, "width": 1}}
    lines = [
        {"type": "line", "x0": day, "x1": day, "y0": 0, "y1": 1, "yref": "y domain"}
        | {"line": {"color": ink, "width": 2, "dash": "dot" if day == before else "solid"}}
        for day in {before, after}
        if period.start <= day <= period.end
    ]
    marks = sorted({-tallest, -tallest // 2, 0, (tallest + 1) // 2, tallest})
    layout = {
        "height": 360,
        "margin": {"l": 36, "r": 8, "t": 108, "b": 76},
        "title": {"pad": {"t": 38}},
        "shapes": [zero, *lines],
        "annotations": names,
        "barmode": "overlay",
        "bargap": 0,
        "showlegend": False,
        "dragmode": False,
        "xaxis": {"range": [period.start, period.end], "showgrid": False, "tickfont": {"size": 12}},
        "yaxis": {
            "range": [-tallest * 1.3, tallest * 1.3],
            "fixedrange": True,
            "gridcolor": rule,
            "zeroline": False,
            "tickvals": marks,
            "ticktext": [str(abs(mark)) for mark in marks],
            "tickfont": {"size": 12},
        },
    }
    return Drawing(bars, layout)
