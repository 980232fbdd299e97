"""The grid of numbers by keyboard: walked with arrows, pasted into, saved."""

import pytest
from playwright.sync_api import Browser, expect

from app.kpis.library import catalogue
from tests.browser import enter, opened
from tests.cast import email_of

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("measured")]
TRIAGE = "triage_new_count"
PASTE = """([id, text]) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  const options = { clipboardData, bubbles: true, cancelable: true };
  document.getElementById(id).dispatchEvent(new ClipboardEvent("paste", options));
}"""


def test_numbers_are_walked_pasted_and_saved_without_a_mouse(browser: Browser, site: str) -> None:
    with opened(browser, site) as page:
        enter(page, email_of("alice"))
        page.goto("/msps/northwind/kpis/grid")
        cell = page.locator(f"#{TRIAGE}-2026-11-09")
        cell.focus()
        page.keyboard.type("4")
        page.keyboard.press("ArrowRight")
        expect(page.locator(f"#{TRIAGE}-2026-11-16")).to_be_focused()
        page.keyboard.press("ArrowLeft")
        expect(cell).to_be_focused()
        page.evaluate(PASTE, [f"{TRIAGE}-2026-11-09", "5\t6\r\n"])
        expect(cell).to_have_value("5")
        expect(page.locator(f"#{TRIAGE}-2026-11-16")).to_have_value("6")
        name = catalogue().kpis[TRIAGE].name
        page.evaluate(PASTE, [f"{TRIAGE}-2026-11-09", f"\t2 Nov\n{name}\t3"])
        expect(page.locator("#pasted")).to_be_focused()
        page.get_by_role("button", name="Put into the grid").click()
        expect(page.locator(f"#{TRIAGE}-2026-11-02")).to_have_value("3")
        page.get_by_role("button", name="Save", exact=True).press("Enter")
        expect(page.locator("#toasts")).to_contain_text("3 numbers added.")
