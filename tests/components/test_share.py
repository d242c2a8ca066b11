import datetime as dt
from html.parser import HTMLParser

import pytest

from components import share
from components.address import View
from negotiation import Negotiation

LINK = "https://example.org/record?negotiation=harbour-talks&date=2031-04-02"


class Frame(HTMLParser):
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tag, self.attributes = tag, dict(attrs)


def test_the_embed_line_is_one_frame_whose_address_is_the_link(tiny: Negotiation) -> None:
    frame = Frame()
    line = share.embed(tiny, LINK)
    frame.feed(line)

    assert frame.tag == "iframe"
    assert frame.attributes["src"] == f"{LINK}&embed=true"
    assert "\n" not in line


def test_a_quotation_mark_cannot_leave_the_embed_line(tiny: Negotiation) -> None:
    frame = Frame()
    frame.feed(share.embed(tiny, LINK + '"><script>alert(1)</script>'))

    assert frame.tag == "iframe"


@pytest.mark.parametrize(
    ("view", "page", "asked", "shared"),
    [
        (View("x", dt.date(2031, 4, 2)), "", {}, (None, False)),
        (View("x", dt.date(2031, 4, 2)), "", {"share_limit": True}, (dt.date(2031, 4, 2), False)),
        (
            View("x", dt.date(2031, 4, 2), compare=dt.date(2031, 5, 2)),
            "",
            {"share_limit": True},
            (dt.date(2031, 5, 2), False),
        ),
        (View("x", dt.date(2031, 4, 2)), "", {"share_class": True}, (None, True)),
        (View("x", dt.date(2031, 4, 2)), "deals", {"share_class": True}, (None, False)),
        (View("x", dt.date(2031, 4, 2), until=dt.date(2031, 5, 1)), "", {}, (dt.date(2031, 5, 1), False)),
    ],
)
def test_the_link_carries_what_was_asked_for(
    view: View,
    page: str,
    asked: dict[str, bool],
    shared: tuple[dt.date | None, bool],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("streamlit.session_state", asked)

    link = share.shared(view, page)

    assert (link.until, link.in_class) == shared
