import datetime as dt
import re
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiation import Negotiation
from negotiation.cite import Edition, citations, edition
from negotiation.records import Statement
from tests.conftest import ROOT

NOW = Edition("1.2.0", dt.date(2032, 1, 2))
READ = dt.date(2033, 4, 5)
URL = "https://example.org/record?negotiation=harbour-talks&date=2031-04-01&statement=x"


def cited(talks: Negotiation, statement: Statement | None) -> dict[str, str]:
    return {each.style: each.text for each in citations(talks, statement, NOW, READ, URL)}


def first(talks: Negotiation) -> Statement:
    return talks.statements["2031-03-05-dockers-no-nights"]


def bibtex(text: str) -> tuple[str, str, dict[str, str]]:
    """The type, key and fields of the one entry in a text, read as BibTeX does: braces count even when escaped."""
    head = re.match(r"@(\w+)\{([^\s,{}]+),\n", text)
    assert head
    fields: dict[str, str] = {}
    at = head.end()
    while text[at] != "}":
        name = re.compile(r"  (\w+) = \{").match(text, at)
        assert name, text[at:]
        depth, end = 1, name.end()
        while depth:
            depth += {"{": 1, "}": -1}.get(text[end], 0)
            end += 1
        fields[name[1]] = text[name.end() : end - 1]
        assert text[end : end + 2] == ",\n"
        at = end + 2
    assert text[at:] == "}\n"
    return head[1], head[2], fields


def test_the_edition_is_that_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))

    assert edition().version == project["project"]["version"]


@pytest.mark.parametrize("style", ["Chicago", "APA", "BibTeX", "RIS"])
def test_every_style_names_version_day_of_reading_address_and_id(style: str, tiny: Negotiation) -> None:
    text = cited(tiny, first(tiny))[style]

    assert "1.2.0" in text
    assert re.search(r"5 April 2033|April 5, 2033|2033-04-05|2033/04/05", text)
    assert URL in text
    assert "2031-03-05-dockers-no-nights" in text
    assert "Ada Quay, 5 March 2031: The union asks for an end to night shifts" in text


def test_the_year_is_that_of_the_edition_not_of_the_reading(tiny: Negotiation) -> None:
    texts = cited(tiny, first(tiny))

    assert "contributors. (2032). Ada Quay" in texts["APA"]
    assert bibtex(texts["BibTeX"])[2]["year"] == "2032"
    assert "\nPY  - 2032\n" in texts["RIS"]


def test_the_whole_record_is_cited_as_a_data_set(tiny: Negotiation) -> None:
    texts = cited(tiny, None)

    assert texts["APA"].startswith(
        "The negotiation positions contributors. (2032). Negotiation positions: Harbour talks (Version 1.2.0) [Data"
    )
    assert bibtex(texts["BibTeX"])[1] == "harbour-talks"
    assert "T2  - " not in texts["RIS"]


def test_a_corporate_author_and_the_capitals_of_a_title_are_protected_in_bibtex(tiny: Negotiation) -> None:
    kind, _, fields = bibtex(cited(tiny, first(tiny))["BibTeX"])

    assert kind == "misc"
    assert fields["author"] == "{The negotiation positions contributors}"
    assert fields["title"].startswith("{Ada Quay")


def test_quotation_marks_inside_a_chicago_title_become_single(tiny: Negotiation) -> None:
    quoting = first(tiny).model_copy(update={"summary": "She says “no”."})

    assert "“Ada Quay, 5 March 2031: She says ‘no’,”" in cited(tiny, quoting)["Chicago"]


@given(st.text(st.sampled_from("aé {}\\~^&%$#_@\"',=\n–"), min_size=1, max_size=40))
def test_bibtex_stays_whole_whatever_a_summary_says(tiny: Negotiation, summary: str) -> None:
    _, key, fields = bibtex(cited(tiny, first(tiny).model_copy(update={"summary": summary}))["BibTeX"])

    assert key == first(tiny).id
    assert list(fields) == ["author", "title", "year", "version", "note", "urldate", "url"]
    assert not re.search(r"(?<!\\)[&%$#_]", fields["title"])


@given(st.text(min_size=1, max_size=40).filter(str.strip))
def test_ris_is_one_tag_a_line_from_type_to_end_whatever_a_summary_says(tiny: Negotiation, summary: str) -> None:
    text = cited(tiny, first(tiny).model_copy(update={"summary": summary}))["RIS"]
    lines = text.split("\n")

    assert lines[0] == "TY  - DATA"
    assert lines[-2:] == ["ER  - ", ""]
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in lines[:-1])


def test_every_statement_of_the_record_can_be_cited(shipped: Negotiation) -> None:
    for statement in shipped.statements.values():
        texts = cited(shipped, statement)
        assert bibtex(texts["BibTeX"])[1] == statement.id
        assert texts["RIS"].count("\n") == 11
