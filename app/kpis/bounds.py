"""How far the values of a KPI can go, and what is usual among some of them."""

from collections.abc import Iterable
from typing import Protocol

from app.kpis.catalogue import Kpi, Unit
from app.kpis.possible import ABOVE_100, may_be_negative
from app.kpis.rules import too_few
from app.stats.control import Bounds, Limits, NoLimits, limits
from app.stats.series import Measured, series


class Sampled(Measured, Protocol):
    """A reading with the size of its sample."""

    @property
    def n(self) -> int | None: ...


def bounds(kpi: Kpi) -> Bounds:
    """The lowest and the highest value that the KPI can have."""
    if kpi.own:
        return Bounds(kpi.own.lowest, kpi.own.highest)
    is_share = kpi.unit is Unit.PERCENT and kpi.key not in ABOVE_100
    return Bounds(None if may_be_negative(kpi) else 0.0, 100.0 if is_share else None)


def usual(kpi: Kpi, readings: Iterable[Sampled]) -> Limits | NoLimits:
    """The natural process limits of some readings; those of too small a sample are left out."""
    judged = [one for one in readings if not too_few(one.n, kpi.minimum_n)]
    return limits(series(judged), bounds(kpi))
