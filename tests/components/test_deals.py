import datetime as dt
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode

from hypothesis import given
from hypothesis import strategies as st

from components import address, deals
from components.address import View
from negotiation import Negotiation
from tests.conftest import SHIPPED, sound

DAY = dt.date(2031, 5, 1)
RECORD = sound(SHIPPED)


def view(talks: Negotiation, day: dt.date, *issues: str, on_record: bool = False) -> View:
    return View(talks.id, day, issues, on_record)


def test_a_cell_counts_the_deals_that_tie_two_issues_and_opens_them(tiny: Negotiation) -> None:
    shown = view(tiny, DAY)
    lines = deals.matrix(tiny, deals.found(tiny, shown), shown)

    assert [line.issue.id for line in lines] == ["night-shifts", "cranes"]
    cell = lines[1].cells[0]
    assert cell is not None
    assert (cell.offers, cell.wants, cell.chosen) == (1, 0, False)
    assert cell.label == "Cranes and Night shifts: offers and promises 1; demands, refusals and threats 0"
    opened, notices = address.read(dict(parse_qsl(cell.href.removeprefix("?"))), {tiny.id: tiny})
    assert (set(opened.issues), opened.day, notices) == ({"cranes", "night-shifts"}, DAY, [])
    assert f"?{urlencode(address.write(opened))}" == cell.href
    assert lines[0].cells == (None, None)


@given(st.dates(dt.date(1991, 1, 1), dt.date(2026, 3, 31)), st.booleans())
def test_a_cell_opens_as_many_deals_as_it_counts(day: dt.date, on_record: bool) -> None:
    shown = view(RECORD, day, on_record=on_record)
    known = deals.found(RECORD, shown)
    for line in deals.matrix(RECORD, known, shown):
        for cell, other in zip(line.cells, RECORD.issues, strict=True):
            if cell:
                pair = replace(shown, issues=(line.issue.id, other))
                first = deals.sections(RECORD, known, pair)[0]
                assert (len(first.offers), len(first.wants)) == (cell.offers, cell.wants)


def test_a_pair_shows_both_directions_the_chosen_one_first(shipped: Negotiation) -> None:
    a, b = "sanctions-relief", "yongbyon"
    titles = [shipped.issues[id].title for id in (a, b)]
    shown = view(shipped, dt.date(2019, 10, 6), a, b)

    found = deals.sections(shipped, deals.found(shipped, shown), shown)

    assert [section.title for section in found][:2] == [
        f"{titles[0]}, tied to {titles[1]}",
        f"{titles[1]}, tied to {titles[0]}",
    ]


def test_no_issue_chosen_shows_what_still_stands(tiny: Negotiation) -> None:
    for day, titles in ((DAY, ["Still standing on 1 May 2031"]), (dt.date(2031, 7, 1), [])):
        shown = view(tiny, day)
        assert [section.title for section in deals.sections(tiny, deals.found(tiny, shown), shown)] == titles


def test_what_became_of_a_deal_is_said_in_words(tiny: Negotiation) -> None:
    open_deal, ended = (
        deals.entry(tiny, deals.found(tiny, view(tiny, day))[0], day) for day in (DAY, dt.date(2031, 7, 1))
    )

    assert open_deal.became == "Still standing."
    assert open_deal.next_words == "No word of Dockers' Union on Cranes and Night shifts on the record by this date"
    assert ended.became.startswith("Withdrawn on 16 June 2031 (Ben Dock): The port says")
    assert ended.next_words is not None
    assert ended.next_words.endswith("within 60 days")


def test_an_empty_result_says_why(tiny: Negotiation) -> None:
    assert "choose a later date" in deals.render(tiny, view(tiny, tiny.start))
    assert "take a filter away" in deals.render(tiny, view(tiny, DAY, "cranes", on_record=True))


def test_text_from_the_record_is_escaped(tiny: Negotiation) -> None:
    statement = tiny.statements["2031-04-10-port-no-trial"]
    hostile = statement.model_copy(update={"summary": "<img src=x>", "in_exchange_for": "</article>"})
    talks = Negotiation(tiny.id, tiny.overview, tiny.events, tiny.sources, {hostile.id: hostile})

    shown = deals.render(talks, view(talks, DAY))

    assert "<img" not in shown
    assert shown.count("</article>") == 1
