"""What a task waits for, in a real browser: seen, changed, and well in every window and theme."""

from collections.abc import Callable
from uuid import UUID

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import DESK, PHONE, THEMES, enter, faults, opened
from tests.cast import email_of

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("running")]
Named = Callable[[str], UUID]


def test_a_task_is_let_wait_and_goes_ahead_again(
    browser: Browser, site: str, task_named: Named
) -> None:
    task = task_named("Hold the lunch on live tickets")
    path = f"/msps/northwind/tasks/{task}"
    with opened(browser, site, DESK, THEMES[0]) as page:
        enter(page, email_of("alice"))
        page.goto(f"{path}/change")
        page.get_by_label("Task that comes first").select_option(index=1)
        page.get_by_label("Working days to wait after it").fill("2")
        page.get_by_label("Why it waits").fill("The vendor comes on that day only.")
        page.get_by_role("button", name="Let it wait").click()
        expect(page.get_by_text("then 2 working days")).to_be_visible()
        assert faults(page) == []
    with opened(browser, site, PHONE, THEMES[1]) as page:
        enter(page, email_of("alice"))
        page.goto(f"{path}/change")
        assert faults(page) == []
        page.get_by_label("Why it waits no longer").fill("The vendor comes earlier now.")
        page.get_by_role("button", name="No longer wait").click()
        expect(page.get_by_text("then 2 working days")).to_have_count(0)
