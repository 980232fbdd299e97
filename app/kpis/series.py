"""A KPI's readings as one series: of one rhythm, in order of time."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar

from app.kpis.catalogue import Cadence
from app.kpis.rules import cadence_of


class Dated(Protocol):
    """A value of a period, both days of it included; None is no data."""

    @property
    def starts_on(self) -> date: ...

    @property
    def ends_on(self) -> date: ...

    @property
    def value(self) -> float | None: ...


Reading = TypeVar("Reading", bound=Dated)


def rhythm(readings: Iterable[Dated], usual: Cadence) -> Cadence:
    """The cadence that most readings have; the KPI's usual one among equals, or without any."""
    counts = Counter(cadence_of(one.starts_on, one.ends_on) for one in readings)
    return max(counts, key=lambda cadence: (counts[cadence], cadence is usual), default=usual)


def series(readings: Iterable[Reading], usual: Cadence) -> list[Reading]:
    """The readings of the prevailing rhythm, oldest first: weeks and months are not mixed."""
    every = list(readings)
    kept = rhythm(every, usual)
    return sorted(
        (one for one in every if cadence_of(one.starts_on, one.ends_on) is kept),
        key=lambda one: (one.ends_on, one.starts_on),
    )
