"""What the reader sees and how it is chosen: the view, its address, and the stock controls of the plain board."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from components import address
from components.address import View
from components.words import as_text, day_words, distance_words, long_day_words
from negotiation import Negotiation
from negotiation.records import Event

_VIEW, _ADDRESS, _LATE, _SERIAL, _NOTICES, _HERE, _MOVED = (
    "view",
    "address",
    "late_addresses",
    "serial",
    "notices",
    "here",
    "moved",
)
_TYPED, _ISSUES, _RECORD, _TALKS, _PERIOD = "typed_day", "issue_choice", "record_only", "talks", "period"
_MOST_LATE = 20


def view(known: Mapping[str, Negotiation], said: Callable[[View], Mapping[str, str] | None]) -> tuple[View, list[str]]:
    """The view to draw, with notices about an address that could not be honoured, until the view changes.

    What the reader just did wins: a step back or forward, a control moved, or what the live board `said` anew, as
    parameters of an address. Else the address wins when it is not the one we wrote last, as on arrival; but not one
    from before that, which the browser sends until ours has reached it. One that says nothing keeps the view, because
    Streamlit empties it between pages.
    """
    state = st.session_state
    asked, back = _asked(), _stepped_back()
    if asked == state.get(_ADDRESS):
        state[_LATE] = []
    news = asked and asked != state.get(_ADDRESS) and (back or asked not in state.get(_LATE, []))
    moved = state.pop(_MOVED, False) and not back
    heard = said(state[_VIEW]) if _VIEW in state else None
    if heard is not None and not (moved or back):
        kept = {key: value for key, value in address.write(state[_VIEW]).items() if key not in address.OF_THE_BOARD}
        state[_VIEW], _ = address.read({**kept, **heard}, known)
    elif _VIEW not in state or (news and not moved):
        state[_VIEW], notices = address.read(asked, known)
        state[_NOTICES] = (state[_VIEW], notices)
        state[_SERIAL] = serial() + 1
    shown: View = state[_VIEW]
    noticed, notices = state[_NOTICES]
    return shown, notices if shown == noticed else []


def _asked() -> dict[str, str]:
    """What the address asks, its names as mail programs and hasty fingers leave them; a name as it should be wins."""
    typed = st.query_params.to_dict()
    named = {_name(key): value for key, value in typed.items()} | typed
    return {key: named[key] for key in address.PARAMETERS if key in named}


def _stepped_back() -> bool:
    """Whether this run was asked for by Back or Forward."""
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation


def _name(key: str) -> str:
    return key.lower().removeprefix("amp;")


def serial() -> int:
    """How often the view has been set by anything but the live board."""
    return int(st.session_state.get(_SERIAL, 0))


def page() -> str:
    """The path of the page on screen; the first page has none."""
    return str(st.session_state[_HERE][0])


def notices(texts: list[str]) -> None:
    """What an address could not be given; its words are shown as they are, never as markup."""
    for text in texts:
        st.warning(as_text(text), icon=":material/info:")


def remember(shown: View, page: str) -> None:
    """Write the view into the address, as a step that Back undoes.

    An empty address is filled on arrival on a page and when the view changes, but not when Back led to it: it would
    be a step that cannot be undone.
    """
    wanted = address.write(shown)
    written = {key: st.query_params[key] for key in address.PARAMETERS if key in st.query_params}
    here = (page, wanted)
    if written != wanted and (written or st.session_state.get(_HERE) != here):
        st.session_state[_LATE] = [*st.session_state.get(_LATE, []), _asked()][-_MOST_LATE:]
        others = {
            key: value for key, value in st.query_params.to_dict().items() if _name(key) not in address.PARAMETERS
        }
        st.query_params.from_dict({**others, **wanted})
    st.session_state[_ADDRESS], st.session_state[_HERE] = wanted, here


def negotiation(known: Mapping[str, Negotiation], shown: View) -> None:
    """Which negotiation; nothing to choose while there is only one."""
    if len(known) > 1:
        st.session_state[_TALKS] = shown.negotiation
        titles = {id: talks.overview.title for id, talks in known.items()}
        st.selectbox(
            "Negotiation", list(titles), format_func=titles.__getitem__, key=_TALKS, on_change=_other, args=(known,)
        )


def day(talks: Negotiation, shown: View) -> None:
    """The chosen day in words, and how long after which event it is."""
    event = talks.latest_event(shown.day)
    since = f"{distance_words(event.date, shown.day)}: {event.title}" if event else "before the first event"
    st.header(long_day_words(shown.day), anchor=False)
    st.markdown(as_text(since[0].upper() + since[1:]))


def date(talks: Negotiation, shown: View) -> None:
    """The slider over the period of the day, steps to events and changes, and a typed date."""
    issues = shown.issues or tuple(talks.issues)
    period = talks.period_of(shown.day)
    slider = f"day-{period.id}"
    st.session_state[slider] = shown.day
    st.slider(
        "Date",
        period.start,
        period.end,
        format="D MMMM YYYY",
        key=slider,
        on_change=_take,
        args=(slider,),
        help=f"{as_text(period.title)}. Arrow keys move by a day.",
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _step("Previous event", talks.previous_event(shown.day))
        _step("Previous change", talks.previous_change(shown.day, issues))
        _step("Next change", talks.next_change(shown.day, issues))
        _step("Next event", talks.next_event(shown.day))
        _typed(talks, shown)
        if len(talks.overview.periods) > 1:
            st.session_state[_PERIOD] = period.id
            titles = {each.id: each.title for each in talks.overview.periods}
            st.selectbox(
                "Period",
                list(titles),
                format_func=titles.__getitem__,
                key=_PERIOD,
                on_change=_zoom,
                args=(talks,),
                width=240,
            )


def bar(talks: Negotiation, shown: View) -> None:
    """The date and the filters in one row, for pages that are not the board."""
    with st.container(key="controls", horizontal=True, vertical_alignment="bottom"):
        _step("Previous event", talks.previous_event(shown.day))
        _typed(talks, shown)
        _step("Next event", talks.next_event(shown.day))
        _choices(talks, shown, 340)


def _step(label: str, to: Event | dt.date | None) -> None:
    day = to.date if isinstance(to, Event) else to
    where = f"{to.title}, {day_words(to.date)}" if isinstance(to, Event) else day_words(to) if to else "There is none"
    icon = "chevron_left" if label.startswith("Previous") else "chevron_right"
    st.button(label, icon=f":material/{icon}:", on_click=_go, args=(day,), disabled=day is None, help=as_text(where))


def _typed(talks: Negotiation, shown: View) -> None:
    st.session_state[_TYPED] = shown.day
    st.date_input(
        "Date",
        min_value=talks.start,
        max_value=talks.end,
        key=_TYPED,
        on_change=_take,
        args=(_TYPED,),
        format="YYYY-MM-DD",
        width=150,
    )


def filters(talks: Negotiation, shown: View) -> None:
    """Which issues, and whether only what is on the record."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _choices(talks, shown, 520)


def _choices(talks: Negotiation, shown: View, width: int) -> None:
    st.session_state[_ISSUES], st.session_state[_RECORD] = list(shown.issues), shown.on_record
    titles = {issue.id: issue.title for issue in talks.issues.values()}
    st.multiselect(
        "Issues",
        list(titles),
        format_func=titles.__getitem__,
        key=_ISSUES,
        placeholder="All issues",
        width=width,
        on_change=_filter,
    )
    st.toggle(
        "On the record only",
        key=_RECORD,
        on_change=_filter,
    )


def change(**parts: Any) -> None:
    """Change parts of the view, as a callback of a button or a chart."""
    st.session_state[_VIEW] = replace(st.session_state[_VIEW], **parts)
    st.session_state[_MOVED] = True


def _go(day: dt.date) -> None:
    change(day=day)


def _take(key: str) -> None:
    if isinstance(day := st.session_state[key], dt.date):
        _go(day)


def _zoom(talks: Negotiation) -> None:
    for period in talks.overview.periods:
        if period.id == st.session_state[_PERIOD]:
            _go(min(max(st.session_state[_VIEW].day, period.start), period.end))


def _filter() -> None:
    change(issues=tuple(st.session_state[_ISSUES]), on_record=bool(st.session_state[_RECORD]))


def _other(known: Mapping[str, Negotiation]) -> None:
    talks = known.get(st.session_state[_TALKS])
    if talks is not None:
        old: View = st.session_state[_VIEW]
        kept = {key: value for key, value in address.write(old).items() if key in ("board", "until", "mode")}
        st.session_state[_VIEW], _ = address.read({"negotiation": talks.id, **kept}, known)
        st.session_state[_MOVED] = True
        st.session_state[_SERIAL] = serial() + 1
