"""The live board with its record as one HTML file: it needs no server and asks no host for anything."""

import base64
import datetime as dt
import hashlib
import tomllib
from pathlib import Path

from markupsafe import Markup

from components import board, live, record
from components.board import number
from negotiation import Negotiation
from negotiation.cite import citations, edition

_HERE = Path(__file__).parent
_CONFIG = _HERE.parent / ".streamlit" / "config.toml"
WHERE = "[where you read this page]"
_UTF8 = "\ufeff"
"""A byte order mark: a browser believes it even when a host names another encoding, which the script's hash needs."""


def html(talks: Negotiation) -> str:
    """The page; every text from the record is escaped."""
    script = live.script("address.js", "single_page.js")
    cited = citations(talks, None, edition(), dt.date.today(), WHERE)
    page = (
        board.templates()
        .get_template("single_page.html")
        .render(
            talks=talks,
            island={
                "id": talks.id,
                "title": talks.overview.title,
                "opens": number(talks.overview.opens_on),
                "start": number(talks.start),
                "end": number(talks.end),
                "issues": {issue.id: issue.title for issue in talks.issues.values()},
            },
            record=_base64(live.packed(talks)),
            controls=Markup(live.controls()),  # noqa: S704 -- our own files, like those below
            style=Markup(theme() + live.style() + record.style() + _style()),  # noqa: S704
            script=Markup(script),  # noqa: S704
            script_hash=_base64(hashlib.sha256(script.encode()).digest()),
            icon=_base64((_HERE / "icon.svg").read_bytes()),
            edition=edition(),
            made=dt.date.today(),
            citations=[each for each in cited if each.style in ("Chicago", "APA")],
        )
    )
    return _UTF8 + page


def theme() -> str:
    """The dashboard's colours, under the names that Streamlit gives them, for light and dark screens."""
    themes = tomllib.loads(_CONFIG.read_text("utf-8"))["theme"]
    light, dark = themes["light"], themes["dark"]
    named = {"primary": "primaryColor", "background": "backgroundColor", "text": "textColor"}
    rules = [f"--st-{name}-color: light-dark({light[key]}, {dark[key]});" for name, key in named.items()]
    return f":root {{ {' '.join(rules)} }}\n"


def _style() -> str:
    return (_HERE / "single_page.css").read_text("utf-8")


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")
