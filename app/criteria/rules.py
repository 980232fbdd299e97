"""Whether a success criterion is being met: pace, verdict, and the vital sign of all of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from app.planning.signs import Sign, State, worst
from app.planning.words import counted

ONE, ZERO = Decimal(1), Decimal(0)
ON_PACE_FROM = Decimal("0.9")

Show = Callable[[Decimal], str]


class Verdict(StrEnum):
    """How a criterion stands; each value is its word on screen."""

    UNMEASURED = "No reading yet"
    NO_BASELINE = "No baseline yet"
    ON_PACE = "On pace"
    HOLDING = "Holding"
    BEHIND = "Behind pace"
    WORSE = "Worse than at the start"
    MET = "Met"
    MISSED = "Missed"


STATES = {
    Verdict.UNMEASURED: State.NONE,
    Verdict.NO_BASELINE: State.NONE,
    Verdict.ON_PACE: State.OK,
    Verdict.HOLDING: State.OK,
    Verdict.MET: State.OK,
    Verdict.BEHIND: State.WATCH,
    Verdict.WORSE: State.OFF,
    Verdict.MISSED: State.OFF,
}


@dataclass(frozen=True)
class Aim:
    """From a frozen baseline to a target by a day; with `upper`, the target is a band.

    Which way is better needs no flag: the sign of the gap carries it. For a band, `target` is its
    lower edge and `upper` its upper one, and progress is the share of the way into the band.
    Raises ValueError when the baseline is the target: such a gap says nothing about direction.
    """

    baseline: Decimal
    target: Decimal
    start: date
    by: date
    upper: Decimal | None = None
    tolerance: Decimal = ON_PACE_FROM

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
        """Where the pace line stands today: a straight line from the baseline to the target."""
        return self.baseline + self.gap * self.share_elapsed(today)


def aim_from(
    baseline: float | None,
    target: float | tuple[float, float] | None,
    start: date,
    by: date,
) -> Aim | None:
    """An aim from stored numbers; a pair is a band. None without a baseline or a target."""
    if baseline is None or target is None:
        return None
    low, high = target if isinstance(target, tuple) else (target, None)
    upper = None if high is None else exact(high)
    return Aim(exact(baseline), exact(low), start, by, upper)


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


def verdict(aim: Aim | None, value: Decimal | None, today: date) -> Verdict:
    """How a criterion stands today; without an aim there is no baseline or no target."""
    if aim is None:
        return Verdict.NO_BASELINE
    if value is None:
        return Verdict.UNMEASURED
    closed = aim.share_closed(value)
    if closed >= ONE:
        return Verdict.MET
    if today > aim.by:
        return Verdict.MISSED
    if closed < ZERO:
        return Verdict.WORSE
    return Verdict.ON_PACE if closed >= aim.tolerance * aim.share_elapsed(today) else Verdict.BEHIND


def state(judged: Verdict) -> State:
    """The state that a verdict shows as."""
    return STATES[judged]


def reason(aim: Aim | None, value: Decimal | None, today: date, show: Show) -> str:
    """The verdict's sentence, with the numbers written by `show`."""
    judged = verdict(aim, value, today)
    if aim is None:
        return "Set a baseline and a target, so that the pace can be judged."
    if value is None:
        return "Add the first reading, so that the pace can be judged."
    words = {
        "now": show(value),
        "start": show(aim.baseline),
        "pace": show(aim.expected(today)),
        "target": target_words(aim, show),
    }
    return SENTENCES[judged].format(**words)


SENTENCES = {
    Verdict.ON_PACE: "{now} now, {start} at the start. The pace line asks for {pace} by today.",
    Verdict.BEHIND: "{now} now. The pace line asks for {pace} by today.",
    Verdict.WORSE: "{now} now, worse than the {start} at the start.",
    Verdict.MET: "{now} now. The target of {target} is reached.",
    Verdict.MISSED: "{now} now. The day has passed, and the target was {target}.",
}


def brief(aim: Aim | None, value: Decimal | None, today: date, show: Show) -> str:
    """What the verdict rests on in a few words, beside a drawing that has the other numbers."""
    judged = verdict(aim, value, today)
    if aim is None:
        return "Needs a baseline and a target"
    if value is None:
        return "Waits for its first reading"
    words = {"start": show(aim.baseline), "pace": show(aim.expected(today))}
    return BRIEFLY[judged].format(**words)


BRIEFLY = {
    Verdict.ON_PACE: "{pace} expected by now",
    Verdict.BEHIND: "{pace} expected by now",
    Verdict.WORSE: "{start} at the start",
    Verdict.MET: "The target is reached",
    Verdict.MISSED: "Its day has passed",
}


def target_words(aim: Aim, show: Show) -> str:
    return show(aim.target) if aim.upper is None else f"{show(aim.target)} to {show(aim.upper)}"


def arrived(aim: Aim, values: Sequence[Decimal], periods: int) -> bool:
    """The hold rule: the target was held in each of the last `periods` values, the latest last."""
    held = values[-periods:]
    return len(held) == periods and all(aim.share_closed(value) >= ONE for value in held)


@dataclass(frozen=True)
class Judged:
    """A criterion by its name, and how it stands."""

    name: str
    verdict: Verdict

    @property
    def state(self) -> State:
        return state(self.verdict)


def criteria_sign(criteria: Sequence[Judged]) -> Sign:
    """The Success criteria sign: the worst of the criteria that can be judged.

    Two or more of them and none on pace is off track; no data only when none can be judged
    (ui.md section 2, product.md section 7).
    """
    known = [one for one in criteria if one.state is not State.NONE]
    on_pace = [one for one in known if one.state is State.OK]
    lost = len(known) > 1 and not on_pace
    signed = State.OFF if lost else worst(one.state for one in known)
    if not known:
        return criteria_sign_of(State.NONE, unjudged_line(criteria), unjudged_more(criteria))
    line = f"{len(on_pace)} of {len(known)} on pace"
    return criteria_sign_of(signed, line, laggard_line(criteria))


def criteria_sign_of(signed: State, line: str, more: str) -> Sign:
    return Sign("criteria", "Success criteria", signed, line, more)


UNREAD = "No criterion has a reading yet"


def unjudged_line(criteria: Sequence[Judged]) -> str:
    if not criteria:
        return "No success criterion yet"
    if all(one.verdict is Verdict.NO_BASELINE for one in criteria):
        return "No criterion has a baseline and a target yet"
    return UNREAD


def unjudged_more(criteria: Sequence[Judged]) -> str:
    return f"{counted(len(criteria), 'criterion', 'criteria')} to measure" if criteria else ""


def laggard_line(criteria: Sequence[Judged]) -> str:
    """The worst criterion by name; else the one that cannot be judged; else nothing."""
    ranked = sorted(criteria, key=lambda one: LAGGING.index(one.verdict))
    first = ranked[0]
    if first.state is State.OK:
        return ""
    return f"{first.name}: {first.verdict.value[0].lower()}{first.verdict.value[1:]}"


LAGGING = (
    Verdict.WORSE,
    Verdict.MISSED,
    Verdict.BEHIND,
    Verdict.NO_BASELINE,
    Verdict.UNMEASURED,
    Verdict.ON_PACE,
    Verdict.HOLDING,
    Verdict.MET,
)
