"""Programs and their parts, loaded as the pages walk them."""

from collections.abc import Sequence
from uuid import UUID

from flask import g
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.accounts.models import User
from app.db import db
from app.programs.models import Draft, Item, Phase, Program, Task, TaskItem, TaskPerson
from app.tenancy import current_msp_id

PEOPLE = (
    joinedload(Program.champion),
    joinedload(Program.sponsor),
    joinedload(Program.stand_in),
)


def program(slug: str | None) -> Program | None:
    """The program by that short name, or the newest running one; asked once a request."""
    found: dict[str | None, Program | None] = g.setdefault("programs", {})
    if slug not in found:
        wanted = select(Program).options(*PEOPLE)
        if slug is None:
            wanted = wanted.where(Program.closed_at.is_(None))
        else:
            wanted = wanted.where(Program.slug == slug)
        found[slug] = db.session.scalar(
            wanted.order_by(Program.started_at.desc(), Program.id.desc()).limit(1)
        )
    return found[slug]


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


def task(task_id: UUID) -> Task | None:
    return db.session.get(Task, (current_msp_id(), task_id))


def item(item_id: UUID) -> Item | None:
    return db.session.get(Item, (current_msp_id(), item_id))


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
