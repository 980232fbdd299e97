"""Many clients of one coach, each with the shipped program: one by the actions, the rest copied."""

from datetime import date, timedelta
from itertools import chain, zip_longest
from typing import Any, NamedTuple
from uuid import UUID

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import (
    Column,
    ColumnElement,
    String,
    Subquery,
    Table,
    case,
    func,
    insert,
    select,
    true,
    type_coerce,
)

from app.accounts import actions
from app.accounts.models import Membership, Msp, Practice, User
from app.accounts.secrets import use_quick_hashes
from app.checkins.actions import check_in
from app.clock import now, today
from app.criteria.actions import NewCriterion, add_criterion, keep_latest
from app.criteria.baseline import BaselineValue
from app.criteria.goals import Goal
from app.db import Base, Id, db, write_intent
from app.kpis.models import Reading
from app.places import seeds
from app.planning.workdays import Workdays
from app.policy import Role
from app.programs.actions.start import People, start_program
from app.programs.actions.tasks import check_off
from app.programs.first_plan import plan
from app.programs.models import Program, Task
from app.programs.template import Template, place_of, without
from app.programs.template_file import read_templates
from app.tenancy import MspOwned, scope_of

PASSWORD = "a long walk by the river"
CHAMPION, COACH = "champion-0@example.com", "coach@example.com"
FIRST = "client-0"
WEEKS = 24
AIMS = {"resource_utilization_pct": (58.0, 68.0), "mttr_net_hours": (9.0, 6.0)}
TASKS, DONE = 35, 12
"""What a client has: as many tasks as the budgets of CPU are made for, a third of them done."""
KEPT_DIGITS = 24


class World(NamedTuple):
    """What the measured pages are about."""

    clients: int
    tasks: int
    task_id: UUID


def build(app: Flask, clients: int) -> World:
    """Fill an empty database with this many clients."""
    token = write_intent.set(True)
    try:
        with app.app_context():
            upgrade()
            world = fill(clients)
            db.session.commit()
            db.session.remove()
            db.engine.dispose()
    finally:
        write_intent.reset(token)
    return world


def fill(clients: int) -> World:
    use_quick_hashes()
    practice = actions.add_practice("Beacon Row", "beacon-row")
    actions.join_practice(actions.add_user(COACH, "Helen Marsh", PASSWORD), practice)
    (first, champion), *_ = [add_client(number, practice) for number in range(clients)]
    with scope_of([first.id]):
        task_ids = run_program(champion)
    copy_rows(first, champion)
    return World(clients, len(task_ids), task_ids[-1])


def add_client(number: int, practice: Practice) -> tuple[Msp, User]:
    """A client and its champion."""
    msp = actions.add_msp(f"Client {number}", f"client-{number}")
    champion = actions.add_user(email_of(number), "Dana Reyes", PASSWORD)
    actions.join_msp(champion, msp, Role.CHAMPION, "Service manager")
    actions.grant(msp, practice)
    return msp, champion


def email_of(number: int) -> str:
    return f"champion-{number}@example.com"


def run_program(champion: User) -> list[UUID]:
    """A program in its twelfth week: criteria, readings, checked off tasks, check-ins."""
    start = today() - timedelta(weeks=12)
    template = of_tasks(read_templates(seeds() / "programs")["service-delivery"], TASKS)
    calendar = Workdays()
    people = People(champion=champion, sponsor=None, by_duty={})
    planned = plan(template, start, start + timedelta(weeks=26), calendar)
    program = start_program(planned, people, calendar, champion)
    measure(program, champion)
    tasks = list(db.session.scalars(select(Task).order_by(Task.due, Task.id)))
    for task in tasks[:DONE]:
        check_off(task, champion)
    for weeks in range(11, -1, -1):
        check_in(program, "On our way.", 4, today() - timedelta(weeks=weeks), champion, None)
    db.session.flush()
    return [task.id for task in tasks]


def of_tasks(template: Template, most: int) -> Template:
    """The template with items of each phase in turn, as long as they hold no more tasks."""
    left, out = most, []
    rows = [[(phase, item) for item in phase.items] for phase in template.phases]
    for phase, item in filter(None, chain(*zip_longest(*rows))):
        left -= len(item.tasks)
        if left < 0:
            out.append(place_of(phase, item))
    return without(template, out)


def measure(program: Program, champion: User) -> None:
    for key, (baseline, target) in AIMS.items():
        goal = Goal(due=program.ends_on, target=target)
        add_criterion(
            program.id,
            NewCriterion(key, program.starts_on, goal, baseline=BaselineValue(baseline)),
            champion,
        )
        for week in range(WEEKS):
            value = baseline + (target - baseline) * week / WEEKS + (week % 5 - 2) * 0.1
            db.session.add(reading(key, value, today() - timedelta(weeks=WEEKS - week)))
    keep_latest(list(AIMS))


def reading(key: str, value: float, on: date) -> Reading:
    starts_on = on - timedelta(days=6)
    return Reading(
        kpi_key=key, starts_on=starts_on, ends_on=on, value=value, source="Typed", at=now()
    )


def copy_rows(source: Msp, champion: User) -> None:
    """The rows of the first MSP once more for every other one, in a statement for each table."""
    db.session.flush()
    others = (
        select(Membership.msp_id, Membership.user_id)
        .where(Membership.role == Role.CHAMPION.value, Membership.msp_id != source.id)
        .subquery()
    )
    for table in in_order():
        columns = [swapped(column, champion.id, others) for column in table.columns]
        rows = select(*columns).join_from(table, others, true()).where(table.c.msp_id == source.id)
        db.session.connection().execute(insert(table).from_select([*table.columns], rows))


def swapped(column: Column[Any], champion: UUID, others: Subquery) -> ColumnElement[Any]:
    """The column as the copy has it: its MSP, its champion for the first one, and its own keys."""
    if column.name == "msp_id":
        return others.c.msp_id
    if not isinstance(column.type, Id):
        return column
    if any(key.column.table is User.__table__ for key in column.foreign_keys):
        return case((column == champion, others.c.user_id), else_=column)
    old, msp = type_coerce(column, String), type_coerce(others.c.msp_id, String)
    return func.substr(old, 1, KEPT_DIGITS).concat(func.substr(msp, KEPT_DIGITS + 1))


def in_order() -> list[Table]:
    """The tables of an MSP's data, those that others refer to first."""
    owned = {one.local_table for one in Base.registry.mappers if issubclass(one.class_, MspOwned)}
    return [table for table in db.metadata.sorted_tables if table in owned]
