import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components import address
from components.address import View
from negotiation import Negotiation


@pytest.mark.parametrize(
    ("asked", "shown", "notice"),
    [
        ({}, View("harbour-talks", dt.date(2031, 5, 1)), []),
        ({"date": "2031-04-02"}, View("harbour-talks", dt.date(2031, 4, 2)), []),
        ({"date": "2031-6-5"}, View("harbour-talks", dt.date(2031, 6, 5)), ["“2031-6-5” is read as 5 June 2031."]),
        ({"date": "2031-06"}, View("harbour-talks", dt.date(2031, 6, 1)), ["“2031-06” is read as 1 June 2031."]),
        (
            {"date": "2031-04-31"},
            View("harbour-talks", dt.date(2031, 4, 30)),
            ["“2031-04-31” is read as 30 April 2031."],
        ),
        (
            {"date": "yesterday"},
            View("harbour-talks", dt.date(2031, 5, 1)),
            ["“yesterday” is not a date; this is 1 May 2031."],
        ),
        (
            {"date": "1999-01-01"},
            View("harbour-talks", dt.date(2031, 3, 1)),
            ["The record reaches from 1 March 2031 to 31 August 2031, not to 1999-01-01; this is 1 March 2031."],
        ),
        (
            {"issues": "crane,night-shifts"},
            View("harbour-talks", dt.date(2031, 5, 1), ("cranes", "night-shifts")),
            ["There is no issue “crane”; Cranes is shown."],
        ),
        (
            {"issues": "fish"},
            View("harbour-talks", dt.date(2031, 5, 1)),
            ["There is no issue “fish”; it is left out.", "All issues are shown."],
        ),
        (
            {"until": "2031-04-01", "date": "2031-07-01", "compare": "2031-08-01"},
            View("harbour-talks", dt.date(2031, 4, 1), compare=dt.date(2031, 4, 1), until=dt.date(2031, 4, 1)),
            [
                "The record reaches from 1 March 2031 to 1 April 2031, not to 2031-07-01; this is 1 April 2031.",
                "The record reaches from 1 March 2031 to 1 April 2031, not to 2031-08-01; this is 1 April 2031.",
            ],
        ),
        (
            {"until": "Easter", "date": "2031-04-01"},
            View("harbour-talks", dt.date(2031, 4, 1), until=dt.date(2031, 4, 1)),
            ["“Easter” is not a date; everything after 1 April 2031 is held back."],
        ),
        (
            {"until": "", "date": "2031-04-01"},
            View("harbour-talks", dt.date(2031, 4, 1), until=dt.date(2031, 4, 1)),
            ["“” is not a date; everything after 1 April 2031 is held back."],
        ),
        (
            {"until": "0000-05-05", "date": "2031-04-01"},
            View("harbour-talks", dt.date(2031, 4, 1), until=dt.date(2031, 4, 1)),
            ["“0000-05-05” is not a date; everything after 1 April 2031 is held back."],
        ),
        (
            {"until": "2019-02-26"},
            View("harbour-talks", dt.date(2031, 3, 2), until=dt.date(2019, 2, 26)),
            ["The record reaches from 1 March 2031 to 31 August 2031; “until” asks for 2019-02-26."],
        ),
        (
            {"mode": "class", "board": "plain"},
            View("harbour-talks", dt.date(2031, 5, 1), plain=True),
            ["The plain board has no class mode; the usual page is shown."],
        ),
        (
            {"until": "2031-04-01", "statement": "zzzz"},
            View("harbour-talks", dt.date(2031, 4, 1), until=dt.date(2031, 4, 1)),
            ["There is no statement “zzzz”; none is shown; it may be later than this link reaches."],
        ),
        ({"mode": "class"}, View("harbour-talks", dt.date(2031, 5, 1), in_class=True), []),
        ({"record": "only"}, View("harbour-talks", dt.date(2031, 5, 1), (), True), []),
        (
            {"record": "maybe"},
            View("harbour-talks", dt.date(2031, 5, 1)),
            ["“record=maybe” means nothing here; everything is shown."],
        ),
        (
            {"negotiation": "harbor-talks"},
            View("harbour-talks", dt.date(2031, 5, 1)),
            ["There is no negotiation “harbor-talks”; this is Harbour talks."],
        ),
    ],
)
def test_an_address_means_a_view_or_the_nearest_sense_of_it(
    asked: dict[str, str], shown: View, notice: list[str], tiny: Negotiation
) -> None:
    assert address.read(asked, {tiny.id: tiny}) == (shown, notice)


@given(
    day=st.dates(dt.date(2031, 3, 1), dt.date(2031, 8, 31)),
    issues=st.sampled_from([(), ("cranes",), ("night-shifts",), ("night-shifts", "cranes")]),
    on_record=st.booleans(),
    compare=st.none() | st.dates(dt.date(2031, 3, 1), dt.date(2031, 8, 31)),
    plain=st.booleans(),
    statement=st.sampled_from([None, "2031-04-10-port-no-trial"]),
    only=st.sampled_from([(), ("port", "demand"), ("analysis",)]),
    search=st.sampled_from(["", "crane", "crane  ä&=?"]).map(lambda text: " ".join(text.split())),
    until=st.sampled_from([None, dt.date(2031, 8, 31)]),
    in_class=st.booleans(),
)
def test_a_view_survives_its_address(
    day: dt.date,
    issues: tuple[str, ...],
    on_record: bool,
    compare: dt.date | None,
    plain: bool,
    statement: str | None,
    search: str,
    only: tuple[str, ...],
    until: dt.date | None,
    in_class: bool,
    tiny: Negotiation,
) -> None:
    view = View(tiny.id, day, issues, on_record, compare, plain, statement, search, only, until, in_class and not plain)

    assert address.read(address.write(view), {tiny.id: tiny}) == (view, [])
    assert address.write(view)["date"] == day.isoformat()


@given(
    parameters=st.dictionaries(
        st.sampled_from(address.PARAMETERS), st.text() | st.from_regex(r"\d{4}-\d\d-\d\d", fullmatch=True)
    )
)
def test_no_address_whatever_raises_or_leaves_the_record(parameters: dict[str, str], tiny: Negotiation) -> None:
    view, notices = address.read(parameters, {tiny.id: tiny})

    talks = view.talks({tiny.id: tiny})
    assert talks.start <= view.day <= talks.end
    assert view.until is None or talks.end <= max(view.until, tiny.start + dt.timedelta(1))
    assert set(view.issues) <= tiny.issues.keys()
    assert all(len(notice) < 250 for notice in notices)


def test_a_long_address_is_answered_shortly(tiny: Negotiation) -> None:
    _, notices = address.read({"issues": "x," * 100_000, "date": "9" * 100_000}, {tiny.id: tiny})

    assert len(notices) < 50


def test_every_part_of_a_view_has_its_parameter(tiny: Negotiation) -> None:
    day = dt.date(2031, 4, 1)
    view = View(tiny.id, day, ("cranes",), True, day, True, "id", "words", ("port",), day, True)

    assert {*address.write(view)} == {*address.PARAMETERS}


def test_a_limit_survives_another_negotiation(tiny: Negotiation, shipped: Negotiation) -> None:
    known = {tiny.id: tiny, shipped.id: shipped}
    view, _ = address.read({"negotiation": shipped.id, "until": "2019-02-26"}, known)
    there, _ = address.read({**address.write(view), "negotiation": tiny.id}, known)
    back, _ = address.read({**address.write(there), "negotiation": shipped.id}, known)

    assert back.until == view.until
    assert there.talks(known).end < dt.date(2031, 4, 1)


def test_all_who_have_a_limit_share_one_record(tiny: Negotiation) -> None:
    assert address.limited(tiny, dt.date(2031, 4, 1)).key == address.limited(tiny, dt.date(2031, 4, 1)).key
