"""Builders for tests: plain functions over real actions, sensible defaults."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from flask import Flask

from app.accounts.models import User
from app.accounts.queries import practice_of, user_by_email
from app.clock import now
from app.db import db
from app.kpis.catalogue import Cadence, Direction, Kind, Kpi, Unit
from app.kpis.define import Looks, NewKpi, define
from app.kpis.models import Reading
from app.places import seeds
from app.planning.workdays import Workdays
from app.programs.actions.start import People, start_program
from app.programs.actions.template import keep_for_practice
from app.programs.first_plan import plan
from app.programs.models import Item, Program, Task, TaskItem, TaskPerson
from app.programs.template import Duty
from app.programs.template_file import read_templates
from app.tenancy import acting_for
from tests.cast import email_of
from tests.scopes import writing

START = date(2026, 9, 14)
END = date(2027, 3, 12)


def user(name: str) -> User:
    found = user_by_email(email_of(name))
    assert found is not None
    return found


def program(
    champion: str = "alice", sponsor: str = "olga", start: date = START, end: date = END
) -> Program:
    """The shipped program, started at the MSP in scope."""
    template = read_templates(seeds() / "programs")["service-delivery"]
    calendar = Workdays()
    people = People(
        champion=user(champion),
        sponsor=user(sponsor),
        by_duty={Duty.SERVICE_COORDINATOR: user("bob").id} if champion == "alice" else {},
    )
    return start_program(plan(template, start, end, calendar), people, calendar, user(champion))


def practices_template(app: Flask, coach: str = "carol") -> UUID:
    """A template that a coach keeps for their practice; its id."""
    with writing(app):
        by = user(coach)
        practice = practice_of(by.id)
        assert practice is not None
        with acting_for([practice.id]):
            template = read_templates(seeds() / "programs")["drive-to-thrive"]
            made = replace(template, name=f"The way of {practice.name}")
            return keep_for_practice(made, "Brought in from a file.", by, practice).id


def reading(key: str, value: float | None, on: date, days: int = 7) -> Reading:
    """A typed reading of the period that ends on a day."""
    return Reading(
        kpi_key=key,
        starts_on=on - timedelta(days=days - 1),
        ends_on=on,
        value=value,
        source="Typed",
        at=now(),
    )


def own_kpi(name: str, by: User) -> Kpi:
    """A weekly count of an MSP's own, more is better."""
    way = (Direction.UP, None, 0.0, None, Cadence.WEEKLY, Kind.RESULT)
    looks = Looks(name, f"how many {name.lower()} there were", 0, *way)
    return define(NewKpi(looks, Unit.COUNT, f"Every one of the {name.lower()} once."), by)


def tasks(item: Item, count: int) -> list[Task]:
    """More tasks in an item, for Alice, due when the item is."""
    made = []
    for number in range(count):
        task = Task(
            program_id=item.program_id,
            strand="sop",
            title=f"Task {number}",
            due=item.due,
            first_due=item.due,
            people=[TaskPerson(user=user("alice"))],
        )
        db.session.add(task)
        db.session.flush()
        db.session.add(TaskItem(task_id=task.id, item_id=item.id, position=100 + number))
        made.append(task)
    return made
