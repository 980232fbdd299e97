"""A new program's first plan keeps out of the leave of those who get its tasks."""

from datetime import date

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.db import db
from app.planning.leave import covers
from app.planning.workdays import Away, Workdays
from app.programs.actions.leave import enter_leave
from app.programs.around_leave import around_leave, moved_by_owner, tasks_of
from app.programs.first_plan import PlannedProgram, plan
from app.programs.library import templates
from app.programs.models import Task
from app.programs.template import Duty, place_of_task
from tests import make
from tests.person import Person
from tests.programs.wizard import START as HERE
from tests.programs.wizard import hidden, up_to
from tests.scopes import inside

DAYS = Workdays(holidays=frozenset({date(2026, 12, 24), date(2026, 12, 25)}))
START, END = date(2026, 11, 30), date(2027, 5, 28)
PLANNED = plan(templates()["service-delivery"], START, END, DAYS)
SPANS = st.tuples(st.dates(date(2026, 11, 1), date(2027, 7, 1)), st.integers(0, 250)).map(
    lambda span: Away(span[0], date.fromordinal(span[0].toordinal() + span[1]))
)
LEAVES = st.fixed_dictionaries({duty: st.lists(SPANS, max_size=3).map(tuple) for duty in Duty})


def dues(planned: PlannedProgram) -> dict[str, date]:
    return {
        place_of_task(phase.phase, item.item, task.task): task.due
        for phase in planned.phases
        for item in phase.items
        for task in item.tasks
    }


PLAIN = dues(PLANNED)


@settings(max_examples=15, deadline=None)
@given(LEAVES)
def test_no_task_lands_on_the_leave_of_its_owner(leave: dict[Duty, tuple[Away, ...]]) -> None:
    laid = around_leave(PLANNED, leave.__getitem__, DAYS)
    days = dues(laid)
    for item, task in tasks_of(laid):
        assert not covers(leave[task.task.owner], task.due) and DAYS.is_workday(task.due)
        assert laid.start <= item.start <= task.due <= item.due <= laid.end
        waits = [one.task for one in task.task.waits_for]
        assert all(days[one] < task.due for one in waits if days[one] > PLAIN[one])


def test_without_leave_the_plan_stays() -> None:
    assert around_leave(PLANNED, lambda _: (), DAYS) == PLANNED
    assert not moved_by_owner(PLANNED, PLANNED)


def test_an_owner_who_is_away_to_the_end_does_it_before() -> None:
    away = dict.fromkeys(Duty, ()) | {Duty.CHAMPION: (Away(date(2027, 2, 1), END),)}
    laid = around_leave(PLANNED, away.__getitem__, DAYS)
    own = [task for _, task in tasks_of(laid) if task.task.owner is Duty.CHAMPION]
    assert laid.end == END and max(task.due for task in own) < date(2027, 2, 1)


@pytest.mark.one_database
def test_the_wizard_shows_and_starts_the_plan_around_leave(app: Flask, alice: Person) -> None:
    with inside(app):
        bob = make.user("bob")
        enter_leave(bob, Away(START, date(2026, 12, 18)), "", "UTC", bob)
    up_to(app, alice, "done")
    looked = alice.get(f"{HERE}/dates")
    assert "Laid around leave that is entered: " in looked and " tasks of Bob" in looked
    page = alice.get(f"{HERE}/done")
    alice.post(f"{HERE}/done", version=hidden(page, "version"), once=hidden(page, "once"))
    with inside(app):
        his = [task for task in db.session.scalars(select(Task)) if bob.id in task.assignee_ids]
        assert his and min(task.due for task in his if task.due) > date(2026, 12, 18)
