"""From values and days to pixels, and the round numbers and months written along the axes."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
DAY_STEPS = (1, 2, 7, 14)
SHORT = 45
LIMIT = 1e15


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight line from [low, high] to the pixels [at_low, at_high]."""

    low: float
    high: float
    at_low: float
    at_high: float

    def __call__(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return self.at_low + share * (self.at_high - self.at_low)


@dataclass(frozen=True, slots=True)
class Days:
    """The time axis: days to pixels."""

    first: date
    last: date
    left: float
    right: float

    def __call__(self, day: date) -> float:
        share = (day - self.first).days / (self.last - self.first).days
        return self.left + share * (self.right - self.left)


@dataclass(frozen=True, slots=True)
class DayTick:
    """A mark on the time axis; `year` stands below the first mark of each year."""

    day: date
    text: str
    year: str


def drawable(value: float | None) -> float | None:
    """The value, or None when it is missing, not finite or beyond ±1e15: nothing a KPI can be."""
    if value is None or not math.isfinite(value) or abs(value) > LIMIT:
        return None
    return float(value)


def value_ticks(values: Sequence[float], decimals: int, most: int = 6) -> list[float]:
    """Round values (steps of 1, 2 or 5 times a power of ten) that enclose all `values`.

    `decimals`: the axis has no finer step than 10 ** -decimals, because its labels have none.
    """
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    finest = 10.0**-decimals
    step = round_step(max((high - low) / (most - 1), finest, max(abs(low), abs(high)) * 1e-9))
    while True:
        first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
        if last - first < 2:
            first = max(first - 1, 0) if low >= 0 else first - 1
            last = first + 2
        if last - first < most:
            return [steps * step for steps in range(first, last + 1)]
        step = round_step(step * 1.5)


def round_step(at_least: float) -> float:
    """The smallest of 1, 2, 5 × 10ⁿ that is not less than `at_least` (above zero)."""
    power = 10.0 ** math.floor(math.log10(at_least))
    return next((n * power for n in (1, 2, 5) if n * power >= at_least * (1 - 1e-9)), 10 * power)


def day_ticks(days: Days, width: Callable[[str], float]) -> list[DayTick]:
    """As many months (or, in a short range, days) as fit side by side; `width` measures a label."""
    for marks in candidates(days.first, days.last):
        ticks = named(marks, short=(days.last - days.first).days <= SHORT)
        if fits(ticks, days, width):
            return ticks
    return []


def candidates(first: date, last: date) -> list[list[date]]:
    if (last - first).days <= SHORT:
        span = (last - first).days
        return [[first + timedelta(n) for n in range(step, span, step)] for step in DAY_STEPS]
    return [month_starts(first, last, step) for step in MONTH_STEPS]


def month_starts(first: date, last: date, step: int) -> list[date]:
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    starts = [date(m // 12, m % 12 + 1, 1) for m in months if m % step == 0]
    return [day for day in starts if first <= day <= last]


def named(marks: Sequence[date], short: bool) -> list[DayTick]:
    several_years = len({day.year for day in marks}) > 1
    ticks: list[DayTick] = []
    year = 0
    for day in marks:
        text = f"{day.day} {MONTHS[day.month - 1]}" if short else MONTHS[day.month - 1]
        ticks.append(
            DayTick(day, text, str(day.year) if several_years and day.year != year else "")
        )
        year = day.year
    return ticks


def fits(ticks: Sequence[DayTick], days: Days, width: Callable[[str], float]) -> bool:
    room = [(days(t.day), max(width(t.text), width(t.year)) / 2) for t in ticks]
    return all(
        right - right_half - (left + left_half) >= 10
        for (left, left_half), (right, right_half) in pairwise(room)
    )


def long_day(day: date) -> str:
    """`22 Nov 2026`, the same on every machine."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
