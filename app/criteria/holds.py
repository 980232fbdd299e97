"""The hold rule: how many of the latest periods must be at or beyond the target."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.kpis.catalogue import Cadence
from app.kpis.rules import cadence_of, missed_periods
from app.kpis.series import Dated

REACHED, SHORT, GAP = "+", "-", "."
LONGEST = 12
PERIODS = {Cadence.WEEKLY: "week", Cadence.MONTHLY: "month", Cadence.QUARTERLY: "quarter"}

AtTarget = Callable[[float], bool]


@dataclass(frozen=True)
class Hold:
    """`needed` of the last `of` periods must be at or beyond the target; 1 of 1 is no rule.

    `reached` counts those that were.
    """

    needed: int = 1
    of: int = 1
    reached: int = 0
    period: str = "period"

    @property
    def is_off(self) -> bool:
        return self.of == 1

    @property
    def is_kept(self) -> bool:
        return self.reached >= self.needed

    @property
    def rule(self) -> str:
        """What is asked for: "4 of 5 weeks"."""
        return f"{self.needed} of {self.of} {self.period}s"


NO_HOLD = Hold()


def problem_with_hold(needed: int, of: int) -> str | None:
    """Why a hold rule cannot be kept, as a sentence; None when it can."""
    if not 1 <= of <= LONGEST:
        return f"Choose a number of readings from 1 to {LONGEST}."
    return None if 1 <= needed <= of else "Ask for at least one, and for no more than all of them."


def marks(
    points: Sequence[Dated],
    at_target: AtTarget,
    starts_on: date,
    counted_from: date | None = None,
) -> str:
    """The periods from the start to the latest reading, a sign each, oldest first.

    A period without a reading and a reading without data are both a gap. `points` are of one
    rhythm, oldest first; of the periods only the last twelve are kept. From `counted_from` on the
    KPI is counted as it is now: what began before that was another number, and has no sign.
    """
    found = ""
    before: date | None = None
    counted = [one for one in points if counted_from is None or one.starts_on >= counted_from]
    for one in (one for one in counted if one.ends_on >= starts_on):
        found += GAP * missing(before, one)
        found += GAP if one.value is None else REACHED if at_target(one.value) else SHORT
        before = one.ends_on
    return found[-LONGEST:]


def missing(before: date | None, one: Dated) -> int:
    """How many whole periods lie between two readings."""
    if before is None:
        return 0
    rhythm = cadence_of(one.starts_on, one.ends_on)
    return min(missed_periods(rhythm, before, one.starts_on), LONGEST)


def held(rule: Hold, recent: str, rhythm: Cadence, latest_on: date | None, today: date) -> Hold:
    """The rule with how many of the last periods were at the target.

    `recent` are the marks up to `latest_on`. A reading may take one period to come in; after that
    every period without one is a gap, so what has gone silent is no longer held.
    """
    late = 0 if latest_on is None else max(missed_periods(rhythm, latest_on, today) - 1, 0)
    window = (recent + GAP * min(late, LONGEST))[-rule.of :]
    return replace(rule, reached=window.count(REACHED), period=PERIODS[rhythm])
