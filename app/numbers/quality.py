"""How recent a KPI's readings are, and how far they can be trusted."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from app.kpis.catalogue import Cadence, Kpi
from app.kpis.rules import Freshness, cadence_of, freshness
from app.kpis.trust import Read, Trust, trust, trust_facts
from app.numbers.words import PERIODS

DAYS = {Cadence.WEEKLY: 7.0, Cadence.MONTHLY: 365.25 / 12, Cadence.QUARTERLY: 365.25 / 4}


class Dated(Read, Protocol):
    """A reading with the first day of its period."""

    @property
    def starts_on(self) -> date: ...


@dataclass(frozen=True)
class Quality:
    """What a page says of a number's readings; `rhythm` is how often one is due."""

    freshness: Freshness
    trust: Trust
    rhythm: Cadence


def quality(
    kpi: Kpi,
    points: Sequence[Dated],
    agreed: bool,
    today: date,
    inputs: Collection[Read] = (),
) -> Quality:
    """Of readings of one rhythm, oldest first; `inputs` are those that they are computed from."""
    known = [one for one in points if one.value is not None]
    last = known[-1] if known else None
    rhythm = cadence_of(last.starts_on, last.ends_on) if last else kpi.cadence
    fresh = freshness(rhythm, last.ends_on if last else None, today)
    facts = trust_facts(points, fresh, DAYS[rhythm], kpi.minimum_n, agreed, inputs)
    return Quality(fresh, trust(facts, PERIODS[rhythm]), rhythm)
