"""The runs of a task that repeats: the open one, those that were missed, and those to come.

Nothing runs at night: what was missed follows from the days, until the next change of the task
writes it down.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.accounts.models import User
from app.db import db
from app.planning.recurrence import Recurrence, read
from app.planning.repeats import Repeats, read_repeats, words
from app.planning.words import counted, day
from app.planning.workdays import ONE_DAY, Workdays
from app.programs.facts import local_day
from app.programs.models import Program, Proof, Run, Task
from app.programs.rules import days_late

MOST_RUNS, MOST_AHEAD = 12, 3


def repeats_of(task: Task) -> Repeats | None:
    return read_repeats(task.repeats) if task.repeats else None


def repeats_words(task: Task, today: date) -> str:
    """How often the task comes, in words; nothing for one that comes once."""
    repeats = repeats_of(task)
    return words(repeats, today) if repeats else ""


def rule_of(task: Task) -> Recurrence:
    assert task.repeats_from is not None
    return read(task.repeats, task.repeats_from)


def runs_due(task: Task, today: date) -> tuple[date, ...]:
    """The runs that are not written down, up to today: the last one is open, the ones before it
    were missed. Nothing for a task that comes once, or whose last run is done."""
    if not task.repeats or task.done or task.run_on is None:
        return ()
    calendar = task.program.workdays
    later = rule_of(task).runs(calendar, task.run_on + ONE_DAY, asked_until(task, today))
    return (task.run_on, *later)


def asked_until(task: Task, today: date) -> date:
    """The last day on which something was asked: nothing is while the program rests, or since the
    task was set aside."""
    rests = rests_since(task.program)
    aside = local_day(task.set_aside_at, task.program.msp.zone)
    ends = [since - ONE_DAY for since in (rests, aside) if since]
    return min([today, *ends])


def rests_since(program: Program) -> date | None:
    return local_day(program.closed_at, program.msp.zone) or program.paused_on


def due_of(task: Task, today: date) -> date | None:
    """When the task is due: on the day of its open run, when that has overtaken the one that is
    written down."""
    runs = runs_due(task, today)
    return runs[-1] if len(runs) > 1 else task.due


class Repeating(Protocol):
    """A task that repeats, or as much of it as the days of its runs depend on."""

    @property
    def repeats(self) -> str: ...

    @property
    def repeats_from(self) -> date | None: ...

    @property
    def run_on(self) -> date | None: ...

    @property
    def due(self) -> date | None: ...


def dues_ahead(task: Repeating, calendar: Workdays, today: date, last: date) -> tuple[date, ...]:
    """When the open run is due, and the runs after it up to a last day; a run that was missed asks
    for nothing."""
    assert task.run_on and task.repeats_from and task.due
    rule = read(task.repeats, task.repeats_from)
    later = rule.runs(calendar, task.run_on + ONE_DAY, max(last, today))
    missed = sum(run <= today for run in later)
    return later[missed - 1 :] if missed else (task.due, *later)


def ahead(task: Task, today: date) -> tuple[date, ...]:
    """The next runs after the open one."""
    runs = runs_due(task, today)
    following = rule_of(task).following(task.program.workdays, runs[-1], MOST_AHEAD) if runs else ()
    return following if task.applies and not task.closed else ()


@dataclass(frozen=True)
class RunLine:
    """One run as the history of the task tells it."""

    run_on: date
    due: date
    today: date
    done_on: date | None = None
    by: User | None = None

    @property
    def missed(self) -> bool:
        return self.done_on is None

    @property
    def says(self) -> str:
        """What became of it: "Done by Bob", "Done by Bob 2 days late", "Missed"."""
        if self.done_on is None:
            return "Missed"
        late = days_late(self.due, self.done_on, self.today)
        by = f" by {self.by.first_name}" if self.by else ""
        if late:
            return f"Done{by} {counted(late, 'day')} late"
        early = f" on {day(self.done_on, self.today)}" if self.done_on < self.due else ""
        return f"Done{by}{early}"


@dataclass(frozen=True)
class History:
    """The last runs of a task, the newest first."""

    lines: Sequence[RunLine]
    last_done_at: datetime | None = None
    may_put_back: date | None = None
    """The day of the run that can still be put back: the last one, when it was done."""


def history_of(task: Task, today: date) -> History:
    """What was written down, and what was missed since."""
    if task.repeats_from is None:
        return History(())
    kept = runs_kept(task.id)
    zone = task.program.msp.zone
    lines = [RunLine(run, run, today) for run in reversed(runs_due(task, today)[:-1])]
    lines += [
        RunLine(one.run_on, one.due, today, local_day(one.done_at, zone), one.done_by)
        for one in kept
    ]
    last = kept[0] if kept and kept[0].done_at and task.repeats else None
    done = (one.done_at for one in kept if one.done_at)
    return History(lines[:MOST_RUNS], next(done, None), last.run_on if last else None)


def runs_kept(task_id: UUID) -> Sequence[Run]:
    """The last runs that were written down, the newest first."""
    wanted = select(Run).where(Run.task_id == task_id).options(joinedload(Run.done_by))
    return db.session.scalars(wanted.order_by(Run.run_on.desc()).limit(MOST_RUNS)).all()


def kept_run(task_id: UUID, day: date) -> Run | None:
    return db.session.scalar(select(Run).where(Run.task_id == task_id, Run.run_on == day))


def tasks_that_repeat(program_id: UUID) -> Sequence[Task]:
    """The tasks of a program that come again."""
    wanted = select(Task).where(Task.program_id == program_id, Task.repeats != "")
    return db.session.scalars(wanted.where(Task.done_at.is_(None))).all()


def last_run_done(task_id: UUID) -> Run | None:
    """The last run that was done, however long ago."""
    wanted = select(Run).where(Run.task_id == task_id, Run.done_at.is_not(None))
    return db.session.scalar(wanted.order_by(Run.run_on.desc()).limit(1))


def last_done_at(task: Task) -> datetime | None:
    """When its last run was done."""
    if task.first_done_at is None:
        return None
    return db.session.scalar(select(func.max(Run.done_at)).where(Run.task_id == task.id))


def fresh(proofs: Sequence[Proof], since: datetime | None) -> Sequence[Proof]:
    """The evidence of the open run: what was added since the last one was done."""
    return [one for one in proofs if one.at > since] if since else proofs
