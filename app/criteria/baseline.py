"""What a criterion starts from: the readings of some periods as one value."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.kpis.bounds import Sampled, usual
from app.kpis.catalogue import Kpi
from app.planning.words import counted
from app.stats.control import Limits
from app.stats.pooling import common_factor

TYPED = "Typed, not measured"


@dataclass(frozen=True)
class BaselineValue:
    """A value with what it was made of; both days of its period are included.

    `lower` and `upper` are the natural process limits of its readings, where there are enough.
    """

    value: float
    starts_on: date | None = None
    ends_on: date | None = None
    numerator: float | None = None
    denominator: float | None = None
    n: int | None = None
    source: str = TYPED
    lower: float | None = None
    upper: float | None = None


def pooled(readings: Sequence[Sampled]) -> BaselineValue | None:
    """One value for the periods of some readings; None when none has a value.

    Ratios are pooled: the sum of the numerators by the sum of the denominators, in the unit of the
    readings. Where one of them does not say what it was made of, the plain values are averaged.
    """
    known = [one for one in readings if one.value is not None]
    if not known:
        return None
    over, under = total(known, "numerator"), total(known, "denominator")
    factor = common_factor(known)
    if over is None or under is None or factor is None:
        return summed_up(known, sum(values(known)) / len(known), "Mean of")
    whole = summed_up(known, factor * over / under, "Pooled from")
    return replace(whole, numerator=over, denominator=under)


def measured(kpi: Kpi, readings: Sequence[Sampled]) -> BaselineValue | None:
    """The readings of a KPI as one value, with the range that is usual among them."""
    whole = pooled(readings)
    found = usual(kpi, readings)
    if whole is None or not isinstance(found, Limits):
        return whole
    return replace(whole, lower=found.lower, upper=found.upper)


def summed_up(readings: Sequence[Sampled], value: float, how: str) -> BaselineValue:
    return BaselineValue(
        value=value,
        starts_on=min(one.starts_on for one in readings),
        ends_on=max(one.ends_on for one in readings),
        n=total_n(readings),
        source=f"{how} {counted(len(readings), 'reading')}",
    )


def values(readings: Sequence[Sampled]) -> list[float]:
    return [one.value for one in readings if one.value is not None]


def total(readings: Sequence[Sampled], part: str) -> float | None:
    """The sum of one part of every reading; None when a reading lacks it."""
    parts = [getattr(one, part) for one in readings]
    return None if None in parts else float(sum(parts))


def total_n(readings: Sequence[Sampled]) -> int | None:
    sizes = [one.n for one in readings if one.n is not None]
    return sum(sizes) if len(sizes) == len(readings) else None
