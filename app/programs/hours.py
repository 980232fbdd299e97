"""The hours of whoever leads programs: what is kept free, planned and done, week by week."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from app.accounts.models import Msp, User
from app.db import db
from app.planning import hours
from app.planning.hours import WEEK, WEEKS, Piece, Week, monday_of, weeks_ahead
from app.planning.workdays import ONE_DAY
from app.programs.leave import away_of, there
from app.programs.models import Leave, Program, Run, Task, TaskPerson
from app.programs.queries import OPEN, RUNNING
from app.programs.runs import dues_ahead

MOST_AWAY = 20


@dataclass(frozen=True)
class Hours:
    """The weeks ahead of somebody who leads a program, or several."""

    name: str
    weeks: tuple[Week, ...]
    today: date

    @property
    def warnings(self) -> list[str]:
        return hours.warnings(self.weeks, self.name, self.today)

    @property
    def most(self) -> int:
        """The most minutes that any of the weeks holds: the length of a whole bar."""
        return max(max(one.planned + one.done, one.free or 0) for one in self.weeks)

    @property
    def reserved(self) -> bool:
        """Is said of any of the weeks what is kept free in it?"""
        return any(one.free is not None for one in self.weeks)

    @property
    def unsized(self) -> int:
        """How many open tasks say nothing of how long they take."""
        return sum(one.unsized for one in self.weeks)


@dataclass(frozen=True)
class Led:
    """A running program as the page of somebody's hours lists it."""

    name: str
    slug: str
    msp: str
    msp_slug: str
    reserved: int | None
    hours: Hours


@dataclass(frozen=True)
class Gone:
    """Leave of somebody who has tasks in a program, with how many of theirs alone fall into it."""

    leave: Leave
    count: int


def hours_of(program: Program, today: date) -> Hours | None:
    """The hours of a program's champion; None where nobody leads."""
    person = program.champion
    if person is None:
        return None
    pieces = pieces_of(person.id, [program], today)
    away = away_of([person.id], today).get(person.id, ())
    weeks = weeks_ahead(
        program.reserved_minutes, pieces.get(program.id, ()), away, program.workdays, today
    )
    return Hours(person.first_name, weeks, today)


def pieces_of(
    person_id: UUID, programs: Collection[Program], today: date
) -> Mapping[UUID, Sequence[Piece]]:
    """What somebody has to do and has done of these weeks in each program, and what is late.

    A task that repeats is a piece for each of its runs.
    """
    first, calendars = monday_of(today), {one.id: one.workdays for one in programs}
    last = first + WEEKS * WEEK - ONE_DAY
    found: dict[UUID, list[Piece]] = {}
    for task in db.session.execute(tasks_of(person_id, calendars, first, last)):
        dues: Sequence[date] = [task.due]
        if task.repeats and not task.done_at:
            dues = dues_ahead(task, calendars[task.program_id], today, last)
        done = bool(task.marked_at or task.done_at)
        pieces = (Piece(due, task.minutes, done) for due in dues)
        found.setdefault(task.program_id, []).extend(pieces)
    for run in db.session.execute(runs_done(person_id, calendars, first)):
        found.setdefault(run.program_id, []).append(Piece(run.due, run.minutes, done=True))
    return found


ON_TASK = and_(TaskPerson.msp_id == Task.msp_id, TaskPerson.task_id == Task.id)


def tasks_of(
    person_id: UUID, programs: Collection[UUID], first: date, last: date
) -> Select[*tuple[Any, ...]]:
    """The open tasks of somebody that are due by the last day, and those done since the first,
    without those whose runs were done."""
    is_open = and_(TaskPerson.marked_at.is_(None), Task.done_at.is_(None))
    done_once = and_(Task.due >= first, or_(Task.done_at.is_(None), Task.first_done_at.is_(None)))
    repeating = (Task.repeats, Task.repeats_from, Task.run_on)
    dated = (Task.program_id, Task.due, Task.minutes, TaskPerson.marked_at, Task.done_at)
    return (
        select(*dated, *repeating)
        .join(TaskPerson, ON_TASK)
        .where(TaskPerson.user_id == person_id, Task.program_id.in_(programs))
        .where(Task.set_aside_at.is_(None), Task.due <= last, or_(is_open, done_once))
    )


def runs_done(person_id: UUID, programs: Collection[UUID], first: date) -> Select[*tuple[Any, ...]]:
    """The runs of somebody's tasks that were due since a day and are done."""
    return (
        select(Task.program_id, Run.due, Task.minutes)
        .join(Run, and_(Run.msp_id == Task.msp_id, Run.task_id == Task.id))
        .join(TaskPerson, ON_TASK)
        .where(TaskPerson.user_id == person_id, Task.program_id.in_(programs))
        .where(Task.set_aside_at.is_(None), Run.due >= first, Run.done_at.is_not(None))
    )


def led_by(person: User) -> Sequence[Program]:
    """The running programs that somebody leads at the MSPs in scope."""
    wanted = (
        select(Program)
        .join(Msp, Msp.id == Program.msp_id)
        .where(Program.champion_id == person.id, *RUNNING)
        .order_by(Msp.name, Program.started_at, Program.id)
    )
    return db.session.scalars(wanted.options(joinedload(Program.msp, innerjoin=True))).all()


def with_hours(person: User, programs: Sequence[Program], today: date) -> list[Led]:
    """These programs with the hours of whoever leads them in each."""
    pieces = pieces_of(person.id, programs, today)
    away = away_of([person.id], today).get(person.id, ())
    found = []
    for one in programs:
        some = pieces.get(one.id, ())
        weeks = weeks_ahead(one.reserved_minutes, some, away, one.workdays, today)
        known = Hours(person.first_name, weeks, today)
        found.append(
            Led(one.name, one.slug, one.msp.name, one.msp.slug, one.reserved_minutes, known)
        )
    return found


def together(person: User, programs: Iterable[Led], today: date) -> Hours:
    """The hours of all these programs as one."""
    parts = [one.hours.weeks for one in programs]
    return Hours(person.first_name, hours.together(parts), today)


def gone(program: Program, today: date) -> list[Gone]:
    """Who of those with open tasks in a program is away in the weeks ahead, the next ones first."""
    own = (Task.program_id == program.id, *OPEN)
    busy = select(TaskPerson.user_id).join(Task, ON_TASK).where(*own)
    caught = (
        select(func.count())
        .select_from(Task)
        .join(TaskPerson, ON_TASK)
        .where(*own, Task.repeats == "", TaskPerson.user_id == Leave.user_id, alone())
        .where(Task.due.between(Leave.starts_on, Leave.ends_on), Task.due >= today)
        .correlate(Leave)
        .scalar_subquery()
    )
    wanted = (
        select(Leave, caught)
        .where(*there(today), Leave.starts_on < monday_of(today) + WEEKS * WEEK)
        .where(Leave.user_id.in_(busy))
        .order_by(Leave.starts_on, Leave.id)
        .limit(MOST_AWAY)
    )
    rows = db.session.execute(wanted.options(joinedload(Leave.user, innerjoin=True)))
    return [Gone(leave, count) for leave, count in rows]


def alone() -> ColumnElement[bool]:
    """Is nobody else on the task?"""
    other = aliased(TaskPerson)
    beside = (other.task_id == TaskPerson.task_id, other.user_id != TaskPerson.user_id)
    return ~select(other.id).where(other.msp_id == TaskPerson.msp_id, *beside).exists()
