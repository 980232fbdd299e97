"""Programs and their parts, loaded as the pages walk them."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from flask import g
from sqlalchemy import and_, bindparam, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from app.accounts.models import Msp, User
from app.db import db
from app.programs.models import (
    Draft,
    Item,
    ItemKpi,
    Phase,
    Program,
    SignOff,
    Sop,
    Task,
    TaskItem,
    TaskPerson,
)
from app.tenancy import current_msp_id

MOST_NEAR = 8
PEOPLE = (
    joinedload(Program.champion),
    joinedload(Program.sponsor),
    joinedload(Program.stand_in),
    joinedload(Program.asked),
    joinedload(Program.cover),
)


def program(slug: str | None) -> Program | None:
    """The program by that short name, or the present one; asked once a request.

    The present one is the newest that runs; where none does, one that is paused, then a closed one.
    """
    found: dict[str | None, Program | None] = g.setdefault("programs", {})
    if slug not in found:
        near = g.programs_near = db.session.scalars(NEAREST, {"slug": slug or ""}).all()
        found[slug] = next((one for one in near if one.slug == slug), None)
        found[None] = max(near, key=presence, default=None)
    return found[slug]


NEAREST = (
    select(Program)
    .options(*PEOPLE)
    .order_by(
        Program.slug != bindparam("slug"),
        Program.closed_at.is_not(None),
        Program.paused_on.is_not(None),
        Program.started_at.desc(),
        Program.id.desc(),
    )
    .limit(MOST_NEAR)
)
"""The program of that name before all others, then the most present ones."""


def presence(program: Program) -> tuple[bool, bool, datetime, UUID]:
    return not program.closed, not program.paused, program.started_at, program.id


def beside(program: Program) -> list[Program]:
    """The other programs of the same MSP that are not closed, as many as a menu holds."""
    near: Sequence[Program] = g.get("programs_near", ())
    same = (one for one in near if one.msp_id == program.msp_id and not one.closed)
    return [one for one in same if one is not program]


def roadmap(program_id: UUID) -> list[Phase]:
    """The whole tree of a program: phases, items with owners, tasks with their people."""
    phases = select(Phase).where(Phase.program_id == program_id).order_by(Phase.position)
    return list(db.session.scalars(phases.options(selectinload(Phase.items).options(*IN_FULL))))


IN_FULL = (
    joinedload(Item.owner),
    selectinload(Item.moves),
    selectinload(Item.placed)
    .joinedload(TaskItem.task)
    .selectinload(Task.people)
    .joinedload(TaskPerson.user),
)


def items_with_tasks(program_id: UUID) -> Sequence[Item]:
    """Items in their order with their tasks, as the facts of the Roadmap sign need them."""
    wanted = (
        select(Item)
        .join(Phase, (Phase.msp_id == Item.msp_id) & (Phase.id == Item.phase_id))
        .where(Item.program_id == program_id)
        .order_by(Phase.position, Item.position)
    )
    placed = selectinload(Item.placed).joinedload(TaskItem.task)
    return db.session.scalars(wanted.options(placed)).all()


def items(program_id: UUID) -> Sequence[Item]:
    """Items in their order, each with its owner, its phase and the last word on its sign-off."""
    wanted = (
        select(Item)
        .join(Item.phase)
        .where(Item.program_id == program_id)
        .order_by(Phase.position, Item.position)
    )
    gate = contains_eager(Item.phase).joinedload(Phase.last_word).joinedload(SignOff.by)
    return db.session.scalars(wanted.options(gate, joinedload(Item.owner))).all()


class WorkRow(NamedTuple):
    """As much of a task as its place in somebody's list depends on; finished is the person's own
    mark, else the check of the task."""

    msp_id: UUID
    id: UUID
    due: date | None
    finished_at: datetime | None
    zone: str


WITH_PEOPLE = joinedload(Task.people).joinedload(TaskPerson.user)


def tasks_of(item_id: UUID) -> Sequence[Task]:
    """The tasks of an item in their order, with their people."""
    wanted = select(Task).join(Task.places).where(TaskItem.item_id == item_id)
    in_order = wanted.order_by(TaskItem.position, Task.id).options(WITH_PEOPLE)
    return db.session.scalars(in_order).unique().all()


def moves_of(item_id: UUID) -> Sequence[str]:
    """The keys of the KPIs that an item is meant to move."""
    wanted = select(ItemKpi.kpi_key).where(ItemKpi.item_id == item_id).order_by(ItemKpi.position)
    return db.session.scalars(wanted).all()


def is_finished(item_id: UUID) -> bool:
    """Has every task of the item that counts been checked off?"""
    wanted = select(func.count()).select_from(Task).join(Task.places)
    wanted = wanted.where(TaskItem.item_id == item_id, *LEFT)
    return db.session.scalar(wanted) == 0


OPEN = (Task.done_at.is_(None), Task.set_aside_at.is_(None))
"""What is left to do: neither done nor set aside."""
COUNTED = func.coalesce(Task.first_done_at, Task.done_at)
"""When a task began to count: a task that repeats does with its first run."""
LEFT = (COUNTED.is_(None), Task.set_aside_at.is_(None))
"""What an improvement still lacks."""
RUNNING = (Program.closed_at.is_(None), Program.paused_on.is_(None))
"""What asks something of somebody: neither closed nor paused."""


def work_of(person_id: UUID, done_since: datetime) -> list[WorkRow]:
    """Somebody's tasks in programs that run, at every MSP in scope: the open ones, and those that
    they did since a moment; the earliest due day first. Only what their order depends on."""
    finished_at = func.coalesce(TaskPerson.marked_at, Task.done_at)
    of_task = and_(TaskPerson.msp_id == Task.msp_id, TaskPerson.task_id == Task.id)
    wanted = (
        select(Task.msp_id, Task.id, Task.due, finished_at, Msp.zone)
        .join(TaskPerson, of_task)
        .join(Task.program)
        .join(Msp, Msp.id == Task.msp_id)
        .where(TaskPerson.user_id == person_id, *RUNNING)
        .where(Task.set_aside_at.is_(None))
        .where(or_(finished_at.is_(None), finished_at >= done_since))
        .order_by(Task.due.is_(None), Task.due, Task.id)
    )
    return [WorkRow(*row) for row in db.session.execute(wanted)]


def tasks_in_a_list(ids: Collection[UUID]) -> Sequence[Task]:
    """These tasks with all that a row shows of them."""
    wanted = select(Task).join(Task.program).where(Task.id.in_(ids))
    return db.session.scalars(wanted.options(*IN_A_LIST)).unique().all()


IN_A_LINE = (
    Program.slug,
    Program.name,
    Program.champion_id,
    Program.stand_in_id,
    Program.cover_id,
    Program.cover_from,
    Program.cover_to,
    Program.closed_at,
    Program.paused_on,
    Program.weekdays,
    Program.days_off,
)
IN_A_LIST = (
    contains_eager(Task.program).load_only(*IN_A_LINE),
    contains_eager(Task.program).joinedload(Program.msp, innerjoin=True),
    WITH_PEOPLE,
    joinedload(Task.places).joinedload(TaskItem.item).load_only(Item.name),
)


def task(task_id: UUID) -> Task | None:
    """A task with all that its page and its deeds walk: program, people, items with their phases
    and the KPIs that they move, and its SOP."""
    key = (current_msp_id(), task_id)
    return db.session.get(Task, key, options=IN_FOCUS)


def item(item_id: UUID) -> Item | None:
    """An item with its program, its phase and its owner."""
    to_load = (Item.program, Item.phase, Item.owner)
    key = (current_msp_id(), item_id)
    return db.session.get(Item, key, options=[joinedload(one) for one in to_load])


IN_FOCUS = (
    joinedload(Task.program),
    joinedload(Task.people).joinedload(TaskPerson.user),
    joinedload(Task.places).joinedload(TaskItem.item).joinedload(Item.phase),
    joinedload(Task.places).joinedload(TaskItem.item).joinedload(Item.moves),
    joinedload(Task.sop).joinedload(Sop.text),
)


def is_taken(slug: str) -> bool:
    return db.session.scalar(select(Program.id).where(Program.slug == slug)) is not None


def started_with(once: str) -> Program | None:
    """The program that this form started already, when it was sent twice."""
    return db.session.scalar(select(Program).where(Program.once == once))


def draft(user_id: UUID) -> Draft | None:
    """What this person has answered so far in the start wizard of the MSP in scope."""
    return db.session.scalar(select(Draft).where(Draft.user_id == user_id))


def draft_to_change(user_id: UUID) -> Draft | None:
    """The same, with the person's row held until the end: a double click waits for the first."""
    db.session.get(User, user_id, with_for_update={"key_share": True}, populate_existing=True)
    return draft(user_id)
