"""Searching for a client in a real browser: the table follows the typing, the box stays."""

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect

from tests.browser import enter, faults, opened
from tests.cast import email_of
from tests.portfolio.clients import Client, add_clients

pytestmark = pytest.mark.browser


def test_the_table_follows_what_is_typed_and_the_box_keeps_it(
    app: Flask, browser: Browser, site: str
) -> None:
    add_clients(app, [Client("Cobalt"), Client("Lakeline", behind=30)])
    with opened(browser, site) as page:
        enter(page, email_of("carol"))
        page.goto("/clients?sort=name")
        box, names = page.get_by_label("Find a client"), page.locator(".rowlink")
        expect(names).to_have_text(["Cobalt", "Fabrikam", "Lakeline", "Northwind IT"])
        box.click()
        box.press_sequentially("lake", delay=120)
        expect(names).to_have_text(["Lakeline"])
        box.press_sequentially("line", delay=120)
        expect(page).to_have_url(f"{site}/clients?q=lakeline&sort=name")
        expect(box).to_be_focused()
        expect(box).to_have_value("lakeline")
        expect(page.locator("#table")).to_have_count(1)
        assert faults(page) == []
        box.fill("zebra")
        expect(page.get_by_text("No client matches “zebra”")).to_be_visible()
        page.get_by_role("link", name="Show all clients").click()
        expect(names).to_have_count(4)
