"""Runs that passed without being done are written down with the next change of their task."""

from datetime import date

from app.clock import today
from app.db import db
from app.programs.checklist import checklist
from app.programs.models import Program, Run, Task
from app.programs.runs import rests_since, rule_of, runs_due, tasks_that_repeat


def catch_up(task: Task) -> None:
    """Write down the runs that were missed by today: the newest one is open."""
    runs = runs_due(task, today(task.program.msp.zone))
    if len(runs) > 1:
        write_down(task, before=runs[-1])
        open_run(task, runs[-1])


def write_down(task: Task, before: date) -> None:
    """Keep the runs that were due before a day, and before today, as missed."""
    day = today(task.program.msp.zone)
    for run in runs_due(task, day):
        if run < min(before, day):
            due = task.due if run == task.run_on and task.due else run
            db.session.add(Run(task_id=task.id, run_on=run, due=due))


def open_run(task: Task, day: date) -> None:
    """The run of this day is to be done, with nothing ticked yet."""
    task.run_on = task.due = day
    for step in checklist(task.id).steps:
        step.done_at = step.done_by_id = None


def skip_rest(task: Task, since: date) -> None:
    """Nothing was asked since a day, and now it goes on: with the run of today or the next one.

    What was open before that day and not done was missed.
    """
    day = today(task.program.msp.zone)
    if not task.repeats or task.done or task.run_on is None or task.run_on >= day:
        return
    newest = runs_due(task, day)[-1]
    coming = next(rule_of(task).due_from(task.program.workdays, day), newest)
    write_down(task, before=min(since, coming))
    if coming != task.run_on:
        open_run(task, coming)


def skip_rests(program: Program) -> None:
    """A program goes on after a pause or its end: meanwhile nothing in it was asked for."""
    since = rests_since(program)
    if since is None:
        return
    for task in tasks_that_repeat(program.id):
        skip_rest(task, since)
