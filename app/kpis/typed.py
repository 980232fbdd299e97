"""A reading as a person types it: what it comes to, and what cannot be right about it."""

from dataclasses import dataclass
from datetime import date

from app.kpis.catalogue import Kpi, Unit
from app.kpis.possible import example, problem_with_value
from app.kpis.rules import rounded, show
from app.kpis.scopes import FIRM, About
from app.planning.words import day

EARLIEST = date(2000, 1, 1)
LONGEST = 366
TENFOLD = 5.0
POINTS = 30.0
FEW = 10.0


@dataclass(frozen=True)
class TypedReading:
    """A value, or the two numbers it is made of, for a period whose days are both included; `sure`
    where it is unlikely, and somebody said that it is right."""

    starts_on: date
    ends_on: date
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    n: float | None = None
    note: str = ""
    about: About = FIRM
    sure: bool = False


def factor(kpi: Kpi) -> float:
    """What turns numerator by denominator into the KPI's unit."""
    return 100.0 if kpi.unit is Unit.PERCENT else 1.0


def value_of(kpi: Kpi, typed: TypedReading) -> float | None:
    """What was typed, divided where it came in parts; a denominator of 0 is no data, never 0."""
    if typed.numerator is None or typed.denominator is None:
        return typed.value
    return factor(kpi) * typed.numerator / typed.denominator if typed.denominator else None


def problems(kpi: Kpi, typed: TypedReading, today: date) -> dict[str, str]:
    """What has to be put right, by field; empty when the reading can be kept."""
    found = {
        "ends_on": problem_with_period(typed, today),
        "numerator": problem_with_numerator(typed),
        "denominator": problem_with_denominator(typed),
        "n": problem_with_sample(typed.n),
        "value": problem_with_result(kpi, typed),
    }
    return {field: sentence for field, sentence in found.items() if sentence}


def problem_with_period(typed: TypedReading, today: date) -> str:
    if typed.ends_on < typed.starts_on:
        return "The period ends before it starts. Choose a later day."
    if typed.ends_on > today:
        return f"This period is not over yet. Enter it after {day(typed.ends_on, today)}."
    if typed.starts_on < EARLIEST:
        return "Choose a period after the year 2000."
    is_long = (typed.ends_on - typed.starts_on).days >= LONGEST
    return "A period is a year at most. Choose a shorter one." if is_long else ""


def problem_with_numerator(typed: TypedReading) -> str:
    if typed.numerator is None and typed.denominator is not None:
        return "Enter the upper number, too."
    return ""


def problem_with_denominator(typed: TypedReading) -> str:
    if typed.denominator is not None and typed.denominator < 0:
        return "Enter 0 or more."
    if typed.denominator is None and typed.numerator is not None and typed.value is None:
        return "Enter the lower number, too, so that we can divide."
    return ""


def problem_with_sample(n: float | None) -> str:
    if n is not None and (n < 0 or n != int(n) or n > 2_000_000_000):
        return "Enter how many there were, a whole number such as 40."
    return ""


def problem_with_result(kpi: Kpi, typed: TypedReading) -> str:
    """What is wrong with the value itself, typed or divided."""
    in_parts = typed.numerator is not None and typed.denominator is not None
    if typed.value is None and not in_parts:
        missing = typed.numerator is None and typed.denominator is None
        return f"Enter a number, such as {example(kpi)}." if missing else ""
    result = value_of(kpi, typed)
    if in_parts and typed.value is not None and differs(kpi, typed.value, result):
        made = show(result, kpi.unit, kpi.decimals)
        return f"The two numbers make {made}. Leave this empty, or put one of the three right."
    return problem_with_value(kpi, result) or "" if result is not None else ""


def differs(kpi: Kpi, typed: float, divided: float | None) -> bool:
    """Whether a typed value is another one than the divided, beyond its rounding."""
    return divided is None or abs(typed - divided) > 10.0**-kpi.decimals


def same_value(kpi: Kpi, one: float | None, other: float | None) -> bool:
    """Whether two values are the same one as far as the KPI is shown."""
    if one is None or other is None:
        return one is other
    return rounded(one, kpi.decimals) == rounded(other, kpi.decimals)


def unlikely(kpi: Kpi, value: float | None, before: float | None) -> str:
    """What is odd about a value that is far from the one before; empty when nothing is."""
    if value is None or before is None:
        return ""
    was = show(before, kpi.unit, kpi.decimals)
    if kpi.unit is Unit.PERCENT:
        points = abs(value - before)
        way = "above" if value > before else "below"
        far = points >= POINTS
        return f"{points:.0f} points {way} the reading before, {was}." if far else ""
    low, high = sorted((abs(value), abs(before)))
    if high < FEW or high < TENFOLD * low or (kpi.unit is not Unit.COUNT and low == 0):
        return ""
    if low and value == high:
        return f"{value / before:.0f} times the reading before, {was}."
    return f"The reading before was {was}."
