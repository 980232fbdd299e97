"""Searching for a client in a real browser: the table follows the typing, the box stays."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect

from tests.browser import chromium, faults, opened, served
from tests.cast import PASSWORD, email_of
from tests.portfolio.clients import Client, add_clients

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("time")]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


def test_the_table_follows_what_is_typed_and_the_box_keeps_it(app: Flask, browser: Browser) -> None:
    add_clients(app, [Client("Cobalt"), Client("Lakeline", behind=30)])
    with served(app) as url, opened(browser, url) as page:
        page.goto("/sign-in")
        page.locator("[name=email]").fill(email_of("carol"))
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("main button[type=submit]").click()
        page.goto("/clients?sort=name")
        box, names = page.get_by_label("Find a client"), page.locator(".rowlink")
        expect(names).to_have_text(["Cobalt", "Fabrikam", "Lakeline", "Northwind IT"])
        box.click()
        box.press_sequentially("lake", delay=120)
        expect(names).to_have_text(["Lakeline"])
        box.press_sequentially("line", delay=120)
        expect(page).to_have_url(f"{url}/clients?q=lakeline&sort=name")
        expect(box).to_be_focused()
        expect(box).to_have_value("lakeline")
        expect(page.locator("#table")).to_have_count(1)
        assert faults(page) == []
        box.fill("zebra")
        expect(page.get_by_text("No client matches “zebra”")).to_be_visible()
        page.get_by_role("link", name="Show all clients").click()
        expect(names).to_have_count(4)
