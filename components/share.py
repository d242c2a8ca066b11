"""Share: the link to exactly this view, a line to embed it, a QR code and citations."""

import datetime as dt
from dataclasses import replace
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import streamlit as st

from components import controls, record
from components.address import View
from components.qr import qr
from components.words import as_text, day_words
from negotiation import Negotiation
from negotiation.cite import citations, edition

_BROWSER = Path(__file__).parent / "browser"
_LIMIT, _CLASS = "share_limit", "share_class"


@cache
def _component() -> Any:
    html, css, js = ((_BROWSER / f"share.{part}").read_text("utf-8") for part in ("html", "css", "js"))
    return st.components.v2.component("share", html=html, css=css, js=js, isolate_styles=False)


def button(talks: Negotiation, view: View, page: str) -> None:
    """The button, at the head of every page. A phone answers it with its own share sheet."""
    data = {"title": talks.overview.title, "url": record.absolute(view, page)}
    pressed = _component()(key="share", data=data, on_opened_change=lambda: None)
    if pressed.opened:
        st.session_state[_LIMIT] = st.session_state[_CLASS] = False
        _sheet(talks, view, page)


@st.dialog("Share this view", width="medium", icon=":material/share:")
def _sheet(talks: Negotiation, view: View, page: str) -> None:
    sent = shared(view, page)
    link = record.absolute(sent, page)
    said = f"{as_text(talks.overview.title)}, {day_words(view.day)}."
    limit = f"Nothing after {day_words(min(sent.until, talks.end))} is shown behind it." if sent.until else ""
    st.markdown(f"**Link** to {said} {limit}")
    st.code(link, language=None, wrap_lines=True)
    with st.container(horizontal=True, vertical_alignment="top", gap="medium"):
        if code := qr(link):
            picture = code.svg_inline(scale=4, border=4, light="#fff")  # black on white, whatever the theme
            st.image(picture, width=200, alt="QR code of the link")
        with st.container():
            if view.until is None:
                last = max(view.day, view.compare or view.day)
                st.toggle("No spoilers", key=_LIMIT)
                st.caption(f"Nothing after {day_words(last)} is shown or sent behind the link, on any page.")
            if not page:
                st.toggle("Class mode", key=_CLASS)
                st.caption("Large type for a projector, one issue at a time.")
            st.markdown("**To embed it** in a web page or a learning platform")
            st.code(embed(talks, link), language="html", wrap_lines=True)
    st.markdown("**To cite it**")
    statement = talks.statements.get(view.statement or "") if page == record.PATH else None
    public = statement if statement and statement.appears <= view.day else None
    record.cite(citations(talks, public, edition(), dt.date.today(), link))
    if view.until is not None:
        with st.expander("End the limit"):
            st.markdown(f"This shows what came after {day_words(talks.end)}, here and on every page.")
            if st.button("Show what came later"):
                controls.change(until=None)
                st.rerun()


def shared(view: View, page: str) -> View:
    """The view as the switches of the sheet want it."""
    sent = view.held_back() if st.session_state.get(_LIMIT) else view
    return replace(sent, in_class=view.in_class or (not page and bool(st.session_state.get(_CLASS))))


def embed(talks: Negotiation, link: str) -> str:
    """A line of HTML that shows the view inside another page, without the menu."""
    src, title = escape(f"{link}&embed=true"), escape(talks.overview.title)
    return f'<iframe src="{src}" title="{title}" width="100%" height="800" style="border: 0" loading="lazy"></iframe>'
