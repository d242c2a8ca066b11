"""What every chart shares: the colours of the sides, and a frame that lets the picture travel alone."""

from collections.abc import Callable
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

import streamlit as st

from components.address import View, filters_in_words
from components.caches import BY_KEY
from components.words import day_words
from negotiation import Negotiation
from negotiation.records import Party

if TYPE_CHECKING:  # importing it costs a visitor of other pages half a second
    from plotly.graph_objects import Figure

QUIET = {"light": "#57606A", "dark": "#A3ADB8"}
RULE = {"light": "#D5D9DD", "dark": "#3A424A"}
INK = {"light": "#1B1F23", "dark": "#ECEEF0"}

Trace = dict[str, Any]


class Drawing(NamedTuple):
    """A picture in the words of Plotly's own reference: its traces and its layout.

    Plotly checks it once, when it is framed; for each trace or line that is added to a figure it would check more.
    """

    traces: list[Trace]
    layout: dict[str, Any]


def theme() -> str:
    """The reader's theme: light or dark."""
    return "dark" if st.context.theme.type == "dark" else "light"


def colour(party: Party) -> str:
    """The colour of a party's marks in the reader's theme; grey for a party without one."""
    if party.colours is None:
        return QUIET[theme()]
    return party.colours.dark_mark if theme() == "dark" else party.colours.mark


@st.cache_resource(show_spinner=False, max_entries=32, hash_funcs=BY_KEY)
def _framed(
    talks: Negotiation,
    view: View,
    theme: str,
    key: str,  # noqa: ARG001  # one view has several figures
    title: str,
    _draw: Callable[[], Drawing],
) -> "Figure":
    """The figure with title, date, filters and source line, kept for the next who has the same view of it.

    Plotly takes long to check what is drawn anew, and a class looks at the same dates, those of events above all.
    """
    import pandas as pd  # type: ignore[import-untyped]  # noqa: F401  # first: plotly fails while another viewer loads it
    from plotly import graph_objects

    traces, layout = _draw()
    says = escape(f"As of {day_words(view.day)} · {filters_in_words(talks, view)}")
    source = f"Negotiation positions<br>{escape(talks.overview.title)}, CC BY 4.0"  # in two lines for phones
    heading = {"text": f"<b>{escape(title)}</b><br><sup>{says}</sup>", "x": 0, "y": 0.98}
    note = {
        "text": source,
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "y": 0,
        "yshift": -44,
        "align": "left",
        "showarrow": False,
    }
    corner = {"xanchor": "left", "yanchor": "top"}
    frame = {
        "title": layout.get("title", {}) | heading | corner,
        "annotations": [*layout["annotations"], note | corner | {"font": {"size": 12, "color": QUIET[theme]}}],
        "font": {"size": 13, "color": INK[theme]},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "hoverlabel": {"align": "left"},
        "modebar": {"bgcolor": "rgba(0,0,0,0)", "color": QUIET[theme], "activecolor": INK[theme]},
    }
    return graph_objects.Figure(traces, layout | frame)


def for_paper(selector: str) -> None:
    """Print what is drawn on a canvas or in a picture dark on white from the dark theme too; the hues stay."""
    if theme() == "dark":
        st.html(f"<style>@media print {{ {selector} {{ filter: invert(1) hue-rotate(180deg); }} }}</style>")


def show(
    draw: Callable[[], Drawing], talks: Negotiation, view: View, title: str, alt: str, key: str, **options: Any
) -> Any:
    """Show a drawing, which nothing but the view and the theme may decide, and a choice of PNG or SVG.

    Further options go to st.plotly_chart; returns what that returns.
    """
    same = replace(view, search="", only=(), plain=False, in_class=False)  # no figure depends on them
    figure = _framed(talks, same, theme(), key, title, draw)
    for_paper(".stPlotlyChart")
    kind = st.segmented_control("Download the picture as", ["PNG", "SVG"], default="PNG", key=f"{key}-format")
    name = f"{talks.id}-{key}-{view.day}"
    config = {
        "displaylogo": False,
        "displayModeBar": True,
        "modeBarButtonsToRemove": ["select2d", "lasso2d", "autoScale2d"],
        "toImageButtonOptions": {"format": (kind or "PNG").lower(), "filename": name, "scale": 2},
    }
    return st.plotly_chart(figure, key=key, config=config, alt=alt, theme=None, **options)
