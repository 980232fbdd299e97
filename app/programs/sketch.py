"""The sketch of a program: its phases, and its items with their tasks in numbers. Whole tasks are
never loaded here, so that ten thousand of them cost little more than ten."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import String, and_, bindparam, cast, false, func, or_, select
from sqlalchemy.orm import joinedload

from app.accounts.models import User
from app.accounts.rules import initials
from app.clock import today
from app.db import db
from app.planning.workdays import ONE_DAY
from app.programs.facts import facts_from, local_day
from app.programs.models import (
    Item,
    Phase,
    Program,
    SignOff,
    Task,
    TaskItem,
    TaskPerson,
)
from app.programs.queries import COUNTED, LEFT, OPEN
from app.programs.rules import ItemFacts, Work
from app.programs.runs import due_of, dues_ahead, rests_since
from app.programs.squares import Mark


class Owner(NamedTuple):
    name: str

    @property
    def initials(self) -> str:
        return initials(self.name)


class ItemRow(NamedTuple):
    """As much of an item as a row of the roadmap shows of it, with its tasks in numbers; it is the
    person's own who looks when they own it, or an open task of it waits for them."""

    id: UUID
    phase_id: UUID
    name: str
    starts_on: date
    due: date | None
    first_starts_on: date
    first_due: date | None
    owner_id: UUID | None
    mine: bool
    owner: Owner | None
    work: Work


@dataclass(frozen=True)
class Sketch:
    """The phases that have items, in their order, and the items in theirs."""

    program: Program
    phases: Sequence[Phase]
    items: Sequence[ItemRow]
    empty: Sequence[Phase] = ()
    """Phases without any."""

    @cached_property
    def facts(self) -> list[ItemFacts]:
        held = self.program.held
        return [facts_from(item, item.work, held) for item in self.items]

    def of(self, phase: Phase) -> Iterator[ItemRow]:
        return (item for item in self.items if item.phase_id == phase.id)


def sketch(program: Program, person_id: UUID | None = None) -> Sketch:
    """A program in short, as one person sees it."""
    items = item_rows(program, person_id)
    used = {item.phase_id for item in items}
    every = phases_of(program.id)
    phases = [phase for phase in every if phase.id in used]
    return Sketch(program, phases, items, [phase for phase in every if phase.id not in used])


def phases_of(program_id: UUID) -> Sequence[Phase]:
    """Phases in their order, each with the last word on its sign-off."""
    wanted = select(Phase).where(Phase.program_id == program_id).order_by(Phase.position)
    last_word = joinedload(Phase.last_word).joinedload(SignOff.by)
    return db.session.scalars(wanted.options(last_word)).all()


def item_rows(program: Program, person_id: UUID | None = None) -> list[ItemRow]:
    """The items of a program in their order."""
    asked = {"program_id": program.id, "person_id": person_id}
    return [item_row(row, program) for row in db.session.execute(IN_NUMBERS, asked)]


COLUMNS = (
    Item.id,
    Item.phase_id,
    Item.name,
    Item.starts_on,
    Item.due,
    Item.first_starts_on,
    Item.first_due,
    Item.owner_id,
)
APPLIES = Task.set_aside_at.is_(None)
FROM, RUN_ON, DUE = (cast(day, String) for day in (Task.repeats_from, Task.run_on, Task.due))
RUNS = Task.repeats + " " + FROM + " " + RUN_ON + " " + DUE
"""What the open run of a task that repeats follows from, in a line: its rule and its days."""


class Repeating(NamedTuple):
    """A task that repeats, as far as the days of its runs depend on it."""

    repeats: str
    repeats_from: date
    run_on: date
    due: date


def open_due(line: str, program: Program) -> date:
    """When the open run of such a line is due."""
    rule, *days = line.split(" ")
    return run_due(Repeating(rule, *map(date.fromisoformat, days)), program)


def run_due(task: Repeating, program: Program) -> date:
    """When the open run is due: nothing is asked while the program rests."""
    day, rests = today(program.msp.zone), rests_since(program)
    asked = min(day, rests - ONE_DAY) if rests else day
    return dues_ahead(task, program.workdays, asked, asked)[0]


SUMS = (
    select(
        TaskItem.item_id,
        func.count().label("total"),
        func.count().filter(APPLIES).label("counting"),
        func.count().filter(*LEFT).label("left"),
        func.min(Task.due).filter(*LEFT, Task.repeats == "").label("earliest"),
        func.aggregate_strings(RUNS, "\n").filter(*LEFT, Task.repeats != "").label("runs"),
        func.min(COUNTED).filter(APPLIES).label("first_check"),
        func.max(COUNTED).filter(APPLIES).label("last_check"),
    )
    .join(TaskItem.task)
    .where(Task.program_id == bindparam("program_id"))
    .group_by(TaskItem.item_id)
    .subquery()
)
"""What the tasks of each item come to; an item without one is missing."""
ASKED = (
    select(TaskPerson.task_id)
    .join(Task, and_(Task.msp_id == TaskPerson.msp_id, Task.id == TaskPerson.task_id))
    .where(TaskPerson.user_id == bindparam("person_id"), TaskPerson.marked_at.is_(None), *OPEN)
)
"""The open tasks that wait for a person."""
OWN = or_(
    Item.owner_id == bindparam("person_id"),
    Item.id.in_(select(TaskItem.item_id).where(TaskItem.task_id.in_(ASKED))),
)
IN_NUMBERS = (
    select(*COLUMNS, func.coalesce(OWN, false()), User.name, *list(SUMS.c)[1:])
    .join(Item.phase)
    .outerjoin(Item.owner)
    .outerjoin(SUMS, SUMS.c.item_id == Item.id)
    .where(Item.program_id == bindparam("program_id"))
    .order_by(Phase.position, Item.position, Item.id)
)
"""Items with what their tasks come to."""


def item_row(row: Any, program: Program) -> ItemRow:
    *own, owner, total, counting, left, earliest, runs, first_check, last_check = row
    zone = program.msp.zone
    dues = [open_due(line, program) for line in (runs or "").splitlines()]
    due = min([*dues, *([earliest] if earliest else [])], default=None)
    checks = local_day(first_check, zone), local_day(last_check, zone)
    work = Work(total or 0, counting or 0, left or 0, due, *checks)
    return ItemRow._make((*own, Owner(owner) if owner else None, work))


def marks(item_ids: Collection[UUID], program: Program) -> dict[UUID, list[Mark]]:
    """The tasks of these items as marks, by item and in their order."""
    found: dict[UUID, list[Mark]] = {}
    for item_id, strand, done, applies, *runs in db.session.execute(MARKS, {"items": item_ids}):
        is_run = runs[0] and applies and not done
        due = run_due(Repeating(*runs), program) if is_run else runs[-1]
        found.setdefault(item_id, []).append(Mark(strand, due, done, applies))
    return found


MARKS = (
    select(TaskItem.item_id, Task.strand, COUNTED.is_not(None), APPLIES)
    .add_columns(Task.repeats, Task.repeats_from, Task.run_on, Task.due)
    .join(TaskItem.task)
    .where(TaskItem.item_id.in_(bindparam("items", expanding=True)))
    .order_by(TaskItem.position)
)


def mark_of(task: Task, today: date) -> Mark:
    """The same of a task that was loaded whole."""
    return Mark(task.strand, due_of(task, today), task.counted_at is not None, task.applies)
