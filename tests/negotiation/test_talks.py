"""What stands and what changed, by the definitions in words, on made-up negotiations of every shape."""

import datetime as dt
from collections.abc import Iterable, Iterator

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from negotiation import Change, Negotiation, Standing
from negotiation.records import Evidence, Issue, Kind, Overview, Party, Period, Statement
from negotiation.talks import frame_of

FIRST = dt.date(2031, 1, 1)
PARTIES, ISSUES = ("left", "right", "onlooker"), ("one", "two")
days = st.integers(0, 12).map(lambda n: FIRST + dt.timedelta(n))


@st.composite
def negotiations(draw: st.DrawFn) -> Negotiation:
    said = sorted(draw(st.lists(days, max_size=14)))
    statements: list[Statement] = []
    for n, day in enumerate(said):
        party = draw(st.sampled_from(PARTIES))
        earlier = [s.id for s in statements if s.party == party]
        some = st.lists(st.sampled_from(earlier), max_size=2, unique=True) if earlier else st.just([])
        statements.append(
            Statement(
                id=f"s{n}",
                date=day,
                known=draw(st.none() | st.sampled_from([day + dt.timedelta(late) for late in range(7)])),
                party=party,
                according_to=draw(st.sampled_from([None, None, *(p for p in PARTIES if p != party)])),
                speaker="Somebody",
                issues=tuple(draw(st.lists(st.sampled_from(ISSUES), min_size=1, max_size=2, unique=True))),
                kind=draw(st.sampled_from(["demand", "offer", "characterisation"])),
                summary="Something.",
                evidence=draw(st.sampled_from(["official-text", "press-report"])),
                sources=("a-source",),
                restates=tuple(draw(some)),
                replaces=tuple(draw(some)),
                withdraws=tuple(draw(some)),
                minor=draw(st.booleans()),
            )
        )
    return negotiation(statements)


def negotiation(statements: Iterable[Statement]) -> Negotiation:
    overview = Overview(
        title="Talks",
        introduction="Made up.",
        parties=tuple(Party(id=id, name=id, short=id) for id in PARTIES),
        main=("left", "right"),
        issues=tuple(Issue(id=id, title=id, question=f"{id}?") for id in ISSUES),
        periods=(Period(id="all", title="All", start=FIRST, end=FIRST + dt.timedelta(30)),),
        opens_on=FIRST,
        coverage="All.",
    )
    return Negotiation("talks", overview, (), {}, {s.id: s for s in statements})


def says(
    id: str,
    day: int,
    *,
    known: int | None = None,
    kind: Kind = "demand",
    evidence: Evidence = "official-text",
    issues: tuple[str, ...] = ("one",),
    according_to: str | None = None,
    minor: bool = False,
    restates: tuple[str, ...] = (),
    replaces: tuple[str, ...] = (),
    withdraws: tuple[str, ...] = (),
) -> Statement:
    return Statement(
        id=id,
        date=FIRST + dt.timedelta(day),
        known=None if known is None else FIRST + dt.timedelta(known),
        party="left",
        according_to=according_to,
        speaker="Somebody",
        issues=issues,
        kind=kind,
        summary="Something.",
        evidence=evidence,
        sources=("a-source",),
        restates=restates,
        replaces=replaces,
        withdraws=withdraws,
        minor=minor,
    )


def ids(standing: Standing, issue: str = "one", party: str = "left") -> list[list[str]]:
    return [[s.id for s in frame] for frame in standing[issue][party]]


def cells(standing: Standing) -> dict[tuple[str, str], set[str]]:
    return {
        (issue, party): {s.id for frame in position for s in frame}
        for issue, parties in standing.items()
        for party, position in parties.items()
    }


def all_days() -> Iterator[dt.date]:
    return (FIRST + dt.timedelta(n) for n in range(-1, 22))


def stands(talks: Negotiation, statement: Statement, day: dt.date) -> bool:
    """The definition: it has appeared, and nothing that has appeared replaces or withdraws it."""
    return statement.appears <= day and not any(
        statement.id in (*other.replaces, *other.withdraws) and other.appears <= day
        for other in talks.statements.values()
    )


@given(negotiations())
def test_what_stands_is_what_has_appeared_and_was_not_ended(talks: Negotiation) -> None:
    for day in all_days():
        for (issue, party), found in cells(talks.standing(day)).items():
            assert found == {
                s.id
                for s in talks.statements.values()
                if s.party == party and issue in s.issues and stands(talks, s, day)
            }


@given(negotiations(), days)
def test_each_statement_stands_in_one_frame_newest_first_and_minor_ones_last(talks: Negotiation, day: dt.date) -> None:
    for parties in talks.standing(day).values():
        for position in parties.values():
            for frame, statements in zip(position._fields, position, strict=True):
                assert all(frame_of(s) == frame for s in statements)
                assert list(statements) == sorted(statements, key=lambda s: (s.minor, -s.date.toordinal()))


@given(negotiations(), days)
def test_nothing_changes_from_a_day_to_itself(talks: Negotiation, day: dt.date) -> None:
    assert talks.change(day, day) == []


def replay(before: Standing, changes: Iterable[Change]) -> dict[tuple[str, str], set[str]]:
    found = cells(before)
    for change in changes:
        cell = found[change.issue, change.party]
        if change.verdict == "withdrawn":
            cell.discard(change.statement.id)
        else:
            cell.add(change.statement.id)
        if change.verdict == "replaced" and change.instead_of:
            cell.discard(change.instead_of.id)
    return found


def test_what_gave_way_to_a_statement_that_already_stood_is_not_lost() -> None:
    talks = negotiation(
        [says("first", 0), says("between", 0, known=1, replaces=("first",)), says("last", 0, replaces=("between",))]
    )

    (change,) = talks.change(FIRST, FIRST + dt.timedelta(1))

    assert (change.verdict, change.statement.id, change.instead_of and change.instead_of.id) == (
        "replaced",
        "last",
        "first",
    )


@given(negotiations(), days, days)
def test_replaying_a_change_gives_what_stands_afterwards(talks: Negotiation, a: dt.date, b: dt.date) -> None:
    assume(a <= b)
    assert replay(talks.standing(a), talks.change(a, b)) == cells(talks.standing(b))


@given(negotiations())
def test_replaying_all_changes_day_by_day_gives_every_standing_set(talks: Negotiation) -> None:
    found = {cell: set[str]() for cell in cells(talks.standing(FIRST))}
    day = FIRST - dt.timedelta(1)
    while (next_day := talks.next_change(day, ISSUES)) is not None:
        for quiet in range((next_day - day).days):
            assert cells(talks.standing(day + dt.timedelta(quiet))) == found
        found = replay(talks.standing(day), talks.change(day, next_day))
        assert found == cells(talks.standing(next_day))
        day = next_day
    assert cells(talks.standing(dt.date(2031, 12, 31))) == found


@given(negotiations(), days, days, days)
def test_a_change_follows_from_its_parts(talks: Negotiation, a: dt.date, b: dt.date, c: dt.date) -> None:
    a, b, c = sorted((a, b, c))
    halfway = replay(talks.standing(a), talks.change(a, b))
    assert halfway == cells(talks.standing(b))
    assert replay(talks.standing(b), talks.change(b, c)) == replay(talks.standing(a), talks.change(a, c))


@given(negotiations(), days)
def test_a_step_forward_and_back_between_changes_returns(talks: Negotiation, day: dt.date) -> None:
    following = talks.next_change(day, ISSUES)
    if following is not None:
        back = talks.previous_change(following, ISSUES)
        assert back is None or back <= day


def test_a_withdrawn_offer_no_longer_stands() -> None:
    talks = negotiation([says("offer", 1, kind="offer"), says("end", 3, kind="refusal", withdraws=("offer",))])

    assert ids(talks.standing(FIRST + dt.timedelta(2))) == [[], ["offer"], [], [], []]
    assert ids(talks.standing(FIRST + dt.timedelta(3))) == [["end"], [], [], [], []]


def test_nothing_is_shown_before_it_is_public() -> None:
    talks = negotiation([says("paper", 1, known=5)])

    assert ids(talks.standing(FIRST + dt.timedelta(4))) == [[], [], [], [], []]
    assert ids(talks.standing(FIRST + dt.timedelta(5))) == [["paper"], [], [], [], []]


def test_what_was_overtaken_before_it_became_public_never_stands() -> None:
    talks = negotiation([says("secret", 1, known=9), says("open", 3, replaces=("secret",))])

    assert not any("secret" in frame for day in all_days() for frame in ids(talks.standing(day)))


def test_a_restatement_stands_on_its_own_and_is_known_to_the_first() -> None:
    talks = negotiation([says("first", 1), says("again", 6, restates=("first",))])

    assert ids(talks.standing(FIRST + dt.timedelta(6)))[0] == ["again", "first"]
    assert [s.id for s in talks.said_again(talks.statements["first"])] == ["again"]


def test_reports_and_accounts_by_others_are_never_mixed_in() -> None:
    talks = negotiation(
        [
            says("own", 1),
            says("reported", 1, evidence="press-report"),
            says("inferred", 1, evidence="analysis", according_to="right"),
            says("told", 1, according_to="right"),
        ]
    )

    assert ids(talks.standing(FIRST + dt.timedelta(1))) == [["own"], [], [], ["inferred", "reported"], ["told"]]


def test_a_passing_remark_never_heads_a_cell_while_something_weightier_stands() -> None:
    talks = negotiation([says("landmark", 1), says("remark", 8, minor=True)])

    assert ids(talks.standing(FIRST + dt.timedelta(8)))[0] == ["landmark", "remark"]


@pytest.mark.parametrize(
    ("start", "verdicts"),
    [
        (1, [("replaced", "c", "a")]),  # through b, which came and went in between
        (2, [("replaced", "c", "b")]),
        (3, []),
    ],
)
def test_a_replacement_names_what_the_reader_last_saw(start: int, verdicts: list[tuple[str, str, str]]) -> None:
    talks = negotiation([says("a", 1), says("b", 2, replaces=("a",)), says("c", 3, replaces=("b",))])

    changes = talks.change(FIRST + dt.timedelta(start), FIRST + dt.timedelta(3))

    assert [(c.verdict, c.statement.id, c.instead_of and c.instead_of.id) for c in changes] == verdicts


def test_changes_are_new_restated_replaced_or_withdrawn() -> None:
    talks = negotiation(
        [
            says("kept", 1),
            says("old", 1),
            says("ended", 1),
            says("again", 2, restates=("kept",)),
            says("young", 2, replaces=("old",)),
            says("fresh", 2, withdraws=("ended",)),
        ]
    )

    changes = talks.change(FIRST + dt.timedelta(1), FIRST + dt.timedelta(2))

    assert {(c.verdict, c.statement.id, c.instead_of and c.instead_of.id) for c in changes} == {
        ("restated", "again", "kept"),
        ("replaced", "young", "old"),
        ("new", "fresh", None),
        ("withdrawn", "ended", None),
    }


def test_days_the_wrong_way_round_are_refused() -> None:
    with pytest.raises(ValueError, match="2031-01-02 is after 2031-01-01"):
        negotiation([]).change(FIRST + dt.timedelta(1), FIRST)


def test_events_are_found_from_any_day(tiny: Negotiation) -> None:
    day = dt.date(2031, 5, 1)
    previous, following = tiny.previous_event(day), tiny.next_event(day)

    assert previous is not None
    assert following is not None
    assert (previous.title, following.title) == ("First meeting", "Crane trial")
    assert tiny.latest_event(following.date) == following
    assert tiny.next_event(following.date) is None
    assert tiny.previous_event(previous.date) is None
    assert [meeting.title for meeting in tiny.meetings] == ["First meeting"]
