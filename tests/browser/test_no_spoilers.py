"""Behind `until=DATE` nothing from later is sent: every page, chart, table and download, as a browser receives them."""

import base64
import datetime as dt
import gzip
import html
import io
import re
import zipfile
from collections.abc import Iterable, Iterator

import pytest
from pydantic import BaseModel

from components import address, classroom, live
from components.address import View
from negotiation import Negotiation
from negotiation.cite import edition
from negotiation.hindsight import as_known_on
from tests.viewer import Came, come, visit

LIMIT = dt.date(2019, 2, 26)
MONTHS = [dt.date(2000, month, 1).strftime("%B") for month in range(1, 13)]
DAY = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})\b")
ISO = re.compile(r"\b(20\d\d-\d\d-\d\d)\b")
YEAR = re.compile(r"\b(20[12]\d)\b(?![-.]?\d)")
PHRASE = re.compile(r"[A-Za-z0-9 ]{32,}")
BASE64 = re.compile(r"[A-Za-z0-9+/]{2000,}={0,2}")
VIEWS = {
    "": ["", "mode=class", "compare=2018-06-12", "board=plain", "record=only"],
    "record": ["", "search=Hanoi", "search=Stockholm", "only=north-korea,threat"],
    "timeline": ["", "issues=yongbyon"],
    "changes": ["compare=2018-06-12"],
}


async def received(address: str, limit: str) -> dict[str, str]:
    """By page and view, all text that a viewer receives, the files of every download button too."""
    found: dict[str, str] = {}
    async with come(address, "", f"date={LIMIT}{limit}") as first:
        await first.run()
        pages = [*first.pages]
    for page in pages:
        for more in VIEWS.get(page, [""]):
            async with come(address, page, f"date={LIMIT}{limit}&{more}") as viewer:
                came = await viewer.run()
                text = [*said(came)]
                for element in viewer.shown:
                    if (button := element.download_button).label and not button.disabled:
                        text += readable(await viewer.download(button.label))
                found[f"{page}?{more}"] = "\n".join(text)
    return found


def said(came: Iterable[Came]) -> Iterator[str]:
    for each in came:
        message = each.message
        yield from readable(message.SerializeToString())
        if packed := message.delta.new_element.bidi_component.bytes:
            yield from readable(packed)


def readable(content: bytes) -> Iterator[str]:
    """The text in a message or a file, unpacked."""
    if content.startswith(b"\x1f\x8b"):
        content = gzip.decompress(content)
    elif content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            content = b"\n".join(map(parts.read, parts.namelist()))
    text = content.decode("utf-8", "ignore")
    yield html.unescape(text.replace("\\u003c", "<").replace('\\"', '"'))
    for packed in BASE64.findall(text):
        yield from readable(base64.b64decode(packed[: len(packed) // 4 * 4]))


def records(talks: Negotiation) -> list[BaseModel]:
    return [*talks.statements.values(), *talks.events, *talks.sources.values()]


def text_of(talks: Negotiation) -> str:
    questions = (question for asked in talks.questions.values() for question in asked)
    return "\n".join(
        [*questions, talks.overview.model_dump_json(), *(each.model_dump_json() for each in records(talks))]
    )


def phrases(text: str) -> set[str]:
    return {found.strip() for found in PHRASE.findall(text)}


def days(text: str) -> set[dt.date]:
    iso = {dt.date.fromisoformat(found) for found in ISO.findall(text) if valid(found)}
    return iso | {dt.date(int(year), MONTHS.index(month) + 1, int(day)) for day, month, year in DAY.findall(text)}


def valid(iso: str) -> bool:
    try:
        dt.date.fromisoformat(iso)
    except ValueError:
        return False
    return True


def later(text: str, whole: Negotiation) -> set[str]:
    """What in a text comes from after the limit: ids, phrases, days and years that the record by then does not hold."""
    early = as_known_on(whole, LIMIT)
    known = text_of(early) + live.script()  # its comments have examples of dates
    ours = {dt.date.today(), edition().released}
    ids = {each.id for each in records(whole)} - {each.id for each in records(early)}  # type: ignore[attr-defined]
    found = {id for id in ids if id in text}
    found |= {phrase for phrase in phrases(text_of(whole)) - phrases(known) if phrase not in known and phrase in text}
    found |= {str(day) for day in days(text) - days(known) - ours if day > LIMIT}
    years = set(YEAR.findall(text)) - set(YEAR.findall(known)) - {str(day.year) for day in ours}
    return found | {year for year in years if int(year) > LIMIT.year}


def test_nothing_from_after_the_limit_is_sent(dashboard: str, shipped: Negotiation) -> None:
    found = visit(received(dashboard, f"&until={LIMIT}"))

    assert len(found) >= 16
    assert {view: spoilers for view, text in found.items() if (spoilers := later(text, shipped))} == {}


@pytest.mark.parametrize("kind", ["handout", "brief", "teacher-sheet"])
def test_no_paper_tells_what_came_later(kind: classroom.Kind, shipped: Negotiation) -> None:
    def written(talks: Negotiation, view: View) -> str:
        side = talks.main[1].id
        file = classroom.file(talks, view, kind, side, "a4", "Word", "https://example.org/")
        return "\n".join(readable(file))

    view = View(shipped.id, LIMIT)
    assert later(written(address.limited(shipped, LIMIT), view.held_back()), shipped) == set()
    if kind == "teacher-sheet":
        assert len(later(written(shipped, view), shipped)) > 20


@pytest.mark.parametrize("page", ["", "record", "timeline", "about"])
def test_without_a_limit_much_from_later_is_found(page: str, dashboard: str, shipped: Negotiation) -> None:
    async def text() -> str:
        async with come(dashboard, page, f"date={LIMIT}") as viewer:
            parts = [*said(await viewer.run())]
            for element in viewer.shown:
                if element.download_button.label:
                    parts += readable(await viewer.download(element.download_button.label))
            return "\n".join(parts)

    assert len(later(visit(text()), shipped)) > 20
