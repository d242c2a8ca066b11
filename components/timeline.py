"""Every statement in its lane, and how long each position stood."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from html import escape
from textwrap import wrap
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from components import address, board, charts, controls, pages
from components.address import View
from components.charts import Drawing, Trace
from components.words import EVIDENCE_WORDS, LINK_WORDS, count_words, day_words
from negotiation import Negotiation
from negotiation.records import LINKS, Event, Group, Party, Period, Statement
from negotiation.talks import MEETINGS, frame_of

TITLE, PATH, ICON = "Timeline", "timeline", ":material/timeline:"
SAYS = (
    "One period at a time: a mark on the day each statement became public, and a bar for as long as it stood. "
    "Positions that began before the period are not drawn."
)

_CHART, _TABLE, _PERIOD, _OPEN = "timeline", "timeline-table", "timeline-period", "timeline-table-open"
_STEP, _TOP, _TOOLS, _BOTTOM = 9, 156, 44, 76
"""Pixels: from one level to the next, above the picture, of which for its tools, and below it."""
_NAME_ROWS, _ROW, _LINE = 4, 3.6, 20
"""Rows for the names of meetings, how many levels each is high, and how many letters a line of a name has."""
_NARROW, _LETTER = 290, 6.6
"""Pixels: how wide the picture is on a phone, where names must not collide either, and how wide a letter is."""
_SAME_DAYS = 3
"""Meetings this near to each other share the first one's name."""
_PAPER = {"light": "#FFFFFF", "dark": "#14171A"}
"""The page, so that no line runs through a name."""
_SYMBOLS: dict[Group, str] = {"wants": "square", "gives": "circle", "describes": "diamond"}
_STYLE = """
:has(> .st-key-statement) { position: sticky; bottom: 0; z-index: 2; }
.st-key-statement { max-height: 40vh; overflow-y: auto; gap: 0.25rem;
  padding: 0.5rem 0 0.75rem; background: light-dark(#FFFFFF, #14171A);
  border-top: 2px solid light-dark(#1B1F23, #ECEEF0); }
.st-key-statement h2 { font-size: 1.1rem; padding: 0 0 0.3rem; }
.board .links { margin: 0.6rem 0 0; padding: 0; list-style: none; font-size: 0.9rem; max-width: 46rem; }
.board .links li { margin: 0; padding: 0.2rem 0; overflow-wrap: anywhere; }
.board .links a { display: inline-block; min-height: 24px; color: inherit; text-underline-offset: 2px; }
@media print {
  .st-key-controls-period { display: none; }
  :has(> .st-key-statement) { position: static; }
  .st-key-statement { max-height: none; overflow: visible; }
  .st-key-statement .stButton { display: none; }
}
"""
_PANEL = """{% from "card.html" import card %}
<div class="board">
<h2>The statement in full</h2>
<div class="side" style="{{ party.colours | colours }}">
<h3>{{ party.name }}</h3>
{{ card(shown) }}
<ul class="links">
{% for words, day, summary, href in links %}
<li><b>{{ words }}</b> · {{ day }}:
  {% if href %}<a href="{{ href }}" target="_self">{{ summary }}</a>{% else %}{{ summary }}{% endif %}</li>
{% endfor %}
</ul>
</div></div>"""


@dataclass(frozen=True)
class Mark:
    """A statement on one issue: where it is drawn, and until when it stood (None if never)."""

    statement: Statement
    level: int
    start: dt.date
    end: dt.date | None


@dataclass(frozen=True)
class Lane:
    """What one side, or all the others (party None), said on one issue; `levels` is how high it is."""

    issue: str
    party: Party | None
    marks: tuple[Mark, ...]
    levels: int


@dataclass(frozen=True)
class Name:
    """The name of a meeting in lines, its row, and whether it is written to the left of its line."""

    event: Event
    lines: tuple[str, ...]
    row: int
    left: bool


def lanes(talks: Negotiation, view: View) -> list[Lane]:
    """The lanes of the period of the date: both sides for each issue, and the others where they spoke."""
    issues = view.issues or tuple(talks.issues)
    most = max(5, 60 // len(issues))
    period = talks.period_of(view.day)
    told = statements(talks, view)
    found: list[Lane] = []
    for issue in issues:
        here = [s for s in told if issue in s.issues]
        for party in (*talks.main, None):
            mine = [s for s in here if (s.party == party.id if party else s.party not in talks.overview.main)]
            if mine or party:
                found.append(_lane(talks, issue, party, mine, period, most))
    return found


def statements(talks: Negotiation, view: View) -> list[Statement]:
    """The statements that became public in the period of the date, through the filters, in that order."""
    period = talks.period_of(view.day)
    shown = (s for s in talks.statements.values() if period.start <= s.appears <= period.end and view.passes(s))
    return sorted(shown, key=lambda s: (s.appears, s.date, s.id))


def _lane(
    talks: Negotiation, issue: str, party: Party | None, told: Sequence[Statement], period: Period, most: int
) -> Lane:
    room = max((period.end - period.start).days // 90, 1)
    spans: list[tuple[int, int]] = []
    ends: list[dt.date | None] = []
    for statement in told:
        start, end = talks.stands[statement.id]
        end = min(end or period.end, period.end)
        ends.append(end if end > start else None)
        spans.append((start.toordinal(), max(end.toordinal(), start.toordinal() + room)))
    placed = pack(spans, most)
    marks = (Mark(s, level, s.appears, end) for s, level, end in zip(told, placed, ends, strict=True))
    return Lane(issue, party, tuple(marks), max(placed, default=0) + 1)


def pack(spans: Iterable[tuple[int, int]], most: int) -> list[int]:
    """A level for each span, in order of start, so that no two on a level overlap while `most` levels suffice.

    Beyond that a span goes where the last one began longest ago: bars may then lie on each other, marks hardly.
    """
    begun: list[int] = []
    ended: list[int] = []
    levels: list[int] = []
    for start, end in spans:
        free = next((n for n, last in enumerate(ended) if last <= start), None)
        if free is None and len(ended) < most:
            free = len(ended)
            begun.append(start)
            ended.append(end)
        level = free if free is not None else begun.index(min(begun))
        begun[level], ended[level] = start, max(ended[level], end)
        levels.append(level)
    return levels


def names(meetings: Sequence[Event], period: Period, day: dt.date) -> list[Name]:
    """The meetings whose names find room on a phone beside the line of the day, summits first, then late ones.

    The others stay lines.
    """
    days = max((period.end - period.start).days, 1)
    line = (day - period.start).days / days * _NARROW
    taken = [[(line, line)] for _ in range(_NAME_ROWS)]
    found: list[Name] = []
    for event in sorted(meetings, key=lambda e: (e.kind != "summit", -e.date.toordinal())):
        lines = wrap(event.title, _LINE, max_lines=2, placeholder="…")
        x, width = (event.date - period.start).days / days * _NARROW, max(map(len, lines)) * _LETTER + 10
        places = [(x, x + width, False), (x - width, x, True)]
        free = (
            (row, start, end, left)
            for row in range(_NAME_ROWS)
            for start, end, left in places
            if start >= 0 and end <= _NARROW and all(end <= a or b <= start for a, b in taken[row])
        )
        near = any(abs((event.date - name.event.date).days) <= _SAME_DAYS for name in found)
        if not near and (place := next(free, None)):
            row, start, end, left = place
            taken[row].append((start, end))
            found.append(Name(event, tuple(lines), row, left))
    return sorted(found, key=lambda name: (name.event.date, name.event.id))


def links(talks: Negotiation, statement: Statement) -> list[tuple[str, Statement | Event]]:
    """What a statement points at and what points at it, each with the words for the link."""
    found: list[tuple[str, Statement | Event]] = [
        (LINK_WORDS[link][0], talks.statements[id]) for link in LINKS for id in statement.links(link)
    ]
    for other in talks.statements.values():
        found += [(LINK_WORDS[link][1], other) for link in LINKS if statement.id in other.links(link)]
    for event in talks.events:
        found += [(LINK_WORDS["fulfils"][1], event)] if statement.id in event.fulfils else []
        found += [(LINK_WORDS["breaks"][1], event)] if statement.id in event.breaks else []
    return found


def panel(talks: Negotiation, statement: Statement, view: View) -> str:
    """A statement in full with its links, as HTML; one after the date as of its own day."""
    linked = [
        (words, day_words(to.date), to.summary, _address(view, to.id) if isinstance(to, Statement) else None)
        for words, to in links(talks, statement)
    ]
    return (
        board.templates()
        .from_string(_PANEL)
        .render(
            party=talks.parties[statement.party],
            shown=board.card(talks, statement, max(view.day, statement.appears)),
            links=linked,
        )
    )


def _address(view: View, statement: str) -> str:
    return "?" + urlencode(address.write(replace(view, statement=statement)))


def own_words(statement: Statement) -> bool:
    """Whether it is the party's own word and on the record; all else is drawn open."""
    return statement.on_the_record and frame_of(statement) == statement.group


def reads(talks: Negotiation, statement: Statement) -> str:
    """What hovering over a mark says, escaped, in lines that fit a phone."""
    end = talks.stands[statement.id][1]
    parts = [
        f"{talks.parties[statement.party].name}, {statement.kind}, {day_words(statement.date)}",
        board.speaker_words(talks, statement),
        statement.summary,
        EVIDENCE_WORDS[statement.evidence] + (f"; stood until {day_words(end)}" if end else ""),
    ]
    head, *rest = map(_broken, parts)
    return f"<b>{head}</b><br>{'<br>'.join(rest)}"


@lru_cache(maxsize=8192)  # breaking the lines anew takes a quarter of the time of a picture
def _broken(text: str) -> str:
    return "<br>".join(map(escape, wrap(text, 46)))


def table(talks: Negotiation, view: View) -> list[dict[str, str | dt.date | None]]:
    """The facts of the picture, a row for each statement."""
    return [
        {
            "Public on": s.appears,
            "Stood until": talks.stands[s.id][1],
            "Side": talks.parties[s.party].name,
            "Kind": s.kind,
            "Summary": s.summary,
            "Speaker": board.speaker_words(talks, s),
            "Issues": ", ".join(talks.issues[id].title for id in s.issues),
            "Evidence": EVIDENCE_WORDS[s.evidence],
        }
        for s in statements(talks, view)
    ]


def show(talks: Negotiation, view: View) -> None:
    """Draw the page."""
    pages.top(talks, view, TITLE, SAYS)
    st.html(f"<style>{board.style()}{_STYLE}</style>")
    _period(talks, view)
    told = statements(talks, view)
    if told:
        count = f"{count_words(len(told), 'statement')} in this period. Choose a mark to read it in full."
        st.markdown(
            f"{count} Filled marks are a side's own words on the record; open ones are paraphrased, reported, "
            "or told by others. The table below the picture holds the same."
        )
        charts.show(
            lambda: drawing(talks, view, lanes(talks, view)),
            talks,
            view,
            talks.period_of(view.day).title,
            f"A timeline of {count} The table below has the same facts.",
            _CHART,
            on_select=_clicked,
            selection_mode="points",
        )
        _draw_table(talks, view, told)
    else:
        st.info("No statement on these issues in this period; take a filter away or choose another period.")
    if chosen := talks.statements.get(view.statement or ""):
        with st.container(key="statement"):
            st.button("Close", on_click=controls.change, kwargs={"statement": None}, icon=":material/close:")
            st.html(panel(talks, chosen, view))


def _period(talks: Negotiation, view: View) -> None:
    periods = {period.id: period for period in talks.overview.periods}
    if len(periods) > 1:
        st.session_state[_PERIOD] = talks.period_of(view.day).id
        with st.container(key="controls-period"):
            st.selectbox(
                "Period",
                list(periods),
                format_func=lambda key: periods[key].title,
                key=_PERIOD,
                width=300,
                help="The date moves into the period that you choose.",
                on_change=_zoom,
                args=(periods, view.day),
            )


def _zoom(periods: dict[str, Period], day: dt.date) -> None:
    period = periods[st.session_state[_PERIOD]]
    controls.change(day=min(max(day, period.start), period.end))


def _clicked() -> None:
    points = st.session_state[_CHART]["selection"]["points"]
    ids = [id for point in points for id in _ids(point.get("customdata"))]
    if ids:
        controls.change(statement=ids[0])


def _ids(data: Any) -> list[str]:
    return [data] if isinstance(data, str) else [id for id in data or () if isinstance(id, str)]


def _draw_table(talks: Negotiation, view: View, told: Sequence[Statement]) -> None:
    folded = st.expander("The same as a table", key=_OPEN, on_change="rerun")
    if folded.open:
        import pandas as pd  # type: ignore[import-untyped]

        folded.dataframe(
            pd.DataFrame(table(talks, view)),
            hide_index=True,
            key=_TABLE,
            on_select=_picked,
            selection_mode="single-row",
            column_config={"Summary": st.column_config.TextColumn(width="large")},
            alt="Every statement of this period in order of the day it became public",
        )
        st.session_state[f"{_TABLE}-ids"] = [s.id for s in told]


def _picked() -> None:
    rows = st.session_state[_TABLE]["selection"]["rows"]
    ids = st.session_state[f"{_TABLE}-ids"]
    if rows and rows[0] < len(ids):
        controls.change(statement=ids[rows[0]])


def drawing(talks: Negotiation, view: View, drawn: Sequence[Lane]) -> Drawing:
    """The picture of the lanes. The y axis counts levels downwards from 0, the names of meetings lie above it."""
    period = talks.period_of(view.day)
    quiet, rule, ink = (each[charts.theme()] for each in (charts.QUIET, charts.RULE, charts.INK))
    tops, bottom = _tops(drawn)
    placed = _named(talks, view)
    above = (max((name.row + 1 for name in placed.values()), default=0)) * _ROW + 5
    shapes, notes = _lines(talks, view, placed, bottom, above)
    traces = [_events(talks, period, quiet)]
    for party in (*talks.main, None):
        mine = [(lane, top) for lane, top in zip(drawn, tops, strict=True) if lane.party == party]
        hue = charts.colour(party) if party else quiet
        traces += [_bars(mine, hue), *_marks(talks, mine, hue, view.statement)]
    traces += _key(quiet)
    for n, (lane, top) in enumerate(zip(drawn, tops, strict=True)):
        if n == 0 or drawn[n - 1].issue != lane.issue:
            line = {"xref": "paper", "x0": 0, "x1": 1, "y0": top - 3.5, "y1": top - 3.5}
            shapes.append({"type": "line", "line": {"color": rule, "width": 1}, "layer": "below"} | line)
            title = f"<b>{escape(talks.issues[lane.issue].title)}</b>"
            where = {"x": 0, "xref": "paper", "xshift": -52, "xanchor": "left", "y": top - 2.2}
            notes.append({"text": title, "showarrow": False} | where)
    edge = (period.end - period.start) / 80
    inside = _STEP * (bottom + above)
    # the shared title hangs 2% below the top; the tools of the picture need the first pixels
    height = _TOP + inside + _BOTTOM
    hang = max(_TOOLS, 0.02 * height)
    legend = {"orientation": "h", "font": {"size": 12}, "itemclick": False, "itemdoubleclick": False}
    legend |= {"xref": "container", "x": 0, "xanchor": "left"}
    legend |= {"yref": "container", "y": 1 - (hang + 44) / height, "yanchor": "top"}
    layout = {
        "height": int(height),
        "shapes": shapes,
        "annotations": notes,
        "title": {"pad": {"t": hang - 0.02 * height}},
        "margin": {"l": 56, "r": 8, "t": hang + _TOP - _TOOLS, "b": _BOTTOM},
        "dragmode": False,
        "hovermode": "closest",
        "hoverdistance": 12,
        "uirevision": f"{period.id} {view.issues}",
        "legend": legend,
        "xaxis": {
            "range": [period.start - edge, min(period.end + edge, talks.end)],
            "showgrid": True,
            "gridcolor": rule,
            "zeroline": False,
            "tickfont": {"size": 12},
        },
        "yaxis": {
            "range": [bottom, -above],
            "fixedrange": True,
            "showgrid": False,
            "zeroline": False,
            "tickmode": "array",
            "tickvals": [top + (max(lane.levels, 2) - 1) / 2 for lane, top in zip(drawn, tops, strict=True)],
            "ticktext": [escape(lane.party.short) if lane.party else "Others" for lane in drawn],
            "tickfont": {"size": 12, "color": ink},
        },
    }
    return Drawing(traces, layout)


def _tops(drawn: Sequence[Lane]) -> tuple[list[float], float]:
    """The first level of each lane, and the end of the last; each issue begins with a line for its title."""
    tops: list[float] = []
    here = 0.0
    for n, lane in enumerate(drawn):
        here += 4 if n == 0 or drawn[n - 1].issue != lane.issue else 0
        tops.append(here)
        here += max(lane.levels, 2) + 1.2
    return tops, here


def _bars(mine: Collection[tuple[Lane, float]], hue: str) -> Trace:
    bars = [
        (mark.start.isoformat(), mark.end.isoformat(), top + mark.level)
        for lane, top in mine
        for mark in lane.marks
        if mark.end
    ]
    return {
        "x": [x for start, end, _ in bars for x in (start, end, None)],
        "y": [each for *_, y in bars for each in (y, y, None)],
        "mode": "lines",
        "line": {"color": hue, "width": 3},
        "opacity": 0.35,
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _marks(talks: Negotiation, mine: Collection[tuple[Lane, float]], hue: str, chosen: str | None) -> Iterator[Trace]:
    placed = [(mark.statement, mark.start.isoformat(), top + mark.level) for lane, top in mine for mark in lane.marks]
    texts = {s.id: reads(talks, s) for s in {s.id: s for s, _, _ in placed}.values()}
    for group, symbol in _SYMBOLS.items():
        for filled in (True, False):
            here = [each for each in placed if each[0].group == group and own_words(each[0]) == filled]
            if here:
                edge = {"width": 0} if filled else {"width": 1.5, "color": hue}
                yield {
                    "x": [x for _, x, _ in here],
                    "y": [y for _, _, y in here],
                    "mode": "markers",
                    "marker": {"symbol": symbol if filled else f"{symbol}-open", "color": hue, "size": 8, "line": edge},
                    "unselected": {"marker": {"opacity": 1}},
                    "cliponaxis": False,  # those of the last day are whole
                    "customdata": [s.id for s, _, _ in here],
                    "text": [texts[s.id] for s, _, _ in here],
                    "hovertemplate": "%{text}<extra></extra>",
                    "showlegend": False,
                }
    rings = [(x, y) for s, x, y in placed if s.id == chosen]
    if rings:
        ink = charts.INK[charts.theme()]
        yield {
            "x": [x for x, _ in rings],
            "y": [y for _, y in rings],
            "mode": "markers",
            "marker": {"symbol": "circle-open", "size": 18, "line": {"width": 2}, "color": ink},
            "hoverinfo": "skip",
            "showlegend": False,
        }


def _meetings(talks: Negotiation, view: View) -> list[Event]:
    """The meetings of the two sides in the period, or those of anybody when there is none."""
    period = talks.period_of(view.day)
    events = [event for event in talks.events if period.start <= event.date <= period.end]
    return [event for event in talks.meetings if event in events] or [e for e in events if e.kind in MEETINGS]


def _named(talks: Negotiation, view: View) -> dict[str, Name]:
    return {name.event.id: name for name in names(_meetings(talks, view), talks.period_of(view.day), view.day)}


def _lines(
    talks: Negotiation, view: View, named: dict[str, Name], bottom: float, above: float
) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """The lines of the meetings and of the date, and their names."""
    period = talks.period_of(view.day)
    quiet, ink = charts.QUIET[charts.theme()], charts.INK[charts.theme()]
    shapes: list[dict[str, object]] = []
    notes: list[dict[str, object]] = []

    def line(day: dt.date, top: float, style: dict[str, object]) -> None:
        shapes.append({"type": "line", "x0": day, "x1": day, "y0": top, "y1": bottom, "line": style})

    for event in _meetings(talks, view):
        name = named.get(event.id)
        top = -3.0 - (_ROW * (name.row + 0.5) if name else 0.0)
        line(event.date, top, {"color": quiet, "width": 1, "dash": "dot"})
        if name:
            side = "right" if name.left else "left"
            notes.append(
                {
                    "text": "<br>".join(map(escape, name.lines)),
                    "x": event.date,
                    "y": top,
                    "xanchor": side,
                    "align": side,
                    "xshift": -2 if name.left else 2,
                    "yanchor": "middle",
                    "bgcolor": _PAPER[charts.theme()],
                    "showarrow": False,
                    "font": {"size": 12, "color": quiet},
                }
            )
    line(view.day, 1.5 - above, {"color": ink, "width": 2})
    early = (view.day - period.start) * 2 < period.end - period.start
    notes.append(
        {
            "text": f"<b>{day_words(view.day)}</b>",
            "x": view.day,
            "y": 1.2 - above,
            "xanchor": "left" if early else "right",
            "showarrow": False,
            "font": {"size": 12},
        }
    )
    return shapes, notes


def _events(talks: Negotiation, period: Period, quiet: str) -> Trace:
    """The events of the period as ticks."""
    events = [event for event in talks.events if period.start <= event.date <= period.end]
    return {
        "x": [event.date for event in events],
        "y": [-1.5] * len(events),
        "mode": "markers",
        "marker": {"symbol": "line-ns-open", "size": 10, "color": quiet, "line": {"width": 1.5, "color": quiet}},
        "unselected": {"marker": {"opacity": 1}},
        "text": [f"<b>{_broken(e.title)}</b><br>{day_words(e.date)}" for e in events],
        "hovertemplate": "%{text}<extra></extra>",
        "showlegend": False,
    }


def _key(quiet: str) -> Iterator[Trace]:
    for name, marker in _keys():
        shown = {"color": quiet, "size": 8} | marker
        yield {"x": [None], "y": [None], "mode": "markers", "name": name, "marker": shown, "hoverinfo": "skip"}
    line = {"color": quiet, "width": 3}
    yield {
        "x": [None],
        "y": [None],
        "mode": "lines",
        "name": "stood",
        "line": line,
        "opacity": 0.5,
        "hoverinfo": "skip",
    }


def _keys() -> Iterator[tuple[str, dict[str, object]]]:
    for group, symbol in _SYMBOLS.items():
        yield group, {"symbol": symbol}
    yield "not own words", {"symbol": "square-open", "line": {"width": 1.5}}
    yield "event", {"symbol": "line-ns-open", "line": {"width": 1.5}}
