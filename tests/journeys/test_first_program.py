"""A program is started, worked on and seen: the main path through the house, in a real browser."""

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser import PHONE, enter, faults, opened
from tests.conftest import Time
from tests.journeys.wizard import NUMBERS, answer_every_step

pytestmark = pytest.mark.browser
HELEN = "helen@beaconrow.example"
DANA, MARCUS = "dana@northwind.example", "marcus@northwind.example"
TASK = "Write down what every ticket must hold"


def test_dana_starts_a_program_that_marcus_works_on_and_helen_follows(
    browser: Browser, beacon_row: str, time: Time
) -> None:
    with opened(browser, beacon_row) as helens:
        enter(helens, HELEN)
        expect(northwind(helens)).to_contain_text("No program")
        with opened(browser, beacon_row) as danas:
            enter(danas, DANA)
            start_the_program(danas)
            hand_the_first_task_to_marcus(danas)
        helens.reload()
        expect(northwind(helens)).to_contain_text("0 of 21 done")
        expect(northwind(helens)).to_contain_text("Dana Whitlock")
    time.pass_by(weeks=2)
    with opened(browser, beacon_row, PHONE) as marcuss:
        enter(marcuss, MARCUS)
        check_off_undo_and_check_off(marcuss)
    with opened(browser, beacon_row) as helens:
        enter(helens, HELEN)
        expect(northwind(helens)).to_contain_text("Week 2, Drive to Thrive")
        see_what_was_done(helens)
        see_the_chart_of_a_real_log(helens)


def northwind(page: Page) -> Locator:
    """The client's row on the coach's page."""
    return page.locator("tr", has=page.get_by_role("link", name="Northwind IT"))


def start_the_program(page: Page) -> None:
    """From the empty overview through the wizard, with the shipped template, to the overview."""
    page.goto("/msps/northwind/")
    page.get_by_role("link", name="Start a program").click()
    for heading in answer_every_step(page):
        assert faults(page) == [], heading
    page.get_by_role("button", name="Start the program").click()
    expect(page.locator("h1")).to_have_text("Service delivery program")
    expect(page.locator(".crit")).to_have_count(len(NUMBERS))
    expect(page.locator(".vital")).to_have_count(3)


def hand_the_first_task_to_marcus(page: Page) -> None:
    page.get_by_role("link", name="Open the roadmap").click()
    page.locator("details.item > summary").first.click()
    page.get_by_role("link", name=TASK).click()
    page.get_by_role("link", name="Change this task").click()
    for box in page.get_by_role("checkbox", checked=True).all():
        box.uncheck()
    page.get_by_role("checkbox", name="Marcus Bell").check()
    page.get_by_role("button", name="Change people").click()
    expect(page.locator("main")).to_contain_text("Marcus Bell")


def check_off_undo_and_check_off(page: Page) -> None:
    """On a phone: the one task that waits, its undo, and the task again."""
    waiting = page.locator("#nibble-h")
    expect(waiting).to_have_text(TASK)
    page.get_by_role("button", name="Done", exact=True).click()
    expect(page.locator("#toasts")).to_contain_text(f"Done: {TASK}.")
    expect(waiting).to_have_count(0)
    assert faults(page) == []
    page.get_by_role("button", name="Undo").click()
    expect(waiting).to_have_text(TASK)
    page.get_by_role("button", name="Done", exact=True).click()
    expect(waiting).to_have_count(0)


def see_what_was_done(page: Page) -> None:
    """The coach goes from the table of clients to the squares of the item."""
    northwind(page).get_by_role("link", name="Northwind IT").click()
    expect(page.locator("#main")).to_contain_text("Dana Whitlock")
    page.get_by_role("link", name="Open the roadmap").click()
    squares = page.locator("details.item").first.locator(".item__prog [role=img]")
    expect(squares).to_have_attribute("aria-label", "1 of 7 tasks done")


def see_the_chart_of_a_real_log(page: Page) -> None:
    """Harbor Desk's readings were computed from its log, which is named as their source."""
    page.goto("/clients")
    page.get_by_role("table").get_by_role("link", name="Harbor Desk").click()
    page.get_by_role("link", name="Mean time to resolve").first.click()
    drawing = page.locator(".plotbox__wide svg.plot")
    expect(drawing).to_be_visible()
    assert drawing.locator("path, line, polyline").count() > 10
    expect(page.locator("#readings")).to_contain_text("servicenow-full")
    png = page.request.get(page.locator(".fig__png").first.get_attribute("href") or "")
    assert png.body().startswith(b"\x89PNG")
