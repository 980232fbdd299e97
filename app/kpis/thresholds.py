"""What a reading is judged by: a target or a band, and beside it what is published."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from app.kpis.benchmarks import to_compare
from app.kpis.catalogue import Band, Direction, Kpi
from app.kpis.rules import meets


@dataclass(frozen=True)
class Published:
    """A published band, open where an edge is None, as it is said and who says it."""

    low: float | None
    high: float | None
    words: str
    site: str


@dataclass(frozen=True)
class Thresholds:
    """A target or a band and which way is better, as they were when a reading came in.

    `due` is the day of a success criterion, None for the KPI's usual target; `step` and `step_by`
    are what the criterion asked for next on the way there.
    """

    direction: Direction
    target: float | None = None
    band: Band | None = None
    due: date | None = None
    step: float | None = None
    step_by: date | None = None
    published: Published | None = None

    def met(self, value: float | None) -> bool | None:
        """Whether a value was at the target or inside the band; None without either."""
        return None if value is None else meets(value, self.direction, self.target, self.band)

    def as_json(self) -> dict[str, Any]:
        """The thresholds as a reading keeps them."""
        told = self.published
        return {
            "direction": self.direction.value,
            "target": self.target,
            "band": [self.band.low, self.band.high] if self.band else None,
            "due": self.due.isoformat() if self.due else None,
            "step": self.step,
            "step_by": self.step_by.isoformat() if self.step_by else None,
            "published": [told.low, told.high, told.words, told.site] if told else None,
        }

    @classmethod
    def from_json(cls, told: dict[str, Any] | None) -> Self | None:
        """What a reading keeps; None for one from the time before thresholds were kept."""
        if not told:
            return None
        return cls(
            Direction(told["direction"]),
            told["target"],
            Band(*told["band"]) if told["band"] else None,
            date.fromisoformat(told["due"]) if told["due"] else None,
            told["step"],
            date.fromisoformat(told["step_by"]) if told["step_by"] else None,
            Published(*told["published"]) if told["published"] else None,
        )


def usual(kpi: Kpi) -> Thresholds:
    """By what the catalogue judges a KPI."""
    return Thresholds(kpi.direction, kpi.target, kpi.band, published=published(kpi))


def published(kpi: Kpi) -> Published | None:
    """The benchmark that the KPI's chart shows."""
    found = to_compare(kpi.benchmarks)
    if found is None:
        return None
    return Published(found.low, found.high, found.words, found.sources[0].site)
