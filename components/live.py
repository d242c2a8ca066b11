"""The live board: the time strip and the board under it, moving in the browser.

The server sends the whole record once, every card rendered and escaped, with the days on which it stands; what
stands is decided in `negotiation.talks` and nowhere else. The browser shows the cards whose days hold the date, and
tells the server the date when the hand rests.
"""

import gzip
import json
import math
import re
import time
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from components import address, board
from components.address import View
from components.board import number
from components.caches import BY_KEY
from negotiation import Negotiation
from negotiation.talks import frame_of

_BROWSER = Path(__file__).parent / "browser"
_KEY, _HEARD, _BEGUN = "live_board", "live_board_heard", "live_board_begun"
PATIENCE = 5.0
"""Seconds the board has to start in the browser before the plain one is drawn."""


def script(*more: str) -> str:
    """The component's JavaScript as one module, with more files of its folder after it."""
    names = ("days.js", "class_mode.js", "live_board.js", *more)
    files = [(_BROWSER / name).read_text("utf-8") for name in names]
    return "\n".join(re.sub(r"^import [^;]*;\n", "", text, flags=re.MULTILINE) for text in files)


def controls() -> str:
    """The component's HTML, empty until the script fills it."""
    return (_BROWSER / "live_board.html").read_text("utf-8")


def style() -> str:
    """The component's style sheet: the strip's, class mode's and the board's."""
    sheets = [(_BROWSER / name).read_text("utf-8") for name in ("live_board.css", "class_mode.css")]
    return "".join(sheets) + board.style()


@cache
def _component() -> Any:
    return st.components.v2.component("live_board", html=controls(), css=style(), js=script(), isolate_styles=False)


def payload(talks: Negotiation) -> dict[str, Any]:
    """Everything the browser needs for every date, as JSON values. Days are numbers (see `board.number`)."""
    draw: Any = board.templates().get_template("card.html").module
    cells: dict[tuple[str, str, str], list[str]] = {}
    for statement, issue in talks.in_screen_order():
        cells.setdefault((issue, statement.party, frame_of(statement)), []).append(statement.id)
    statements = {}
    for id, (since, until) in talks.stands.items():
        statement = talks.statements[id]
        if until is None or since < until:
            statements[id] = {
                "party": statement.party,
                "since": number(since),
                "until": None if until is None else number(until),
                "record": statement.on_the_record,
                "by": talks.replaced_by.get(id, []),
                "html": str(draw.card(board.card(talks, statement))),
            }
        else:
            statements[id] = {"since": 0, "until": 0, "by": talks.replaced_by.get(id, [])}
    meetings = {meeting.id for meeting in talks.meetings}
    return {
        "start": number(talks.start),
        "end": number(talks.end),
        "main": [{"id": party.id, "name": party.name, "short": party.short} for party in talks.main],
        "colours": [str(board.colours(party.colours)) for party in talks.main],
        "periods": [
            {"title": period.title, "start": number(period.start), "end": number(period.end)}
            for period in talks.overview.periods
        ],
        "issues": [{"id": issue.id, "title": issue.title} for issue in talks.issues.values()],
        "events": [
            {"day": number(event.date), "title": event.title, "kind": event.kind, "meeting": event.id in meetings}
            | ({"questions": talks.questions[event.id]} if event.id in talks.questions else {})
            for event in talks.events
        ],
        "changes": {issue: [number(day) for day in talks.change_days(issue)] for issue in talks.issues},
        "statements": statements,
        "cells": [[*cell, ids] for cell, ids in cells.items()],
        "board": board.render_live(talks),
    }


def packed(talks: Negotiation) -> bytes:
    """The payload, compressed, with no time in it: a browser that has it from another copy of the server has it."""
    text = json.dumps(payload(talks), ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(text.encode(), 9, mtime=0)


@st.cache_resource(show_spinner=False, hash_funcs=BY_KEY, max_entries=16)
def _packed_once(talks: Negotiation) -> bytes:
    """The payload for all viewers."""
    return packed(talks)


def _key(view: View) -> str:
    """A board keeps the record it was mounted with, so another limit means another board."""
    return f"{_KEY}-{view.negotiation}" + (f"-{view.until}" if view.until else "")


def said(view: View) -> Mapping[str, str] | None:
    """What the board of this view said since it was last asked, as parameters of an address; None if nothing."""
    mounted = st.session_state.get(_key(view))
    heard = mounted.get("view") if mounted else None
    known, st.session_state[_HEARD] = st.session_state.get(_HEARD), heard  # None where no board is mounted
    if not isinstance(heard, dict) or heard == known:
        return None
    return {key: str(heard[key])[:1000] for key in address.OF_THE_BOARD if heard.get(key)}


def show(talks: Negotiation, view: View) -> bool:
    """Mount the board; whether it may be relied on: it has started, or has not had the time yet."""
    board = _component()(
        key=_key(view),
        data=_packed_once(talks),
        on_ready_change=lambda: None,
        on_view_change=lambda: None,
    )
    if board.view and _HEARD not in st.session_state:
        st.rerun()  # a board that came from another copy of the server, or a session that has ended: hear it first
    if board.ready:
        st.session_state.pop(_BEGUN, None)
        return True
    begun = st.session_state.setdefault(_BEGUN, time.monotonic())
    if time.monotonic() - begun >= PATIENCE:
        return False
    _wait()
    return True


@st.fragment(run_every=PATIENCE)
def _wait() -> None:
    """Look again when the board should have started."""
    if time.monotonic() - st.session_state.get(_BEGUN, math.inf) >= PATIENCE:
        st.rerun()
