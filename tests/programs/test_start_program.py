"""Starting a program copies the template, and belongs to one MSP."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.db import db
from app.programs import queries
from app.programs.facts import roadmap_facts_of
from app.programs.models import Item, Program, Task
from app.tenancy import OutOfScope
from tests import make
from tests.scopes import inside


def test_the_shipped_program_has_all_its_items(app: Flask) -> None:
    with inside(app):
        program = make.program()
        phases = queries.roadmap(program.id)
        assert [len(phase.items) for phase in phases] == [8, 6, 7]
        assert all(item.tasks and item.owner for phase in phases for item in phase.items)
        assert roadmap_facts_of(program).progress.total == 21


def test_a_started_program_keeps_its_first_plan(app: Flask) -> None:
    with inside(app):
        make.program()
    with inside(app):
        program = queries.program(None)
        assert program is not None
        assert program.first_ends_on == program.ends_on == make.END
        items = db.session.scalars(select(Item)).all()
        assert all(item.due == item.first_due for item in items)


def test_the_same_form_sent_twice_starts_one_program(app: Flask) -> None:
    with inside(app):
        first = make.program()
        first.once = "a-form"
        db.session.flush()
        assert queries.started_with("a-form") is first


def test_two_programs_of_one_name_have_two_addresses(app: Flask) -> None:
    with inside(app):
        assert make.program().slug != make.program().slug


def test_another_msp_sees_nothing_of_it(app: Flask) -> None:
    with inside(app):
        make.program()
        tasks = db.session.scalars(select(Task.id)).all()
    with inside(app, "fabrikam"):
        assert queries.program(None) is None
        assert db.session.scalar(select(func.count()).select_from(Task)) == 0
        assert queries.task(tasks[0]) is None


def test_without_a_scope_asking_raises(app: Flask) -> None:
    with app.app_context(), pytest.raises(OutOfScope):
        db.session.scalars(select(Program)).all()
