"""What a success criterion aims at: from a baseline to a target by a day, straight or in steps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

ONE, ZERO = Decimal(1), Decimal(0)
ON_PACE_FROM = Decimal("0.9")


@dataclass(frozen=True)
class Step:
    """A value to be reached by a day, on the way to the target."""

    by: date
    value: float


@dataclass(frozen=True)
class Aim:
    """From a frozen baseline to a target by a day; with `upper`, the target is a band.

    Which way is better needs no flag: the sign of the gap carries it. For a band, `target` is its
    lower edge and `upper` its upper one, and progress is the share of the way into the band.
    Without `steps` the way is straight; with them each one holds until the next is due.
    Raises ValueError when the baseline is the target: such a gap says nothing about direction.
    """

    baseline: Decimal
    target: Decimal
    start: date
    by: date
    upper: Decimal | None = None
    tolerance: Decimal = ON_PACE_FROM
    steps: tuple[Step, ...] = ()

    def __post_init__(self) -> None:
        if self.by <= self.start:
            raise ValueError("The day of the target is after the start.")
        if self.upper is not None and self.upper <= self.target:
            raise ValueError("The upper edge of a band is above the lower one.")
        if self.upper is None and self.gap == 0:
            raise ValueError("The baseline is already at the target.")

    @property
    def gap(self) -> Decimal:
        """From the baseline to the target, signed; to the nearer edge of a band."""
        return self.nearest(self.baseline) - self.baseline

    def nearest(self, value: Decimal) -> Decimal:
        """The point of the target that is nearest to a value."""
        if self.upper is None:
            return self.target
        return min(max(value, self.target), self.upper)

    def share_closed(self, value: Decimal) -> Decimal:
        """The part of the gap that is closed: 0 at the baseline, 1 at the target.

        Below 0 the value is worse than the baseline, above 1 better than the target. Inside a
        band it is 1, and beyond the far edge it falls again. A baseline inside its band is to be
        kept there: a value as far outside as the band is wide has closed 0.
        """
        if self.upper is None:
            return (value - self.baseline) / self.gap
        scale = abs(self.gap) or self.upper - self.target
        return ONE - abs(self.nearest(value) - value) / scale

    def share_elapsed(self, today: date) -> Decimal:
        """The part of the time that has passed, from 0 to 1."""
        days = Decimal((today - self.start).days) / Decimal((self.by - self.start).days)
        return min(max(days, ZERO), ONE)

    def expected(self, today: date) -> Decimal:
        """Where the value should be today: on the straight line, or at the last step that is due.

        A step is due when its day is over, for its reading cannot be known before.
        """
        if not self.steps:
            return self.baseline + self.gap * self.share_elapsed(today)
        if today > self.by:
            return self.nearest(self.baseline)
        due = [exact(step.value) for step in self.steps if step.by < today]
        return due[-1] if due else self.baseline

    def share_needed(self, today: date) -> Decimal:
        """The part of the gap that must be closed to be on pace: all of a step, 90% of a line."""
        if self.steps:
            return self.share_closed(self.expected(today))
        return self.tolerance * self.share_elapsed(today)

    def next_step(self, today: date) -> Step:
        """The first step whose day is not over; the target itself after the last one."""
        end = Step(self.by, float(self.nearest(self.baseline)))
        return next((step for step in self.steps if step.by >= today), end)


def aim_from(
    baseline: float | None,
    target: float | tuple[float, float] | None,
    start: date,
    by: date,
    steps: Sequence[Step] = (),
) -> Aim | None:
    """An aim from stored numbers; a pair is a band. None without a baseline or a target."""
    if baseline is None or target is None:
        return None
    low, high = target if isinstance(target, tuple) else (target, None)
    upper = None if high is None else exact(high)
    return Aim(exact(baseline), exact(low), start, by, upper, steps=tuple(steps))


def exact(value: float) -> Decimal:
    """A stored number as the decimal that it prints as."""
    return Decimal(repr(value))


def problem_with_aim(
    baseline: Decimal, target: Decimal, upper: Decimal | None = None, better: str = ""
) -> str | None:
    """Why a target cannot be aimed at, as a sentence; None when it can.

    `better` is the KPI's direction: a target on the worse side of the baseline is refused.
    """
    if upper is not None:
        crossed = upper <= target
        return "Write the lower edge of the band first, then a higher one." if crossed else None
    if target == baseline:
        return "The target equals the baseline. Choose one that is better."
    wrong = (better == "up" and target < baseline) or (better == "down" and target > baseline)
    return "The target is worse than the baseline. Choose one that is better." if wrong else None


OUT_OF_TIME = "Write the steps in order of time, each between the start and the last day."
OUT_OF_LINE = "Let each step come closer to the target than the one before it."


def problem_with_steps(
    steps: Sequence[Step], start: date, by: date, levels: Sequence[float], better: str = ""
) -> str | None:
    """Why steps do not lead from the start to the target, as a sentence; None when they do.

    `levels` are the baseline, if it is known, and the nearer edge of the target; `better` is the
    KPI's direction.
    """
    if not steps:
        return None
    days = [start, *(step.by for step in steps), by]
    if any(after <= before for before, after in pairwise(days)):
        return OUT_OF_TIME
    path = [*levels[:-1], *(step.value for step in steps), levels[-1]]
    ups = {after > before for before, after in pairwise(path)}
    level = any(after == before for before, after in pairwise(path))
    wrong = ups == {better == "down"} if better in {"up", "down"} else False
    return OUT_OF_LINE if level or len(ups) > 1 or wrong else None
