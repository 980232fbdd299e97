"""A date moves for a reason: of a task, and of an item with everything in it."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from app.activity.models import Event
from app.activity.phrases import phrase
from app.db import db
from app.planning.workdays import Workdays
from app.programs import queries
from app.programs.dates import last_possible
from app.programs.models import Change
from app.programs.moves import Window, shift_of
from tests import make
from tests.person import Person
from tests.programs.conftest import the_item, the_program, the_task
from tests.scopes import inside

Named = Callable[[str], UUID]
TODAY = date(2026, 11, 23)
WHY = "Tom covers for Kayla’s leave."


def move(person: Person, thing: str, thing_id: UUID, due: Any, why: str = WHY, **more: Any) -> Any:
    return person.post(f"/msps/northwind/{thing}/{thing_id}/date", due=due, reason=why, **more)


def changes() -> list[Change]:
    return list(db.session.scalars(select(Change)))


@pytest.fixture
def dashboards(item_keyed: Named) -> UUID:
    """An item under way, due on 4 December, with seven open tasks."""
    return item_keyed("service-coordination-dashboards")


class TestATask:
    @pytest.fixture
    def task_id(self, app: Flask, dashboards: UUID) -> UUID:
        with inside(app):
            return queries.tasks_of(dashboards)[-1].id

    def test_moves_with_a_reason(self, app: Flask, alice: Person, task_id: UUID) -> None:
        with inside(app):
            was = the_task(task_id).due
        page = move(alice, "tasks", task_id, "2026-12-03")
        assert page.status == 303
        with inside(app):
            task = the_task(task_id)
            assert (task.due, task.first_due) == (date(2026, 12, 3), was)
            change = changes()[0]
            assert (change.thing_kind, change.what, change.reason) == ("task", "due", WHY)
            assert (change.after, change.by.first_name) == ("2026-12-03", "Alice")
            assert was is not None and change.before == was.isoformat()
            assert change.days == (date(2026, 12, 3) - was).days

    @pytest.mark.one_database
    def test_its_cost_is_kept_with_the_change(
        self, app: Flask, alice: Person, task_id: UUID, dashboards: UUID
    ) -> None:
        refused = move(alice, "tasks", task_id, "2026-12-03", cost="a lot")
        assert refused.status == 422 and "a lot" in refused
        assert move(alice, "tasks", task_id, "2026-12-03", cost="9e12").status == 422
        assert move(alice, "tasks", task_id, "2026-12-03", cost="1,200").status == 303
        assert move(alice, "tasks", task_id, "2026-12-02", cost="0").status == 303
        assert move(alice, "items", dashboards, "2026-12-11", cost="-300.50").status == 303
        page = alice.get("/msps/northwind/roadmap/changes")
        assert " is due on 11 December. Its open tasks" in page
        assert "$1,200 more." in page and "$300.50 less." in page
        with inside(app):
            assert sorted(one.cost or 0 for one in changes()) == [-30050, 0, 120000]

    def test_twice_is_once(self, app: Flask, alice: Person, task_id: UUID) -> None:
        with inside(app):
            version = the_task(task_id).version
        for _ in range(2):
            page = move(alice, "tasks", task_id, "2026-12-03", version=version)
            assert page.status == 303
        with inside(app):
            assert len(changes()) == 1

    def test_a_manager_may_and_a_member_may_not(
        self, bob: Person, gus: Person, mona: Person, task_id: UUID
    ) -> None:
        assert move(bob, "tasks", task_id, "2026-12-03").status == 403
        assert move(gus, "tasks", task_id, "2026-12-03").status == 403
        assert move(mona, "tasks", task_id, "2026-12-03").status == 303

    def test_another_msp_finds_nothing(self, dave: Person, task_id: UUID) -> None:
        assert move(dave, "tasks", task_id, "2026-12-03").status == 404

    def test_that_is_done_stays_where_it_is(self, app: Flask, alice: Person, task_id: UUID) -> None:
        alice.post(f"/msps/northwind/tasks/{task_id}/check")
        page = move(alice, "tasks", task_id, "2026-12-03")
        assert page.status == 409
        assert "This task is done." in page
        with inside(app):
            assert changes() == []

    def test_from_an_old_page_loses_neither_text(
        self, app: Flask, alice: Person, mona: Person, task_id: UUID
    ) -> None:
        with inside(app):
            version = the_task(task_id).version
        move(mona, "tasks", task_id, "2026-12-02", "The vendor comes a day earlier.")
        page = move(alice, "tasks", task_id, "2026-12-03", version=version)
        assert page.status == 409
        for words in ("Mona Moss", "2 December 2026", "3 December 2026", "Tom covers"):
            assert words in page, words
        with inside(app):
            assert the_task(task_id).due == date(2026, 12, 2)
            assert len(changes()) == 1

    @pytest.mark.parametrize(
        ("due", "why", "says"),
        [
            ("", WHY, "Choose the new date."),
            ("20260-12-03", WHY, "Write the day as year, month, day"),
            ("3 December", WHY, "Write the day as year, month, day"),
            ("1999-12-31", WHY, "Choose a day between 2000 and 2100"),
            ("2101-01-03", WHY, "Choose a day between 2000 and 2100"),
            ("2026-11-20", WHY, "20 November 2026 has passed. The nearest working day is 23 Nov"),
            ("2026-11-28", WHY, "28 November 2026 is a Saturday. The nearest working day is 27 N"),
            ("2026-11-29", WHY, "29 November 2026 is a Sunday. The nearest working day is 30 N"),
            ("2026-12-07", WHY, "is due on 4 December 2026. Choose that day or an earlier one"),
            ("2026-12-03", "", "Say why in one sentence of 10 to 200 characters."),
            ("2026-12-03", "  Too short ", "Say why in one sentence of 10 to 200 characters."),
            ("2026-12-03", "x" * 201, "Say why in one sentence of 10 to 200 characters."),
        ],
    )
    def test_is_refused_beside_the_field(
        self, app: Flask, alice: Person, task_id: UUID, due: str, why: str, says: str
    ) -> None:
        page = move(alice, "tasks", task_id, due, why)
        assert page.status == 422
        assert says in page
        assert f'value="{due}"' in page
        with inside(app):
            assert changes() == []

    def test_two_things_to_put_right_are_told_together(self, alice: Person, task_id: UUID) -> None:
        page = move(alice, "tasks", task_id, "2026-11-28", "short")
        assert "Two things to put right" in page
        assert "is a Saturday" in page and "Say why in one sentence" in page

    def test_a_day_off_is_refused_with_the_nearest_day(
        self, app: Flask, alice: Person, task_id: UUID
    ) -> None:
        with inside(app):
            the_program().days_off = ["2026-11-26"]
        page = move(alice, "tasks", task_id, "2026-11-26")
        assert page.status == 422
        assert "26 November 2026 is a day off. The nearest working day is 25 November" in page


class TestAnItem:
    def test_takes_its_open_tasks_along(self, app: Flask, alice: Person, dashboards: UUID) -> None:
        with inside(app):
            first = queries.tasks_of(dashboards)[0]
            before = [(task.id, task.due) for task in queries.tasks_of(dashboards)]
            done = first.id
        alice.post(f"/msps/northwind/tasks/{done}/check")
        page = move(alice, "items", dashboards, "2026-12-11")
        assert page.status == 303
        week = Workdays()
        with inside(app):
            item = the_item(dashboards)
            assert (item.due, item.first_due) == (date(2026, 12, 11), date(2026, 12, 4))
            now = {task.id: task.due for task in queries.tasks_of(dashboards)}
            for task_id, due in before:
                assert due is not None
                assert now[task_id] == (due if task_id == done else week.add(due, 5))
            assert [(one.thing_kind, one.days) for one in changes()] == [("item", 7)]
            event = db.session.scalars(select(Event).where(Event.deed == "date moved")).one()
            assert phrase(event).text.endswith("moved from 4 to 11 December.")

    def test_that_has_not_begun_moves_its_start_too(
        self, app: Flask, alice: Person, item_keyed: Named
    ) -> None:
        lunch = item_keyed("tech-dashboard-lunch-n-learn")
        with inside(app):
            item = the_item(lunch)
            start, due = item.starts_on, item.due
            assert start > TODAY and due is not None
            later = Workdays().add(due, 3)
        assert move(alice, "items", lunch, later.isoformat()).status == 303
        with inside(app):
            assert the_item(lunch).starts_on == Workdays().add(start, 3)

    def test_moves_the_end_of_its_phase_and_program_but_not_of_the_first_plan(
        self, app: Flask, alice: Person, item_keyed: Named
    ) -> None:
        rollout = item_keyed("all-client-rollout")
        move(alice, "items", rollout, "2027-03-19")
        with inside(app):
            item, program = the_item(rollout), the_program()
            assert item.phase.ends_on == program.ends_on == date(2027, 3, 19)
            assert item.phase.first_ends_on == program.first_ends_on == make.END

    def test_from_an_old_page_loses_neither_text(
        self, app: Flask, alice: Person, mona: Person, dashboards: UUID
    ) -> None:
        with inside(app):
            version = the_item(dashboards).version
        move(mona, "items", dashboards, "2026-12-10")
        page = move(alice, "items", dashboards, "2026-12-11", version=version)
        assert page.status == 409
        assert "10 December 2026" in page and "11 December 2026" in page

    def test_that_is_done_stays_where_it_is(
        self, app: Flask, alice: Person, dashboards: UUID
    ) -> None:
        with inside(app):
            ids = [task.id for task in queries.tasks_of(dashboards)]
        for task_id in ids:
            alice.post(f"/msps/northwind/tasks/{task_id}/check")
        page = move(alice, "items", dashboards, "2026-12-11")
        assert page.status == 409
        assert "This improvement is done" in page

    def test_another_msp_finds_nothing(self, dave: Person, dashboards: UUID) -> None:
        assert move(dave, "items", dashboards, "2026-12-11").status == 404


class TestWhereADateMayGo:
    week = Workdays(holidays=frozenset({date(2026, 11, 26), date(2026, 11, 27)}))

    @pytest.mark.parametrize(
        ("day", "nearest"),
        [
            (date(2026, 11, 26), date(2026, 11, 25)),
            (date(2026, 11, 27), date(2026, 11, 25)),
            (date(2026, 11, 28), date(2026, 11, 30)),
            (date(2026, 11, 29), date(2026, 11, 30)),
        ],
    )
    def test_the_nearest_working_day(self, day: date, nearest: date) -> None:
        assert Window(self.week, TODAY).nearest(day) == nearest

    def test_the_nearest_day_is_never_before_today(self) -> None:
        assert Window(self.week, date(2026, 11, 26)).nearest(date(2026, 11, 27)).day == 30

    def test_the_nearest_day_is_never_after_the_last(self) -> None:
        window = Window(self.week, TODAY, last=date(2026, 11, 28))
        assert window.nearest(date(2026, 11, 28)) == date(2026, 11, 25)

    def test_in_a_late_item_its_own_date_moves_first(self) -> None:
        window = Window(self.week, TODAY, last=date(2026, 11, 20), holder="Triage")
        problem = window.problem(TODAY)
        assert problem is not None
        assert "Triage is due on 20 November 2026. Move that date first" in problem

    def test_it_is_no_later_than_a_program_may_take(self) -> None:
        ends = last_possible(date(2026, 11, 23), date(2027, 5, 28), self.week)
        problem = Window(self.week, TODAY, ends=ends).problem(date(2099, 12, 3))
        says = "A program takes three years at most. Choose 23 November 2029 or earlier."
        assert problem == says
        assert last_possible(TODAY, date(2031, 1, 6), self.week) == date(2031, 1, 6)

    @pytest.mark.parametrize(
        ("start", "end", "days"),
        [
            (date(2026, 11, 23), date(2026, 11, 23), 0),
            (date(2026, 11, 23), date(2026, 11, 30), 3),
            (date(2026, 11, 30), date(2026, 11, 23), -3),
            (date(2026, 11, 20), date(2026, 11, 23), 1),
        ],
    )
    def test_working_days_between(self, start: date, end: date, days: int) -> None:
        assert self.week.distance(start, end) == days

    def test_nothing_ahead_is_pulled_into_the_past(self) -> None:
        shift = shift_of(Workdays(), date(2026, 12, 18), date(2026, 12, 4), TODAY)
        assert shift.along(date(2026, 11, 25)) == TODAY
        assert shift.along(date(2026, 11, 18)) == date(2026, 11, 18)
        assert shift.along(date(2026, 12, 16)) == date(2026, 12, 2)

    def test_a_task_behind_its_item_comes_back_to_it(self) -> None:
        shift = shift_of(Workdays(), date(2026, 12, 4), date(2026, 12, 11), TODAY)
        assert shift.along(date(2026, 12, 10)) == date(2026, 12, 11)
