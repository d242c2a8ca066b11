"""What the page without a server does that the dashboard does not: be a file, a frame, and keep its own address."""

import random
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, FrameLocator, Page, expect

from components import address
from components.board import number
from negotiation import Negotiation
from tests.browser.conftest import visit

BROWSER = Path(__file__).parent.parent.parent / "components" / "browser"


class Careless(SimpleHTTPRequestHandler):
    """A host for files that names a wrong encoding, and keeps no log."""

    extensions_map = {".html": "text/html; charset=iso-8859-1"}  # noqa: RUF012 -- so it is in the library

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def host(single_pages: Path) -> Iterator[str]:
    """A host for files; each page is also framed there, as a learning platform would, with and without an address."""
    page = (single_pages / "harbour.html").read_text("utf-8").replace("&", "&amp;").replace('"', "&quot;")
    for name, inside in (("frame", 'src="harbour.html?date=2031-05-01"'), ("srcdoc", f'srcdoc="{page}"')):
        frame = f'<!doctype html><iframe sandbox="allow-scripts" width="1200" height="800" {inside}></iframe>'
        (single_pages / f"{name}.html").write_text(frame, encoding="utf-8-sig")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Careless, directory=str(single_pages)))
    serving = threading.Thread(target=server.serve_forever)
    serving.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    serving.join()
    server.server_close()


@pytest.fixture(scope="module")
def file(single_pages: Path) -> str:
    return (single_pages / "harbour.html").as_uri()


def day(place: Page | FrameLocator, words: str) -> None:
    expect(place.locator(".live .day")).to_have_text(words)


def step(place: Page | FrameLocator) -> None:
    place.get_by_role("button", name="Event ›").click()


def test_a_file_asks_for_nothing_but_itself(page: Page, single_pages: Path) -> None:
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    home = (single_pages / "shipped.html").as_uri()
    page.goto(home)
    page.locator(".live .day").wait_for()
    page.locator(".live details:not([hidden]) summary").first.click()
    page.get_by_role("button", name="‹ Change").click()
    page.wait_for_function("() => location.search")
    page.wait_for_timeout(300)

    assert [address for address in asked if not address.startswith("data:")] == [home]
    assert said == []
    expect(page.locator("#opening")).to_have_count(0)


def test_a_host_is_asked_for_the_page_and_no_more(page: Page, host: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{host}/harbour.html?date=2031-05-01&utm_source=syllabus")
    day(page, "Thursday 1 May 2031")
    step(page)
    page.wait_for_url("**/harbour.html?utm_source=syllabus&date=2031-06-15")
    page.go_back()
    day(page, "Thursday 1 May 2031")

    assert [address for address in asked if not address.startswith("data:")] == asked[:1]


@pytest.mark.parametrize("name", ["frame", "srcdoc"])
def test_it_works_in_the_frame_of_a_learning_platform(page: Page, host: str, name: str) -> None:
    page.goto(f"{host}/{name}.html")
    frame = page.frame_locator("iframe")
    steps = page.evaluate("history.length")
    day(frame, "Thursday 1 May 2031")
    step(frame)
    day(frame, "Sunday 15 June 2031")
    frame.get_by_role("button", name="Compare two dates").click()
    expect(frame.locator(".counts")).to_contain_text("Port Authority")
    page.wait_for_timeout(400)

    assert page.evaluate("history.length") == steps, "the platform's Back button is left alone"


@pytest.mark.parametrize(
    ("forbidden", "kept"),
    [
        ("history.pushState = history.replaceState = () => { throw new Error('forbidden') };", "date=2031-06-15"),
        ("Object.defineProperty(window, 'history', { get() { throw new Error('forbidden') } });", "date=2031-06-15"),
        ("Object.defineProperty(window, 'localStorage', { get() { throw new Error('forbidden') } });", ""),
    ],
)
def test_what_a_browser_forbids_is_done_without(page: Page, file: str, forbidden: str, kept: str) -> None:
    page.add_init_script(forbidden)
    page.goto(file)
    step(page)
    day(page, "Sunday 15 June 2031")
    if kept:
        page.wait_for_function("kept => location.hash === '#' + kept", arg=kept)
        page.reload()
    day(page, "Sunday 15 June 2031")


def test_an_address_after_the_hash_is_read_and_answered(page: Page, file: str) -> None:
    page.goto(f"{file}#date=2031-06-16&compare=2031-05-01")
    day(page, "A: 1 May 2031 · B: 16 June 2031")
    page.evaluate("location.hash = 'date=2031-06&negotiation=other'")
    day(page, "Sunday 1 June 2031")
    notices = page.locator("#notices p")
    expect(notices).to_have_text(
        [
            "There is no negotiation “other”; this is Harbour talks.",
            "“2031-06” is read as 1 June 2031.",
        ]
    )
    step(page)
    expect(notices).to_have_count(0)


def test_the_dashboard_hands_it_out(page: Page, harbour: str, single_pages: Path) -> None:
    page.goto(f"{harbour}/about")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the board as one page").click()

    assert download.value.suggested_filename == "harbour-talks.html"
    assert Path(download.value.path()).read_bytes() == (single_pages / "harbour.html").read_bytes()


def test_two_readers_move_on_their_own(chromium: Browser, file: str) -> None:
    with chromium.new_context() as one, chromium.new_context() as other:
        first, second = one.new_page(), other.new_page()
        for reader in (first, second):
            visit(reader, f"{file}?date=2031-05-01")
        step(first)
        day(first, "Sunday 15 June 2031")
        day(second, "Thursday 1 May 2031")


def test_words_of_an_address_are_never_markup(page: Page, file: str) -> None:
    page.goto(f"{file}?date=%3Cimg%20src=x%20onerror=alert(1)%3E&issues=__proto__,%3Cb%3E")
    expect(page.locator("#notices p")).to_contain_text(
        ["“<img src=x onerror=alert(1)>” is not a date", "“__proto__”", "“<b>”", "All issues are shown."]
    )


def test_without_javascript_the_page_says_so_and_what_the_record_is(chromium: Browser, file: str) -> None:
    with chromium.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(file)
        expect(page.locator("noscript p")).to_be_visible()
        expect(page.locator("#opening")).to_be_hidden()
        expect(page.get_by_role("heading", name="How to read it")).to_be_visible()


def test_a_browser_that_cannot_unpack_the_record_is_told(page: Page, file: str) -> None:
    page.add_init_script("delete window.DecompressionStream")
    page.goto(file)
    expect(page.get_by_text("this browser is too old for it")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing(chromium: Browser, single_pages: Path, scheme: Any, width: int) -> None:
    with chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme) as context:
        page = context.new_page()
        visit(page, f"{(single_pages / 'shipped.html').as_uri()}?date=2019-10-06&issues=talk")
        found = {
            violation["id"]: [node["html"][:200] for node in violation["nodes"][:3]]
            for violation in Axe().run(page).response["violations"]
        }
        assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == (
            "rgb(255, 255, 255)" if scheme == "light" else "rgb(20, 23, 26)"
        )

    assert found == {}


# --- the reading of an address, beside the server's ---


@pytest.fixture(scope="module")
def reader(chromium: Browser) -> Iterator[Page]:
    """A page with nothing but the module that reads addresses."""
    days, text = ((BROWSER / name).read_text("utf-8") for name in ("days.js", "address.js"))
    page = chromium.new_page()
    page.goto("about:blank")
    page.evaluate(
        "async text => { const file = new Blob([text], {type: 'text/javascript'});"
        " window.address = await import(URL.createObjectURL(file)) }",
        days + text.replace('import { dayOf, iso, words } from "./days.js";\n', ""),
    )
    yield page
    page.close()


def test_the_browser_reads_an_address_as_the_server_does(reader: Page, shipped: Negotiation) -> None:
    chance = random.Random(7)
    known = list(shipped.issues)
    asked: list[dict[str, str]] = [
        {},
        *(
            {"date": text}
            for text in ("2019", "2019-2", "2019-02-30", "2020-02-30", "0000-01-01", "0050", "9999-99-99")
        ),
        *({"date": text} for text in ("", " 2019-03-01 ", "2019-13-45", "19-03-01", "x" * 60, "👍" * 45, "2019-00-00")),
        *({"date": "2019-10-06", "compare": text} for text in ("2019-02-27", "then", "2019-02", "1066-10-14", "")),
        *({"record": text} for text in ("only", "", "all", "<b>" * 30)),
        *({"mode": text} for text in ("class", "", "Class")),
        *({"negotiation": text} for text in (shipped.id, "nothing like it at all")),
        {"issues": ","},
        {"issues": ",".join(known * 9)},
        {"issues": "constructor,__proto__"},
        {"issues": "sanction relief"},
    ]
    for _ in range(200):
        name = list(chance.choice(known))
        for _ in range(chance.randrange(6)):
            name[chance.randrange(len(name))] = chance.choice("aeiou-XYZ ")
        asked.append({"issues": "".join(name), "date": "2019-10-06"})
    talks = {
        "id": shipped.id,
        "title": shipped.overview.title,
        "opens": number(shipped.overview.opens_on),
        "start": number(shipped.start),
        "end": number(shipped.end),
        "issues": {issue.id: issue.title for issue in shipped.issues.values()},
    }
    answers = reader.evaluate(
        "([asked, talks]) => asked.map(parameters => address.readAddress(parameters, talks))", [asked, talks]
    )

    for parameters, answer in zip(asked, answers, strict=True):
        view, notices = address.read(parameters, {shipped.id: shipped})
        written = address.write(view)
        assert answer["notices"] == notices, parameters
        assert {name: value for name, value in answer["view"].items() if value} == {
            name: written[name] for name in address.OF_THE_BOARD if name in written
        }, parameters
