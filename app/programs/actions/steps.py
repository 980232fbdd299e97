"""The steps of a task: written down, ticked, put in another order, taken away and brought back."""

from collections.abc import Sequence

from app.accounts.models import User
from app.activity.actions import record
from app.clock import now
from app.db import db
from app.planning.words import counted
from app.programs.actions.missed import catch_up
from app.programs.checklist import MOST_STEPS, checklist
from app.programs.models import Step, Task
from app.refusal import Refused


def add_steps(task: Task, lines: Sequence[str], by: User) -> None:
    """One step for each line, after those that are there."""
    refuse_finished(task)
    there = checklist(task.id).steps
    if len(there) + len(lines) > MOST_STEPS:
        raise Refused(f"A task has up to {MOST_STEPS} steps. Make a larger one two tasks.")
    first = max((step.position for step in there), default=0) + 1
    for position, line in enumerate(lines, first):
        db.session.add(Step(task_id=task.id, text=line, position=position))
    tell("steps added", task, by, count=counted(len(lines), "step"))


def refuse_finished(task: Task) -> None:
    if task.done:
        raise Refused("This task is done. Put it back on the list to change its steps.")


def tick(step: Step, by: User) -> None:
    """The step is done; twice is once."""
    refuse_finished(step.task)
    catch_up(step.task)
    if not step.done:
        step.done_at, step.done_by_id = now(), by.id


def untick(step: Step) -> None:
    refuse_finished(step.task)
    step.done_at = step.done_by_id = None


def move_step(step: Step, way: int) -> None:
    """The step changes places with the one before (-1) or after it (1)."""
    refuse_finished(step.task)
    other = checklist(step.task_id).beside(step, way) if step.removed_at is None else None
    if other:
        step.position, other.position = other.position, step.position


def remove_step(step: Step, by: User) -> None:
    refuse_finished(step.task)
    if step.removed_at is None:
        step.removed_at = now()
        tell("step removed", step.task, by, why=step.text)


def bring_back_step(step: Step, by: User) -> None:
    """The undo of remove_step."""
    refuse_finished(step.task)
    if step.removed_at is not None:
        step.removed_at = None
        tell("step brought back", step.task, by, why=step.text)


def tell(deed: str, task: Task, by: User, **detail: str) -> None:
    record(deed, task, by=by, program_id=task.program_id, title=task.title, **detail)
