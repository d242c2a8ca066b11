"""Handout, role brief and teacher sheet: what they say, and that both kinds of file say all of it."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from components import record
from components.address import View
from components.handout import handout
from components.paper import Block, Columns, Entry, Heading, Paper, Span, line
from components.qr import qr
from components.role_brief import role_brief
from components.teacher_sheet import teacher_sheet
from components.typeset import pdf
from components.word_file import word
from negotiation import Negotiation
from negotiation.hindsight import as_known_on
from tests.conftest import SHIPPED, TINY, sound

RECORDS = {"tiny": sound(TINY), "shipped": sound(SHIPPED)}
DAYS = {
    "tiny": [dt.date(2031, 3, 1), dt.date(2031, 5, 10), dt.date(2031, 8, 31)],
    "shipped": [dt.date(1991, 1, 1), dt.date(1994, 10, 22), dt.date(2019, 2, 26), dt.date(2019, 10, 6)],
}
VIEWS = [(name, day) for name, days in DAYS.items() for day in days]
AT = "https://example.org/"
DAY = dt.date(2031, 5, 10)
HOSTILE = '#panic() $x$ *b* _i_ @ref <tag> \\n "q" // /* ~ `c` = [x] {y} “é” Č 한국 العربية & \ufffe'


def live(view: View, page: str = "") -> str:
    return AT + record.href(view, page)


def paper_of(kind: str, talks: Negotiation, view: View) -> Paper:
    made: dict[str, Callable[[], Paper]] = {
        "handout": lambda: handout(talks, view, live(view)),
        "brief": lambda: role_brief(talks, view, talks.main[1].id, live),
        "teacher": lambda: teacher_sheet(talks, view, live(view)),
    }
    return made[kind]()


def tiny_view(**parts: object) -> View:
    return replace(View("harbour-talks", DAY), **parts)  # type: ignore[arg-type]


def texts(part: object) -> Iterator[str]:
    """Every text of a paper that is to be read."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, tuple):
        for each in part:
            yield from texts(each)
    elif is_dataclass(part) and not isinstance(part, type):
        unread = {"mark", "marks", "tone", "href", "colour", "widths"}
        for field in fields(part):
            if field.name not in unread:
                yield from texts(getattr(part, field.name))


def said(part: object) -> str:
    return squeezed("\n".join(texts(part)))


def squeezed(text: str) -> str:
    return " ".join(text.replace("\ufffe", "").split())


def entries(blocks: tuple[Block, ...]) -> Iterator[Entry]:
    for block in blocks:
        if isinstance(block, Entry):
            yield block
        elif isinstance(block, Columns):
            for row in block.rows:
                for cell in row:
                    yield from entries(cell)


def pages(made: bytes) -> int:
    return max(int(count) for count in re.findall(rb"/Count (\d+)", made))


def word_text(made: bytes) -> str:
    document = docx.Document(BytesIO(made))
    roots = [document.element, document.sections[0].footer._element]
    return " ".join(
        squeezed("".join(t.text or " " for t in paragraph.iter(qn("w:t"), qn("w:tab"))))
        for root in roots
        for paragraph in root.iter(qn("w:p"))
    )


@pytest.mark.parametrize("kind", ["handout", "brief", "teacher"])
@pytest.mark.parametrize(("name", "day"), VIEWS, ids=str)
def test_every_text_of_a_paper_is_in_the_word_file(kind: str, name: str, day: dt.date) -> None:
    paper = paper_of(kind, RECORDS[name], View(RECORDS[name].id, day))

    written = word_text(word(paper, "a4"))

    assert [text for text in texts(paper) if squeezed(text) not in written] == []


@pytest.mark.parametrize("kind", ["handout", "brief", "teacher"])
@pytest.mark.parametrize(("name", "day"), VIEWS, ids=str)
def test_a_pdf_is_the_same_each_time_and_has_pages(kind: str, name: str, day: dt.date) -> None:
    paper = paper_of(kind, RECORDS[name], View(RECORDS[name].id, day))

    made = pdf(paper, "a4")

    assert made.startswith(b"%PDF")
    assert 1 <= pages(made) <= {"handout": 20, "brief": 2, "teacher": 4}[kind]
    assert pdf(paper, "a4") == made


@pytest.mark.parametrize("size", ["a4", "us-letter"])
def test_the_sheet_has_the_size_that_was_chosen(size: str) -> None:
    paper = paper_of("brief", RECORDS["tiny"], tiny_view())
    inches = {"a4": (8.27, 11.69), "us-letter": (8.5, 11)}[size]

    box = re.search(rb"/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]", pdf(paper, size))  # type: ignore[arg-type]
    assert box
    assert [float(each) / 72 for each in box.groups()] == pytest.approx(inches, abs=0.01)
    section = docx.Document(BytesIO(word(paper, size))).sections[0]  # type: ignore[arg-type]
    assert section.page_width
    assert section.page_height
    assert (section.page_width.inches, section.page_height.inches) == pytest.approx(inches, abs=0.01)


def test_headings_are_headings_and_links_are_links_in_word() -> None:
    paper = paper_of("handout", RECORDS["tiny"], tiny_view())
    document = docx.Document(BytesIO(word(paper, "a4")))

    styles = {p.text: p.style.name for p in document.paragraphs if p.style}
    assert styles["Saturday 10 May 2031"] == "Title"
    assert {text.split("  ")[0] for text, style in styles.items() if style == "Heading 1"} == {
        "Night shifts",
        "Cranes",
        "Sources",
    }
    links = {target.target_ref for target in document.part.rels.values() if target.is_external}
    assert links == {paper.address, "https://example.org/meeting"}
    assert 'w:instr="NUMPAGES"' in document.sections[0].footer._element.xml


@pytest.mark.parametrize("field", ["summary", "quote", "in_exchange_for", "speaker", "role", "note"])
def test_signs_of_markup_and_of_other_scripts_stay_text(field: str) -> None:
    tiny = RECORDS["tiny"]
    statement = tiny.statements["2031-04-01-dockers-fewer-nights"].model_copy(update={field: HOSTILE})
    talks = replace(tiny, statements={**tiny.statements, statement.id: statement})
    paper = paper_of("handout", talks, tiny_view())

    assert pdf(paper, "a4").startswith(b"%PDF")
    assert squeezed(HOSTILE) in word_text(word(paper, "a4"))


@pytest.mark.parametrize("kind", ["handout", "brief", "teacher"])
def test_a_text_longer_than_a_page_runs_on(kind: str) -> None:
    tiny = RECORDS["tiny"]
    long = dict.fromkeys(("summary", "quote", "in_exchange_for"), "Word and word. " * 700)
    statement = tiny.statements["2031-04-01-dockers-fewer-nights"].model_copy(update=long)
    talks = replace(tiny, statements={**tiny.statements, statement.id: statement})

    assert pages(pdf(paper_of(kind, talks, tiny_view()), "a4")) > 3


def test_an_address_too_long_for_a_code_is_still_printed() -> None:
    paper = replace(paper_of("handout", RECORDS["tiny"], tiny_view()), address=AT + "x" * 5000)

    assert qr(paper.address) is None
    assert pdf(paper, "a4").startswith(b"%PDF")
    assert paper.address in word_text(word(paper, "a4"))


def test_a_handout_numbers_its_sources_where_they_are_cited() -> None:
    paper = paper_of("handout", RECORDS["tiny"], tiny_view())

    assert "Harbour Gazette: “Dockers and port meet”, 2 April 2031." in said(paper)
    assert "on the record: official text · [1]" in said(paper)


def test_a_handout_tells_conditions_ages_and_disputes() -> None:
    shown = said(paper_of("handout", RECORDS["tiny"], tiny_view()))

    for words in (
        "39 days after: First meeting",
        "in exchange for: no strike",
        "10 April 2031, 30 days before · said again 2 May 2031, 8 days before · paraphrased, not quoted",
        "Disputed: Port Authority gives another account",
        "What others say of it",
        "No concession on record by this date",
    ):
        assert words in shown


def test_a_handout_leaves_out_what_the_view_leaves_out() -> None:
    cranes = said(paper_of("handout", RECORDS["tiny"], tiny_view(issues=("cranes",))))
    on_record = said(paper_of("handout", RECORDS["tiny"], tiny_view(on_record=True)))

    assert "half as many night shifts" not in cranes
    assert "The port promises no crane trial" not in on_record
    assert "hidden that are not on the record" in on_record


def test_a_handout_of_two_dates_tells_what_changed() -> None:
    shown = said(paper_of("handout", RECORDS["tiny"], tiny_view(compare=dt.date(2031, 3, 20))))

    assert "From 20 March 2031 to 10 May 2031" in shown
    assert re.search("Before The union asks for an end to night shifts.*Now The union asks for half", shown)


@pytest.mark.parametrize("kind", ["handout", "brief", "teacher"])
@pytest.mark.parametrize(("name", "day"), VIEWS, ids=str)
def test_no_offer_is_told_without_its_condition(kind: str, name: str, day: dt.date) -> None:
    talks = RECORDS[name]
    shown = {squeezed(said(each.lines)) for each in entries(paper_of(kind, talks, View(talks.id, day)).blocks)}

    for statement in talks.statements.values():
        if statement.kind == "offer" and statement.in_exchange_for:
            summary, condition = squeezed(statement.summary), squeezed(statement.in_exchange_for)
            assert all(condition in each for each in shown if summary in each)


@settings(max_examples=25)
@given(limit=st.dates(dt.date(2018, 1, 1), dt.date(2020, 12, 31)), back=st.integers(0, 200))
def test_behind_a_limit_no_paper_holds_anything_later(limit: dt.date, back: int) -> None:
    whole = RECORDS["shipped"]
    talks = as_known_on(whole, limit)
    view = View(talks.id, limit - dt.timedelta(back), until=limit)
    known = "\n".join(str(each) for each in (*talks.statements.values(), *talks.events, *talks.sources.values()))
    later = [s.summary for s in whole.statements.values() if s.appears > limit]
    later += [event.title for event in whole.events if event.date > limit]

    for kind in ("handout", "brief", "teacher"):
        paper = paper_of(kind, talks, view)
        shown = said(paper)
        assert [text for text in later if text in shown and text not in known] == []
        addresses = [paper.address, *re.findall(rf"{AT}record\S+", shown)]
        assert all(re.search(r"until=(\d{4}-\d\d-\d\d)", each) for each in addresses)
        if kind == "teacher":
            assert "This sheet was made behind a limit" in shown


@given(day=st.dates(dt.date(1992, 1, 1), dt.date(2020, 12, 31)), side=st.sampled_from([0, 1]))
@settings(max_examples=25)
def test_a_brief_needs_no_limit_to_hold_nothing_later(day: dt.date, side: int) -> None:
    talks = RECORDS["shipped"]

    def made(known: Negotiation) -> Paper:
        return role_brief(known, View(talks.id, day), talks.overview.main[side], live)

    assert made(talks) == made(as_known_on(talks, day))
    assert f"until={day}" in made(talks).address


def test_a_brief_leaves_open_what_the_record_cannot_know() -> None:
    shown = said(paper_of("brief", RECORDS["tiny"], tiny_view()))

    for words in ("rests only on the public record", "Your interests", "Your alternatives", "Your bottom line"):
        assert words in shown


def test_an_offer_without_a_condition_says_so() -> None:
    tiny = RECORDS["tiny"]
    promise = tiny.statements["2031-04-10-port-no-trial"]
    offer = promise.model_copy(update={"kind": "offer", "in_exchange_for": None})
    talks = replace(tiny, statements={**tiny.statements, offer.id: offer})

    assert "no condition on record" in said(paper_of("brief", talks, tiny_view()))


def test_a_deadline_ahead_is_named_by_its_day() -> None:
    tiny = RECORDS["tiny"]
    promise = tiny.statements["2031-04-10-port-no-trial"].model_copy(update={"due": dt.date(2031, 7, 1)})
    talks = replace(tiny, statements={**tiny.statements, promise.id: promise})

    assert "1 July 2031: The port promises" in said(paper_of("brief", talks, tiny_view()))
    assert "1 July 2031: " not in said(paper_of("brief", talks, tiny_view(day=dt.date(2031, 7, 1))))


def test_a_teacher_learns_what_came_next_and_how_it_was_received() -> None:
    shown = said(paper_of("teacher", RECORDS["tiny"], tiny_view()))

    assert "Which of the two accounts of the meeting would you trust, and why?" in shown
    assert "Crane trial. The port runs a crane without a crew for an hour." in shown
    assert "Port Authority, Cranes (16 June 2031): The port says it is no longer bound by its promise." in shown
    assert "Did the port keep its word?" in shown


def test_a_teacher_behind_a_limit_learns_nothing_later() -> None:
    talks = as_known_on(RECORDS["tiny"], DAY)
    shown = said(paper_of("teacher", talks, tiny_view(until=DAY)))

    assert "Crane trial" not in shown
    assert "Did the port keep its word?" not in shown
    assert "No later event is in the record" in shown


def test_statements_are_framed_by_who_said_them() -> None:
    found = {next(texts(each)): each.mark for each in entries(paper_of("handout", RECORDS["tiny"], tiny_view()).blocks)}

    assert found["The union asks for half as many night shifts."] == "own"
    assert found["The port says the union asked for all nights off with full pay. "] == "told"
    assert found["The port promises no crane trial while talks go on."] == "loose"


def test_a_paper_of_any_blocks_can_be_drawn() -> None:
    paper = replace(
        paper_of("brief", RECORDS["tiny"], tiny_view()),
        under=(),
        blocks=(Heading(2, "Alone"), Entry("told", (line("x"), (Span("y", "strong", AT),)))),
    )

    assert pages(pdf(paper, "a4")) == 1
    assert "Alone" in word_text(word(paper, "a4"))
