"""What was deleted and can still be brought back, and what goes along with a thing to delete."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select, true
from sqlalchemy.orm import contains_eager, joinedload, undefer

from app.accounts.models import User
from app.clock import now
from app.criteria.models import Criterion
from app.db import db
from app.programs import going
from app.programs.models import (
    Change,
    Deletion,
    Item,
    Note,
    Phase,
    Program,
    Proof,
    Sop,
    Task,
    TaskItem,
)
from app.programs.tree import parts
from app.tenancy import current_msp_id

A_PAGE = 50
Part = Task | Item | Phase
Thing = Part | Program | Note


@dataclass(frozen=True)
class Bundle:
    """The rows that are taken out for one thing, by table, and how many go along with it."""

    roots: Mapping[str, set[UUID]]
    goes: Mapping[str, int]

    @property
    def along(self) -> str:
        return going.along(self.goes)


def bundle(thing: Thing) -> Bundle:
    """What is deleted with a thing: a phase goes with the last of its improvements, and a task that
    counts towards something else too stays."""
    if isinstance(thing, Note):
        return Bundle({"notes": {thing.id}}, {})
    if isinstance(thing, Program):
        return Bundle({"programs": {thing.id}}, parts_of(thing) | on(Task.program_id == thing.id))
    if isinstance(thing, Task):
        return Bundle({"tasks": {thing.id}}, on(Task.id == thing.id))
    items = items_of(thing) if isinstance(thing, Phase) else {thing.id}
    tasks = tasks_of(items)
    goes = Counter({"tasks": len(tasks)})
    for some in parts(tasks):
        goes.update(on(Task.id.in_(some)))
    roots = {"items": items, "tasks": tasks}
    if isinstance(thing, Phase):
        return Bundle({"phases": {thing.id}} | roots, goes | {"items": len(items)})
    if items_of(thing.phase) == items:
        return Bundle({"phases": {thing.phase_id}} | roots, goes | {"phases": 1})
    return Bundle(roots, goes)


def items_of(phase: Phase) -> set[UUID]:
    return set(db.session.scalars(select(Item.id).where(Item.phase_id == phase.id)))


def tasks_of(items: set[UUID]) -> set[UUID]:
    """The tasks that count towards these items alone."""
    inside = select(TaskItem.task_id).where(TaskItem.item_id.in_(items))
    wanted = select(TaskItem.task_id, TaskItem.item_id).where(TaskItem.task_id.in_(inside))
    return going.only_towards(((row[0], row[1]) for row in db.session.execute(wanted)), items)


def parts_of(program: Program) -> dict[str, int]:
    """How many parts a program has, by table."""
    return counted({one: one.program_id == program.id for one in (Phase, Item, Task, Criterion)})


def on(which: ColumnElement[bool]) -> dict[str, int]:
    """How much hangs on the tasks that are chosen by this, by table."""
    tasks = select(Task.id).where(which)
    kept = and_(Proof.task_id.in_(tasks), Proof.removed_at.is_(None))
    return counted({Note: Note.task_id.in_(tasks), Proof: kept, Sop: Sop.task_id.in_(tasks)})


def counted(rules: Mapping[Any, ColumnElement[bool]]) -> dict[str, int]:
    """The rows of each table that fit its rule, in one statement."""
    counts = (
        select(func.count(model.id)).where(rule).scalar_subquery().label(model.__tablename__)
        for model, rule in rules.items()
    )
    return dict(db.session.execute(select(*counts)).one()._mapping)


def deletion(deletion_id: UUID) -> Deletion | None:
    """A deletion that can still be undone; one that is over is like one that never was."""
    to_load = (joinedload(Deletion.by), joinedload(Deletion.program))
    found = db.session.get(Deletion, (current_msp_id(), deletion_id), options=to_load)
    return found if found and going.is_kept(found.at, now()) else None


def deletions(by: User | None, offset: int = 0) -> Sequence[Deletion]:
    """What can be brought back, the latest first and one more than a page: everything, or what
    somebody deleted themself or in programs that they lead."""
    wanted = (
        select(Deletion)
        .outerjoin(Deletion.program)
        .where(Deletion.at > now() - going.KEPT, true() if by is None else theirs(by))
        .order_by(Deletion.at.desc(), Deletion.id.desc())
        .options(joinedload(Deletion.by), contains_eager(Deletion.program))
    )
    return db.session.scalars(wanted.limit(A_PAGE + 1).offset(offset)).all()


def theirs(person: User) -> ColumnElement[bool]:
    led = or_(Program.champion_id == person.id, Program.stand_in_id == person.id)
    return or_(Deletion.by_id == person.id, led)


def over() -> Sequence[Deletion]:
    """What cannot be brought back any more, with its rows."""
    wanted = select(Deletion).where(Deletion.at <= now() - going.KEPT)
    return db.session.scalars(wanted.options(undefer(Deletion.rows))).all()


def beside(deletion: Deletion) -> Sequence[Deletion]:
    """What else was deleted in the same program, with its rows."""
    wanted = select(Deletion).where(Deletion.program_id == deletion.program_id)
    others = wanted.where(Deletion.id != deletion.id).order_by(Deletion.at.desc())
    return db.session.scalars(others.options(undefer(Deletion.rows))).all()


def change_of(deletion: Deletion) -> Change | None:
    """The change of the plan that the deletion was."""
    wanted = select(Change).where(Change.thing_id == deletion.thing_id, Change.what == "scope")
    return db.session.scalars(wanted.where(Change.at == deletion.at)).first()


def has_others(item: Item) -> bool:
    """Has the program another improvement than this one?"""
    wanted = select(Item.id).where(Item.program_id == item.program_id, Item.id != item.id)
    return db.session.scalar(wanted.limit(1)) is not None


def has_others_outside(phase: Phase) -> bool:
    """Has the program improvements outside of this phase?"""
    wanted = select(Item.id).where(Item.program_id == phase.program_id, Item.phase_id != phase.id)
    return db.session.scalar(wanted.limit(1)) is not None
