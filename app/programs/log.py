"""What became of a plan: its changes, how often it slipped, and the plans kept beside it."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.db import db
from app.programs.models import Change, SavedPlan, TaskItem

MOST_PLANS = 8


def changes(thing_ids: Collection[UUID]) -> Sequence[Change]:
    """Every change of the plan for these things, newest first."""
    wanted = select(Change).where(Change.thing_id.in_(thing_ids)).options(joinedload(Change.by))
    return db.session.scalars(wanted.order_by(Change.at.desc(), Change.id.desc())).all()


def plan_changes(program_id: UUID, limit: int, offset: int = 0) -> Sequence[Change]:
    """The changes of a program's plan, newest first."""
    wanted = select(Change).where(Change.program_id == program_id).options(joinedload(Change.by))
    wanted = wanted.order_by(Change.at.desc(), Change.id.desc())
    return db.session.scalars(wanted.limit(limit).offset(offset)).all()


def saved_plans(program_id: UUID) -> Sequence[SavedPlan]:
    """The last plans that were kept under a name, newest first."""
    wanted = select(SavedPlan).where(SavedPlan.program_id == program_id)
    in_order = wanted.order_by(SavedPlan.at.desc(), SavedPlan.id.desc())
    return db.session.scalars(in_order.limit(MOST_PLANS)).all()


def is_plan_named(program_id: UUID, name: str) -> bool:
    wanted = select(SavedPlan.id).where(SavedPlan.program_id == program_id)
    return db.session.scalar(wanted.where(SavedPlan.name == name)) is not None


def count_changes(program_id: UUID) -> int:
    wanted = select(func.count()).select_from(Change).where(Change.program_id == program_id)
    return db.session.scalar(wanted) or 0


def slips_by_item(program_id: UUID) -> dict[UUID, int]:
    """How often a date slipped to a later day, by the item it belongs to."""
    item_id = func.coalesce(TaskItem.item_id, Change.thing_id)
    placed = (TaskItem.msp_id == Change.msp_id) & (TaskItem.task_id == Change.thing_id)
    wanted = (
        select(item_id, func.count(Change.id))
        .outerjoin(TaskItem, placed)
        .where(Change.program_id == program_id, Change.what == "due", Change.days > 0)
        .group_by(item_id)
    )
    return {UUID(str(key)): count for key, count in db.session.execute(wanted)}
