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
    with st.container(key="share"):
        pressed = _component()(key="share_button", data=data, on_opened_change=lambda: None)
    if pressed.opened:
        st.session_state[_LIMIT] = st.session_state[_CLASS] = False
        _sheet(talks, view, page)


@st.dialog("Share this view", width="medium", icon=":material/share:")
def _sheet(talks: Negotiation, view: View, page: str) -> None:
    sent = shared(view, page)
    link = record.absolute(sent, page)
    said = f"{as_text(talks.overview.title)}, {day_words(view.day)}."
    limit = f"Nothing after {day_words(sent.until)} is shown behind it." if sent.until else ""
    st.markdown(f"**Link** to {said} {limit}")
    st.code(link, language=None, wrap_lines=True)
    with st.container(horizontal=True, vertical_alignment="top", gap="medium"):
        st.image(qr(link), width=200, alt="QR code of the link")
        with st.container():
            if view.until is None:
                st.toggle(
                    "No spoilers",
                    key=_LIMIT,
                    help=f"Behind the link, nothing after {day_words(view.day)} is shown or sent, on any page.",
                )
            elif st.button("Lift the limit here"):
                controls.change(until=None)
                st.rerun()
            if not page:
                st.toggle("Class mode", key=_CLASS, help="Large type for a projector, one issue at a time.")
            st.markdown("**To embed it** in a web page or a learning platform")
            st.code(embed(talks, link), language="html", wrap_lines=True)
    st.markdown("**To cite it**")
    statement = talks.statements.get(view.statement or "") if page == record.PATH else None
    public = statement if statement and statement.appears <= view.day else None
    record.cite(citations(talks, public, edition(), dt.date.today(), link))


def shared(view: View, page: str) -> View:
    """The view as the switches of the sheet want it."""
    limit = view.day if st.session_state.get(_LIMIT) else view.until
    return replace(view, until=limit, in_class=view.in_class or (not page and bool(st.session_state.get(_CLASS))))


def embed(talks: Negotiation, link: str) -> str:
    """A line of HTML that shows the view inside another page, without the menu."""
    src, title = escape(f"{link}&embed=true"), escape(talks.overview.title)
    return f'<iframe src="{src}" title="{title}" width="100%" height="800" style="border: 0" loading="lazy"></iframe>'


def qr(link: str) -> str:
    """The link as a QR code, an SVG that is black on white whatever the theme."""
    import segno

    return segno.make(link, error="m", micro=False).svg_inline(scale=4, border=4, light="#fff")
