"""Promises of both sides, what became of each by the date, and the tests and exercises that tried them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from textwrap import wrap
from typing import Any

import streamlit as st

from components import board, charts, deals, pages
from components.address import View
from components.charts import Drawing, Trace
from components.words import count_words, day_words
from negotiation import Negotiation
from negotiation.commitments import Act, Fate, State, fates, in_force
from negotiation.records import Event, Party

TITLE, PATH, ICON = "Commitments", "commitments", ":material/task_alt:"
SAYS = (
    "The promises of both sides in their own word, and whether each was standing, fulfilled, withdrawn or broken by "
    "the date, according to the acts that the record links to it. Promises known only from others are not counted."
)

TRIALS = {"test": ("Tests", "diamond"), "exercise": ("Exercises held, changed or called off", "square")}
_PATTERNS: dict[State, str] = {"standing": "", "fulfilled": "", "withdrawn": "/", "broken": "x"}
_SIGNS: dict[State, tuple[str, str]] = {
    "fulfilled": ("Kept", "circle"),
    "broken": ("Broken", "x"),
    "withdrawn": ("Ended", "line-ns"),
}
_ROW, _TOOLS = 34, 16
"""Pixels: of a row, and by which the title makes room for the tools of the picture."""


@dataclass(frozen=True)
class Promise:
    """A commitment as of a day: what the bar shows, and what the ledger says of it."""

    fate: Fate
    party: Party
    issue: str
    end: dt.date
    """The last day of the bar: when the promise ended, or the day asked for."""
    state: str
    card: board.Card
    acts: tuple[str, ...]


@dataclass(frozen=True)
class Ledger:
    """The promises of each side, newest first: those in play in the period of the day, and older ones."""

    current: dict[str, list[Promise]]
    older: dict[str, list[Promise]]

    def __bool__(self) -> bool:
        return any((*self.current.values(), *self.older.values()))


def ledger(talks: Negotiation, view: View) -> Ledger:
    """The promises that have appeared by the day and that the reader's filters leave."""
    known = [
        promise(talks, fate, view.day) for fate in reversed(fates(talks, view.day)) if view.passes(fate.commitment)
    ]
    start = talks.period_of(view.day).start
    return Ledger(
        {side.id: [p for p in known if p.party == side and p.end >= start] for side in talks.main},
        {side.id: [p for p in known if p.party == side and p.end < start] for side in talks.main},
    )


def promise(talks: Negotiation, fate: Fate, day: dt.date) -> Promise:
    """A commitment in words."""
    statement = fate.commitment
    binds = in_force(talks, fate, day)
    last = max((act.day for act in fate.acts), default=day)
    return Promise(
        fate,
        talks.parties[statement.party],
        talks.issues[statement.issues[0]].title,
        max(statement.date, day if binds else last),
        _state(fate, binds),
        board.card(talks, statement, day),
        tuple(_act(act, statement.id) for act in _told_once(fate.acts)),
    )


def _state(fate: Fate, binds: bool) -> str:
    more = []
    if fate.state == "fulfilled" and binds:
        more = ["not ended since"]
    elif fate.state == "withdrawn":
        more += ["kept before"] * any(act.state == "fulfilled" for act in fate.acts)
        more += ["another statement took its place"] * all(
            _gave_way(act, fate.commitment.id) for act in fate.acts if act.state == "withdrawn"
        )
    return f"{_brief(fate)}" + (f" ({'; '.join(more)})" if more else "")


def _brief(fate: Fate) -> str:
    joined = "for" if fate.state == "standing" else "after"
    return f"{fate.state.capitalize()} {joined} {count_words(fate.days, 'day')}"


def _short(fate: Fate) -> str:
    return f"{fate.state}, {count_words(fate.days, 'day')}"


def _gave_way(act: Act, id: str) -> bool:
    return not isinstance(act.by, Event) and id not in act.by.withdraws


def _told_once(acts: Iterable[Act]) -> list[Act]:
    """An act that both keeps a promise and takes its place is told as keeping it."""
    return list({act.by.id: act for act in reversed(list(acts))}.values())[::-1]


def _act(act: Act, id: str) -> str:
    what = act.by.title if isinstance(act.by, Event) else act.by.summary
    verb = {"fulfilled": "Kept", "broken": "Broken", "standing": "Standing"}.get(act.state) or (
        "Replaced" if _gave_way(act, id) else "Withdrawn"
    )
    return f"{verb} on {day_words(act.day)}: {what}"


def drawing(talks: Negotiation, view: View, sides: dict[str, list[Promise]]) -> Drawing:
    """A bar for each promise, from its day to its end, under the tests and exercises of the period."""
    ink, quiet = charts.INK[charts.theme()], charts.QUIET[charts.theme()]
    start = talks.period_of(view.day).start
    traces: list[Trace] = []
    row = 0.0
    words: list[tuple[float, str]] = []
    trials = [e for e in talks.events if e.kind in TRIALS and start <= e.date <= view.day]
    for kind, (name, symbol) in TRIALS.items():
        if happened := [event for event in trials if event.kind == kind]:
            words.append((row, f"<b>{name}</b>"))
            traces.append(
                {
                    "x": [event.date for event in happened],
                    "y": [row + 0.4] * len(happened),
                    "mode": "markers",
                    "marker": {"symbol": symbol, "size": 9, "color": ink},
                    "hovertext": [_hover(f"{day_words(e.date)}: {e.title}", e.summary, e.note) for e in happened],
                    "hoverinfo": "text",
                    "showlegend": False,
                }
            )
            row += 1
    acts: dict[State, list[tuple[Act, Promise, float]]] = {}
    for party in talks.main:
        promises = sides[party.id]
        words.append((row, f"<b>{escape(party.name)}</b>"))
        rows = [row + 1 + n for n in range(len(promises))]
        words += [
            (at, escape(f"{p.fate.commitment.date.day} {p.fate.commitment.date:%b %Y} · {p.issue} · {_short(p.fate)}"))
            for at, p in zip(rows, promises, strict=True)
        ]
        hue = charts.colour(party)
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "base": [p.fate.commitment.date.isoformat() for p in promises],
                "x": [max((p.end - p.fate.commitment.date).days, 1) * 86_400_000 for p in promises],
                "y": [at + 0.4 for at in rows],
                "width": 0.3,
                "marker": {
                    "color": hue,
                    "line": {"color": hue, "width": 1},
                    "pattern": {"shape": [_PATTERNS[p.fate.state] for p in promises], "fillmode": "replace", "size": 5},
                },
                "hovertext": [_hover(f"{p.state}. {p.card.said.words}", p.card.summary, p.card.note) for p in promises],
                "hoverinfo": "text",
                "showlegend": False,
            }
        )
        for p, at in zip(promises, rows, strict=True):
            for act in p.fate.acts:
                acts.setdefault(act.state, []).append((act, p, at))
        row += len(promises) + 1.3
    for state, (name, symbol) in _SIGNS.items():
        if done := [(act, p, at) for act, p, at in acts.get(state, []) if start <= act.day]:
            traces.append(
                {
                    "x": [act.day for act, _, _ in done],
                    "y": [at + 0.4 for _, _, at in done],
                    "mode": "markers",
                    "marker": {"symbol": symbol, "size": 9, "color": ink, "line": {"color": ink, "width": 2}},
                    "hovertext": [_hover(_act(act, p.fate.commitment.id)) for act, p, _ in done],
                    "hoverinfo": "text",
                    "name": name,
                }
            )
    lines = [
        {
            "type": "line",
            "x0": event.date.isoformat(),
            "x1": event.date.isoformat(),
            "y0": 0,
            "y1": 1,
            "yref": "y domain",
            "line": {"color": charts.RULE[charts.theme()], "width": 1},
            "layer": "below",
        }
        for event in trials
    ]
    names = [
        {
            "text": text,
            "x": 0,
            "xref": "paper",
            "xanchor": "left",
            "xshift": -2,
            "borderpad": 0,
            "y": at,
            "yanchor": "middle",
            "showarrow": False,
            "font": {"size": 12},
        }
        for at, text in words
    ]
    height = 196 + _TOOLS + round(row * _ROW)
    last = min(view.day + max((view.day - start) * 0.03, dt.timedelta(1)), talks.end)
    layout = {
        "height": height,
        "shapes": lines,
        "annotations": names,
        "barmode": "overlay",
        "title": {"pad": {"t": _TOOLS}},
        "margin": {"l": 0, "r": 0, "t": 120 + _TOOLS, "b": 76},
        "legend": {"orientation": "h", "x": 0, "y": 1 - (62 + _TOOLS) / height, "yref": "container", "yanchor": "top"},
        "xaxis": {
            "range": [start.isoformat(), last.isoformat()],
            "type": "date",
            "color": quiet,
            "showgrid": False,
            "side": "top",
        },
        "yaxis": {"range": [row, -0.6], "visible": False, "fixedrange": True},
    }
    return Drawing(traces, layout)


def _hover(*parts: str | None) -> str:
    return "<br>".join(escape(line) for part in parts if part for line in wrap(part, 60))


def render(talks: Negotiation, view: View, promises: Ledger) -> str:
    """The ledger as HTML; every text from the record is escaped."""
    context: dict[str, Any] = {
        "sides": talks.main,
        "current": promises.current,
        "older": promises.older,
        "period": talks.period_of(view.day),
        "filtered": view.filtered,
        "some": bool(promises),
    }
    return board.templates().get_template("commitments.html").render(context)


def show(talks: Negotiation, view: View) -> None:
    """Draw the page."""
    pages.top(talks, view, TITLE, SAYS)
    st.html(f"<style>{board.style()}{deals.style()}</style>")
    promises = ledger(talks, view)
    now = [p for side in promises.current.values() for p in side]
    if now:
        kept, broken = (sum(p.fate.state == state for p in now) for state in ("fulfilled", "broken"))
        charts.show(
            lambda: drawing(talks, view, promises.current),
            talks,
            view,
            "Promises, and what tried them",
            f"{count_words(len(now), 'promise')} as bars from the day of the promise to its end: {kept} fulfilled, "
            f"{broken} broken. The list below says the same in words.",
            "commitments",
        )
    st.html(render(talks, view, promises))
