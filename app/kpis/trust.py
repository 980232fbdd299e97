"""How far a KPI can be trusted: a grade, and every reason that keeps it from a better one."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from app.kpis.rules import Freshness

PERIODS = 13
MOST_EXCLUDED, FAR_EXCLUDED = 0.1, 0.3
MOST_MISSING, FAR_MISSING = 1, 3
ENOUGH_WEAK = 3


class Grade(StrEnum):
    """Each value is its word on screen."""

    HIGH = "high"
    FAIR = "fair"
    LOW = "low"
    NONE = "no data"


class Origin(StrEnum):
    """Where the readings come from."""

    COMPUTED = "computed"
    PARTS = "typed with the numbers it is made of"
    BARE = "typed"


class Weight(StrEnum):
    """How much a reason takes away."""

    WEAK = "weak"
    BAD = "bad"


@dataclass(frozen=True)
class TrustFacts:
    """What the grade depends on, of the latest 13 periods.

    `known` of them have a value, `missing` have none, and `small` rest on too small a sample;
    `excluded` is the share of records that were left out, None where nobody counted them.
    """

    origin: Origin
    freshness: Freshness
    known: int
    missing: int
    small: int
    excluded: float | None
    agreed: bool


@dataclass(frozen=True)
class Trust:
    """The grade with its reasons as one sentence."""

    grade: Grade
    reason: str


Found = tuple[Weight, str] | None


def trust(facts: TrustFacts, noun: str) -> Trust:
    """One bad reason or three weak ones make it low, one weak one fair; `noun` is a period."""
    if not facts.known:
        return Trust(Grade.NONE, "It has no reading yet.")
    asked = (source(facts), age(facts), gaps(facts, noun), coverage(facts), agreement(facts))
    found = [one for one in asked if one]
    if not found:
        return Trust(Grade.HIGH, PERFECT[facts.origin])
    is_low = len(found) >= ENOUGH_WEAK or any(weight is Weight.BAD for weight, _why in found)
    reasons = "; ".join(why for _weight, why in found)
    grade = Grade.LOW if is_low else Grade.FAIR
    return Trust(grade, f"{reasons[0].upper()}{reasons[1:]}.")


PERFECT = {
    Origin.COMPUTED: "Computed, up to date, without gaps, and its definition is agreed.",
    Origin.PARTS: "It can be divided again from its two numbers, is up to date and without gaps, "
    "and its definition is agreed.",
}


def source(facts: TrustFacts) -> Found:
    if facts.origin is Origin.BARE:
        return Weight.WEAK, "typed, with nothing to check it by"
    return None


def age(facts: TrustFacts) -> Found:
    return {
        Freshness.LATE: (Weight.WEAK, "its latest reading is late"),
        Freshness.SILENT: (Weight.BAD, "it has gone silent"),
    }.get(facts.freshness)


def gaps(facts: TrustFacts, noun: str) -> Found:
    if facts.missing <= MOST_MISSING:
        return None
    weight = Weight.BAD if facts.missing > FAR_MISSING else Weight.WEAK
    of = facts.known + facts.missing
    return weight, f"{facts.missing} of the latest {of} {noun}s have no reading"


def coverage(facts: TrustFacts) -> Found:
    share = facts.excluded or 0.0
    if share > MOST_EXCLUDED:
        weight = Weight.BAD if share > FAR_EXCLUDED else Weight.WEAK
        return weight, f"{round(100 * share)}% of the records are left out of it"
    if 2 * facts.small > facts.known:
        return Weight.WEAK, "most readings rest on a small sample"
    return None


def agreement(facts: TrustFacts) -> Found:
    return None if facts.agreed else (Weight.WEAK, "nobody has agreed on how it is counted")


class Read(Protocol):
    """A reading, as far as trust depends on it."""

    @property
    def ends_on(self) -> date: ...
    @property
    def value(self) -> float | None: ...
    @property
    def n(self) -> int | None: ...
    @property
    def excluded(self) -> int | None: ...
    @property
    def denominator(self) -> float | None: ...
    @property
    def source(self) -> str: ...
    @property
    def by_id(self) -> UUID | None: ...


def trust_facts(
    points: Sequence[Read],
    freshness: Freshness,
    every: float,
    minimum_n: int,
    agreed: bool,
    inputs: Collection[Read] = (),
) -> TrustFacts:
    """The facts from readings of one rhythm, oldest first; `every` is its number of days.

    `inputs` are the readings that these are computed from, in the end by those that are not.
    """
    known = [one for one in points if one.value is not None]
    recent = latest(known, every)
    ends = {one.ends_on for one in recent}
    return TrustFacts(
        origin=origin([*recent, *(one for one in inputs if one.ends_on in ends)]),
        freshness=freshness,
        known=len(recent),
        missing=max(expected(known, every) - len(recent), 0),
        small=sum(one.n is not None and one.n < minimum_n for one in recent),
        excluded=left_out(recent),
        agreed=agreed,
    )


def latest(known: Sequence[Read], every: float) -> list[Read]:
    """The readings of the latest 13 periods, up to the last one that was read."""
    if not known:
        return []
    end = known[-1].ends_on
    return [one for one in known if (end - one.ends_on).days < (PERIODS - 0.5) * every]


def expected(known: Sequence[Read], every: float) -> int:
    """How many readings there could be in these periods, since the first one ever."""
    if not known:
        return 0
    since = (known[-1].ends_on - known[0].ends_on).days
    return min(round(since / every) + 1, PERIODS)


def origin(points: Sequence[Read]) -> Origin:
    """The weakest of the origins that the readings have."""
    typed = [one for one in points if is_a_persons(one)]
    if not typed:
        return Origin.COMPUTED
    bare = any(one.denominator is None for one in typed)
    return Origin.BARE if bare else Origin.PARTS


TYPED = "Typed"


class Kept(Protocol):
    """What says whose a reading is."""

    @property
    def source(self) -> str: ...
    @property
    def by_id(self) -> UUID | None: ...


def is_a_persons(reading: Kept) -> bool:
    """Whether somebody typed it, or brought it in with a file."""
    return reading.source == TYPED or reading.by_id is not None


def left_out(points: Sequence[Read]) -> float | None:
    """The share of records that were excluded, over the readings that count them."""
    counted = [one for one in points if one.excluded is not None and one.n is not None]
    every = sum((one.n or 0) + (one.excluded or 0) for one in counted)
    return sum(one.excluded or 0 for one in counted) / every if every else None
