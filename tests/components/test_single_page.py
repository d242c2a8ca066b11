import base64
import datetime as dt
import gzip
import hashlib
import json
import re
import tomllib
from dataclasses import replace
from html.parser import HTMLParser

from components import live, single_page
from negotiation import Negotiation
from negotiation.cite import edition
from tests.conftest import ROOT


class Scripts(HTMLParser):
    """What a browser takes for the scripts of a page, and every address that it would load by itself."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.loaded: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if tag == "script":
            self.found.append("")
        if tag != "a":
            self.loaded += [given[name] or "" for name in ("src", "href") if name in given]

    def handle_data(self, data: str) -> None:
        if self.lasttag == "script" and data.strip():
            self.found[-1] += data


def test_the_whole_record_is_one_page_of_less_than_a_megabyte(shipped: Negotiation) -> None:
    page = single_page.html(shipped)
    _, record, _ = Scripts(page).found

    assert len(page.encode()) < 1_000_000
    assert json.loads(gzip.decompress(base64.b64decode(record))) == json.loads(json.dumps(live.payload(shipped)))


def test_the_page_runs_its_own_script_and_asks_for_nothing(tiny: Negotiation) -> None:
    page = single_page.html(tiny)
    scripts = Scripts(page)
    digest = base64.b64encode(hashlib.sha256(scripts.found[-1].encode()).digest()).decode()

    assert f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; img-src data:" in page
    assert [address[:5] for address in scripts.loaded] == ["data:"]
    assert "@import" not in page
    assert "url(" not in page
    assert "import " not in scripts.found[-1]


def test_text_of_the_record_cannot_leave_its_place(tiny: Negotiation) -> None:
    hostile = "</title></script><script>alert(1)</script><!--<script>"
    issues = tuple(issue.model_copy(update={"title": hostile}) for issue in tiny.overview.issues)
    texts = {"title": hostile, "introduction": hostile, "known_gaps": (hostile,), "issues": issues}
    # the reader refuses such texts; the writer does not count on it
    talks = replace(tiny, overview=tiny.overview.model_copy(update=texts))
    page = single_page.html(talks)
    island, _, _ = Scripts(page).found

    assert page.count("<script") == 3
    assert "<!--" not in page
    assert json.loads(island)["title"] == json.loads(island)["issues"]["cranes"] == hostile


def test_the_page_says_what_the_record_is_and_how_to_cite_it(shipped: Negotiation) -> None:
    page = single_page.html(shipped)
    cited = re.findall(r"<dt>(Chicago|APA)</dt><dd>(.*?)</dd>", page)

    for text in (shipped.overview.introduction, shipped.overview.coverage, *shipped.overview.known_gaps):
        assert text.replace("'", "&#39;").replace('"', "&#34;") in page
    assert [style for style, _ in cited] == ["Chicago", "APA"]
    assert all(f"ersion {edition().version}" in text for _, text in cited)
    assert f"made on {dt.date.today().day} " in page
    assert "CC BY 4.0" in page
    assert "<noscript>" in page


def test_the_colours_are_those_of_the_dashboard(tiny: Negotiation) -> None:
    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]
    page = single_page.html(tiny)

    for name, key in (("text", "textColor"), ("background", "backgroundColor"), ("primary", "primaryColor")):
        assert f"--st-{name}-color: light-dark({theme['light'][key]}, {theme['dark'][key]});" in page
    asked = set(re.findall(r"var\((--st-[a-z-]+)", page))
    assert asked == {name for name in asked if f"{name}: " in page}
