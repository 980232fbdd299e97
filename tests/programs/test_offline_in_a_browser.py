"""A technician on a phone: offline, and back."""

from collections.abc import Callable
from uuid import UUID

import pytest
from flask import Flask
from playwright.sync_api import Browser, Locator, Page, expect
from sqlalchemy import func, select

from app.activity.models import Event
from app.db import db
from app.programs.actions.plan import set_aside
from tests import make
from tests.browser import PHONE, axe, enter, opened
from tests.cast import email_of
from tests.programs.conftest import the_task
from tests.scopes import inside

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("running")]
Named = Callable[[str], UUID]


def checked(app: Flask) -> int:
    with inside(app):
        wanted = select(func.count()).select_from(Event).where(Event.deed == "task checked off")
        return db.session.scalar(wanted) or 0


def test_a_technician_checks_off_without_a_connection_and_it_is_sent_once(
    app: Flask, browser: Browser, site: str
) -> None:
    with opened(browser, site, PHONE) as page:
        enter(page, email_of("bob"))
        page.goto("/my-work")
        told, waits = page.locator("#toasts"), page.locator("#queue")
        rows = page.locator("#work .task")
        first, second, third = (rows.nth(place).locator(".task__title") for place in range(3))
        titles = [one.inner_text() for one in (first, second, third)]
        boxes = [rows.nth(place).get_by_role("checkbox") for place in range(3)]
        page.context.set_offline(True)
        for box in boxes:
            box.click()
        expect(told).to_contain_text("It is kept here and sent when there is one.")
        expect(waits).to_contain_text("3 check-offs wait for a connection")
        expect(boxes[0]).to_have_attribute("aria-checked", "true")
        assert axe(page) == []
        boxes[2].click()
        expect(waits).to_contain_text("2 check-offs wait for a connection")
        expect(boxes[2]).to_have_attribute("aria-checked", "false")
        assert checked(app) == 0
        with inside(app):
            task = the_task(UUID(rows.nth(1).get_attribute("id").removeprefix("task-")))
            set_aside(task, "The vendor does it.", make.user("alice"))
        page.context.set_offline(False)
        expect(told).to_contain_text("Sent: 1 checked off.")
        expect(told).to_contain_text(f"Not checked off: {titles[1]}. This task was set aside.")
        expect(waits).to_have_text("")
        expect(page.locator("#work")).not_to_contain_text(titles[0])
        page.context.set_offline(True)
        page.get_by_role("button", name="Done", exact=True).click()
        expect(waits).to_contain_text("1 check-off waits")
        page.context.set_offline(False)
        expect(waits).to_have_text("")
        page.goto("/my-work?show=done")
        expect(page.locator("#done")).to_contain_text("2 in the last four weeks")
        put_one_back(page, told, waits)
    assert checked(app) == 2


def put_one_back(page: Page, told: Locator, waits: Locator) -> None:
    """Without a connection what is done is put back, done all the same, and put back again."""
    box = page.locator("#done").get_by_role("checkbox").first
    page.context.set_offline(True)
    box.click()
    expect(waits).to_contain_text("1 change waits for a connection")
    expect(waits).to_contain_text("(back on the list)")
    expect(box).to_have_attribute("aria-checked", "false")
    box.click()
    expect(waits).to_have_text("")
    expect(box).to_have_attribute("aria-checked", "true")
    box.click()
    page.context.set_offline(False)
    expect(told).to_contain_text("Sent: 1 put back.")
    page.reload()
    expect(page.locator("#done")).to_contain_text("1 in the last four weeks")
