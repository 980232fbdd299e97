"""Everyone's own list: the task to do now, then this week, later, and what is done."""

from datetime import timedelta
from typing import Any

from flask import g, render_template, request

from app.accounts.gate import current_user, signed_in
from app.accounts.models import User
from app.clock import now, today
from app.programs import queries
from app.programs.effect import effect_of
from app.programs.models import Program
from app.programs.order import FOLDS, Order, Work, arrange
from app.programs.phases import phase_lines
from app.programs.views import bp
from app.programs.views.lines import as_line
from app.programs.waiting import waiting_for
from app.web.htmx import wants_fragment

SHOWN_DONE = timedelta(weeks=4)
"""How long a finished task stays in the list."""


@bp.get("/my-work")
@signed_in
def my_work() -> str:
    work = work_of(current_user, asked_fold())
    if wants_fragment():
        return render_template(f"programs/{'_folded' if work.fold else '_work'}.html", work=work)
    g.open_this_week = work.order.open_this_week
    program = work.now.task.program if work.now else queries.program(None)
    day = today(program.msp.zone if program else "UTC")
    return render_template(
        "programs/my_work.html",
        work=work,
        program=program,
        day=day,
        waiting=waiting_for(current_user.id, day),
        **(where(program) if program else {}),
    )


def asked_fold() -> str:
    """The fold that was opened: its tasks are read only then."""
    show = request.args.get("show", "")
    return show if show in FOLDS else ""


def where(program: Program) -> dict[str, Any]:
    """What stands beside the list: the number that the program moves, and its squares."""
    return {"phases": phase_lines(program, today(program.msp.zone)), "effect": effect_of(program)}


def work_of(person: User, fold: str = "") -> Work:
    """The list of a person; whole tasks are read only for what the page shows."""
    order = order_of(person)
    lines = {task.id: as_line(task) for task in queries.tasks_in_a_list(order.shown(fold))}
    return Work(order, lines, today, fold)


def counts_of(person: User) -> Work:
    """The same without a line: how many there are."""
    return Work(order_of(person), {}, today)


def order_of(person: User) -> Order:
    return arrange(queries.work_of(person.id, done_since=now() - SHOWN_DONE), today)
