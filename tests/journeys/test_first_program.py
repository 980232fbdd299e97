"""A program is started, worked on and seen: the main path through the house, in a real browser."""

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser import PHONE, enter, faults, opened
from tests.conftest import Time

pytestmark = pytest.mark.browser
HELEN = "helen@beaconrow.example"
DANA, MARCUS = "dana@northwind.example", "marcus@northwind.example"
TASK = "Write down what every ticket must hold"
STEPS = ("Which roadmap?", "Who is the champion?", "When do you begin?", "How will you know?")
NUMBERS = {
    "resource_utilization_pct": ("58", "68"),
    "mttr_net_hours": ("9.4", "6"),
    "rhem": ("0.42", "0.28"),
}


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
        expect(northwind(helens)).to_contain_text("0 of 21 items")
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
    for heading in STEPS:
        expect(page.locator("h1")).to_have_text(heading)
        assert faults(page) == [], heading
        if heading == STEPS[-1]:
            answer_with_numbers(page)
        page.get_by_role("button", name="Save and go on").click()
    expect(page.locator("h1")).to_have_text("Ready to start")
    page.get_by_role("button", name="Start the program").click()
    expect(page.locator("h1")).to_have_text("Service delivery program")
    expect(page.locator(".crit")).to_have_count(len(NUMBERS))
    expect(page.locator(".vital")).to_have_count(3)


def answer_with_numbers(page: Page) -> None:
    for key, (today, target) in NUMBERS.items():
        page.locator(f"[name={key}-value]").fill(today)
        page.locator(f"[name={key}-target]").fill(target)


def hand_the_first_task_to_marcus(page: Page) -> None:
    page.get_by_role("link", name="Open the roadmap").click()
    page.locator("details.item > summary").first.click()
    page.get_by_role("link", name=TASK).click()
    page.get_by_text("Change who it is for").click()
    for box in page.get_by_role("checkbox", checked=True).all():
        box.uncheck()
    page.get_by_role("checkbox", name="Marcus Bell").check()
    page.get_by_role("button", name="Change people").click()
    expect(page.locator("main")).to_contain_text("Marcus Bell")


def check_off_undo_and_check_off(page: Page) -> None:
    """On a phone, with a thumb: the one task that waits, its undo, and the task again."""
    next_task = page.locator("#nibble-h")
    expect(next_task).to_have_text(TASK)
    for _time in range(2):
        page.get_by_role("button", name="Done", exact=True).click()
        expect(page.locator("#toasts")).to_contain_text(f"Done: {TASK}.")
        expect(next_task).to_have_count(0)
        assert faults(page) == []
        if _time == 0:
            page.get_by_role("button", name="Undo").click()
            expect(next_task).to_have_text(TASK)


def see_what_was_done(page: Page) -> None:
    """The coach goes from the table of clients to the squares of the item."""
    northwind(page).get_by_role("link", name="Northwind IT").click()
    expect(page.locator("#main")).to_contain_text("Dana Whitlock")
    page.get_by_role("link", name="Open the roadmap").click()
    squares = page.locator("details.item").first.locator(".item__prog [role=img]")
    expect(squares).to_have_attribute("aria-label", "1 of 7 tasks done")


def see_the_chart_of_a_real_log(page: Page) -> None:
    """Harbor Desk's readings were computed from its log; they stand in the drawing and its table."""
    page.goto("/clients")
    page.get_by_role("table").get_by_role("link", name="Harbor Desk").click()
    page.get_by_role("link", name="Mean time to resolve").first.click()
    drawing = page.locator(".plotbox__wide svg.plot")
    expect(drawing).to_be_visible()
    assert drawing.locator("path, line, polyline").count() > 10
    expect(page.locator("#readings")).to_contain_text("servicenow-full")
    png = page.request.get(page.locator(".fig__png").get_attribute("href") or "")
    assert png.body().startswith(b"\x89PNG")
