"""Where a criterion ends: a value or a band, by a day, straight or in steps, and held how long."""

from dataclasses import dataclass
from datetime import date

from app.criteria.aims import Step, exact, problem_with_aim, problem_with_steps
from app.criteria.holds import NO_HOLD, Hold, problem_with_hold
from app.kpis.catalogue import Band, Kpi
from app.refusal import Refused


@dataclass(frozen=True)
class Goal:
    """Where a criterion ends: a value, or a band to be inside of, by a day, and held how long.

    Without `steps` the way there is straight.
    """

    due: date
    target: float | None = None
    band: Band | None = None
    steps: tuple[Step, ...] = ()
    hold: Hold = NO_HOLD

    @property
    def is_open(self) -> bool:
        """Is there a day, but no target yet?"""
        return self.band is None and self.target is None

    @property
    def low(self) -> float:
        """The target, or the lower edge of its band; ask only a goal that is not open."""
        edge = self.band.low if self.band else self.target
        assert edge is not None
        return edge

    def nearest(self, baseline: float | None) -> float:
        """The target, or the edge of its band that is reached first."""
        if self.band is None:
            return self.low
        if baseline is not None:
            return min(max(baseline, self.band.low), self.band.high)
        comes_down = bool(self.steps) and self.steps[0].value > self.band.high
        return self.band.high if comes_down else self.band.low


def refuse_open(goal: Goal) -> None:
    if goal.is_open:
        raise Refused("Set a target, so that everybody knows what counts as arrived.")


def check_goal(kpi: Kpi, goal: Goal, starts_on: date, baseline: float | None) -> None:
    """Refuse a goal that leaves no gap to close, or no time to close it in."""
    if goal.due <= starts_on:
        raise Refused("Choose a day for the target that is after the start.")
    if goal.band and goal.band.low >= goal.band.high:
        raise Refused("Write the lower edge of the band first, then a higher one.")
    check_way(kpi, goal, starts_on, baseline)
    if baseline is None or goal.is_open:
        return
    low, upper = goal.low, goal.band.high if goal.band else None
    problem = problem_with_aim(
        exact(baseline), exact(low), None if upper is None else exact(upper), kpi.direction
    )
    if problem:
        raise Refused(problem)


def check_way(kpi: Kpi, goal: Goal, starts_on: date, baseline: float | None) -> None:
    """Refuse steps that do not lead to the goal, and a hold rule that cannot be kept."""
    problem = way_problem(kpi, goal, starts_on, baseline)
    problem = problem or problem_with_hold(goal.hold.needed, goal.hold.of)
    if problem:
        raise Refused(problem)


def way_problem(kpi: Kpi, goal: Goal, starts_on: date, baseline: float | None) -> str | None:
    """Why the steps of a goal do not lead to it, as a sentence."""
    if not goal.steps:
        return None
    if goal.is_open:
        return "Set the target first, then the steps on the way to it."
    start = [] if baseline is None else [baseline]
    levels = [*start, goal.nearest(baseline)]
    return problem_with_steps(goal.steps, starts_on, goal.due, levels, kpi.direction)
