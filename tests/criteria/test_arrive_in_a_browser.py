"""A criterion from its first numbers to its sign-off, in a real browser."""

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from app.criteria.actions import NewCriterion, add_criterion
from app.criteria.goals import Goal
from tests import make
from tests.browser import PHONE, enter, faults, opened
from tests.cast import email_of
from tests.conftest import Time
from tests.scopes import inside

pytestmark = pytest.mark.browser
SLA = "sla_completion_met_pct"
BEFORE, SINCE = "80 82 81 79 82 80 81 83", "83 85 86 88 89 89 91 92"


@pytest.fixture
def aimed(app: Flask, time: Time) -> str:
    """A criterion that nobody has measured, at the program's owner and sponsor Olga."""
    with inside(app):
        new = NewCriterion(SLA, make.START, Goal(make.END, 95))
        one = add_criterion(make.program().id, new, make.user("alice"))
        return f"/msps/northwind/criteria/{one.id}"


def paste(page: Page, values: str, until: str) -> None:
    """A row out of a spreadsheet, put into the grid of the weeks up to a day, and saved."""
    page.goto(f"/msps/northwind/kpis/grid?until={until}")
    page.get_by_text("Paste from a spreadsheet").click()
    page.locator("[name=pasted]").fill(values.replace(" ", "\t"))
    page.locator("[name=row]").select_option(SLA)
    page.get_by_role("button", name="Put into the grid").click()
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_load_state()


def freeze(page: Page) -> None:
    page.get_by_label("From", exact=True).first.fill("2026-07-20")
    page.get_by_label("To", exact=True).first.fill("2026-09-13")
    page.get_by_role("button", name="Show these days on the chart").click()
    expect(page.locator("#trend")).to_contain_text("81% from 8 readings")
    expect(page.locator("#trend")).to_contain_text("The usual range is")
    page.get_by_role("button", name="Freeze baseline").click()
    expect(page.locator("main")).to_contain_text("Baseline frozen at 81%")


def move_the_target(page: Page) -> None:
    page.get_by_text("Move the target").click()
    page.locator("[name=target]").fill("90")
    page.get_by_text("In dated steps").click()
    page.get_by_label("First step", exact=True).fill("85")
    page.get_by_label("First step by").fill("2026-10-18")
    page.get_by_label("Readings at the target").fill("3")
    page.get_by_label("Out of the last").fill("4")
    page.get_by_label("Why it moves").fill("The vendor promises no more than that.")
    assert faults(page) == []
    page.get_by_role("button", name="Move target").click()
    expect(page.locator("main")).to_contain_text("by way of 85% by 18 Oct 2026, held in 3 of 4")


def test_it_is_frozen_moved_reached_held_and_signed_off(
    browser: Browser, site: str, aimed: str, time: Time
) -> None:
    with opened(browser, site) as page:
        page.set_default_timeout(30_000)
        enter(page, email_of("alice"))
        paste(page, BEFORE, "2026-09-13")
        page.goto(aimed)
        freeze(page)
        move_the_target(page)
        paste(page, SINCE, "2026-11-22")
        page.goto(aimed)
        expect(page.locator(".verdict")).to_contain_text("Holding")
        expect(page.locator(".verdict")).to_contain_text("2 of the last 4 weeks; it takes 3.")
    time.pass_by(weeks=1)
    with opened(browser, site, PHONE) as page:
        page.set_default_timeout(30_000)
        enter(page, email_of("olga"))
        page.goto("/msps/northwind/kpis/grid")
        page.locator(f"[name='{SLA}-2026-11-23']").fill("90")
        page.get_by_role("button", name="Save", exact=True).click()
        page.goto(aimed)
        expect(page.locator(".verdict")).to_contain_text("Met")
        expect(page.locator(".verdict")).to_contain_text("held in 3 of the last 4 weeks")
        page.get_by_role("link", name="Evidence and sign-off").click()
        page.get_by_label("Evidence", exact=True).fill("Three weeks of the report at 90% or more.")
        page.get_by_role("button", name="Sign off").click()
        expect(page.locator("main")).to_contain_text("Signed off")
