"""A firm's people and its program, laid by the shipped template."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from app.accounts import actions
from app.accounts.models import Msp, Practice, User
from app.demo.moments import WEEK
from app.demo.scripts import FirmScript
from app.planning.workdays import Workdays
from app.policy import Role
from app.programs.actions.start import People, start_program
from app.programs.first_plan import last_day, plan
from app.programs.library import templates
from app.programs.models import Program
from app.programs.template import Duty
from app.programs.templates import offered

TEMPLATE = "service-delivery"
CALENDAR = Workdays()


def start_of(week: int, today: date) -> date:
    """The Monday on which a program began that is in this week of its time."""
    monday = today - today.weekday() * WEEK / 7
    return monday - (week - 1) * WEEK


def add_firm(name: str, slug: str, phone: str, practice: Practice) -> Msp:
    """An MSP that lets the practice in."""
    msp = actions.add_msp(name, slug)
    msp.phone = phone
    actions.grant(msp, practice)
    return msp


def add_people(script: FirmScript, msp: Msp, password: str) -> dict[str, User]:
    """Everybody of a firm by the key in its script; Dana signs in as dana@northwind.example."""
    people = {}
    for one in script.people:
        user = actions.add_user(address(one.key, script.slug), one.name, password)
        actions.join_msp(user, msp, Role(one.role), one.title, one.duties)
        people[one.key] = user
    return people


def address(key: str, slug: str) -> str:
    return f"{key}@{slug}.example"


def duties(script: FirmScript, people: Mapping[str, User]) -> dict[Duty, UUID]:
    return {Duty(duty): people[one.key].id for one in script.people for duty in one.duties}


def start(people: People, starts_on: date, by: User, key: str = TEMPLATE) -> Program:
    """The shipped program, or another that is offered, started by its champion."""
    template = offered()[key] if key != TEMPLATE else templates()[TEMPLATE]
    ends_on = last_day(starts_on, template.weeks, CALENDAR)
    return start_program(plan(template, starts_on, ends_on, CALENDAR), people, CALENDAR, by)
