"""The evidence on a task, and what can be chosen as evidence."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.db import db
from app.kpis.library import kpi
from app.kpis.models import Reading
from app.kpis.rules import show
from app.planning.words import in_full
from app.programs.models import Proof, Task
from app.programs.queries import IN_FOCUS
from app.tenancy import current_msp_id

MOST_SHOWN, MOST_READINGS = 50, 12


def proofs_on(task_id: UUID) -> Sequence[Proof]:
    """The last files, links and readings on a task, oldest first."""
    wanted = select(Proof).where(Proof.task_id == task_id, Proof.removed_at.is_(None))
    newest = wanted.order_by(Proof.at.desc(), Proof.id.desc()).limit(MOST_SHOWN)
    return db.session.scalars(newest.options(joinedload(Proof.by))).all()[::-1]


def proof(proof_id: UUID) -> Proof | None:
    """A proof with its task, and all that the task's page walks."""
    whole = joinedload(Proof.task).options(*IN_FOCUS)
    return db.session.get(Proof, (current_msp_id(), proof_id), options=[whole])


def kept_file(proof_id: UUID) -> Proof | None:
    """A file that has not been taken away."""
    found = proof(proof_id)
    return found if found and found.stored and found.removed_at is None else None


def readings_for(task: Task) -> Sequence[Reading]:
    """The last readings of the KPIs that the task's items move, newest first."""
    return newest_readings({one.kpi_key for place in task.places for one in place.item.moves})


def newest_readings(keys: Collection[str]) -> Sequence[Reading]:
    wanted = select(Reading).where(
        Reading.kpi_key.in_(keys), Reading.scope_kind == "company", Reading.value.is_not(None)
    )
    newest = wanted.order_by(Reading.ends_on.desc(), Reading.kpi_key).limit(MOST_READINGS)
    return db.session.scalars(newest).all()


def words(reading: Reading) -> str:
    """A reading in words: "Utilization 63.5 %, to 22 November 2026"."""
    found = kpi(reading.kpi_key)
    name, value = reading.kpi_key, f"{reading.value:g}"
    if found:
        name, value = found.name, show(reading.value, found.unit, found.decimals)
    return f"{name} {value}, to {in_full(reading.ends_on)}"
