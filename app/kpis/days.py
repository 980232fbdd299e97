"""Days as the headings and columns of a spreadsheet name them."""

import re
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from re import Match

from app.planning.words import MONTHS

LONGEST = 40


class Order(StrEnum):
    """How a day of three numbers is written; without one, only what cannot be mistaken is read."""

    DAY_FIRST = "day"
    MONTH_FIRST = "month"


LEAD = re.compile(r"^(?:week ending|week of|w/e|ending|from|to)\s+", re.IGNORECASE)
ISO = re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})(?:-(?P<d>\d{1,2})(?:[T ].*)?)?", re.ASCII)
WEEK = re.compile(r"(?:(?P<y>\d{4})[- ]?)?(?:W|Week ?|KW ?|CW ?)(?P<w>\d{1,2})", re.I | re.ASCII)
DAY_MONTH = re.compile(
    r"(?:(?P<d>\d{1,2})(?:st|nd|rd|th)?[. -]*)?(?P<m>[a-z]{3,9})\.?(?:[ ,-]+(?P<y>\d{4}))?",
    re.I | re.ASCII,
)
MONTH_DAY = re.compile(
    r"(?P<m>[a-z]{3,9})\.? (?P<d>\d{1,2})(?:st|nd|rd|th)?(?:[ ,]+(?P<y>\d{4}))?", re.I | re.ASCII
)
NUMBERS = re.compile(r"(?P<a>\d{1,2})(?P<mark>[./-])(?P<b>\d{1,2})(?P=mark)(?P<y>\d{4})", re.ASCII)


def read_day(text: str, today: date, order: Order | None = None) -> date | None:
    """The day that a text names, the first one of a week or a month; None when it names none.

    "2026-11-16", "2026-W47", "W47", "16 Nov", "November 2026", "16.11.2026", "11/16/2026". Without
    a year it is the latest such day up to today. "3/4/2026" needs an order.
    """
    told = LEAD.sub("", text.strip())
    readers: tuple[tuple[re.Pattern[str], Callable[[Match[str], date, Order | None], date]], ...]
    readers = (
        (ISO, of_iso),
        (WEEK, of_week),
        (DAY_MONTH, of_month),
        (MONTH_DAY, of_month),
        (NUMBERS, of_numbers),
    )
    for pattern, read in readers:
        found = pattern.fullmatch(told) if len(told) <= LONGEST else None
        if found:
            try:
                return read(found, today, order)
            except ValueError:
                return None
    return None


def of_iso(found: Match[str], _today: date, _order: Order | None) -> date:
    return date(int(found["y"]), int(found["m"]), int(found["d"] or 1))


def of_week(found: Match[str], today: date, _order: Order | None) -> date:
    week = int(found["w"])
    if found["y"]:
        return date.fromisocalendar(int(found["y"]), week, 1)
    day = date.fromisocalendar(today.isocalendar().year, week, 1)
    return day if day <= today else date.fromisocalendar(day.year - 1, week, 1)


def of_month(found: Match[str], today: date, _order: Order | None) -> date:
    month = number_of(found["m"])
    day = int(found["d"] or 1)
    if found["y"]:
        return date(int(found["y"]), month, day)
    this = date(today.year, month, day)
    return this if this <= today else date(today.year - 1, month, day)


def number_of(name: str) -> int:
    """The month of a name or its beginning. Raises ValueError for other words."""
    for number, month in enumerate(MONTHS, start=1):
        if month.lower().startswith(name.lower()):
            return number
    raise ValueError(f"{name} is not a month.")


def of_numbers(found: Match[str], _today: date, order: Order | None) -> date:
    """Dots put the day first. Raises ValueError where either number could be the month."""
    first, second, year = int(found["a"]), int(found["b"]), int(found["y"])
    if order is None and (found["mark"] == "." or first > 12):
        order = Order.DAY_FIRST
    elif order is None and (second > 12 or first == second):
        order = Order.MONTH_FIRST
    if order is None:
        raise ValueError("Either number could be the month.")
    is_day_first = order is Order.DAY_FIRST
    return date(year, second, first) if is_day_first else date(year, first, second)
