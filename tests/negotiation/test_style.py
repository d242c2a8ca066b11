"""A record in any layout comes out in the one layout, says what it said, and keeps its comments where they belong."""

import json
import random
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from negotiation import Negotiation, read
from negotiation.style import restyle, style_problems
from negotiation.yaml_text import read_items
from tests.conftest import TINY, sound

STATEMENTS, EVENTS, SOURCES = "statements/2031.yaml", "events.yaml", "sources.yaml"
OVERVIEW, SPEAKERS = "negotiation.yaml", "speakers.yaml"
ANYHOW = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
ORDERS = st.integers(0, 1 << 32).map(random.Random)

SCHEMA = "# yaml-language-server: $schema=../../../../negotiation/schema/statements.json"

# every layout rule, in one file
IN_STYLE = f"""\
{SCHEMA}
# Letters of the spring

- id: 2031-03-05-dockers-no-nights
  date: 2031-03-05
  party: dockers
  speaker: Ada Quay
  role: "Chair: elected"
  venue: Open letter
  issues: [night-shifts]
  kind: demand
  summary: >-
    The union asks for an end to night shifts, and for the canteen to be open whenever somebody
    works there.
  quote: "No more nights, no more “excuses”."
  evidence: direct-quote
  sources: [gazette-2031-04-02-meeting]

# said twice
- id: 2031-04-01-dockers-fewer-nights  # the letter has no date
  date: 2031-04-01
  party: dockers
  speaker: Ada Quay
  issues: [night-shifts]
  kind: demand
  summary: >-
    The union asks for half as many night shifts.
  quote: >-
    Half of the nights is half of a life, and we shall not be content with half of a life for
    all of our work.
  in_exchange_for: >-  # a guess
    no strike
  # the best first
  evidence: direct-quote
  sources:
    # read twice
    - gazette-2031-04-02-meeting
    - canteen-blog  # a copy
    # - gone
  replaces: [2031-03-05-dockers-no-nights]
  note: >-
    First paragraph.

    Second paragraph.
  # more to come

# the end
"""


def problems(folder: Path) -> list[str]:
    """Without those of negotiation.yaml, which is never rewritten."""
    found = [problem for problem in style_problems(folder) if problem.file.name != OVERVIEW]
    return [str(problem).removeprefix(f"{folder}/") for problem in found]


def content(folder: Path) -> Negotiation | None:
    return read(folder).negotiation


def put(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture
def neat(copy: Path) -> Path:
    restyle(copy)
    return copy


def test_the_one_layout_is_left_as_it_is(neat: Path) -> None:
    (neat / STATEMENTS).write_text(IN_STYLE, "utf-8")
    assert problems(neat) == []
    assert restyle(neat) == []
    assert (neat / STATEMENTS).read_text("utf-8") == IN_STYLE


def test_speakers_stand_in_a_list_without_gaps(neat: Path) -> None:
    text = "- name: Ada Quay\n  also: [A. Quay]\n- name: Ben Dock\n- name: Harbour Gazette\n"
    assert (neat / SPEAKERS).read_text("utf-8") == text


def test_a_record_in_style_is_in_style_with_the_line_ends_of_windows(neat: Path) -> None:
    for file in neat.rglob("*.yaml"):
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert problems(neat) == []
    assert restyle(neat) == []


# file, what stands there, what stands there instead, the problem
OUT_OF_STYLE = {
    "keys": (
        STATEMENTS,
        "  party: dockers\n  speaker: Ada Quay\n",
        "  speaker: Ada Quay\n  party: dockers\n",
        f"{STATEMENTS}:3:3: the key “speaker” stands before “party”",
    ),
    "items": (SPEAKERS, "Ben Dock", "Zoe Dock", f"{SPEAKERS}:4:3: “Harbour Gazette” stands after “Zoe Dock”"),
    "a key that says nothing": (
        SOURCES,
        "aggregator: true",
        "aggregator: false",
        f"{SOURCES}:5:3: “aggregator” says what is so without it",
    ),
    "an empty list": (
        EVENTS,
        "  parties: [dockers, port]",
        "  parties: []",
        f"{EVENTS}:5:3: “parties” says what is so without it",
    ),
    "a text that is not folded": (
        EVENTS,
        ">-\n    The two",
        "The two",
        f"{EVENTS}:6:1: not in the usual layout, “summary: >-”",
    ),
    "a folded text that is not full": (
        EVENTS,
        "The two sides",
        "The two\n    sides",
        f"{EVENTS}:7:1: not in the usual layout, “The two sides meet at the town hall.”",
    ),
    "a quote in other marks": (
        STATEMENTS,
        'quote: "They wanted everything."',
        "quote: They wanted everything.",
        f'{STATEMENTS}:36:1: not in the usual layout, “quote: "They wanted everything."”',
    ),
    "a word in needless quotes": (
        STATEMENTS,
        "role: Chair",
        "role: 'Chair'",
        f"{STATEMENTS}:5:1: not in the usual layout, “role: Chair”",
    ),
    "a short list on many lines": (
        EVENTS,
        "[dockers, port]",
        "\n    - dockers\n    - port",
        f"{EVENTS}:5:1: not in the usual layout, “parties: [dockers, port]”",
    ),
    "spaces at the end of a line": (
        EVENTS,
        "kind: talks",
        "kind: talks ",
        f"{EVENTS}:4:1: not in the usual layout, “kind: talks”",
    ),
    "no line between items": (EVENTS, "\n\n", "\n", f"{EVENTS}:9:1: a line missing"),
    "two lines between items": (EVENTS, "\n\n", "\n\n\n", f"{EVENTS}:9:1: a line too many"),
    "a statement in the wrong place": (
        STATEMENTS,
        "date: 2031-07-01",
        "date: 2032-07-01",
        f"{STATEMENTS}:93:3: “2031-07-01-city-mediates” belongs in 2032.yaml",
    ),
}


@pytest.mark.parametrize(("file", "old", "new", "problem"), OUT_OF_STYLE.values(), ids=OUT_OF_STYLE)
def test_each_place_out_of_style_is_named_and_put_right(
    neat: Path, file: str, old: str, new: str, problem: str
) -> None:
    put(neat / file, old, new)
    before = content(neat)
    assert problems(neat) == [f"{problem}; run check --style --fix"]
    assert neat / file in restyle(neat)
    assert problems(neat) == []
    assert content(neat) == before


def test_a_missing_last_line_end_is_named(neat: Path) -> None:
    text = (neat / SOURCES).read_text("utf-8")
    (neat / SOURCES).write_text(text.rstrip("\n"), "utf-8")
    assert problems(neat) == [f"{SOURCES}:17:1: a line missing; run check --style --fix"]
    restyle(neat)
    assert (neat / SOURCES).read_text("utf-8") == text


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("{id: city, name: City", "{name: City, id: city", "14:6: the key “name” stands before “id”; swap them"),
        ('text: "#5B3A8C", mark: "#7A4FBF"', 'mark: "#7A4FBF", text: "#5B3A8C"', "9:15: the key “mark” stands before"),
        (
            "coverage: Everything.\nknown_gaps: [x]",
            "known_gaps: [x]\ncoverage: Everything.",
            "22:1: the key “known_gaps”",
        ),
        ("title: Harbour talks", "title: Harbour talks  ", "2:21: spaces at the end of the line; delete them"),
        ("[x]\n", "[x]", "23:1: the last line is not ended; press Enter at its end"),
    ],
)
def test_the_overview_is_looked_at_but_never_rewritten(copy: Path, old: str, new: str, problem: str) -> None:
    put(
        copy / OVERVIEW,
        "coverage: Everything; it is invented.\nknown_gaps: [What was said in the canteen.]",
        "coverage: Everything.\nknown_gaps: [x]",
    )
    put(copy / OVERVIEW, old, new)
    text = (copy / OVERVIEW).read_text("utf-8")
    assert any(str(found).startswith(f"{copy / OVERVIEW}:{problem}") for found in style_problems(copy))
    assert copy / OVERVIEW not in restyle(copy)
    assert (copy / OVERVIEW).read_text("utf-8") == text


# --- statements and their files


def ids(file: Path) -> list[str]:
    items, _ = read_items(file)
    return [item.value["id"] for item in items or ()]


def test_statements_move_to_the_most_specific_file_that_fits_else_to_that_of_their_year(neat: Path) -> None:
    folder = neat / "statements"
    april = "- id: 2031-04-01-dockers-fewer-nights"
    start, end = (folder / "2031.yaml").read_text("utf-8").split(april)
    (folder / "2031.yaml").unlink()
    (folder / "2031-03.yaml").write_text(start + april + end.replace("date: 2031-07", "date: 2032-07"), "utf-8")
    (folder / "2031-04.yaml").write_text(start.replace("2031-03-05", "2031-04-05"), "utf-8")
    before = content(neat)
    restyle(neat)
    assert {file.name: len(ids(file)) for file in folder.iterdir()} == {
        "2031-03.yaml": 1,
        "2031-04.yaml": 4,
        "2031.yaml": 3,
        "2032.yaml": 1,
    }
    assert content(neat) == before
    assert problems(neat) == []


def test_a_file_that_loses_all_its_statements_goes_and_its_comments_do_not(neat: Path) -> None:
    folder = neat / "statements"
    text = (folder / "2031.yaml").read_text("utf-8")
    (folder / "2031.yaml").unlink()
    (folder / "spring.yaml").write_text(f"{SCHEMA}\n# the spring\n\n{text}\n# no more\n", "utf-8")
    before = content(neat)
    assert len(problems(neat)) == 8
    assert restyle(neat) == [folder / "2031.yaml", folder / "spring.yaml"]
    assert not (folder / "spring.yaml").exists()
    new = (folder / "2031.yaml").read_text("utf-8")
    assert new.startswith(f"{SCHEMA}\n- id: ")
    assert "\n# the spring\n# no more\n- id: 2031-07-01-city-mediates\n" in new
    assert (content(neat), problems(neat)) == (before, [])


@pytest.mark.parametrize(
    "broken",
    ['- id: "open\n', "- id: x\n  id: y\n", "", "\tx", "- id: 2032-01-01-city-x\n  date: soon\n", "- [x]\n", "- {}\n"],
)
def test_a_file_to_be_mended_is_left_alone_and_so_is_what_belongs_in_it(neat: Path, broken: str) -> None:
    (neat / "statements" / "2032.yaml").write_text(broken, "utf-8")
    put(neat / STATEMENTS, "date: 2031-07-01", "date: 2032-07-01")
    named = problems(neat)
    assert [line.split("; ")[0] for line in named] == [
        f"{STATEMENTS}:93:3: “2031-07-01-city-mediates” belongs in 2032.yaml"
    ]
    assert restyle(neat) == []
    assert (neat / "statements" / "2032.yaml").read_text("utf-8") == broken


def test_a_folder_without_a_record_has_no_style(tmp_path: Path) -> None:
    assert style_problems(tmp_path) == []
    assert restyle(tmp_path) == []


def test_nothing_but_the_record_is_left_behind(copy: Path) -> None:
    before = set(copy.rglob("*"))
    restyle(copy)
    assert set(copy.rglob("*")) == before


# --- comments

A, B = "2031-03-05-dockers-no-nights", "2031-04-01-dockers-fewer-nights"
ITEM = """\
  date: 2031-03-05
  party: dockers
  speaker: Ada Quay
  issues: [night-shifts]
  kind: demand
  evidence: official-text
  sources: [gazette-2031-04-02-meeting]
"""
HEAD = f"{SCHEMA}\n"

# B stands before A, and summary after sources. What is written, and what is found again afterwards
COMMENTED = {
    "above an item": ("# c\n- id: B", "\n\n# c\n- id: B"),
    "above an item, apart": ("\n# c\n\n\n- id: B", "# c\n\n- id: A"),
    "beside an id": ("- id: B # c", "- id: B  # c"),
    "beside the dash": ("- # c\n  id: B", "\n\n# c\n- id: B"),
    "above a key": ("  # c\n  summary: Of B.", "  # c\n  summary: >-\n    Of B."),
    "above a key, not indented": ("# c\n  summary: Of B.", "  # c\n  summary: >-\n    Of B."),
    "beside a text": ("  summary: Of B. # c", "  summary: >-  # c\n    Of B."),
    "beside a text in quotes": ('  summary: "Of B."# c', "  summary: >-  # c\n    Of B."),
    "beside a text on two lines": ("  summary: Of\n    B. # c", "  summary: >-  # c\n    Of B."),
    "beside a folded text": ("  summary: > # c\n\n    Of # B.\n", "  summary: >-  # c\n    Of # B."),
    "between a key and its text": ("  summary:\n    # c\n    Of B.", "  # c\n  summary: >-\n    Of B."),
    "two about one key": ("  # c\n  summary: # d\n    Of B. # e", "  # c\n  summary: >-  # d  # e\n    Of B."),
    "no comment": ('  summary: "Of # B."', "  summary: >-\n    Of # B."),
    "beside a list": ("  replaces: [A] # c\n  summary: Of B.", "  replaces: [A]  # c\n"),
    "beside a list on two lines": ("  replaces: [\n A\n ] # c\n  summary: Of B.", "  replaces: [A]  # c\n"),
    "beside the key of a list": ("  replaces: # c\n  - A\n  summary: Of B.", "  replaces: [A]  # c\n"),
    "beside a part of a list": ("  replaces:\n  - A # c\n  summary: Of B.", "  replaces:\n    - A  # c\n"),
    "above a part of a list": ("  replaces:\n  # c\n  - A\n  summary: Of B.", "  replaces:\n    # c\n    - A\n"),
    "in brackets": ("  replaces: [\n # c\n A, # d\n ]\n  summary: Of B.", "  replaces:\n    # c\n    - A  # d\n"),
    "after the last part": ("  replaces:\n    - A\n    # - c\n  summary: Of B.", "  replaces:\n    - A\n    # - c\n"),
    "at the end of an item": ("  summary: Of B.\n  # c\n", "  sources: [gazette-2031-04-02-meeting]\n  # c\n"),
    "above the next item": ("  summary: Of B.\n# c", f"{HEAD}# c\n- id: A"),
    "beside what says nothing": ("  summary: Of B.\n  minor: false # c", "  minor: false  # c\n"),
}


@pytest.mark.parametrize(("written", "found"), COMMENTED.values(), ids=COMMENTED)
def test_a_comment_stays_with_what_it_belongs_to(neat: Path, written: str, found: str) -> None:
    item = "- id: B\n" + ITEM + "  summary: Of B.\n"
    old = "- id: B" if "id: B" in written else "  summary: Of B."
    text = HEAD + item.replace(old, written) + "- id: A\n" + ITEM + "  summary: Of A.\n"
    file = neat / STATEMENTS
    file.write_text(re.sub(r"\bA(?=[],\s])", A, re.sub(r"\bB(?=\s)", B, text)), "utf-8")
    before = content(neat)
    restyle(neat)
    after = file.read_text("utf-8").replace(A, "A").replace(B, "B")
    assert found in after
    assert after.count("#") == text.count("#")
    assert after.index("- id: A") < after.index("- id: B")
    assert content(neat) == before
    assert problems(neat) == []
    assert restyle(neat) == []


# --- any layout, any comments, any texts

TYPED = {file: [item.value for item in read_items(TINY / file)[0] or ()] for file in (STATEMENTS, EVENTS, SOURCES)}
TEXTS = ("title", "role", "venue", "summary", "quote", "in_exchange_for", "note", "publisher", "place")


def written_by_a_library(items: list[dict[str, Any]], how: random.Random) -> str:
    items = [dict(how.sample(list(item.items()), len(item))) for item in how.sample(items, len(items))]
    return yaml.safe_dump(
        items,
        sort_keys=False,
        allow_unicode=how.random() < 0.5,
        width=how.choice([20, 60, 1000]),
        default_style=how.choice([None, '"', "'", "|", ">"]),
        default_flow_style=how.choice([None, False, True]),
        indent=how.choice([2, 4, 7]),
    )


def assert_restyled(folder: Path, before: Negotiation | None) -> None:
    restyle(folder)
    assert before is not None
    assert content(folder) == before
    assert problems(folder) == []
    assert restyle(folder) == []


@ANYHOW
@given(how=ORDERS)
def test_any_layout_comes_out_as_the_one_layout(copy: Path, how: random.Random) -> None:
    restyle(copy)
    right = {file: (copy / file).read_text("utf-8") for file in TYPED}
    before = sound(copy)
    for file, items in TYPED.items():
        (copy / file).write_text(written_by_a_library(items, how), "utf-8")
    assert_restyled(copy, before)
    assert {file: (copy / file).read_text("utf-8") for file in TYPED} == right


AWKWARD = ["a", "x: y", ":", " #", "#", "- ", "-", "'", '"', "\\", "  ", "…", "é", "中", "😀", "\u00a0", "\u2028"]
AWKWARD += ["\n", "\n\n", "\t", "{", "]", ",", "&a", "*", "!t", "|", ">", "%", "@", "`", "?", "=", "~", "null", "12:30"]
AWKWARD += ["word ", "w" * 120, "\u200b", "---", "...", "\ufeff", "\ue000", "\U0001ffff", "<< "]


@ANYHOW
@given(
    texts=st.lists(st.lists(st.sampled_from(AWKWARD), min_size=1, max_size=12).map("".join), min_size=1, max_size=8),
    how=ORDERS,
)
def test_texts_are_kept_to_the_letter(copy: Path, texts: list[str], how: random.Random) -> None:
    texts = [text[:200] for text in texts if text.strip()]
    put_in = [
        (file, n, key) for file, items in TYPED.items() for n, item in enumerate(items) for key in TEXTS if key in item
    ]
    for file, items in TYPED.items():
        changed = [dict(item) for item in items]
        for (where, n, key), text in zip(how.sample(put_in, len(put_in)), texts * 9, strict=False):
            if where == file:
                changed[n][key] = text
        (copy / file).write_text(written_by_a_library(changed, how), "utf-8")
    before = sound(copy)
    assert_restyled(copy, before)


def with_comments(items: list[dict[str, Any]], how: random.Random) -> tuple[str, dict[str, tuple[str, str]]]:
    """The items in any order with comments in them, and each comment's item and key."""
    lines: list[str] = []
    owners: dict[str, tuple[str, str]] = {}
    for item in how.sample(items, len(items)):
        for n, key in enumerate(how.sample(list(item), len(item))):
            line = ("  " if n else "- ") + f"{key}: {json.dumps(item[key])}"
            if how.random() < 0.3:
                comment = f"{len(owners)}: - “x"
                owners[comment] = (item["id"], key)
                if how.random() < 0.5:
                    line += f" # {comment}"
                else:
                    line = how.choice(["# ", "  # ", "\n# "] if n else ["# "]) + f"{comment}\n{line}"
                    owners[comment] = (item["id"], key if n else "id")
            lines.append(line)
    return "# head\n\n" + "\n".join(lines), owners


def owners_of_comments(text: str) -> dict[str, tuple[str, str]]:
    owners: dict[str, tuple[str, str]] = {}
    waiting, id = [], ""
    for line in text.split("\n"):
        before, _, comment = line.partition("# ")
        waiting += [comment] if comment else []
        if key := re.match(r"(?:- |  )(\w+):", before):
            id = line.split()[2] if line.startswith("- ") else id
            owners |= dict.fromkeys(waiting, (id, key[1]))
            waiting = []
    return owners


@ANYHOW
@given(how=ORDERS)
def test_comments_move_with_their_items_and_keys(copy: Path, how: random.Random) -> None:
    text, owners = with_comments(TYPED[STATEMENTS], how)
    (copy / STATEMENTS).write_text(text, "utf-8")
    assert_restyled(copy, sound(TINY))
    head, _, rest = (copy / STATEMENTS).read_text("utf-8").partition("\n\n")
    assert head == "# head"
    assert owners_of_comments(rest) == owners
