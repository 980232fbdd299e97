"""What a criterion starts from: the readings of some periods as one value."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import isclose
from typing import Protocol

from app.planning.words import counted

TYPED = "Typed"


@dataclass(frozen=True)
class BaselineValue:
    """A value with what it was made of; both days of its period are included."""

    value: float
    starts_on: date | None = None
    ends_on: date | None = None
    numerator: float | None = None
    denominator: float | None = None
    n: int | None = None
    source: str = TYPED


class Measured(Protocol):
    """A reading, as far as pooling needs it."""

    @property
    def starts_on(self) -> date: ...

    @property
    def ends_on(self) -> date: ...

    @property
    def value(self) -> float | None: ...

    @property
    def numerator(self) -> float | None: ...

    @property
    def denominator(self) -> float | None: ...

    @property
    def n(self) -> int | None: ...


def pooled(readings: Sequence[Measured]) -> BaselineValue | None:
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


def summed_up(readings: Sequence[Measured], value: float, how: str) -> BaselineValue:
    return BaselineValue(
        value=value,
        starts_on=min(one.starts_on for one in readings),
        ends_on=max(one.ends_on for one in readings),
        n=total_n(readings),
        source=f"{how} {counted(len(readings), 'reading')}",
    )


def values(readings: Sequence[Measured]) -> list[float]:
    return [one.value for one in readings if one.value is not None]


def total(readings: Sequence[Measured], part: str) -> float | None:
    """The sum of one part of every reading; None when a reading lacks it."""
    parts = [getattr(one, part) for one in readings]
    return None if None in parts else float(sum(parts))


def total_n(readings: Sequence[Measured]) -> int | None:
    sizes = [one.n for one in readings if one.n is not None]
    return sum(sizes) if len(sizes) == len(readings) else None


def common_factor(readings: Sequence[Measured]) -> float | None:
    """What turns numerator by denominator into the value, such as 100 for percents.

    None when the readings do not agree on it, or one has no denominator: then they do not pool.
    """
    if any(not one.denominator or one.numerator is None for one in readings):
        return None
    factors = [
        (one.value or 0.0) * one.denominator / one.numerator
        for one in readings
        if one.numerator and one.denominator
    ]
    if not factors:
        return 1.0
    return factors[0] if all(isclose(f, factors[0], rel_tol=1e-6) for f in factors) else None
