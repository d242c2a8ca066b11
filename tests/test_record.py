"""What must be in the shipped record, whoever edits it."""

import datetime as dt

import pytest

from negotiation import Negotiation

FOUNDING = ("sanctions-relief", "yongbyon", "exercises", "test-moratorium")

# the dated positions of the documents the record began with: day, party, and words of the quote or the summary
FOUNDING_POSITIONS = [
    ("2018-06-12", "united-states", "stopping the war games"),
    ("2019-01-01", "north-korea", "new way"),
    ("2019-04-12", "north-korea", "until the end of the year"),
    ("2019-06-30", "united-states", "two or three weeks"),
    ("2019-07-16", "north-korea", "discontinuation of the nuclear and ICBM tests"),
    ("2019-08-27", "united-states", "rogue behavior could not be ignored"),
    ("2019-08-31", "north-korea", "gradually disappearing"),
    ("2019-08-31", "north-korea", "all the measures we have taken so far"),
    ("2019-09-01", "north-korea", "Yongbyon"),
    ("2019-09-01", "united-states", "Yongbyon"),
    ("2019-09-30", "north-korea", "depends on the US"),
    ("2019-10-02", "united-states", "textile and coal"),
    ("2019-10-05", "north-korea", "all the obstacles"),
    ("2019-10-05", "north-korea", "empty-handed"),
    ("2019-10-05", "north-korea", "Whether our suspension of the nuclear and ICBM tests will continue"),
    ("2019-10-05", "united-states", "good discussions"),
    ("2019-10-05", "united-states", "new initiatives"),
    ("2019-10-06", "north-korea", "sickening negotiations"),
    ("2019-10-07", "north-korea", "all-or-nothing"),
    ("2019-10-07", "united-states", "small deal"),
    ("2019-11-13", "north-korea", "greater threat"),
    ("2019-11-13", "united-states", "empower and enable our diplomats"),
    ("2019-11-13", "united-states", "keep the door open to diplomacy"),
    ("2019-11-14", "north-korea", "intuitively feel"),
    ("2019-11-14", "north-korea", "any place and any time"),
    ("2019-11-17", "united-states", "act quickly"),
    ("2019-11-17", "united-states", "facilitate a political agreement"),
    ("2019-11-17", "united-states", "same goodwill"),
    ("2019-11-18", "north-korea", "something he can boast of"),
    ("2019-11-18", "north-korea", "drop its hostile policy"),
]


@pytest.mark.parametrize(("day", "party", "words"), FOUNDING_POSITIONS)
def test_every_founding_position_is_found(shipped: Negotiation, day: str, party: str, words: str) -> None:
    assert [
        s.id
        for s in shipped.statements.values()
        if s.party == party and str(s.date) == day and words.lower() in f"{s.quote} {s.summary}".lower()
    ]


def test_the_two_accounts_of_stockholm_dispute_each_other(shipped: Negotiation) -> None:
    left, right = (party.id for party in shipped.main)
    accounts = [s for s in shipped.statements.values() if str(s.date) in ("2019-10-05", "2019-10-06")]

    pairs = {(s.party, other.party) for s in accounts for other in shipped.disputes_with(s) if other in accounts}

    assert pairs >= {(left, right), (right, left)}


def test_the_reported_offer_is_a_report_with_its_condition(shipped: Negotiation) -> None:
    offer = shipped.statements["2019-10-02-united-states-reported-36-month-offer"]

    assert offer.evidence == "press-report"
    assert "Yongbyon" in str(offer.in_exchange_for)
    assert "uranium" in str(offer.in_exchange_for)


@pytest.mark.parametrize(
    ("id", "begins", "ends"),
    [
        ("2019-04-12-north-korea-year-end-deadline", "2019-04-13", "2020-01-01"),
        ("2018-04-20-north-korea-moratorium", "2018-04-21", "2020-01-01"),
    ],
)
def test_deadline_and_moratorium_begin_and_end_on_their_days(
    shipped: Negotiation, id: str, begins: str, ends: str
) -> None:
    assert shipped.stands[id] == (dt.date.fromisoformat(begins), dt.date.fromisoformat(ends))


@pytest.mark.parametrize("issue", FOUNDING)
def test_from_singapore_to_march_2020_each_side_has_a_position_on_each_founding_issue(
    shipped: Negotiation, issue: str
) -> None:
    day = dt.date(2018, 6, 12)
    while day <= dt.date(2020, 3, 31):
        standing = shipped.standing(day)
        for party in shipped.main:
            position = standing[issue][party.id]
            assert any(position), (day, party.id)
        day += dt.timedelta(7)


def test_only_promises_are_kept_or_broken(shipped: Negotiation) -> None:
    promises = {"commitment", "offer", "action"}
    kept_or_broken = [id for s in shipped.statements.values() for id in (*s.fulfils, *s.breaks)]
    kept_or_broken += [id for event in shipped.events for id in (*event.fulfils, *event.breaks)]

    assert len(kept_or_broken) > 20
    assert {id for id in kept_or_broken if shipped.statements[id].kind not in promises} == set()


def test_meetings_of_both_sides_are_known(shipped: Negotiation) -> None:
    days = {str(meeting.date) for meeting in shipped.meetings}

    assert days >= {"2018-06-12", "2019-02-27", "2019-06-30", "2019-10-05"}
