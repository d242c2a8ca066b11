"""Sharing in real Chromium: our sheet on a computer, the phone's own on a phone."""

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import visit


def test_the_sheet_gives_the_link_to_exactly_this_view(page: Page, harbour: str) -> None:
    visit(page, f"{harbour}/?date=2031-04-02&issues=cranes")
    page.locator(".live .handle.to").press("ArrowRight")
    page.wait_for_function("() => location.search.includes('date=2031-04-03')")
    page.get_by_role("button", name="Share").click()

    sheet = page.get_by_role("dialog")
    link = f"{harbour}/?negotiation=harbour-talks&date=2031-04-03&issues=cranes"
    expect(sheet.locator("code").first).to_have_text(link)
    expect(sheet.get_by_alt_text("QR code of the link")).to_be_visible()
    expect(sheet.locator("code").nth(1)).to_contain_text("<iframe")
    expect(
        sheet.get_by_text("The negotiation positions contributors, Negotiation positions: Harbour talks")
    ).to_be_visible()


def test_a_link_without_spoilers_is_made_and_lifted(page: Page, harbour: str) -> None:
    visit(page, f"{harbour}/?date=2031-04-02")
    page.get_by_role("button", name="Share").click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_text("No spoilers").click()
    link = f"{harbour}/?negotiation=harbour-talks&date=2031-04-02&until=2031-04-02"
    expect(sheet.locator("code").first).to_have_text(link)

    visit(page, link)
    assert "Crane trial" not in page.content()
    page.get_by_role("button", name="Share").click()
    page.get_by_text("End the limit").click()
    page.get_by_role("button", name="Show what came later").click()
    page.wait_for_function("() => !location.search.includes('until')")


def test_a_phone_uses_its_own_share_sheet(chromium: Browser, harbour: str) -> None:
    with chromium.new_context(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True) as context:
        page = context.new_page()
        page.add_init_script("window.shared = []; navigator.share = async (what) => { window.shared.push(what); }")
        visit(page, f"{harbour}/?date=2031-04-02")
        page.get_by_role("button", name="Share").tap()
        page.wait_for_function("() => window.shared.length")

        assert page.evaluate("() => window.shared") == [
            {"title": "Harbour talks", "url": f"{harbour}/?negotiation=harbour-talks&date=2031-04-02"}
        ]
        expect(page.get_by_role("dialog")).to_have_count(0)


def test_the_longest_search_can_be_shared(page: Page, harbour: str) -> None:
    page.goto(f"{harbour}/record?date=2031-04-02&search={'👍' * 200}")
    page.get_by_role("button", name="Share").click()

    sheet = page.get_by_role("dialog")
    expect(sheet.locator("code").nth(1)).to_contain_text("<iframe")


def test_the_links_of_the_menu_keep_the_limit(page: Page, harbour: str) -> None:
    visit(page, f"{harbour}/?date=2031-04-02&until=2031-04-02")
    link = page.get_by_role("link", name="Record")
    link.hover()
    link.dispatch_event("pointerdown")

    assert "until=2031-04-02" in str(link.get_attribute("href"))
