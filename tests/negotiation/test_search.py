import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiation import Negotiation
from negotiation.search import MAX_WORDS, fold, search, words


def found(talks: Negotiation, asked: str) -> list[str]:
    return [s.id for s in search(talks, asked)]


@pytest.mark.parametrize(
    "asked",
    ["no more excuses", "QUAY", "2031-03-05-dockers-no-nights", "5 March 2031", "gazette dockers chair", "open letter"],
)
def test_a_statement_is_found_by_quote_speaker_id_date_source_role_and_venue(asked: str, tiny: Negotiation) -> None:
    assert "2031-03-05-dockers-no-nights" in found(tiny, asked)


def test_every_word_must_be_there_in_any_order(tiny: Negotiation) -> None:
    assert found(tiny, "trial strike talks") == found(tiny, "talks strike trial") == ["2031-04-10-port-no-trial"]
    assert found(tiny, "trial canteens") == []


def test_a_word_is_found_by_its_beginning_and_not_by_its_middle(tiny: Negotiation) -> None:
    assert "2031-07-01-city-mediates" in found(tiny, "medi")
    assert found(tiny, "ediates") == []


@pytest.mark.parametrize("asked", ["", "   ", "–", "?!"])
def test_nothing_asked_for_finds_everything(asked: str, tiny: Negotiation) -> None:
    assert found(tiny, asked) == list(tiny.statements)


def test_the_order_given_is_kept(tiny: Negotiation) -> None:
    backwards = list(tiny.statements.values())[::-1]

    assert search(tiny, "dock", backwards) == [s for s in backwards if s in search(tiny, "dock")]


def test_case_accents_and_punctuation_do_not_matter() -> None:
    assert words("Zoë’s U.S.–North year-end STRASSE") == words("zoes us north year end straße")


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(), st.text())
def test_another_word_never_finds_more(tiny: Negotiation, asked: str, more: str) -> None:
    assert set(found(tiny, f"{asked} {more}")) <= set(found(tiny, asked))


@given(st.data())
def test_a_statement_is_found_by_any_words_of_its_summary(shipped: Negotiation, data: st.DataObject) -> None:
    statement = data.draw(st.sampled_from(list(shipped.statements.values())))
    asked = data.draw(st.lists(st.sampled_from(statement.summary.split()), max_size=MAX_WORDS))

    assert statement in search(shipped, " ".join(asked), [statement])
