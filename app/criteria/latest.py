"""Where a criterion's KPI stands now, and since when it has been going the wrong way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.kpis.catalogue import Band, Direction
from app.kpis.rules import wrong_way
from app.kpis.series import Dated


@dataclass(frozen=True)
class Standing:
    """The latest value since the start, and the last one before a run of worse ones."""

    value: float | None = None
    on: date | None = None
    worse_from: float | None = None
    worse_since: date | None = None


def standing(
    series: Sequence[Dated], starts_on: date, direction: Direction, band: Band | None = None
) -> Standing:
    """How a series stands, oldest reading first; one that ended before the start says nothing."""
    known = [one for one in series if one.value is not None and one.ends_on >= starts_on]
    if not known:
        return Standing()
    run = wrong_way([one.value for one in series if one.ends_on >= starts_on], direction, band)
    good = known[-1 - run]
    return Standing(
        value=known[-1].value,
        on=known[-1].ends_on,
        worse_from=good.value if run else None,
        worse_since=good.ends_on if run else None,
    )
