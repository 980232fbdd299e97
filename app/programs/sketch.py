"""The sketch of a program: its phases, and its items with their tasks in numbers. Whole tasks are
never loaded here, so that ten thousand of them cost little more than ten."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, String, and_, cast, func, select
from sqlalchemy.orm import aliased, joinedload

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


class Owner(NamedTuple):
    name: str

    @property
    def initials(self) -> str:
        return initials(self.name)


class ItemRow(NamedTuple):
    """As much of an item as a row of the roadmap shows of it, with its tasks in numbers; `waiting`
    counts the open ones that wait for the person who looks."""

    id: UUID
    phase_id: UUID
    name: str
    starts_on: date
    due: date | None
    first_starts_on: date
    first_due: date | None
    owner_id: UUID | None
    owner: Owner | None
    work: Work
    waiting: int


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
    rows = db.session.execute(in_numbers(program.id, person_id))
    return [item_row(row, program) for row in rows]


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


def in_numbers(program_id: UUID, person_id: UUID | None) -> Select[*tuple[Any, ...]]:
    """Items with what their tasks come to. A person is on a task once, so nothing counts twice."""
    own = aliased(TaskPerson)
    waits = and_(
        own.msp_id == Task.msp_id,
        own.task_id == Task.id,
        own.user_id == person_id,
        own.marked_at.is_(None),
    )
    return (
        select(
            *COLUMNS,
            User.name.label("owner_name"),
            func.count(Task.id).label("total"),
            func.count(Task.id).filter(APPLIES).label("counting"),
            func.count(Task.id).filter(*LEFT).label("left"),
            func.min(Task.due).filter(*LEFT, Task.repeats == "").label("earliest"),
            func.aggregate_strings(RUNS, "\n").filter(*LEFT, Task.repeats != "").label("runs"),
            func.min(COUNTED).filter(APPLIES).label("first_check"),
            func.max(COUNTED).filter(APPLIES).label("last_check"),
            func.count(own.id).filter(*OPEN).label("waiting"),
        )
        .join(Item.phase)
        .outerjoin(Item.owner)
        .outerjoin(Item.placed)
        .outerjoin(TaskItem.task)
        .outerjoin(own, waits)
        .where(Item.program_id == program_id)
        .group_by(*COLUMNS, User.name, Phase.position, Item.position)
        .order_by(Phase.position, Item.position, Item.id)
    )


def item_row(row: Any, program: Program) -> ItemRow:
    zone = program.msp.zone
    checks = (local_day(row.first_check, zone), local_day(row.last_check, zone))
    dues = [open_due(line, program) for line in (row.runs or "").splitlines()]
    earliest = min([*dues, *([row.earliest] if row.earliest else [])], default=None)
    work = Work(row.total, row.counting, row.left, earliest, *checks)
    owner = Owner(row.owner_name) if row.owner_name else None
    return ItemRow._make((*row[: len(COLUMNS)], owner, work, row.waiting))


class Mark(NamedTuple):
    """A task as a square shows it."""

    strand: str
    due: date | None
    counted_at: datetime | None
    applies: bool = True


MARKED = (TaskItem.item_id, Task.strand, COUNTED.label("counted_at"), Task.set_aside_at)
REPEATING = (Task.repeats, Task.repeats_from, Task.run_on, Task.due)


def marks(item_ids: Collection[UUID], program: Program) -> dict[UUID, list[Mark]]:
    """The tasks of these items as marks, by item and in their order."""
    rows = db.session.execute(
        select(*MARKED, *REPEATING)
        .join(TaskItem.task)
        .where(TaskItem.item_id.in_(item_ids))
        .order_by(TaskItem.position)
    )
    found: dict[UUID, list[Mark]] = {}
    for row in rows:
        found.setdefault(row.item_id, []).append(mark(row, program))
    return found


def mark(row: Any, program: Program) -> Mark:
    is_open = row.counted_at is None and row.set_aside_at is None
    runs_on = is_open and row.repeats
    due = run_due(Repeating(*row[-len(REPEATING) :]), program) if runs_on else row.due
    return Mark(row.strand, due, row.counted_at, row.set_aside_at is None)


def mark_of(task: Task, today: date) -> Mark:
    """The same of a task that was loaded whole."""
    return Mark(task.strand, due_of(task, today), task.counted_at, task.applies)
