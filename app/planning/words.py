"""Days and counts as the sentences of rules say them."""

from collections.abc import Sequence
from datetime import date


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 day", "3 days"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def day(value: date, today: date) -> str:
    """A day in a sentence: "24 November", with the year when it is another one."""
    year = "" if value.year == today.year else f" {value.year}"
    return f"{value.day} {MONTHS[value.month - 1]}{year}"


def day_short(value: date, today: date) -> str:
    """A day in a table: "24 Nov", with the year when it is another one."""
    return f"{value.day} {value:%b}{'' if value.year == today.year else f' {value.year}'}"


def in_full(value: date) -> str:
    """A day that cannot be mistaken: "27 November 2026"."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def span(first: date, last: date, today: date) -> str:
    """From when to when: "14 Sep to 18 Dec", with the year when it is another one; a day alone."""
    if first == last:
        return day_short(first, today)
    began = f" {first.year}" if first.year not in {today.year, last.year} else ""
    ended = f" {last.year}" if last.year != today.year else ""
    return f"{first.day} {first:%b}{began} to {last.day} {last:%b}{ended}"


def ago(days: int) -> str:
    """How long ago, in whole days: "today", "yesterday", "7 days ago"."""
    return {0: "today", 1: "yesterday"}.get(days, f"{days} days ago")


def in_a_row(names: Sequence[str]) -> str:
    """Names as a sentence says them: "one", "one and two", "one, two and three"."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
