"""Jump to and single keys in a real browser: with the keyboard, on a phone, without script."""

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests import make
from tests.browser import PHONE, axe, enter, opened
from tests.cast import email_of
from tests.conftest import Time
from tests.scopes import inside

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def running(app: Flask, time: Time) -> None:
    with inside(app):
        make.program()


def box(page: Page):  # type: ignore[no-untyped-def]
    return page.get_by_role("combobox", name="Page, task, KPI, person or client")


def test_somebody_jumps_to_a_task_with_the_keyboard(browser: Browser, site: str) -> None:
    with opened(browser, site) as page:
        enter(page, email_of("alice"))
        page.keyboard.press("Control+k")
        expect(box(page)).to_be_focused()
        options = page.get_by_role("option")
        expect(options.first).to_have_text("My workGo")
        box(page).press_sequentially("priority")
        expect(options.filter(has_text="priority matrix")).to_be_visible()
        assert axe(page) == []
        chosen = options.first.get_attribute("id")
        expect(box(page)).to_have_attribute("aria-activedescendant", chosen or "")
        page.keyboard.press("ArrowDown")
        expect(options.nth(1)).to_have_attribute("aria-selected", "true")
        page.keyboard.press("Escape")
        expect(box(page)).not_to_be_visible()
        page.keyboard.press("Control+k")
        box(page).fill("agree the priority")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_contain_text("priority matrix")


def test_on_a_phone_and_without_script_it_is_a_page(browser: Browser, site: str) -> None:
    with opened(browser, site, PHONE) as page:
        enter(page, email_of("bob"))
        page.get_by_role("link", name="Jump to").click()
        box(page).fill("roadm")
        page.get_by_role("option", name="Roadmap").first.click()
        page.wait_for_url("**/roadmap")
    with opened(browser, site, PHONE, script=False) as page:
        enter(page, email_of("bob"))
        page.get_by_role("link", name="Jump to").first.click()
        page.locator("main [type=search]").fill("intake")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Improvements")).to_be_visible()
        assert "q=intake" in page.url


def test_single_keys_walk_check_off_and_can_be_switched_off(browser: Browser, site: str) -> None:
    with opened(browser, site) as page:
        enter(page, email_of("bob"))
        page.keyboard.press("j")
        page.keyboard.press("j")
        page.keyboard.press("k")
        expect(page.locator(".task a").first).to_be_focused()
        page.keyboard.press("x")
        expect(page.locator("#toasts")).to_contain_text("Done:")
        page.keyboard.press("z")
        expect(page.locator("#toasts")).to_contain_text("Back on the list")
        page.keyboard.press("g")
        page.keyboard.press("r")
        page.wait_for_url("**/roadmap")
        page.keyboard.press("/")
        box(page).press_sequentially("j?gr/x")
        expect(box(page)).to_have_value("j?gr/x")
        page.keyboard.press("Escape")
        expect(box(page)).not_to_be_visible()
        page.keyboard.press("?")
        told = page.get_by_role("dialog", name="Keyboard shortcuts")
        expect(told).to_contain_text("Check off the row")
        assert axe(page) == []
        told.get_by_role("button", name="Switch off").click()
        expect(told).to_contain_text("Single keys are off")
        page.keyboard.press("Escape")
        page.keyboard.press("?")
        expect(told).not_to_be_visible()
        page.reload()
        page.keyboard.press("/")
        expect(box(page)).not_to_be_visible()
        page.keyboard.press("Control+k")
        expect(box(page)).to_be_focused()
