"""The start wizard in a real browser: every step, in every window and theme."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import DESK, PHONE, THEMES, enter, faults, opened
from tests.cast import email_of

pytestmark = pytest.mark.browser
NUMBERS = {
    "mttr_net_hours": ("9.4", "6"),
    "rhem": ("0.42", "0.28"),
}


def go_on(page: Page, heading: str) -> None:
    page.get_by_role("button", name="Save and go on").click()
    expect(page.locator("h1")).to_have_text(heading)


def fill_numbers(page: Page) -> None:
    page.locator("[name=resource_utilization_pct-value]").fill("58")
    fill_others(page)


def fill_others(page: Page) -> None:
    for key, (today, target) in NUMBERS.items():
        page.locator(f"[name={key}-value]").fill(today)
        page.locator(f"[name={key}-target]").fill(target)


def test_every_step_is_well_in_every_window_and_theme(browser: Browser, site: str) -> None:
    with opened(browser, site) as page:
        enter(page, email_of("alice"))
        page.goto("/msps/northwind/start/template")
        go_on(page, "Who is the champion?")
        go_on(page, "When do you begin?")
        go_on(page, "How will you know?")
        fill_numbers(page)
        go_on(page, "Ready to start")
    for width in (DESK, PHONE):
        for theme in THEMES:
            with opened(browser, site, width, theme) as page:
                enter(page, email_of("alice"))
                for step in ("template", "champion", "dates", "criteria", "done"):
                    page.goto(f"/msps/northwind/start/{step}")
                    assert faults(page) == [], (step, width, theme)


def test_the_last_click_leads_to_the_running_program(browser: Browser, site: str) -> None:
    with opened(browser, site) as page:
        enter(page, email_of("alice"))
        page.goto("/msps/northwind/start/template")
        for heading in ("Who is the champion?", "When do you begin?", "How will you know?"):
            go_on(page, heading)
        fill_numbers(page)
        go_on(page, "Ready to start")
        page.get_by_role("button", name="Start the program").click()
        expect(page.locator("h1")).to_have_text("Service delivery program")


def test_enter_goes_on_and_a_step_keeps_what_is_typed(browser: Browser, site: str) -> None:
    with opened(browser, site) as page:
        enter(page, email_of("alice"))
        page.goto("/msps/northwind/start/template")
        go_on(page, "Who is the champion?")
        go_on(page, "When do you begin?")
        go_on(page, "How will you know?")
        page.locator("[name=mttr_net_hours-value]").fill("9.4")
        page.get_by_role("button", name="Done: Champion").click()
        expect(page.locator("h1")).to_have_text("Who is the champion?")
        page.get_by_role("button", name="Success criteria").click()
        expect(page.locator("[name=mttr_net_hours-value]")).to_have_value("9.4")
        fill_numbers(page)
        page.locator("[name=rhem-target]").press("Enter")
        expect(page.locator("h1")).to_have_text("Ready to start")


def test_everything_works_without_script(browser: Browser, site: str) -> None:
    with opened(browser, site, PHONE, script=False) as page:
        enter(page, email_of("alice"))
        page.goto("/msps/northwind/start/template")
        page.get_by_text("See or trim the 21 improvements").click()
        page.get_by_role("checkbox", name="Intake").check()
        go_on(page, "Who is the champion?")
        expect(page.locator(".signs")).to_contain_text("20 improvements")
        go_on(page, "When do you begin?")
        page.locator("[name=pace]").select_option("fast")
        before = page.locator("#preview").inner_text()
        page.get_by_role("button", name="Work out the dates").click()
        assert page.locator("#preview").inner_text() != before
        page.locator("[name=days_off]").fill("2027-02-15")
        page.get_by_role("button", name="Back").click()
        expect(page.locator("h1")).to_have_text("Who is the champion?")
        go_on(page, "When do you begin?")
        expect(page.locator("[name=days_off]")).to_have_value("2027-02-15")
        expect(page.locator("[name=pace]")).to_have_value("fast")
        go_on(page, "How will you know?")
        page.locator("[value=later]").first.check()
        expect(page.locator("[name=resource_utilization_pct-value]")).to_be_hidden()
        expect(page.locator("[name=resource_utilization_pct-low]")).to_be_visible()
        fill_others(page)
        go_on(page, "Almost ready")
        page.get_by_role("button", name="Start the program").click()
        expect(page.locator("h1")).to_have_text("Service delivery program")
