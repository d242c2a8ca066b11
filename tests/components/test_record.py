import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from components import about, board, record
from components.address import View
from components.words import LINK_WORDS
from negotiation import Negotiation
from negotiation.records import EVIDENCE, KINDS, LINKS, Statement

HOSTILE = '<img src=x onerror="alert(1)">'


def view(day: str, **parts: object) -> View:
    return replace(View("harbour-talks", dt.date.fromisoformat(day)), **parts)  # type: ignore[arg-type]


def html(talks: Negotiation, statement: Statement, shown: View) -> str:
    return board.templates().get_template("record.html").render(sheet=record.sheet(talks, statement, shown))


def linked(talks: Negotiation, id: str, day: str) -> dict[str, list[str]]:
    return {words: [each.summary for each in found] for words, found in sheet(talks, id, day).links}


def sheet(talks: Negotiation, id: str, day: str) -> record.Sheet:
    return record.sheet(talks, talks.statements[id], view(day))


@given(st.data())
def test_the_table_holds_what_is_public_and_chosen_and_nothing_else(tiny: Negotiation, data: st.DataObject) -> None:
    day = data.draw(st.dates(tiny.start, tiny.end))
    issues = data.draw(st.sets(st.sampled_from(list(tiny.issues))))
    parties = data.draw(st.sets(st.sampled_from(list(tiny.parties))))
    kinds = data.draw(st.sets(st.sampled_from(KINDS)))
    evidence = data.draw(st.sets(st.sampled_from(EVIDENCE)))
    only = (*parties, *kinds, *evidence)
    shown = View(tiny.id, day, tuple(issues), data.draw(st.booleans()), only=only)

    found = record.listed(tiny, shown)

    fits = {
        s.id
        for s in tiny.statements.values()
        if s.appears <= day
        and (not issues or issues & set(s.issues))
        and (s.on_the_record or not shown.on_record)
        and s.party in (parties or tiny.parties)
        and s.kind in (kinds or KINDS)
        and s.evidence in (evidence or EVIDENCE)
    }
    assert {s.id for s in found} == fits
    assert [s.date for s in found] == sorted((s.date for s in found), reverse=True)


def test_a_search_narrows_the_table(tiny: Negotiation) -> None:
    found = record.listed(tiny, view("2031-08-31", search="no trial"))

    assert [s.id for s in found] == ["2031-05-02-port-no-trial-again", "2031-04-10-port-no-trial"]


def test_the_interval_is_told_only_as_far_as_it_is_known(tiny: Negotiation) -> None:
    statement = tiny.statements["2031-04-10-port-no-trial"]

    assert record.stood(tiny, statement, dt.date(2031, 6, 15)) == "Stands on 15 June 2031; it appeared on 10 April 2031"
    assert (
        record.stood(tiny, statement, dt.date(2031, 6, 16))
        == "Stood from 10 April 2031 until it was withdrawn on 16 June 2031, 67 days later"
    )
    replaced = tiny.statements["2031-03-05-dockers-no-nights"]
    assert "until it was replaced on 1 April 2031" in record.stood(tiny, replaced, dt.date(2031, 4, 1))


def test_a_statement_that_became_known_too_late_never_stood(tiny: Negotiation) -> None:
    late = tiny.statements["2031-04-10-port-no-trial"].model_copy(update={"known": dt.date(2031, 7, 1)})
    talks = Negotiation(tiny.id, tiny.overview, tiny.events, tiny.sources, {**tiny.statements, late.id: late})

    assert (
        record.stood(talks, late, dt.date(2031, 8, 1))
        == "Never stood: it was withdrawn by the day it appeared, 1 July 2031"
    )


def test_links_are_shown_from_both_ends_once_public(tiny: Negotiation) -> None:
    assert linked(tiny, "2031-04-10-port-no-trial", "2031-05-01") == {}
    assert list(linked(tiny, "2031-04-10-port-no-trial", "2031-06-14")) == ["Said again in"]
    assert "Withdrawn by" in linked(tiny, "2031-04-10-port-no-trial", "2031-06-16")
    assert len(linked(tiny, "2031-06-16-port-ends-promise", "2031-06-16")["Withdraws"]) == 2
    assert list(linked(tiny, "2031-04-01-dockers-fewer-nights", "2031-04-01")) == ["Replaces", "Another account in"]


def test_every_link_of_the_record_is_shown(shipped: Negotiation) -> None:
    end = View(shipped.id, shipped.end)
    for statement in shipped.statements.values():
        shown = {words for words, _ in record.sheet(shipped, statement, end).links}
        assert {LINK_WORDS[link][0] for link in LINKS if statement.links(link)} <= shown


def test_an_event_that_breaks_a_promise_is_shown(tiny: Negotiation) -> None:
    event = tiny.events[0].model_copy(
        update={"breaks": ("2031-03-05-dockers-no-nights",), "date": dt.date(2031, 3, 6), "title": "A breach"}
    )
    talks = Negotiation(tiny.id, tiny.overview, (event,), tiny.sources, tiny.statements)

    assert linked(talks, "2031-03-05-dockers-no-nights", "2031-03-06") == {"Broken by": ["A breach"]}
    assert linked(talks, "2031-03-05-dockers-no-nights", "2031-03-05") == {}


def test_a_source_is_told_in_words(tiny: Negotiation) -> None:
    source = tiny.sources["canteen-blog"].model_copy(
        update={"agency": "Wire", "language": "Dutch", "note": "Second paragraph."}
    )
    talks = Negotiation(tiny.id, tiny.overview, tiny.events, {**tiny.sources, source.id: source}, tiny.statements)
    shown = html(talks, talks.statements["2031-05-10-dockers-strike-fund"], view("2031-07-01"))

    assert (
        "Canteen Blog, text of Wire · no date of publication known · in Dutch · a copy of somebody else’s text" in shown
    )
    assert "Second paragraph." in shown


def test_a_link_keeps_date_and_filters(tiny: Negotiation) -> None:
    shown = html(
        tiny, tiny.statements["2031-04-01-dockers-fewer-nights"], view("2031-05-01", issues=("cranes",), on_record=True)
    )

    assert (
        'href="?negotiation=harbour-talks&amp;date=2031-05-01&amp;issues=cranes&amp;record=only'
        '&amp;statement=2031-03-05-dockers-no-nights" target="_self"' in shown
    )


def test_text_from_the_record_is_escaped_on_a_statements_page(tiny: Negotiation) -> None:
    id = "2031-04-01-dockers-fewer-nights"
    statements = {
        key: s.model_copy(update=dict.fromkeys(("summary", "speaker", "role", "venue", "quote", "note"), HOSTILE))
        for key, s in tiny.statements.items()
    }
    sources = {
        key: s.model_copy(update=dict.fromkeys(("publisher", "agency", "title", "language", "note"), HOSTILE))
        for key, s in tiny.sources.items()
    }
    talks = Negotiation(tiny.id, tiny.overview, tiny.events, sources, statements)

    shown = html(talks, talks.statements[id], view("2031-05-01"))

    assert "<img" not in shown
    assert shown.count("&lt;img") >= 8


def test_an_example_of_a_rule_opens_on_a_day_on_which_it_is_public(shipped: Negotiation) -> None:
    rules = about.coding(shipped, View(shipped.id, shipped.start))

    assert len(rules) == len(shipped.overview.coding)
    for coded, rule in zip(rules, shipped.overview.coding, strict=True):
        if rule.example:
            appears = shipped.statements[rule.example].appears
            assert f"date={appears}&statement={rule.example}" in str(coded.href)


def test_a_report_names_a_statement_only_once_it_is_public(tiny: Negotiation) -> None:
    shown = view("2031-05-02", statement="2031-05-02-port-no-trial-again")

    assert "Statement: 2031-05-02-port-no-trial-again\n" in about.report(tiny, shown, "https://example.org")
    early = replace(shown, day=dt.date(2031, 5, 1))
    assert "port-no-trial-again" not in about.report(tiny, early, "https://example.org")
    assert "Statement: (its id" in about.report(tiny, view("2031-05-02"), "https://example.org")
