"""The plan in a real browser: it slips, changes with a reason and is signed off; two change it."""

import re
from collections.abc import Callable
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import PHONE, enter, faults, opened
from tests.cast import email_of
from tests.conftest import Time

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("running")]
Named = Callable[[str], UUID]
WHY = "Tom covers for Kayla’s leave."


def propose(page: Page, address: str, day: str, why: str) -> None:
    """Open the form for another date and write into it."""
    page.goto(address)
    page.get_by_text("Move date").first.click()
    page.locator("#move [name=due]").fill(day)
    page.locator("#move [name=reason]").fill(why)


def send(page: Page) -> None:
    page.locator("#move").get_by_role("button", name="Move date").click()


def test_of_two_who_change_one_item_the_second_sees_both_texts(
    browser: Browser, site: str, item_keyed: Named
) -> None:
    address = f"/msps/northwind/items/{item_keyed('all-client-rollout')}"
    with opened(browser, site) as alices, opened(browser, site, PHONE) as monas:
        for page, name in ((alices, "alice"), (monas, "mona")):
            enter(page, email_of(name))
        propose(alices, address, "2027-03-17", WHY)
        propose(monas, address, "2027-03-24", "The vendor needs a week more.")
        send(alices)
        expect(alices.locator("#toasts")).to_contain_text("is due on 17 March 2027")
        with monas.expect_response(lambda answer: answer.request.method == "POST") as told:
            send(monas)
        assert told.value.status == 409
        told_both = monas.get_by_role("alert")
        expect(told_both).to_contain_text("Alice Adams changed this while you had it open")
        expect(told_both.get_by_role("row", name="Due")).to_contain_text("17 March 2027")
        expect(told_both.get_by_role("row", name="Due")).to_contain_text("24 March 2027")
        expect(told_both).to_contain_text("The vendor needs a week more.")
        assert faults(monas) == []
        monas.goto(address)
        expect(monas.locator("main")).to_contain_text("17 Mar")


def test_a_plan_slips_changes_for_a_reason_and_its_phase_is_signed_off(
    browser: Browser, site: str, item_keyed: Named, time: Time
) -> None:
    triage = item_keyed("triage")
    with opened(browser, site) as page:
        page.set_default_timeout(30_000)
        enter(page, email_of("alice"))
        page.goto("/msps/northwind/roadmap")
        item = page.locator(f"#item-{triage}")
        expect(item).to_contain_text("late")
        propose(page, f"/msps/northwind/items/{triage}", "2026-12-04", WHY)
        send(page)
        expect(page.locator("#toasts")).to_contain_text("is due on 4 December.")
        page.goto("/msps/northwind/roadmap")
        expect(item).not_to_contain_text("days late")
        expect(item).to_contain_text("was ")
        page.goto("/msps/northwind/roadmap/timeline")
        expect(page.locator(f'.gantt__row:has([href$="{triage}"]) .gantt__was')).to_have_count(1)
        expect(page.locator("#changes")).to_contain_text(WHY)
        row = page.locator(f'.gantt__row:has([href$="{triage}"])')
        row.locator("a").press("ArrowRight")
        expect(row.locator(".gantt__note")).to_have_text(re.compile("^(7 Dec|Dec 7)"))
        row.locator("a").press("ArrowLeft")
        expect(row.locator(".gantt__note")).to_have_text(re.compile("^(4 Dec|Dec 4)"))
        assert faults(page) == []
        page.goto("/msps/northwind/roadmap")
        page.get_by_role("link", name="Sign-off of Drive to Thrive").click()
        page.get_by_label("What shows that it is done?").fill("The desk works by the new rules.")
        page.get_by_role("button", name="Ask for the sign-off").click()
        expect(page.locator("main")).to_contain_text("Ready for sign-off")
    with opened(browser, site, PHONE) as page:
        enter(page, email_of("olga"))
        page.goto("/msps/northwind/roadmap")
        page.get_by_role("link", name="Sign-off of Drive to Thrive").click()
        page.get_by_label("Evidence", exact=True).fill("I saw the boards on three mornings.")
        page.get_by_label("Why it is signed off all the same").fill("What is left is small.")
        page.get_by_role("button", name="Sign off", exact=True).click()
        expect(page.locator(".verdict")).to_contain_text("Signed off")
        expect(page.locator("#deeds")).to_contain_text("What is left is small.")
        assert faults(page) == []
