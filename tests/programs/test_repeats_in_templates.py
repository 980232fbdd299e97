"""How often a task repeats goes with its program into a template, and out of it."""

from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from app.db import db
from app.planning.workdays import Workdays
from app.programs import queries
from app.programs.actions.start import People, start_program
from app.programs.as_template import Copier
from app.programs.first_plan import plan
from app.programs.library import templates
from app.programs.models import Task
from tests import make
from tests.conftest import Time
from tests.scopes import inside

pytestmark = pytest.mark.one_database


def test_a_template_keeps_it(app: Flask, time: Time) -> None:
    """From the file of a template to a program, and from there to a template again."""
    shipped = templates()["drive-to-thrive"]
    phase, item = shipped.phases[0], shipped.items[0]
    first = replace(item.tasks[0], repeats="FREQ=MONTHLY;BYDAY=-1FR")
    item = replace(item, tasks=(first, *item.tasks[1:]))
    phase = replace(phase, items=(item, *phase.items[1:]))
    with inside(app):
        alice, days = make.user("alice"), Workdays()
        planned = plan(
            replace(shipped, phases=(phase,)), date(2026, 11, 30), date(2027, 3, 26), days
        )
        program = start_program(planned, People(alice, None, {}), days, alice)
        (task,) = db.session.scalars(select(Task).where(Task.repeats != ""))
        assert task.due and task.due.weekday() == 4 and task.run_on == task.due == task.first_due
        ours = task.item
        assert ours.due and ours.due == ours.first_due >= task.due
        assert ours.phase.ends_on == ours.phase.first_ends_on and ours.due <= ours.phase.ends_on
        assert program.first_ends_on == program.ends_on >= ours.due
        (again,) = Copier(program, {}, ()).phases(queries.roadmap(program.id))
        rules = [task.repeats for task in again.items[0].tasks if task.repeats]
        assert rules == [first.repeats]
