"""Thousands of addresses that make no sense: none raises an error or injects markup, on any page."""

import asyncio
import datetime as dt
import random
from collections.abc import Iterator
from urllib.parse import quote, urlencode

import pytest

from components import address
from negotiation import Negotiation
from tests.viewer import Viewer, come, visit

MANY = 1000
VIEWERS = 4
PIECES = [
    *("2031-05-01", "2031-02-30", "2031-6", "2031", "31.5.2031", "0000-00-00", "9999-12-31", "-1", "١٤٤٠-٠١-٠١"),
    *("2031-03-01", "2031-06-01", "2031-08-31", "2031-04-10-port-no-trial", "harbour-talks"),
    *("cranes", "crane", "night-shifts,cranes", "only", "plain", "class"),
    *("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "![x](https://example.org/x.png)"),
    *(":red[x]", "$$x$$", "javascript:alert(1)", "{{7*7}}", "${7*7}", "../../etc/passwd", "' OR 1=1 --"),
    *("%00", "\x00", "\u202e", "\ufeff", "\ud83d", "👍", "__proto__", "constructor", "None", "null", "[]", "{}"),
    *(",", ",,,", "&", "=", "#", "?", " ", "", "\n"),
]
MARKUP = ("<script>alert", "<img src=x", "![x](", ":red[", "$$x")


def odd_addresses(seed: int, many: int) -> Iterator[str]:
    chance = random.Random(seed)
    for _ in range(many):
        parameters = [
            (chance.choice([*address.PARAMETERS, "x", "embed", "date"]), _odd_value(chance))
            for _ in range(chance.choice([1, 1, 2, 3, 8, 30]))
        ]
        text = urlencode(parameters, errors="replace") if chance.random() < 0.8 else _raw(parameters)
        yield text


def _odd_value(chance: random.Random) -> str:
    value = "".join(chance.choice(PIECES) for _ in range(chance.choice([1, 1, 1, 2, 5])))
    return value * chance.choice([1, 1, 1, 1, 50, 1000])


def _raw(parameters: list[tuple[str, str]]) -> str:
    """As somebody types it: half encoded, with ends missing."""
    return "&".join(f"{key}={quote(value[:3000], safe='<>{}[]%,:;&=', errors='replace')}" for key, value in parameters)


async def see(viewer: Viewer, query: str) -> None:
    viewer.query = query
    for each in await viewer.run():  # whatever fails is raised
        element = each.message.delta.new_element
        if element.HasField("alert"):
            assert not any(markup in element.alert.body for markup in MARKUP), query[:500]
            assert len(element.alert.body) < 500
        if element.HasField("html"):
            assert not any(markup in element.html.body for markup in MARKUP[:2]), query[:500]


def test_no_address_raises_an_error_or_injects_markup(harbour: str) -> None:
    async def wander(seed: int) -> int:
        seen = 0
        async with come(harbour) as viewer:
            await viewer.run()
            pages = sorted(viewer.pages)
            for n, query in enumerate(odd_addresses(seed, MANY // VIEWERS)):
                if n % 25 == 0:
                    await viewer.turn(pages[(n // 25) % len(pages)])
                await see(viewer, query)
                seen += 1
        return seen

    async def everybody() -> int:
        return sum(await asyncio.gather(*map(wander, range(VIEWERS))))

    assert visit(everybody()) == MANY


@pytest.mark.parametrize("seed", range(3))
def test_every_address_is_read_as_a_view_within_the_record(seed: int, tiny: Negotiation, shipped: Negotiation) -> None:
    chance = random.Random(seed)
    known = {tiny.id: tiny, shipped.id: shipped}
    for _ in range(2000):
        asked = {chance.choice(address.PARAMETERS): _odd_value(chance) for _ in range(chance.choice([1, 2, 5]))}
        view, notices = address.read(asked, known)
        talks = view.talks(known)

        assert talks.start <= view.day <= talks.end
        assert view.until is None or talks.end <= max(view.until, talks.start + dt.timedelta(1))
        assert {*view.issues} <= talks.issues.keys()
        assert len(notices) <= 60
        assert all(len(notice) < 300 for notice in notices)
        again, said = address.read(address.write(view), known)
        assert again == view
        whole = known[view.negotiation]
        outside = view.until is not None and not whole.start <= view.until <= whole.end
        assert len(said) == outside, "a limit outside the record is kept, and said each time"
