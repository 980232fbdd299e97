"""The days of a baseline pointed at on the chart, in a real browser."""

from datetime import date, timedelta

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from app.criteria.actions import NewCriterion, add_criterion
from app.criteria.goals import Goal
from app.db import db
from tests import make
from tests.browser import PHONE, enter, faults, opened
from tests.cast import email_of
from tests.conftest import Time
from tests.scopes import inside

pytestmark = pytest.mark.browser
SLA = "sla_completion_met_pct"
PATIENT = 20_000
FIRST = date(2026, 6, 28)


@pytest.fixture
def aimed(app: Flask, time: Time) -> str:
    """A criterion without a baseline, and sixteen weeks of readings."""
    with inside(app):
        for week in range(16):
            reading = make.reading(SLA, 80 + week % 3, on=FIRST + timedelta(weeks=week))
            db.session.add(reading)
        new = NewCriterion(SLA, make.START, Goal(make.END, 95))
        one = add_criterion(make.program().id, new, make.user("alice"))
        return f"/msps/northwind/criteria/{one.id}"


def spot(page: Page, week: int) -> tuple[float, float]:
    """Where the reading of a week lies in the window."""
    plot = page.locator("#days svg[data-axis]:visible")
    plot.scroll_into_view_if_needed()
    box, facts = plot.bounding_box(), (plot.get_attribute("data-axis") or "").split()
    first, last = (date.fromisoformat(day) for day in facts[:2])
    left, right = (float(edge) for edge in facts[2:4])
    share = (FIRST + timedelta(weeks=week) - first) / (last - first)
    assert box
    wide = float(plot.get_attribute("width") or 0)
    x = box["x"] + (left + share * (right - left)) * box["width"] / wide
    return x, box["y"] + box["height"] * 0.3


def expect_days(page: Page, first: date, last: date, said: str) -> None:
    expect(page.locator("[name=first]")).to_have_value(str(first), timeout=PATIENT)
    expect(page.locator("[name=last]")).to_have_value(str(last), timeout=PATIENT)
    expect(page.locator("#trend .fig__sub")).to_contain_text(said, timeout=PATIENT)


def test_days_are_dragged_tapped_and_moved_by_keys(browser: Browser, site: str, aimed: str) -> None:
    week, monday, sunday = timedelta(weeks=1), FIRST - timedelta(days=6), FIRST
    with opened(browser, site, PHONE) as page:
        page.set_default_timeout(30_000)
        enter(page, email_of("alice"))
        page.goto(aimed)
        (x, y), (to, _) = spot(page, 2), spot(page, 9)
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(to, y, steps=2)
        page.mouse.up()
        expect_days(page, monday + 2 * week, sunday + 9 * week, "from 8 readings")
        last = page.get_by_role("slider", name="Last reading of the baseline")
        last.press("ArrowLeft")
        expect_days(page, monday + 2 * week, sunday + 8 * week, "from 7 readings")
        expect(last).to_be_focused()
        assert last.get_attribute("aria-valuetext") == "23 August 2026"
        page.locator("[name=first]").fill(str(monday))
        expect_days(page, monday, sunday + 8 * week, "from 9 readings")
        first = page.get_by_role("slider", name="First reading of the baseline")
        expect(first).to_have_attribute("aria-valuetext", "22 June 2026")
        for number in (11, 4):
            page.mouse.click(*spot(page, number))
        expect_days(page, monday + 4 * week, sunday + 11 * week, "from 8 readings")
        assert faults(page) == []
        page.get_by_role("button", name="Freeze baseline").click()
        expect(page.locator("main")).to_contain_text("Baseline frozen at")
