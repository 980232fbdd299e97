"""The start wizard as a person goes through it in a browser."""

from collections.abc import Iterator

from playwright.sync_api import Page, expect

STEPS = ("Which roadmap?", "Who is the champion?", "When do you begin?", "How will you know?")
NUMBERS = {
    "resource_utilization_pct": ("58", "68"),
    "mttr_net_hours": ("9.4", "6"),
    "rhem": ("0.42", "0.28"),
}


def answer_every_step(page: Page) -> Iterator[str]:
    """From the first question to the last look; yields each step's heading before its answer."""
    for heading in STEPS:
        expect(page.locator("h1")).to_have_text(heading)
        yield heading
        if heading == STEPS[-1]:
            write_numbers(page)
        page.get_by_role("button", name="Save and go on").click()
    expect(page.locator("h1")).to_have_text("Ready to start")


def write_numbers(page: Page) -> None:
    """Today's number as one that is known, and a value to reach, for every criterion."""
    for choice in ("We know it", "A value"):
        for box in page.get_by_role("radio", name=choice, exact=True).all():
            box.check()
    for key, (today, target) in NUMBERS.items():
        page.locator(f"[name={key}-start][value=known]").check()
        page.locator(f"[name={key}-value]").fill(today)
        for value_not_band in page.locator(f"[name={key}-ends][value=value]").all():
            value_not_band.check()
        page.locator(f"[name={key}-target]").fill(target)
