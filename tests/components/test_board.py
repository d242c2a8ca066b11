import datetime as dt

from components import board
from negotiation import Negotiation


def html(talks: Negotiation, day: dt.date, *issues: str, on_record: bool = False) -> str:
    return board.render(board.rows(talks, day, issues or talks.issues, on_record))


def test_every_issue_has_both_sides_in_the_same_order_on_every_date(tiny: Negotiation) -> None:
    for day in (tiny.start, dt.date(2031, 5, 10), tiny.end):
        rows = board.rows(tiny, day, tiny.issues, False)
        assert [row.issue.id for row in rows] == ["night-shifts", "cranes"]
        assert all([side.party.id for side in row.sides] == ["dockers", "port"] for row in rows)


def test_an_empty_cell_says_so(tiny: Negotiation) -> None:
    assert html(tiny, tiny.start).count("No demand on record by this date") == 4
    assert html(tiny, tiny.start).count("No concession on record by this date") == 4


def test_a_card_carries_everything_known_about_a_statement(tiny: Negotiation) -> None:
    statement = tiny.statements["2031-03-05-dockers-no-nights"]
    card = board.card(tiny, statement, dt.date(2031, 3, 25))

    assert card.speaker == "Ada Quay, Chair"
    assert (card.said.words, card.said.age) == ("5 March 2031", "20 days before")
    assert card.evidence == "on the record: quoted"
    assert [link.publisher for link in card.sources] == ["Harbour Gazette"]


def test_a_position_said_again_tells_when(tiny: Negotiation) -> None:
    card = board.card(tiny, tiny.statements["2031-04-10-port-no-trial"], dt.date(2031, 5, 10))

    assert [(again.said.words, again.said.age) for again in card.again] == [("2 May 2031", "8 days before")]
    assert card.condition == "no strike"


def test_two_accounts_point_at_each_other(tiny: Negotiation) -> None:
    day = dt.date(2031, 5, 1)
    own = board.card(tiny, tiny.statements["2031-04-01-dockers-fewer-nights"], day)
    told = board.card(tiny, tiny.statements["2031-04-01-port-accounts"], day)

    assert [line.party for line in own.disputes] == ["Port Authority"]
    assert [line.party for line in told.disputes] == ["Dockers' Union"]


def test_on_the_record_only_hides_the_rest_and_says_how_much(tiny: Negotiation) -> None:
    shown = html(tiny, dt.date(2031, 5, 1), on_record=True)

    assert "The port promises no crane trial" not in shown
    assert "Nothing on the record by this date; 1 hidden that are not on the record" in shown


def test_text_from_the_record_is_escaped(tiny: Negotiation) -> None:
    statement = tiny.statements["2031-03-05-dockers-no-nights"]
    hostile = statement.model_copy(update={"summary": '<img src=x onerror="alert(1)">', "quote": "</article>"})
    talks = Negotiation(tiny.id, tiny.overview, tiny.events, tiny.sources, {hostile.id: hostile})

    shown = html(talks, dt.date(2031, 3, 6))

    assert "<img" not in shown
    assert "&lt;img" in shown
    assert shown.count("</article>") == 1


def test_sources_open_apart_and_tell_nothing_of_the_page(tiny: Negotiation) -> None:
    shown = html(tiny, dt.date(2031, 3, 6))

    assert 'href="https://example.org/meeting" target="_blank" rel="noopener noreferrer"' in shown
