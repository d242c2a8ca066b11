"""One broken place a case, in a copy of the tiny record, with the exact message."""

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from negotiation import read
from negotiation.yaml_text import MAX_BYTES
from tests.conftest import TINY, sound

STATEMENTS = "statements/2031.yaml"
EVENTS, SOURCES, OVERVIEW, SPEAKERS = "events.yaml", "sources.yaml", "negotiation.yaml", "speakers.yaml"

# file, what stands there, what stands there instead, the problems: line:column: message
BROKEN = {
    "syntax": (
        STATEMENTS,
        "summary: The union asks for an end to night shifts.",
        "summary: The union: asks for an end.",
        [
            f"{STATEMENTS}:9:21: not valid YAML: mapping values are not allowed in this context; "
            "put a text that contains “: ” in quotes"
        ],
    ),
    "unclosed quotes": (
        SOURCES,
        "title: What I heard",
        'title: "What I heard',
        [f"{SOURCES}:18:1: not valid YAML: found unexpected end of stream; close the quotes"],
    ),
    "tab": (
        STATEMENTS,
        "  role: Chair",
        "\trole: Chair",
        [f"{STATEMENTS}:5:1: a tab; use spaces", f"{STATEMENTS}:5:2: not valid YAML"],
    ),
    "tab in a text": (STATEMENTS, "Open letter", "Open\tletter", [f"{STATEMENTS}:6:14: a tab; use spaces"]),
    "duplicate key": (
        STATEMENTS,
        "  role: Chair",
        "  speaker: Ada Quay",
        [f"{STATEMENTS}:5:3: the key “speaker” stands twice, first on line 4; keep one"],
    ),
    "unknown key": (
        STATEMENTS,
        "  role: Chair",
        "  rol: Chair",
        [f"{STATEMENTS}:5:3: unknown key “rol”; did you mean “role”?"],
    ),
    "unknown key of a party": (
        OVERVIEW,
        "short: City",
        "shrt: City",
        [
            f"{OVERVIEW}:14:5: “short” is missing; add it",
            f"{OVERVIEW}:14:28: unknown key “shrt”; did you mean “short”?",
        ],
    ),
    "missing key": (
        STATEMENTS,
        "  speaker: Ada Quay\n  role",
        "  role",
        [f"{STATEMENTS}:1:3: “speaker” is missing; add it"],
    ),
    "text instead of a list": (
        STATEMENTS,
        "issues: [night-shifts]\n  kind: demand\n  summary: The union asks for an end",
        "issues: night-shifts\n  kind: demand\n  summary: The union asks for an end",
        [f"{STATEMENTS}:7:11: “issues” is text; it must be a list, such as [one, two]"],
    ),
    "list instead of a text": (
        STATEMENTS,
        "role: Chair",
        "role: [Chair]",
        [f"{STATEMENTS}:5:9: “role” is a list; it must be text"],
    ),
    "mapping instead of a date": (
        STATEMENTS,
        "date: 2031-03-05",
        "date: {day: 5}",
        [f"{STATEMENTS}:2:9: “date” is a mapping; it must be a date, YYYY-MM-DD"],
    ),
    "empty value": (
        STATEMENTS,
        "role: Chair",
        "role:",
        [f"{STATEMENTS}:5:8: “role” is empty; write it, or leave the key out if it is optional"],
    ),
    "impossible date": (
        STATEMENTS,
        "date: 2031-03-05",
        "date: 2031-02-30",
        [f"{STATEMENTS}:2:9: “date”: 2031-02-30 is not a day of the calendar; correct the month or the day"],
    ),
    "a date in another form": (
        STATEMENTS,
        "date: 2031-03-05",
        "date: 5.3.2031",
        [f"{STATEMENTS}:2:9: “date”: “5.3.2031” is not a date; write YYYY-MM-DD, such as 2019-10-05"],
    ),
    "anchor": (
        STATEMENTS,
        "role: Chair",
        "role: &chair Chair",
        [f"{STATEMENTS}:5:9: anchors and aliases (& and *) are not allowed; write the text out, or quote it"],
    ),
    "alias": (
        STATEMENTS,
        "role: Chair",
        "role: *chair",
        [f"{STATEMENTS}:5:9: anchors and aliases (& and *) are not allowed; write the text out, or quote it"],
    ),
    "tag": (
        STATEMENTS,
        "role: Chair",
        "role: !!python/name:os.system Chair",
        [f"{STATEMENTS}:5:9: a tag (!) is not allowed; quote"],
    ),
    "second document": (
        EVENTS,
        "- id: 2031-06-15",
        "---\n- id: 2031-06-15",
        [f"{EVENTS}:9:1: a second document; delete"],
    ),
    "unknown kind": (
        STATEMENTS,
        "kind: refusal",
        "kind: refusel",
        [f"{STATEMENTS}:78:9: “kind” is “refusel”; did you mean “refusal”?"],
    ),
    "unknown party": (
        STATEMENTS,
        "party: dockers\n  speaker: Ada Quay\n  role",
        "party: docker\n  speaker: Ada Quay\n  role",
        [f"{STATEMENTS}:3:10: unknown party “docker”; did you mean “dockers”?"],
    ),
    "unknown issue": (
        STATEMENTS,
        "issues: [cranes, night-shifts]",
        "issues: [crane, night-shifts]",
        [f"{STATEMENTS}:42:12: unknown issue “crane”; did you mean “cranes”?"],
    ),
    "unknown source": (
        STATEMENTS,
        "sources: [canteen-blog]",
        "sources: [canteen-blogs]",
        [f"{STATEMENTS}:71:13: unknown source “canteen-blogs”; did you mean “canteen-blog”?"],
    ),
    "unknown statement": (
        STATEMENTS,
        "restates: [2031-04-10-port-no-trial]",
        "restates: [2031-04-10-port-no-trail]",
        [f"{STATEMENTS}:59:14: unknown statement “2031-04-10-port-no-trail”; did you mean “2031-04-10-port-no-trial”?"],
    ),
    "unknown statement in an event": (
        EVENTS,
        "breaks: [2031-04-10-port-no-trial]",
        "breaks: [port-promise]",
        [f"{EVENTS}:15:12: unknown statement “port-promise”; copy the id from its file"],
    ),
    "misspelt speaker": (
        STATEMENTS,
        "speaker: Ada Quay\n  role",
        "speaker: A. Quay\n  role",
        [f"{STATEMENTS}:4:12: unknown speaker “A. Quay”; write “Ada Quay”"],
    ),
    "unknown speaker": (
        STATEMENTS,
        "speaker: Ada Quay\n  role",
        "speaker: Zoë Xi\n  role",
        [f"{STATEMENTS}:4:12: unknown speaker “Zoë Xi”; add the name to speakers.yaml"],
    ),
    "replaces another party's": (
        STATEMENTS,
        "withdraws: [2031-04-10-port-no-trial, 2031-05-02-port-no-trial-again]",
        "withdraws: [2031-04-01-dockers-fewer-nights]",
        [f"{STATEMENTS}:83:15: “withdraws” points at a statement of dockers; only one of port can be meant"],
    ),
    "link to a later statement": (
        STATEMENTS,
        "  replaces: [2031-03-05-dockers-no-nights]",
        "  replaces: [2031-05-10-dockers-strike-fund]",
        [
            f"{STATEMENTS}:23:14: “replaces” points at the later 2031-05-10-dockers-strike-fund; "
            "put the link there, or correct a date"
        ],
    ),
    "link to itself": (
        STATEMENTS,
        "  replaces: [2031-03-05-dockers-no-nights]",
        "  replaces: [2031-04-01-dockers-fewer-nights]",
        [f"{STATEMENTS}:23:14: “replaces” points at the statement itself; name another"],
    ),
    "links in a circle": (
        STATEMENTS,
        "date: 2031-03-05\n",
        "date: 2031-04-01\n  restates: [2031-04-01-dockers-fewer-nights]\n",
        [
            f"{STATEMENTS}:1:3: links run in a circle: 2031-04-01-dockers-fewer-nights → "
            "2031-03-05-dockers-no-nights → 2031-04-01-dockers-fewer-nights; take one out"
        ],
    ),
    "according to itself": (
        STATEMENTS,
        "according_to: port",
        "according_to: dockers",
        [f"{STATEMENTS}:28:17: “according_to” is the party itself; leave it out, or name who else says so"],
    ),
    "a long quote": (
        STATEMENTS,
        "No more nights, no more excuses.",
        " ".join(["night"] * 41),
        [f"{STATEMENTS}:10:10: “quote”: the quote has 41 words; at most 40 are allowed, so shorten it with “…”"],
    ),
    "a quote that cannot be one": (
        STATEMENTS,
        "kind: demand\n  summary: The union asks for an end to night shifts.\n"
        "  quote: No more nights, no more excuses.\n  evidence: direct-quote",
        "kind: demand\n  summary: The union asks for an end to night shifts.\n"
        "  quote: No more nights, no more excuses.\n  evidence: analysis",
        [f"{STATEMENTS}:10:10: a quote cannot rest on analysis; grade it direct-quote or official-text, or drop it"],
    ),
    "known before it was said": (
        STATEMENTS,
        "known: 2031-06-20",
        "known: 2031-05-09",
        [f"{STATEMENTS}:64:10: became known before 2031-05-10, the day it was said; correct one of the two"],
    ),
    "no source": (
        STATEMENTS,
        "sources: [canteen-blog]",
        "sources: []",
        [f"{STATEMENTS}:71:12: “sources” has too few items; at least 1"],
    ),
    "not a web address": (
        SOURCES,
        "url: https://example.org/heard",
        "url: javascript:alert(1)",
        [
            f"{SOURCES}:16:8: “url”: “javascript:alert(1)” is not a web address; "
            "it must begin with http:// or https:// and name a host"
        ],
    ),
    "the same id twice": (
        STATEMENTS,
        "id: 2031-07-01-city-mediates",
        "id: 2031-06-16-port-ends-promise",
        [
            f"{STATEMENTS}:85:7: the id “2031-06-16-port-ends-promise” stands twice, "
            f"first at {STATEMENTS}:73:7; change one",
        ],
    ),
    "outside every period": (
        STATEMENTS,
        "date: 2031-07-01",
        "date: 2013-07-01",
        [f"{STATEMENTS}:86:9: 2013-07-01 is outside every period; correct it, or widen a period"],
    ),
    "HTML": (
        STATEMENTS,
        "The city offers to mediate.",
        "The city <b>offers</b> to mediate.",
        [f"{STATEMENTS}:91:12: “summary”: has HTML or a Markdown image; write plain text"],
    ),
    "a Markdown image": (
        STATEMENTS,
        "The city offers to mediate.",
        "The city ![spy](https://example.org/pixel.png) offers.",
        [f"{STATEMENTS}:91:12: “summary”: has HTML or a Markdown image; write plain text"],
    ),
    "an id in capitals": (
        SOURCES,
        "id: canteen-blog",
        "id: Canteen Blog",
        [
            f"{SOURCES}:13:7: “id” is “Canteen Blog”; write lower-case letters and digits, joined by single hyphens",
            f"{STATEMENTS}:71:13: unknown source “canteen-blog”; did you mean “Canteen Blog”?",
        ],
    ),
    "not a colour": (
        OVERVIEW,
        '"#5B3A8C"',
        "purple",
        [f"{OVERVIEW}:9:21: “parties” item 1 “colours” “text” is “purple”; write six hexadecimal digits in quotes"],
    ),
    "an unknown main side": (
        OVERVIEW,
        "main: [dockers, port]",
        "main: [dockers, prot]",
        [f"{OVERVIEW}:4:17: unknown party “prot”"],
    ),
    "both main sides the same": (
        OVERVIEW,
        "main: [dockers, port]",
        "main: [dockers, dockers]",
        [f"{OVERVIEW}:4:17: both main sides are the same party; name two"],
    ),
    "a main side without colours": (
        OVERVIEW,
        "main: [dockers, port]",
        "main: [dockers, city]",
        [f"{OVERVIEW}:14:5: the main side “city” has no colours; add text, mark, dark_text and dark_mark"],
    ),
    "a gap between periods": (
        OVERVIEW,
        "start: 2031-06-01",
        "start: 2031-06-03",
        [f"{OVERVIEW}:20:45: does not begin on the day after 2031-05-31, when the one before ends; close the gap"],
    ),
    "opening outside every period": (
        OVERVIEW,
        "opens_on: 2031-05-01",
        "opens_on: 2033-05-01",
        [f"{OVERVIEW}:21:11: 2033-05-01 is outside every period; choose a day within one"],
    ),
    "a year no slider can show": (
        STATEMENTS,
        "known: 2031-06-20",
        "known: 9031-06-20",
        [
            f"{STATEMENTS}:64:10: 9031-06-20 is outside every period; correct it, or widen a period",
            f"{STATEMENTS}:64:10: “known”: 9031-06-20 is not within 1700 to 2250; correct the year",
        ],
    ),
    "neither true nor false": (
        STATEMENTS,
        "minor: true",
        "minor: on",
        [f"{STATEMENTS}:60:10: “minor”: “on” is neither true nor false; write true, or leave the key out"],
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_each_mistake_is_named_with_its_place_and_the_way_out(case: str, copy: Path) -> None:
    file, right, wrong, expected = BROKEN[case]
    text = (copy / file).read_text(encoding="utf-8")
    assert text.count(right) == 1
    (copy / file).write_text(text.replace(right, wrong), encoding="utf-8")

    found = [str(problem).removeprefix(f"{copy}/") for problem in read(copy).problems]

    found = [line.replace(f"{copy}/", "") for line in found]
    assert len(found) == len(expected), found
    for line, start in zip(found, expected, strict=True):
        assert line.startswith(start)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "events.yaml:1:1: is empty; it must be a list whose items begin with “- id:”"),
        (b"a: b", "events.yaml:1:1: is not a list; it must be a list whose items begin with “- id:”"),
        (b"x\0", "events.yaml:1:1: is not UTF-8 text; save it as UTF-8"),
        (b"# caf\xe9\n- id", "events.yaml:1:6: is not UTF-8 text from here on; save the file as UTF-8"),
        (b"#" * (MAX_BYTES + 1), f"events.yaml:1:1: is larger than {MAX_BYTES:,} bytes; split it"),
        (b"- " + b"[" * 500_000, "events.yaml:1:14: is nested more than 12 deep; flatten it"),
        (None, "events.yaml:1:1: cannot be read (No such file or directory); put a readable file here"),
    ],
)
def test_a_file_that_is_no_list_of_records_is_named(content: bytes | None, expected: str, copy: Path) -> None:
    (copy / "events.yaml").unlink()
    if content is not None:
        (copy / "events.yaml").write_bytes(content)

    assert f"{copy}/{expected}" in [str(problem) for problem in read(copy).problems]


def test_every_planted_mistake_is_found_in_one_go(copy: Path) -> None:
    planted = (
        "unknown key",
        "unknown kind",
        "unknown issue",
        "unknown source",
        "unknown statement",
        "unknown statement in an event",
        "impossible date",
        "not a web address",
        "not a colour",
        "HTML",
    )
    expected = []
    for case in planted:
        file, right, wrong, lines = BROKEN[case]
        text = (copy / file).read_text(encoding="utf-8")
        (copy / file).write_text(text.replace(right, wrong), encoding="utf-8")
        expected += lines

    found = [str(problem).replace(f"{copy}/", "") for problem in read(copy).problems]

    for start in expected:
        assert [line for line in found if line.startswith(start)], start
    assert len(found) == len(expected)


def test_one_broken_statement_does_not_hide_the_rest(copy: Path) -> None:
    text = (copy / STATEMENTS).read_text(encoding="utf-8")
    (copy / STATEMENTS).write_text(text.replace("role: Chair", "role: a: b"), encoding="utf-8")

    talks = read(copy).negotiation

    assert talks is not None
    assert sound(TINY).statements.keys() - talks.statements.keys() == {"2031-03-05-dockers-no-nights"}
    assert talks.statements["2031-04-01-dockers-fewer-nights"].replaces == ()


def test_a_broken_overview_leaves_nothing_to_show(copy: Path) -> None:
    (copy / OVERVIEW).write_text("title: only this\n", encoding="utf-8")

    assert read(copy).negotiation is None


def test_no_file_is_passed_over_in_silence(copy: Path) -> None:
    (copy / "statements" / "2032.yml").write_text("- id: x\n", encoding="utf-8")

    assert [problem.file.name for problem in read(copy).problems] == ["2032.yml"]


def test_what_was_typed_stays_what_was_typed(copy: Path) -> None:
    text = (copy / STATEMENTS).read_text(encoding="utf-8")
    for typed in ("no", "on", "12:30", "014", "2031-03-05", "1e3", "~", "null", "0x1F"):
        (copy / STATEMENTS).write_text(text.replace("role: Chair", f"role: {typed}"), encoding="utf-8")
        assert sound(copy).statements["2031-03-05-dockers-no-nights"].role == typed


def test_the_order_of_files_and_records_is_irrelevant(copy: Path) -> None:
    text = (copy / STATEMENTS).read_text(encoding="utf-8")
    records = text.strip().split("\n\n")
    random.Random(7).shuffle(records)
    (copy / STATEMENTS).unlink()
    for n, record in enumerate(records):
        (copy / "statements" / f"{n}.yaml").write_text(record + "\n", encoding="utf-8")

    assert sound(copy) == sound(TINY)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.binary(max_size=300) | st.text(max_size=300).map(str.encode),
    file=st.sampled_from([STATEMENTS, EVENTS, SOURCES, OVERVIEW, SPEAKERS]),
)
def test_any_bytes_give_problems_and_never_an_exception(content: bytes, file: str, copy: Path) -> None:
    whole = (copy / file).read_bytes()
    try:
        (copy / file).write_bytes(content)
        reading = read(copy)
    finally:
        (copy / file).write_bytes(whole)

    assert reading.problems
    assert all(problem.line >= 1 and problem.column >= 1 and str(problem) for problem in reading.problems)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.integers(0, 3000), junk=st.text("[]{}&*!|>-:#'\",\n \t%@`?ax1", max_size=12))
def test_a_record_damaged_anywhere_is_read_without_an_exception(cut: int, junk: str, copy: Path) -> None:
    whole = (TINY / STATEMENTS).read_text(encoding="utf-8")
    (copy / STATEMENTS).write_text(whole[:cut] + junk + whole[cut:], encoding="utf-8")

    read(copy)
