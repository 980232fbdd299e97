"""The roadmap, a task and my work in a real browser: how they look, and checks with undo."""

import re
from collections.abc import Callable
from uuid import UUID

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import PHONE, enter, opened
from tests.cast import email_of

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("running")]
Named = Callable[[str], UUID]


def test_a_check_on_the_roadmap_changes_every_count_and_can_be_undone(
    browser: Browser, site: str, bobs_task: UUID, item_keyed: Named
) -> None:
    intake = item_keyed("intake")
    with opened(browser, site) as page:
        enter(page, email_of("bob"))
        page.goto("/msps/northwind/roadmap")
        box = page.locator(f"#check-{bobs_task}")
        squares = page.locator(f"#cells-{intake} [role=img]")
        box.click()
        expect(page.locator("#toasts")).to_contain_text("Done: Write down what every ticket")
        expect(squares).to_have_attribute("aria-label", "1 of 7 tasks done")
        expect(box).to_be_focused()
        page.get_by_role("button", name="Undo").click()
        expect(page.locator("#toasts")).to_contain_text("Back on the list")
        expect(box).to_have_attribute("aria-checked", "false")
        expect(squares).to_have_attribute("aria-label", "0 of 7 tasks done")


def test_an_item_brings_its_tasks_when_it_is_opened(
    browser: Browser, site: str, item_keyed: Named
) -> None:
    with opened(browser, site) as page:
        enter(page, email_of("bob"))
        page.goto("/msps/northwind/roadmap")
        item = page.locator(f"#item-{item_keyed('triage')}")
        expect(item.locator("li")).to_have_count(0)
        item.locator("summary").click()
        expect(item.locator("li")).to_have_count(8)


def test_on_a_phone_the_next_task_takes_the_place_of_the_one_done(
    browser: Browser, site: str
) -> None:
    with opened(browser, site, PHONE) as page:
        enter(page, email_of("bob"))
        page.goto("/my-work")
        title = page.locator("#nibble-h")
        first = title.inner_text()
        page.get_by_role("button", name="Done", exact=True).click()
        expect(page.locator("#toasts")).to_contain_text(f"Done: {first}.")
        expect(title).not_to_have_text(first)
        page.get_by_role("button", name="Undo").click()
        expect(title).to_have_text(first)
        title.click()
        page.get_by_role("textbox", name="Comment").fill("W" * 150)
        page.get_by_role("button", name="Add comment").click()
        expect(page.locator(".log")).to_contain_text("WWW")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE


def test_without_script_a_check_and_its_undo_are_plain_forms(browser: Browser, site: str) -> None:
    with opened(browser, site, PHONE, script=False) as page:
        enter(page, email_of("bob"))
        page.goto("/my-work")
        row = page.locator(".tasks li").first
        title = row.locator(".task__title").inner_text()
        row.locator(".check").click()
        expect(page.locator("#toasts")).to_contain_text(f"Done: {title}.")
        page.get_by_role("button", name="Undo").click()
        expect(page.locator("#toasts")).to_contain_text(f"Back on the list: {title}.")
        assert re.search(r"/my-work$", page.url)


def test_a_bar_moves_with_the_keyboard_and_asks_why(
    browser: Browser, site: str, item_keyed: Named
) -> None:
    rollout = item_keyed("all-client-rollout")
    with opened(browser, site) as page:
        enter(page, email_of("alice"))
        page.goto("/msps/northwind/roadmap/timeline")
        row = page.locator(f'.gantt__name[href$="{rollout}"]')
        row.focus()
        page.keyboard.press("Shift+ArrowRight")
        expect(page.locator(".toast")).to_contain_text("2027-03-19")
        page.keyboard.press("Enter")
        expect(page.locator("#move [name=due]")).to_have_value("2027-03-19")
        page.locator("#move [name=reason]").fill("It follows the pilot.")
        page.locator("#move .btn").click()
        expect(page.locator("main")).to_contain_text("19 Mar")


def test_a_bar_is_dragged_to_another_week(browser: Browser, site: str, item_keyed: Named) -> None:
    rollout = item_keyed("all-client-rollout")
    with opened(browser, site) as page:
        enter(page, email_of("alice"))
        page.goto("/msps/northwind/roadmap/timeline")
        row = page.locator(f'.gantt__row:has([href$="{rollout}"])')
        row.scroll_into_view_if_needed()
        lane = row.locator("svg").bounding_box()
        bar = row.locator(".gantt__bar").bounding_box()
        days = int(page.locator(".gantt").get_attribute("data-days") or 0)
        assert lane and bar
        grip = (bar["x"] + bar["width"] - 2, bar["y"] + bar["height"] / 2)
        page.mouse.move(*grip)
        page.mouse.down()
        page.mouse.move(grip[0] - 14 * lane["width"] / days, grip[1], steps=4)
        page.mouse.up()
        expect(page.locator("#move [name=due]")).to_have_value("2027-02-26")
