"""Readings keep by what they were judged when they came in; no later target changes that."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import and_, select, update

from app.criteria.models import Criterion
from app.criteria.queries import steps_of
from app.db import db
from app.kpis import library
from app.kpis.catalogue import Direction, Kpi, Scope
from app.kpis.models import Reading
from app.kpis.thresholds import Thresholds, published, usual
from app.numbers.words import band_of
from app.programs.models import Program

ONE_DAY = timedelta(days=1)
NEW = Reading.judged_by.is_(None)
OF_THE_FIRM = and_(Reading.scope_kind == Scope.COMPANY.value, Reading.scope_key == "")


def judge_new(kpi_keys: Collection[str]) -> None:
    """Write to each new reading of these KPIs by what it is judged; those that know it stay.

    The firm's readings since a criterion's start are judged by it, of several programs by the
    newest that is open; all others by the KPI's usual target.
    """
    asked = select(Reading.kpi_key).where(Reading.kpi_key.in_(kpi_keys), NEW).distinct()
    keys = db.session.scalars(asked).all()
    pursued = criteria_by_key(keys) if keys else {}
    for kpi in (kpi for key in keys if (kpi := library.kpi(key))):
        criterion = pursued.get(kpi.key)
        if criterion:
            for until, found in spans(kpi, criterion):
                write(kpi, found, until)
        write(kpi, usual(kpi))


def criteria_by_key(keys: Collection[str]) -> dict[str, Criterion]:
    newest = (
        select(Criterion)
        .join(Program, and_(Program.msp_id == Criterion.msp_id, Program.id == Criterion.program_id))
        .where(Criterion.kpi_key.in_(keys), Program.closed_at.is_(None))
        .order_by(Program.paused_on.is_(None), Program.started_at, Program.id)
    )
    return {one.kpi_key: one for one in db.session.scalars(newest)}


def spans(kpi: Kpi, criterion: Criterion) -> Iterator[tuple[date, Thresholds]]:
    """By what the firm's readings up to a day are judged, in order of time: before the start by
    the usual target, then by the criterion with the step that comes next."""
    yield criterion.starts_on - ONE_DAY, usual(kpi)
    aim = thresholds(kpi, criterion)
    for step in steps_of(criterion):
        yield step.by, replace(aim, step=step.value, step_by=step.by)
    yield date.max, aim


def thresholds(kpi: Kpi, criterion: Criterion) -> Thresholds:
    return Thresholds(
        Direction(criterion.direction),
        criterion.target,
        band_of(criterion),
        criterion.due,
        published=published(kpi),
    )


def write(kpi: Kpi, found: Thresholds, until: date | None = None) -> None:
    """To the firm's new readings up to a day; without one, to all new readings of the KPI."""
    which = [OF_THE_FIRM, Reading.ends_on <= until] if until else []
    wanted = update(Reading).where(Reading.kpi_key == kpi.key, NEW, *which)
    told = wanted.values(judged_by=found.as_json())
    db.session.execute(told, execution_options={"synchronize_session": False})
