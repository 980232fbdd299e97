"""The hours of whoever leads programs: what is kept free, planned and done, week by week."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from app.accounts.models import Msp, User
from app.db import db
from app.planning import hours
from app.planning.hours import WEEK, WEEKS, Piece, Week, monday_of, weeks_ahead
from app.programs.leave import away_of, there
from app.programs.models import Leave, Program, Task, TaskPerson
from app.programs.queries import OPEN, RUNNING

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
    pieces = pieces_of(person.id, [program.id], today)
    away = away_of([person.id], today).get(person.id, ())
    weeks = weeks_ahead(
        program.reserved_minutes, pieces.get(program.id, ()), away, program.workdays, today
    )
    return Hours(person.first_name, weeks, today)


def pieces_of(
    person_id: UUID, programs: Collection[UUID], today: date
) -> Mapping[UUID, Sequence[Piece]]:
    """What somebody has to do and has done of these weeks in each program, and what is late."""
    first = monday_of(today)
    is_open = and_(TaskPerson.marked_at.is_(None), Task.done_at.is_(None))
    rows = db.session.execute(
        select(Task.program_id, Task.due, Task.minutes, TaskPerson.marked_at, Task.done_at)
        .join(TaskPerson, and_(TaskPerson.msp_id == Task.msp_id, TaskPerson.task_id == Task.id))
        .where(TaskPerson.user_id == person_id, Task.program_id.in_(programs))
        .where(Task.set_aside_at.is_(None), Task.due < first + WEEKS * WEEK)
        .where(or_(is_open, Task.due >= first))
    )
    found: dict[UUID, list[Piece]] = {}
    for program_id, due, minutes, marked_at, done_at in rows:
        assert due is not None
        piece = Piece(due, minutes, done=bool(marked_at or done_at))
        found.setdefault(program_id, []).append(piece)
    return found


def led_by(person: User, today: date) -> list[Led]:
    """The running programs that somebody leads at the MSPs in scope, with their hours in each."""
    wanted = (
        select(Program)
        .join(Msp, Msp.id == Program.msp_id)
        .where(Program.champion_id == person.id, *RUNNING)
        .order_by(Msp.name, Program.started_at, Program.id)
    )
    programs = db.session.scalars(wanted.options(joinedload(Program.msp, innerjoin=True))).all()
    pieces = pieces_of(person.id, [one.id for one in programs], today)
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
    on_task = and_(TaskPerson.msp_id == Task.msp_id, TaskPerson.task_id == Task.id)
    busy = select(TaskPerson.user_id).join(Task, on_task).where(*own)
    caught = (
        select(func.count())
        .select_from(Task)
        .join(TaskPerson, on_task)
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
