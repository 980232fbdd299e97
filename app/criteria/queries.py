"""Success criteria, what they aim at and how they stand."""

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from flask import g, has_request_context, request
from sqlalchemy import bindparam, select

from app.criteria.aims import Aim, Step, aim_from, exact
from app.criteria.baseline import BaselineValue, measured
from app.criteria.holds import NO_HOLD, Hold, held
from app.criteria.models import Criterion
from app.criteria.rules import Judged, Verdict, verdict
from app.db import db
from app.kpis import library
from app.kpis import queries as kpis
from app.kpis.catalogue import Cadence
from app.kpis.models import OwnKpi
from app.kpis.own import meet
from app.kpis.series import series
from app.tenancy import current_msp_id

OF_PROGRAM = select(Criterion).where(Criterion.program_id == bindparam("program_id"))
OWN = (OwnKpi.msp_id == Criterion.msp_id) & (OwnKpi.kpi_key == Criterion.kpi_key)
IN_ORDER = (
    OF_PROGRAM.add_columns(OwnKpi).outerjoin(OwnKpi, OWN).order_by(Criterion.position, Criterion.id)
)
ON_KPI = OF_PROGRAM.where(Criterion.kpi_key == bindparam("kpi_key"))


def criteria(program_id: UUID) -> Sequence[Criterion]:
    """A program's criteria in their order; asked once by a page that only shows.

    With them come the own KPIs that they are on, so that nobody asks for these again.
    """
    kept: dict[UUID, Sequence[Criterion]] = {}
    if has_request_context() and request.method == "GET":
        kept = g.setdefault("criteria", {})
    if program_id not in kept:
        rows = db.session.execute(IN_ORDER, {"program_id": program_id}).all()
        meet(own for _criterion, own in rows if own)
        kept[program_id] = [criterion for criterion, _own in rows]
    return kept[program_id]


def criteria_of(program_ids: Collection[UUID]) -> dict[UUID, list[Criterion]]:
    """The criteria of many programs by program; every program has a list."""
    wanted = select(Criterion).where(Criterion.program_id.in_(program_ids))
    found: dict[UUID, list[Criterion]] = {one: [] for one in program_ids}
    for criterion in db.session.scalars(wanted.order_by(Criterion.position, Criterion.id)):
        found[criterion.program_id].append(criterion)
    return found


def criterion(criterion_id: UUID) -> Criterion | None:
    return db.session.get(Criterion, (current_msp_id(), criterion_id))


def criterion_on(program_id: UUID, kpi_key: str) -> Criterion | None:
    """The program's criterion on this KPI; there is at most one."""
    return db.session.scalar(ON_KPI, {"program_id": program_id, "kpi_key": kpi_key})


def criteria_on(kpi_keys: Collection[str]) -> Sequence[Criterion]:
    """Every criterion on these KPIs, in all programs of the MSP in scope."""
    return db.session.scalars(select(Criterion).where(Criterion.kpi_key.in_(kpi_keys))).all()


def baseline_from_readings(kpi_key: str, first: date, last: date) -> BaselineValue | None:
    """The firm's readings between two days as one value; None when there is none to use."""
    kpi = library.kpi(kpi_key)
    if kpi is None:
        return None
    found = kpis.company_readings([kpi_key], since=first, until=last)[kpi_key]
    return measured(kpi, series(found, kpi.cadence))


def aim_of(criterion: Criterion) -> Aim | None:
    """What a criterion aims at; None without a baseline or a target."""
    goal: float | tuple[float, float] | None = criterion.target
    if criterion.band_low is not None and criterion.band_high is not None:
        goal = (criterion.band_low, criterion.band_high)
    steps = steps_of(criterion)
    return aim_from(criterion.baseline, goal, criterion.starts_on, criterion.due, steps)


def steps_of(criterion: Criterion) -> tuple[Step, ...]:
    """The values on the way to the target, by their days."""
    return tuple(
        Step(date.fromisoformat(by), value) for by, value in sorted(criterion.steps.items())
    )


def hold_of(criterion: Criterion, today: date) -> Hold:
    """The hold rule, and in how many of the last periods the target was kept."""
    if criterion.hold_of == 1:
        return NO_HOLD
    rule = Hold(criterion.hold_needed, criterion.hold_of)
    return held(rule, criterion.recent, Cadence(criterion.rhythm), criterion.read_on, today)


def latest_of(criterion: Criterion) -> Decimal | None:
    return None if criterion.latest is None else exact(criterion.latest)


def verdict_of(criterion: Criterion, today: date) -> Verdict:
    """How a criterion stands today, by its latest reading since its start."""
    return verdict(aim_of(criterion), latest_of(criterion), today, hold_of(criterion, today))


def judged(program_id: UUID, today: date) -> list[Judged]:
    """A program's criteria with their verdicts, as the Success criteria sign needs them."""
    return judge(criteria(program_id), today)


def judge(found: Sequence[Criterion], today: date) -> list[Judged]:
    return [Judged(name_of(one), verdict_of(one, today)) for one in found]


def name_of(criterion: Criterion) -> str:
    """The KPI's name; its key when the catalogue has lost it."""
    kpi = library.kpi(criterion.kpi_key)
    return kpi.name if kpi else criterion.kpi_key
