"""What became of a plan: its changes, how often it slipped, and the plans kept beside it."""

from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select, true
from sqlalchemy.orm import joinedload, with_expression

from app.criteria.models import Criterion
from app.db import db
from app.programs.models import Change, Item, ItemKpi, SavedPlan, Task, TaskItem
from app.programs.models.change import NOT_TODAY

MOST_PLANS = 8


def changes(thing_ids: Collection[UUID]) -> Sequence[Change]:
    """Every change of the plan for these things, newest first."""
    wanted = select(Change).where(Change.thing_id.in_(thing_ids)).options(joinedload(Change.by))
    return db.session.scalars(wanted.order_by(Change.at.desc(), Change.id.desc())).all()


THERE = or_(
    Change.thing_kind.not_in(["item", "task"]),
    *(
        exists().where(thing.msp_id == Change.msp_id, thing.id == Change.thing_id)
        for thing in (Item, Task)
    ),
)
"""What a change is about has not been deleted."""
WHOSE = (joinedload(Change.by), joinedload(Change.agreed_by))
OPEN = "open"
SHOWS: dict[str, ColumnElement[bool]] = {
    OPEN: and_(Change.agreed_at.is_(None), Change.reason != NOT_TODAY),
    "dates": Change.what.in_(["due", "waits", "pause", "end"]),
    "scope": Change.what == "scope",
    "people": Change.what.in_(["owner", "champion", "sponsor"]),
    "targets": Change.what == "target",
    "budget": Change.what == "budget",
}
"""Ways of looking at the changes of a plan."""


def plan_changes(program_id: UUID, limit: int, offset: int = 0, show: str = "") -> Sequence[Change]:
    """The changes of a program's plan, newest first; an unknown way of looking shows them all."""
    wanted = select(Change).where(Change.program_id == program_id, SHOWS.get(show, true()))
    told = wanted.options(*WHOSE, with_expression(Change.stands, THERE))
    in_order = told.order_by(Change.at.desc(), Change.id.desc())
    return db.session.scalars(in_order.limit(limit).offset(offset)).all()


def open_changes(program_id: UUID) -> Sequence[Change]:
    """The changes of a program's plan that nobody has agreed to yet."""
    return db.session.scalars(
        select(Change).where(Change.program_id == program_id, SHOWS[OPEN])
    ).all()


def open_change(program_id: UUID, change_id: UUID) -> Sequence[Change]:
    """The change with this id, while nobody has agreed to it; none otherwise."""
    wanted = select(Change).where(Change.program_id == program_id, SHOWS[OPEN])
    return db.session.scalars(wanted.where(Change.id == change_id)).all()


def agreed_last(program_id: UUID, person_id: UUID) -> Sequence[Change]:
    """What somebody agreed to last, in one go; not what they proposed themself."""
    own = (Change.program_id == program_id, Change.agreed_by_id == person_id)
    given = (*own, or_(Change.by_id != person_id, Change.agreed_at > Change.at))
    newest = select(func.max(Change.agreed_at)).where(*given).scalar_subquery()
    return db.session.scalars(select(Change).where(*given, Change.agreed_at == newest)).all()


def saved_plans(program_id: UUID) -> Sequence[SavedPlan]:
    """The last plans that were kept under a name, newest first."""
    wanted = select(SavedPlan).where(SavedPlan.program_id == program_id)
    in_order = wanted.order_by(SavedPlan.at.desc(), SavedPlan.id.desc())
    return db.session.scalars(in_order.limit(MOST_PLANS)).all()


def is_plan_named(program_id: UUID, name: str) -> bool:
    wanted = select(SavedPlan.id).where(SavedPlan.program_id == program_id)
    return db.session.scalar(wanted.where(SavedPlan.name == name)) is not None


def count_changes(program_id: UUID) -> dict[str, int]:
    """How many changes each way of looking would show; all of them under the empty name."""
    counts = [func.count(case((rule, 1))).label(name) for name, rule in SHOWS.items()]
    asked = select(func.count(Change.id).label("all"), *counts)
    row = db.session.execute(asked.where(Change.program_id == program_id)).one()
    found: dict[str, int] = dict(row._mapping)
    return {"": found.pop("all"), **found}


def touched(program_id: UUID, changes: Iterable[Change]) -> dict[UUID, list[str]]:
    """By the thing that changed, the KPIs of the program's criteria that its improvement moves."""
    things = {change.thing_id for change in changes if change.thing_kind in {"item", "task"}}
    if not things:
        return {}
    through = (TaskItem.msp_id == ItemKpi.msp_id) & (TaskItem.item_id == ItemKpi.item_id)
    aimed = select(Criterion.kpi_key).where(Criterion.program_id == program_id)
    wanted = (
        select(ItemKpi.item_id, TaskItem.task_id, ItemKpi.kpi_key)
        .outerjoin(TaskItem, through & TaskItem.task_id.in_(things))
        .where(or_(ItemKpi.item_id.in_(things), TaskItem.task_id.in_(things)))
        .where(ItemKpi.kpi_key.in_(aimed))
        .order_by(ItemKpi.item_id, ItemKpi.position)
    )
    found: dict[UUID, list[str]] = {}
    for item_id, task_id, key in db.session.execute(wanted):
        for thing in {item_id, task_id} & things:
            own = found.setdefault(thing, [])
            if key not in own:
                own.append(key)
    return found


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
