"""What a roadmap's dates and checks mean today: states, progress, lateness."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class TaskState(StrEnum):
    """How a task stands; each value is its word on screen."""

    DONE = "done"
    LATE = "late"
    TODAY = "due today"
    THIS_WEEK = "this week"
    TO_COME = "to come"
    NOT_APPLICABLE = "not applicable"


class ItemState(StrEnum):
    """How an item or a phase stands; each value is its word on screen."""

    DONE = "done"
    LATE = "late"
    UNDER_WAY = "under way"
    NEXT = "next"
    TO_COME = "to come"
    NOT_APPLICABLE = "not applicable"


@dataclass(frozen=True)
class TaskFacts:
    """What the states of a task and its item depend on."""

    due: date | None
    done_on: date | None = None
    applies: bool = True
    held: bool = False
    """Does its program rest, so that it cannot be late?"""

    @property
    def open(self) -> bool:
        return self.applies and self.done_on is None


@dataclass(frozen=True, slots=True)
class Work:
    """The tasks of an item in numbers: all of them, those that count, and those that are left;
    the earliest due day of what is left, and the days of the first and the last check."""

    total: int = 0
    counting: int = 0
    left: int = 0
    due: date | None = None
    first_check: date | None = None
    last_check: date | None = None

    @property
    def progress(self) -> "Progress":
        return Progress(self.counting - self.left, self.counting)


def work_of(tasks: Iterable[TaskFacts]) -> Work:
    """The same numbers from the tasks themselves."""
    every = list(tasks)
    counting = [task for task in every if task.applies]
    left = [task for task in counting if task.open]
    dues = [task.due for task in left if task.due]
    checks = [task.done_on for task in counting if task.done_on]
    return Work(
        len(every),
        len(counting),
        len(left),
        min(dues, default=None),
        min(checks, default=None),
        max(checks, default=None),
    )


@dataclass(frozen=True)
class ItemFacts:
    """What an item's state depends on: its dates, its owner and its tasks in numbers."""

    name: str
    start: date | None
    due: date | None
    owned: bool
    work: Work
    held: bool = False

    @property
    def applies(self) -> bool:
        """An item whose tasks were all set aside counts no more; one without tasks still does."""
        return bool(self.work.counting) or not self.work.total

    @property
    def done(self) -> bool:
        return bool(self.work.counting) and not self.work.left

    @property
    def done_on(self) -> date | None:
        """The day of its last check, once nothing is left."""
        return self.work.last_check if self.done else None


@dataclass(frozen=True)
class Progress:
    """So many of so many: progress that can be counted."""

    done: int
    total: int

    def __str__(self) -> str:
        return f"{self.done} of {self.total}"


def task_state(task: TaskFacts, today: date) -> TaskState:
    """How a task stands; the week is that of the calendar, Monday to Sunday.

    While its program rests, everything is to come.
    """
    if not task.applies:
        return TaskState.NOT_APPLICABLE
    if task.done_on is not None:
        return TaskState.DONE
    if task.held or task.due is None or task.due > sunday(today):
        return TaskState.TO_COME
    if task.due > today:
        return TaskState.THIS_WEEK
    return TaskState.TODAY if task.due == today else TaskState.LATE


def sunday(today: date) -> date:
    return today + timedelta(days=6 - today.weekday())


def days_late(due: date | None, done_on: date | None, today: date) -> int:
    """Calendar days past the due day, counted to the check or to today; 0 when on time."""
    return 0 if due is None else max(((done_on or today) - due).days, 0)


def days_moved(first: date | None, now: date | None) -> int:
    """Calendar days between the first plan and the plan as it is; negative when earlier."""
    return (now - first).days if first and now else 0


def item_state(item: ItemFacts, today: date) -> ItemState:
    """How an item stands from its tasks and its dates, without looking at its neighbours.

    Late: its own due day, or that of one of its tasks, has passed with work left. Under way: a
    task is checked off, or its start has come. While its program rests, nothing is late.
    """
    if not item.applies:
        return ItemState.NOT_APPLICABLE
    if item.done:
        return ItemState.DONE
    dues = (item.due, item.work.due)
    if not item.held and any(days_late(due, None, today) for due in dues):
        return ItemState.LATE
    return ItemState.UNDER_WAY if has_begun(item, today) else ItemState.TO_COME


def has_begun(item: ItemFacts, today: date) -> bool:
    return bool(item.work.first_check) or (item.start is not None and item.start <= today)


def item_states(items: Sequence[ItemFacts], today: date) -> tuple[ItemState, ...]:
    """The states of a program's items in their order; the first one to come is next."""
    states = [item_state(item, today) for item in items]
    waiting = [place for place, one in enumerate(states) if one is ItemState.TO_COME]
    if waiting:
        states[min(waiting, key=lambda place: (items[place].start or date.max, place))] = (
            ItemState.NEXT
        )
    return tuple(states)


def phase_state(items: Iterable[ItemState]) -> ItemState:
    """How a phase stands from its items: done when all are, late when one is."""
    states = {one for one in items if one is not ItemState.NOT_APPLICABLE}
    if states <= {ItemState.DONE}:
        return ItemState.DONE if states else ItemState.NOT_APPLICABLE
    if ItemState.LATE in states:
        return ItemState.LATE
    if states & {ItemState.DONE, ItemState.UNDER_WAY}:
        return ItemState.UNDER_WAY
    return ItemState.NEXT if ItemState.NEXT in states else ItemState.TO_COME


def progress(states: Iterable[TaskState] | Iterable[ItemState]) -> Progress:
    """How many are done of those that count; what does not apply is in neither number."""
    counting = [str(one) for one in states if str(one) != TaskState.NOT_APPLICABLE.value]
    return Progress(counting.count(TaskState.DONE.value), len(counting))


def holds(rule: str, marks: Sequence[bool]) -> bool:
    """Whether a task is done by the marks of its people: "any" of them, or "all"."""
    return bool(marks) and (all(marks) if rule == "all" else any(marks))
