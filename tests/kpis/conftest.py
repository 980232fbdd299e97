"""A program at Northwind with three success criteria and eleven weeks of readings."""

from datetime import date, timedelta

import pytest
from flask import Flask

from app.criteria.actions import NewCriterion, add_criterion
from app.criteria.baseline import BaselineValue
from app.criteria.goals import Goal
from app.db import db
from app.programs.models import Program
from app.programs.queries import program
from tests import make
from tests.conftest import Time
from tests.scopes import inside

SUNDAY = date(2026, 11, 22)
UTILIZATION = [58, 57, 59, 58, 58, 59, 59.5, 60, 61.5, 61, 62, 62.5, 62, 63]
SLA = [80, 82, 84, 83, 81, 80, 79, 78]
WAITING = [31, 30, 24, 20, 16, 13, 12, 14, 15, 16, 17]


def read_weekly(key: str, values: list[float], last: date = SUNDAY) -> None:
    """One reading a week up to a Sunday, of 400 each."""
    for weeks, value in enumerate(reversed(values)):
        reading = make.reading(key, value, on=last - timedelta(days=7 * weeks))
        reading.by_id, reading.n = make.user("alice").id, 400
        db.session.add(reading)


def aim(program: Program, key: str, target: float, baseline: float, position: int) -> str:
    new = NewCriterion(
        key, make.START, Goal(make.END, target), position, BaselineValue(baseline, n=2000)
    )
    return str(add_criterion(program.id, new, make.user("alice")).id)


def running() -> Program:
    """The program that runs at the MSP in scope."""
    found = program(None)
    assert found is not None
    return found


@pytest.fixture
def measured(app: Flask, time: Time) -> str:
    """Monday 23 November: on pace, worse than at the start, and one without a reading. The id of
    the criterion on resource utilization."""
    with inside(app):
        started = make.program()
        read_weekly("resource_utilization_pct", UTILIZATION)
        read_weekly("sla_completion_met_pct", SLA)
        read_weekly("waiting_stale_count", WAITING)
        read_weekly("on_hold_past_due_count", [9, 8, 7], last=date(2026, 10, 25))
        db.session.flush()
        criterion = aim(started, "resource_utilization_pct", 68, 58, 0)
        aim(started, "sla_completion_met_pct", 95, 80, 1)
        aim(started, "rhem", 0.25, 0.42, 2)
        return criterion
