"""Several MSPs on one KPI: whose latest readings can be compared, and the quarters of them.

The quarters are linear between order statistics: method "inclusive" of the standard library's
`statistics.quantiles`, the same as numpy's default (R. J. Hyndman and Y. Fan, Sample quantiles in
statistical packages, The American Statistician 50, 1996, definition 7). Peers, who must not learn
the reading of anyone else, are shown others: the mean of the readings around each, to two digits.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from statistics import fmean, quantiles
from uuid import UUID

from app.kpis.catalogue import Cadence, Kpi
from app.kpis.rules import Change, change, missed_periods, rounded, too_few
from app.kpis.series import rhythm
from app.kpis.trust import Grade

LEAST = 5
"""With fewer MSPs there are no quarters: they would tell of single ones."""

AROUND, DIGITS = 1.5, 2
"""How many ranks around a quarter count towards what peers see of it, and to how many digits."""

MOST_MISSED = 2
"""How many whole periods may have ended since the latest reading."""


class Why(StrEnum):
    """What keeps the latest reading of an MSP out; each value is its words on screen."""

    OTHER_WAY = "counted another way here"
    OTHER_RHYTHM = "read in another rhythm"
    OLD = "the latest reading is too old"
    SMALL = "a small sample"
    UNTRUSTED = "not to be trusted yet"


class Place(StrEnum):
    """Where a reading lies; better and worse only where one way is better."""

    BETTER = "better than the middle half"
    MIDDLE = "in the middle half"
    WORSE = "worse than the middle half"
    ABOVE = "above the middle half"
    BELOW = "below the middle half"


@dataclass(frozen=True, slots=True)
class Latest:
    """The latest reading of an MSP whose period is over, the days of it included.

    `grade` is how far the series is to be trusted; `own_way` says that it is counted otherwise
    than the catalogue says.
    """

    msp_id: UUID
    value: float
    starts_on: date
    ends_on: date
    n: int | None
    grade: Grade
    own_way: bool = False


@dataclass(frozen=True, slots=True)
class Spread:
    """The edges of the middle half and the median, of `n` MSPs."""

    low: float
    median: float
    high: float
    n: int


@dataclass(frozen=True)
class Compared:
    """Who counts, and who does not and why; the quarters where enough count."""

    rhythm: Cadence
    counted: Mapping[UUID, Latest]
    left_out: Mapping[UUID, Why]
    spread: Spread | None


def compare(kpi: Kpi, found: Sequence[Latest], today: date) -> Compared:
    """The latest readings of one KPI that can stand beside each other.

    They are of the rhythm that most of them have, at most two periods late, of a sample that is
    large enough, counted as the catalogue says, and not of a series that is graded low.
    """
    kept = rhythm((one for one in found if not one.own_way), kpi.cadence)
    reasons = {one.msp_id: why_not(kpi, one, kept, today) for one in found}
    counted = {one.msp_id: one for one in found if not reasons[one.msp_id]}
    left_out = {msp_id: why for msp_id, why in reasons.items() if why}
    return Compared(kept, counted, left_out, spread(one.value for one in counted.values()))


def why_not(kpi: Kpi, one: Latest, kept: Cadence, today: date) -> Why | None:
    """What keeps a reading from being compared; None when nothing does."""
    asked = {
        Why.OTHER_WAY: one.own_way,
        Why.OTHER_RHYTHM: rhythm([one], kpi.cadence) is not kept,
        Why.OLD: missed_periods(kept, one.ends_on, today) > MOST_MISSED,
        Why.SMALL: too_few(one.n, kpi.minimum_n),
        Why.UNTRUSTED: one.grade in {Grade.LOW, Grade.NONE},
    }
    return next((why for why, is_so in asked.items() if is_so), None)


def spread(values: Iterable[float]) -> Spread | None:
    """The quarters of at least five values; None of fewer."""
    known = list(values)
    if len(known) < LEAST:
        return None
    low, median, high = quantiles(known, n=4, method="inclusive")
    return Spread(low, median, high, len(known))


def coarse(values: Iterable[float], decimals: int) -> Spread | None:
    """The quarters of at least five values without one of the values: as peers see them.

    Each is the mean of the three or four values at most 1.5 ranks from where the quarter lies,
    rounded to two digits, and to `decimals` at most.
    """
    known = sorted(values)
    if len(known) < LEAST:
        return None
    low, median, high = (around(known, part, decimals) for part in (0.25, 0.5, 0.75))
    return Spread(low, median, high, len(known))


def around(known: Sequence[float], part: float, decimals: int) -> float:
    at = part * (len(known) - 1)
    mean = fmean(one for rank, one in enumerate(known) if abs(rank - at) <= AROUND)
    leading = Decimal(str(mean)).adjusted()
    return float(rounded(mean, min(decimals, DIGITS - 1 - leading)))


def place(value: float, among: Spread, kpi: Kpi) -> Place:
    """Where a value lies; on an edge it is still in the middle half."""
    if among.low <= value <= among.high:
        return Place.MIDDLE
    is_above = value > among.high
    edge = among.high if is_above else among.low
    plain = Place.ABOVE if is_above else Place.BELOW
    ranked = {Change.BETTER: Place.BETTER, Change.WORSE: Place.WORSE}
    return ranked.get(change(edge, value, kpi.direction, kpi.band), plain)
