"""A task as a row of a list: how it stands for the person who looks."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from app.accounts.models import User
from app.planning import words
from app.planning.words import counted
from app.programs.facts import local_day
from app.programs.models import Task, TaskPerson
from app.programs.rules import TaskFacts, TaskState, days_late, task_state
from app.programs.runs import due_of, repeats_words, runs_due

PARTS = {"done": "have done it", "read": "have read it", "signed": "have signed"}
TASK_CELLS = {TaskState.DONE: "done", TaskState.LATE: "late"}
EMPHASIS = {TaskState.LATE: "late", TaskState.TODAY: "now"}


@dataclass(frozen=True)
class TaskLine:
    """A task as one row: how it stands for the person who looks.

    `ran` is the run that was just checked off: the row shows it, until the page is opened again.
    """

    task: Task
    viewer_id: UUID
    today: date
    ran: date | None = None

    @cached_property
    def state(self) -> TaskState:
        task, program = self.task, self.task.program
        done_on = self.today if self.ran else local_day(task.done_at, program.msp.zone)
        return task_state(TaskFacts(self.due, done_on, task.applies, program.held), self.today)

    @cached_property
    def due(self) -> date | None:
        """When it is due: for a task that repeats, on the day of its open run."""
        return due_of(self.task, self.today)

    @property
    def run(self) -> date | None:
        """The day of the open run of a task that repeats."""
        runs = runs_due(self.task, self.today)
        return runs[-1] if runs else None

    @property
    def repeats(self) -> str:
        """How often it comes, in words; nothing for once."""
        return repeats_words(self.task, self.today)

    @property
    def emphasis(self) -> str:
        """How the due day stands out; not at all once the viewer has checked the task."""
        return "" if self.checked else EMPHASIS.get(self.state, "")

    @property
    def cell(self) -> str:
        return TASK_CELLS.get(self.state, "todo")

    @property
    def finished_on(self) -> date | None:
        """The day of the viewer's own mark, else of the check that finished the task."""
        if self.ran:
            return self.today
        own = self.part
        moment = own.marked_at if own and own.marked_at else self.task.done_at
        return local_day(moment, self.task.program.msp.zone)

    @property
    def late(self) -> str:
        """How late an open task is, in words."""
        waits = not self.task.done and self.task.applies and not self.task.program.held
        days = days_late(self.due, None, self.today) if waits and not self.ran else 0
        return f"{counted(days, 'day')} late" if days else ""

    @property
    def due_words(self) -> str:
        """When an open task is due, in words: "10 days late", "Due today", "Due 4 December"."""
        if self.late or self.due is None:
            return self.late or "No date"
        if self.state is TaskState.TODAY:
            return "Due today"
        return f"Due {words.day(self.due, self.today)}"

    @property
    def checked(self) -> bool:
        """Done, or done as far as the viewer is asked."""
        own = self.part
        marked = own is not None and own.marked_at is not None
        return self.task.done or marked or self.ran is not None

    @cached_property
    def part(self) -> TaskPerson | None:
        parts = (part for part in self.task.people if part.user_id == self.viewer_id)
        return next(parts, None)

    @property
    def marks(self) -> str:
        """How many of several people did their part: "4 of 6 have signed"."""
        people = self.task.people
        if self.task.rule != "all" or len(people) < 2:
            return ""
        done = sum(part.marked_at is not None for part in people)
        return f"{done} of {len(people)} {PARTS.get(people[0].asked, PARTS['done'])}"

    @property
    def who(self) -> str:
        """One first name, or how many people."""
        people = self.task.people
        return people[0].user.first_name if len(people) == 1 else counted_people(len(people))

    @property
    def owner(self) -> User | None:
        return self.task.people[0].user if len(self.task.people) == 1 else None

    @property
    def takes(self) -> str:
        return f"About {minutes(self.task.minutes)}" if self.task.minutes else ""


def counted_people(count: int) -> str:
    return counted(count, "person", "people") if count else ""


def minutes(count: int) -> str:
    """A short span as people say it: "45 minutes", "1 hour", "1 hour 30 minutes"."""
    hours, rest = divmod(count, 60)
    parts = [counted(hours, "hour")] if hours else []
    return " ".join([*parts, *([counted(rest, "minute")] if rest else [])])
