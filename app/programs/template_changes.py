"""What a template changed between two of its editions, one thing at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256

from app.planning.repeats import read_repeats, words
from app.planning.words import counted
from app.programs.template import (
    Template,
    TemplateItem,
    TemplatePhase,
    TemplateTask,
    place_of,
    place_of_task,
)


class Kind(StrEnum):
    ITEM_ADDED = "item added"
    ITEM_CHANGED = "item changed"
    ITEM_GONE = "item gone"
    TASK_ADDED = "task added"
    TASK_CHANGED = "task changed"
    TASK_GONE = "task gone"


@dataclass(frozen=True)
class Placed:
    """An item of a template in its phase, with one of its tasks when it is about that."""

    phase: TemplatePhase
    item: TemplateItem
    task: TemplateTask | None = None

    @property
    def itself(self) -> tuple[object, ...]:
        """What it says of its own, whatever stands beside it."""
        task, item = self.task, self.item
        if task is not None:
            itself = (task.strand, task.title, task.why, task.minutes, task.due_after)
            return (*itself, task.repeats) if task.repeats else itself
        return (item.name, item.purpose, item.moves, item.ends_after - item.starts_after)


@dataclass(frozen=True)
class TemplateChange:
    """One change that a running program takes or refuses.

    `before` is missing for what is new, `after` for what is gone; `days` is by how many working
    days the end moves; `since` is the edition that the program follows.
    """

    kind: Kind
    place: str
    told: str
    before: Placed | None = None
    after: Placed | None = None
    days: int = 0
    since: int = 0

    @property
    def key(self) -> str:
        """The same change has the same key, in whichever later edition it is found."""
        itself = self.after and self.after.itself
        mark = sha256(f"{self.since}{self.told}{itself}".encode()).hexdigest()[:16]
        return f"{self.kind}:{mark}:{self.place}"[:300]

    @property
    def about(self) -> str:
        """The name of the item that it belongs to."""
        placed = self.after or self.before
        assert placed is not None
        return placed.item.name


def changes(before: Template, after: Template) -> list[TemplateChange]:
    """Everything that differs, in the order of the later edition; what is gone comes last."""
    old, new = items_of(before), items_of(after)
    found: list[TemplateChange] = []
    for place, placed in new.items():
        if place in old:
            found += item_changes(place, old[place], placed)
        else:
            tasks = counted(len(placed.item.tasks), "task")
            told = f"Add “{placed.item.name}” with {tasks} to {placed.phase.name}"
            found.append(TemplateChange(Kind.ITEM_ADDED, place, told, after=placed))
    for place, placed in old.items():
        if place not in new:
            told = f"Set “{placed.item.name}” aside"
            found.append(TemplateChange(Kind.ITEM_GONE, place, told, before=placed))
    return found


def items_of(template: Template) -> dict[str, Placed]:
    return {
        place_of(phase, item): Placed(phase, item)
        for phase in template.phases
        for item in phase.items
    }


def item_changes(place: str, old: Placed, new: Placed) -> Iterator[TemplateChange]:
    """What differs in one item: itself, and its tasks by their keys."""
    was, now = old.item, new.item
    days = (now.ends_after - now.starts_after) - (was.ends_after - was.starts_after)
    told = list(item_words(was, now, days))
    if told:
        yield TemplateChange(Kind.ITEM_CHANGED, place, "; ".join(told), old, new, days)
    tasks = {task.key: task for task in was.tasks}
    for task in now.tasks:
        yield from task_change(old, new, tasks.pop(task.key, None), task)
    for task in tasks.values():
        gone = Placed(old.phase, was, task)
        at = place_of_task(old.phase, was, task)
        yield TemplateChange(Kind.TASK_GONE, at, f"Set “{task.title}” aside", before=gone)


def item_words(was: TemplateItem, now: TemplateItem, days: int) -> Iterator[str]:
    if was.name != now.name:
        yield f"Call it “{now.name}”"
    if was.purpose != now.purpose:
        yield f"Its purpose: “{now.purpose}”"
    if set(was.moves) != set(now.moves):
        yield f"It moves {counted(len(now.moves), 'KPI')} instead of {len(was.moves)}"
    if days:
        yield later(days)


def task_change(
    old: Placed, new: Placed, was: TemplateTask | None, now: TemplateTask
) -> Iterator[TemplateChange]:
    place, after = place_of_task(new.phase, new.item, now), Placed(new.phase, new.item, now)
    if was is None:
        yield TemplateChange(Kind.TASK_ADDED, place, f"Add the task “{now.title}”", after=after)
        return
    days = now.due_after - was.due_after
    told = list(task_words(was, now, days))
    if told:
        before = Placed(old.phase, old.item, was)
        words = f"“{was.title}”: {'; '.join(told)}"
        yield TemplateChange(Kind.TASK_CHANGED, place, words, before, after, days)


def task_words(was: TemplateTask, now: TemplateTask, days: int) -> Iterator[str]:
    if was.title != now.title:
        yield f"call it “{now.title}”"
    if was.why != now.why:
        yield f"why: “{now.why}”"
    if was.minutes != now.minutes:
        yield f"{counted(now.minutes, 'minute')} instead of {was.minutes}"
    if was.strand != now.strand:
        yield f"strand {now.strand.value} instead of {was.strand.value}"
    if was.repeats != now.repeats:
        yield repeats_words(now)
    if days:
        yield later(days).lower()


def repeats_words(task: TemplateTask) -> str:
    if not task.repeats:
        return "repeats no more"
    said = words(read_repeats(task.repeats), date.min)
    return f"repeats: {said[:1].lower()}{said[1:]}"


def later(days: int) -> str:
    return f"Due {counted(abs(days), 'working day')} {'later' if days > 0 else 'earlier'}"
