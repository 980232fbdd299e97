"""Binding a KPI to a target: add a criterion, freeze its baseline, move its target."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from app.accounts.models import User
from app.activity.actions import record
from app.clock import now
from app.criteria import queries
from app.criteria.baseline import BaselineValue
from app.criteria.goals import Goal, check_goal, refuse_open
from app.criteria.holds import Hold, marks
from app.criteria.latest import Standing, standing
from app.criteria.models import Criterion
from app.db import db
from app.kpis import library
from app.kpis import queries as kpis
from app.kpis.care import counted_from
from app.kpis.catalogue import Band, Direction, Kpi
from app.kpis.rules import meets
from app.kpis.series import Dated, rhythm, series
from app.refusal import Refused


@dataclass(frozen=True)
class NewCriterion:
    """A KPI and what it should become.

    Without a baseline it is measured first; only then may the target wait, too.
    """

    kpi_key: str
    starts_on: date
    goal: Goal
    position: int = 0
    baseline: BaselineValue | None = None


def add_criterion(program_id: UUID, new: NewCriterion, by: User) -> Criterion:
    """Bind a KPI to the program's success. Raises Refused for what cannot be aimed at."""
    kpi = known(new.kpi_key)
    found = queries.criterion_on(program_id, kpi.key)
    if found is not None:
        raise Refused(f"{kpi.name} is a success criterion already. Move its target instead.")
    if new.baseline:
        refuse_open(new.goal)
    check_goal(kpi, new.goal, new.starts_on, new.baseline.value if new.baseline else None)
    criterion = Criterion(
        program_id=program_id,
        kpi_key=kpi.key,
        position=new.position,
        starts_on=new.starts_on,
    )
    aim_at(criterion, kpi, new.goal)
    if new.baseline:
        start_from(criterion, new.baseline, by)
    db.session.add(criterion)
    db.session.flush()
    detail = {"kpi": kpi.key, "name": kpi.name, "target": goal_of(criterion)}
    record("criterion added", criterion, by=by, program_id=program_id, **detail)
    keep_latest([kpi.key])
    return criterion


def known(kpi_key: str) -> Kpi:
    kpi = library.kpi(kpi_key)
    if kpi is None:
        raise Refused(f"No KPI of the catalogue has the key {kpi_key}.")
    return kpi


def aim_at(criterion: Criterion, kpi: Kpi, goal: Goal) -> None:
    criterion.due, criterion.target = goal.due, goal.target
    criterion.band_low = goal.band.low if goal.band else None
    criterion.band_high = goal.band.high if goal.band else None
    criterion.steps = {step.by.isoformat(): step.value for step in goal.steps}
    criterion.hold_needed, criterion.hold_of = goal.hold.needed, goal.hold.of
    criterion.direction = direction_of(criterion, kpi)


def direction_of(criterion: Criterion, kpi: Kpi) -> str:
    """The way to the goal; a KPI without a way of its own goes from its baseline to the target."""
    if criterion.band_low is not None:
        return Direction.BAND.value
    if kpi.direction in {Direction.UP, Direction.DOWN}:
        return kpi.direction.value
    falls = criterion.baseline is not None and (criterion.target or 0.0) < criterion.baseline
    return Direction.DOWN.value if falls else Direction.UP.value


def freeze_baseline(
    criterion: Criterion, baseline: BaselineValue, by: User, reason: str = ""
) -> None:
    """Keep where the criterion starts from; a frozen one changes only with a reason."""
    kpi = known(criterion.kpi_key)
    if is_frozen_so(criterion, baseline):
        return
    if criterion.frozen_at is not None and not reason:
        raise Refused("The baseline is frozen. Say why it changes, so that progress stays honest.")
    check_goal(kpi, goal_now(criterion), criterion.starts_on, baseline.value)
    before = criterion.baseline
    start_from(criterion, baseline, by)
    criterion.direction = direction_of(criterion, kpi)
    db.session.flush()
    told(
        "baseline frozen", criterion, by, before=before, after=baseline.value, why=reason,
        source=baseline.source, lower=baseline.lower, upper=baseline.upper,
    )  # fmt: skip
    keep_latest([kpi.key])


def is_frozen_so(criterion: Criterion, baseline: BaselineValue) -> bool:
    """Is it frozen from the same days at the same value already?"""
    was = (criterion.baseline, criterion.baseline_source)
    days = (criterion.baseline_from, criterion.baseline_to)
    same = was == (baseline.value, baseline.source)
    return same and days == (baseline.starts_on, baseline.ends_on)


def start_from(criterion: Criterion, baseline: BaselineValue, by: User) -> None:
    criterion.baseline = baseline.value
    criterion.baseline_numerator = baseline.numerator
    criterion.baseline_denominator = baseline.denominator
    criterion.baseline_n = baseline.n
    criterion.baseline_lower, criterion.baseline_upper = baseline.lower, baseline.upper
    criterion.baseline_from, criterion.baseline_to = baseline.starts_on, baseline.ends_on
    criterion.baseline_source = baseline.source
    criterion.frozen_at, criterion.frozen_by_id = now(), by.id


def move_target(criterion: Criterion, goal: Goal, reason: str, by: User) -> None:
    """Aim somewhere else, or by another day, and say why."""
    if goal == goal_now(criterion):
        return
    if not reason:
        raise Refused("Say why the target moves, so that nobody wonders later.")
    kpi = known(criterion.kpi_key)
    refuse_open(goal)
    check_goal(kpi, goal, criterion.starts_on, criterion.baseline)
    before = goal_of(criterion)
    aim_at(criterion, kpi, goal)
    db.session.flush()
    told("target moved", criterion, by, before=before, after=goal_of(criterion), why=reason)
    keep_latest([kpi.key])


def goal_now(criterion: Criterion) -> Goal:
    low, high = criterion.band_low, criterion.band_high
    band = Band(low, high) if low is not None and high is not None else None
    return Goal(
        due=criterion.due,
        target=criterion.target,
        band=band,
        steps=queries.steps_of(criterion),
        hold=Hold(criterion.hold_needed, criterion.hold_of),
    )


def goal_of(criterion: Criterion) -> dict[str, Any]:
    """The goal as the record keeps it."""
    return {
        "target": criterion.target,
        "low": criterion.band_low,
        "high": criterion.band_high,
        "due": criterion.due.isoformat(),
        "steps": criterion.steps,
        "hold": [criterion.hold_needed, criterion.hold_of],
    }


def told(deed: str, criterion: Criterion, by: User, **detail: Any) -> None:
    detail |= {"kpi": criterion.kpi_key, "name": queries.name_of(criterion)}
    record(deed, criterion, by=by, program_id=criterion.program_id, **detail)


def keep_latest(kpi_keys: Collection[str]) -> None:
    """Bring the criteria on these KPIs up to date; every action that writes readings ends here."""
    db.session.flush()
    found = queries.criteria_on(kpi_keys)
    keys = {one.kpi_key for one in found}
    readings, since = (kpis.company_readings(keys), counted_from(keys)) if found else ({}, {})
    for criterion in found:
        kpi = known(criterion.kpi_key)
        points = series(readings[criterion.kpi_key], kpi.cadence)
        keep_standing(criterion, standing(points, criterion.starts_on, *way_of(criterion)))
        keep_marks(criterion, points, kpi, since.get(kpi.key))
    db.session.flush()


def way_of(criterion: Criterion) -> tuple[Direction, Band | None]:
    return Direction(criterion.direction), goal_now(criterion).band


def keep_standing(criterion: Criterion, found: Standing) -> None:
    criterion.latest, criterion.latest_on = found.value, found.on
    criterion.worse_since, criterion.worse_from = found.worse_since, found.worse_from


def keep_marks(criterion: Criterion, points: Sequence[Dated], kpi: Kpi, since: date | None) -> None:
    """Keep which of the latest periods were at the target, for the hold rule; `since` is the day
    from which the KPI is counted as it is now."""
    direction, band = way_of(criterion)

    def at_target(value: float) -> bool:
        return bool(meets(value, direction, criterion.target, band))

    criterion.recent = marks(points, at_target, criterion.starts_on, since)
    criterion.read_on = points[-1].ends_on if points else None
    criterion.rhythm = rhythm(points, kpi.cadence).value
