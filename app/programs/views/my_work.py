"""Everyone's own list: the task to do now, then this week, later, and what is done."""

from datetime import timedelta
from typing import Any

from flask import render_template

from app.accounts.gate import current_user, signed_in
from app.accounts.models import User
from app.clock import now, today
from app.programs import queries
from app.programs.effect import effect_of
from app.programs.models import Program
from app.programs.views import bp
from app.programs.views.lines import as_line
from app.programs.views.roadmap import board_of
from app.programs.work import Work, arrange

SHOWN_DONE = timedelta(weeks=4)
"""How long a finished task stays in the list."""


@bp.get("/my-work")
@signed_in
def my_work() -> str:
    work = work_of(current_user)
    program = work.now.task.program if work.now else queries.program(None)
    return render_template(
        "programs/my_work.html",
        work=work,
        program=program,
        day=today(program.msp.zone if program else "UTC"),
        **(where(program) if program else {}),
    )


def where(program: Program) -> dict[str, Any]:
    """What stands beside the list: the number that the program moves, and its squares."""
    return {"board": board_of(program), "effect": effect_of(program)}


def work_of(person: User) -> Work:
    tasks = queries.work_of(person.id, done_since=now() - SHOWN_DONE)
    return arrange([as_line(task) for task in tasks])
