"""What a KPI's values mean: how they are shown, which way is better, whether they are recent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import StrEnum

from app.kpis.catalogue import Band, Cadence, Direction, Unit

NO_DATA = "no data"
WIDE = Context(prec=400)
"""Room for all digits of any number."""
SUFFIX = {
    Unit.PERCENT: "%",
    Unit.HOURS: " h",
    Unit.BUSINESS_HOURS: " h",
    Unit.HOURS_PER_ENDPOINT: " h",
    Unit.MINUTES: " min",
    Unit.DAYS: " days",
    Unit.COUNT: "",
    Unit.COUNT_PER_TECH: " per tech",
    Unit.RATIO: "",
    Unit.SCORE: "",
    Unit.MONEY: "",
    Unit.MONEY_PER_HOUR: " per hour",
}
MONEY = frozenset({Unit.MONEY, Unit.MONEY_PER_HOUR})
CURRENCY_SIGNS = {"USD": "$", "GBP": "£", "EUR": "€"}

Number = float | Decimal


class Change(StrEnum):
    BETTER = "better"
    WORSE = "worse"
    LEVEL = "level"
    OTHER = "changed"


class Freshness(StrEnum):
    """How a series keeps its rhythm; each value is its word on screen."""

    FRESH = "up to date"
    DUE = "due"
    LATE = "late"
    SILENT = "silent"


@dataclass(frozen=True)
class Staleness:
    """From how many missed periods on a series is due, late and silent."""

    due: int = 1
    late: int = 2
    silent: int = 4


def show(value: Number | None, unit: Unit, decimals: int, currency: str = "USD") -> str:
    """A value as people read it: "63.5%", "7.1 h", "$7,800", "no data".

    Rounds half up. A percentage and a count drop a fraction of zero; other units keep their
    decimals, so that columns line up.
    """
    if value is None:
        return NO_DATA
    digits = rounded(value, decimals)
    if unit in {Unit.PERCENT, Unit.COUNT} and digits == digits.to_integral_value():
        digits = rounded(digits, 0)
    number = f"{digits.copy_abs():,f}"
    sign = "-" if digits < 0 else ""
    prefix = CURRENCY_SIGNS.get(currency, f"{currency} ") if unit in MONEY else ""
    suffix = " day" if unit is Unit.DAYS and digits == 1 else SUFFIX[unit]
    return f"{sign}{prefix}{number}{suffix}"


def rounded(value: Number, decimals: int) -> Decimal:
    """Half up, on the number as it is printed: 0.285 at two decimals is 0.29."""
    step = Decimal(1).scaleb(-decimals)
    return Decimal(str(value)).quantize(step, ROUND_HALF_UP, WIDE)


def distance(value: Number, direction: Direction, band: Band | None = None) -> float | None:
    """How far a value is from good, on a scale where less is better; None where nothing is.

    Inside a band the distance is 0; a band that is not set leaves no direction.
    """
    number = float(value)
    if direction is Direction.BAND and band:
        return max(band.low - number, number - band.high, 0.0)
    return {Direction.UP: -number, Direction.DOWN: number}.get(direction)


def change(before: Number, after: Number, direction: Direction, band: Band | None = None) -> Change:
    """Whether the later value is better, worse or level; `changed` where no way is better."""
    was, now = distance(before, direction, band), distance(after, direction, band)
    if was is None or now is None:
        return Change.LEVEL if before == after else Change.OTHER
    if was == now:
        return Change.LEVEL
    return Change.BETTER if now < was else Change.WORSE


def wrong_way(
    values: Sequence[Number | None], direction: Direction, band: Band | None = None
) -> int:
    """For how many periods running the latest values have got worse; a gap ends the run."""
    run = 0
    for after, before in zip(values[::-1], values[-2::-1], strict=False):
        if before is None or after is None:
            break
        if change(before, after, direction, band) is not Change.WORSE:
            break
        run += 1
    return run


def meets(
    value: Number, direction: Direction, target: Number | None, band: Band | None = None
) -> bool | None:
    """Whether a value is at or beyond its target, or inside its band; None without either."""
    if direction is Direction.BAND and band:
        return band.low <= float(value) <= band.high
    if target is None or direction in {Direction.BAND, Direction.WATCH}:
        return None
    gap = float(value) - float(target)
    return gap >= 0 if direction is Direction.UP else gap <= 0


def too_few(n: int | None, minimum: int) -> bool:
    """Whether a value rests on too small a sample to be judged; it is shown greyed."""
    return n is not None and n < minimum


def freshness(
    cadence: Cadence, last: date | None, today: date, limits: Staleness | None = None
) -> Freshness:
    """How recent a series is, from the last day of its latest period; None means no reading."""
    limits = limits or Staleness()
    missed = limits.silent if last is None else missed_periods(cadence, last, today)
    if missed >= limits.silent:
        return Freshness.SILENT
    if missed >= limits.late:
        return Freshness.LATE
    return Freshness.DUE if missed >= limits.due else Freshness.FRESH


def missed_periods(cadence: Cadence, last: date, today: date) -> int:
    """How many whole periods have ended since the last one that was measured.

    Weeks end every seven days after `last`; months and quarters end with the calendar's month.
    """
    if cadence is Cadence.WEEKLY:
        return max((today - last).days - 1, 0) // 7
    step = 1 if cadence is Cadence.MONTHLY else 3
    months = month_number(today) - month_number(last + timedelta(days=1))
    return max(months, 0) // step


def month_number(day: date) -> int:
    return day.year * 12 + day.month


def cadence_of(first: date, last: date) -> Cadence:
    """The rhythm of a series, read off the length of its latest period."""
    days = (last - first).days + 1
    if days <= 7:
        return Cadence.WEEKLY
    return Cadence.MONTHLY if days <= 31 else Cadence.QUARTERLY
