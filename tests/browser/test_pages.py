"""What every page must do, in real Chromium."""

import importlib
import pkgutil
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

import components
from tests.browser.conftest import settle

MODULES = [importlib.import_module(f"components.{module.name}") for module in pkgutil.iter_modules(components.__path__)]
PAGES = {str(module.PATH): str(module.TITLE) for module in MODULES if hasattr(module, "PATH")}
OTHERS = [path for path in PAGES if path != "board"]


def arrive(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("heading", level=1).wait_for()
    settle(page)


def test_the_pages_are_those_of_the_navigation(page: Page, harbour: str) -> None:
    arrive(page, harbour)

    for title in PAGES.values():
        expect(page.get_by_role("link", name=title, exact=True).first).to_be_attached()


@pytest.mark.parametrize("path", OTHERS)
def test_a_page_has_its_own_address_and_keeps_the_date(page: Page, harbour: str, path: str) -> None:
    arrive(page, f"{harbour}/{path}?date=2031-05-10")

    expect(page.get_by_role("heading", level=1)).to_have_text(PAGES[path])
    page.get_by_role("link", name="Board", exact=True).first.click()
    expect(page.locator(".live .day")).to_have_text("Saturday 10 May 2031")
    settle(page)
    page.get_by_role("link", name=PAGES[path], exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(PAGES[path])
    page.wait_for_function("() => new URL(location).searchParams.get('date') === '2031-05-10'")


@pytest.mark.parametrize("path", OTHERS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_fits_a_phone_and_axe_finds_nothing_that_bare_streamlit_does_not_have(
    chromium: Browser, dashboard: str, bare: str, path: str, scheme: Any
) -> None:
    with chromium.new_context(viewport={"width": 390, "height": 844}, color_scheme=scheme) as context:
        page = context.new_page()
        page.goto(bare)
        page.get_by_text("The day is").wait_for()
        settle(page)
        floor = {violation["id"] for violation in Axe().run(page).response["violations"]}
        arrive(page, f"{dashboard}/{path}?date=2019-10-06")
        page.wait_for_timeout(500)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        found = {
            violation["id"]: [node["html"][:200] for node in violation["nodes"][:3]]
            for violation in Axe().run(page).response["violations"]
        }

    assert {id: nodes for id, nodes in found.items() if id not in floor} == {}


@pytest.mark.parametrize(("form", "begins"), [("PDF", b"%PDF"), ("Word", b"PK")])
def test_a_paper_is_made_and_taken(page: Page, harbour: str, form: str, begins: bytes) -> None:
    arrive(page, f"{harbour}/classroom?date=2031-05-10")
    page.get_by_role("radio", name=form).click()
    page.wait_for_timeout(300)  # the page has asked
    settle(page)

    page.get_by_role("button", name="Make the handout").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the handout").click()

    assert download.value.suggested_filename.startswith("harbour-talks-2031-05-10-handout.")
    assert download.value.path().read_bytes().startswith(begins)
