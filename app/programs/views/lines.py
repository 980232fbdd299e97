"""How tasks read in lists, on whatever page they stand."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import url_for

from app.accounts.gate import current_user
from app.clock import today
from app.programs import queries
from app.programs.models import Phase, Program, Task
from app.programs.views import bp
from app.programs.work import TaskLine


def as_line(task: Task, ran: date | None = None) -> TaskLine:
    """The task as the person of this request sees it, today where its MSP is; `ran` is the run
    that was just checked off."""
    return TaskLine(task, current_user.id, today(task.program.msp.zone), ran)


def task_url(task: Task) -> str:
    return url_for("programs.task", msp=slug(task), task_id=task.id)


def turn_url(line: TaskLine, at: str) -> str:
    """Where a check or its opposite is sent; `at` names the place to come back to."""
    if line.checked:
        return deed_url("put_back_task", line.task, at, line.ran)
    return deed_url("check_off_task", line.task, at, line.run)


def roadmap_url(program: Program) -> str:
    return program_url(program, "programs.roadmap")


def phase_url(phase: Phase) -> str:
    return url_for("programs.phase_sign_off", msp=phase.program.msp.slug, phase_id=phase.id)


def overview_url(program: Program) -> str:
    return url_for("overview.overview", msp=program.msp.slug, program=program.slug)


def program_url(program: Program, endpoint: str, **more: Any) -> str:
    """The short address for the newest running program, the long one for others."""
    is_newest = program is queries.program(None)
    named = None if is_newest else program.slug
    return url_for(endpoint, msp=program.msp.slug, program=named, **more)


def put_off_url(task: Task, at: str) -> str:
    return deed_url("put_off_task", task, at)


def put_back_url(task: Task, run: date) -> str:
    return deed_url("put_back_task", task, "task", run)


def deed_url(deed: str, task: Task, at: str, run: date | None = None) -> str:
    where: dict[str, Any] = {} if at == "task" else {"at": at}
    if run:
        where["run"] = run.isoformat()
    return url_for(f"programs.{deed}", msp=slug(task), task_id=task.id, **where)


def slug(task: Task) -> str:
    return task.program.msp.slug


PLACES: dict[str, Callable[[Task], str]] = {
    "roadmap": lambda task: f"{roadmap_url(task.program)}#item-{task.item.id}",
    "item": lambda task: url_for("programs.item", msp=slug(task), item_id=task.item.id),
    "work": lambda task: url_for("programs.my_work"),
    "now": lambda task: url_for("programs.my_work"),
    "overview": lambda task: url_for("overview.overview", msp=slug(task)),
    "task": lambda task: task_url(task),
}


for words in (
    as_line,
    task_url,
    turn_url,
    roadmap_url,
    phase_url,
    program_url,
    put_off_url,
    put_back_url,
):
    bp.add_app_template_filter(words)
