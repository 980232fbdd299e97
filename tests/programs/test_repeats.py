"""A task repeats: one run at a time, done, late or missed, and it never keeps its item open."""

import re
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import case, select, update

from app.accounts.models import Msp
from app.clock import now
from app.db import db
from app.overview.queries import due_next
from app.planning.workdays import ONE_DAY, Workdays
from app.programs import log, queries
from app.programs.actions.hold import close, pause, reopen
from app.programs.actions.plan import move_item, move_task
from app.programs.actions.runs import stop_repeating
from app.programs.checklist import checklist
from app.programs.hours import pieces_of
from app.programs.models import Program, Run, Task
from app.programs.runs import (
    RunLine,
    ahead,
    dues_ahead,
    history_of,
    runs_due,
    tasks_that_repeat,
)
from app.programs.sketch import item_rows, mark_of, marks
from app.programs.squares import squares
from app.refusal import Refused
from tests import make
from tests.conftest import Time
from tests.person import Page, Person
from tests.programs.conftest import the_program, the_task
from tests.scopes import inside

pytestmark = pytest.mark.one_database
WHY = "The board fills up again every week."
MONDAYS = {"often": "week", "every": "1", "weekdays": "0", "start": "2026-11-23", "reason": WHY}
MONDAY = date(2026, 11, 23)


class Repeat(NamedTuple):
    """A task that repeats, as far as its days depend on it."""

    repeats: str
    repeats_from: date
    run_on: date
    due: date


NTHS = {"nth": "1", "weekday": "0", "months": "month"}


def page_of(task_id: UUID, deed: str = "") -> str:
    return f"/msps/northwind/tasks/{task_id}{deed and '/' + deed}"


def repeat(person: Person, task_id: UUID, **other: Any) -> Page:
    version = re.search(
        r'name="version"[^>]*value="(\d+)"', person.get(page_of(task_id, "repeats")).text
    )
    told = {"version": version[1] if version else "1", **MONDAYS, **NTHS, **other}
    return person.post(page_of(task_id, "repeats"), **told)


def check(person: Person, task_id: UUID, run: str = "", **form: str) -> Page:
    return person.post(page_of(task_id, f"check{run and '?run=' + run}"), **form)


def only(app: Flask, task_id: UUID) -> None:
    """Everything else is done."""
    with inside(app):
        db.session.execute(update(Task).where(Task.id != task_id).values(done_at=now()))
        db.session.commit()


def runs(app: Flask, task_id: UUID) -> list[tuple[date, bool]]:
    with inside(app):
        found = db.session.scalars(select(Run).where(Run.task_id == task_id).order_by(Run.run_on))
        return [(run.run_on, run.done_at is not None) for run in found]


def test_it_says_how_often_and_shows_the_next_runs_first(
    app: Flask, alice: Person, bob: Person, bobs_task: UUID, time: Time
) -> None:
    assert "Once, it does not repeat" in alice.get(page_of(bobs_task, "repeats"))
    look = repeat(alice, bobs_task, every="2", preview="1", reason="")
    assert look.status == 200 and "Every second Monday" in look
    assert "Mon 23 Nov, Mon 7 Dec, Mon 21 Dec, Mon 4 Jan 2027" in look
    with inside(app):
        assert not the_task(bobs_task).repeats
    assert repeat(alice, bobs_task, every="2").status == 303
    page = bob.get(page_of(bobs_task))
    assert "Every second Monday" in page and "Then Mon 7 Dec, Mon 21 Dec" in page
    only(app, bobs_task)
    assert "Every second Monday" in bob.get("/my-work") and "Due today" in bob.get("/my-work")
    with inside(app):
        item_id = the_task(bobs_task).item.id
        assert [one.after for one in log.changes([bobs_task])] == ["repeats: every second Monday"]
    assert "<small>Every second Monday</small>" in alice.get(f"/msps/northwind/items/{item_id}")
    assert ", repeats: every second Monday." in alice.get("/msps/northwind/roadmap/changes")


def test_a_run_that_is_done_makes_the_next_one_due(
    app: Flask, alice: Person, bob: Person, bobs_task: UUID, time: Time
) -> None:
    repeat(alice, bobs_task)
    assert "It comes again on 30 November." in bob.get(check(bob, bobs_task, "2026-11-23").location)
    for _twice in range(2):
        check(bob, bobs_task, "2026-11-23")
    with inside(app):
        task = the_task(bobs_task)
        assert (task.due, task.done) == (date(2026, 11, 30), False)
    assert runs(app, bobs_task) == [(date(2026, 11, 23), True)]
    page = bob.get(page_of(bobs_task))
    assert "Done by Bob" in page and "Done ahead of time" in page
    with inside(app):
        task = the_task(bobs_task)
        assert history_of(task, MONDAY).may_put_back == MONDAY
        assert tasks_that_repeat(task.program_id) == [task]
        assert not tasks_that_repeat(uuid4())
        stop_repeating(task, WHY, make.user("alice"))
        assert history_of(task, MONDAY).may_put_back is None


def test_it_counts_once_and_its_item_is_done_with_its_first_run(
    app: Flask, alice: Person, bobs_task: UUID, time: Time
) -> None:
    repeat(alice, bobs_task)
    with inside(app):
        item = the_task(bobs_task).item.id
        others = [one.id for one in queries.tasks_of(item) if one.id != bobs_task]
    for task_id in others:
        check(alice, task_id)
    total = len(others) + 1
    assert f"{total - 1} of {total} done" in alice.get(f"/msps/northwind/items/{item}")
    check(alice, bobs_task)
    time.pass_by(weeks=3)
    alice = Person(app, "alice")
    assert f"{total} of {total} done" in alice.get(f"/msps/northwind/items/{item}")
    assert "Done 23 Nov" in alice.get(f"/msps/northwind/items/{item}")


def test_runs_that_passed_were_missed_and_a_visit_writes_nothing(
    app: Flask, alice: Person, bob: Person, bobs_task: UUID, time: Time
) -> None:
    repeat(alice, bobs_task)
    only(app, bobs_task)
    time.pass_by(days=16)
    alice, bob = Person(app, "alice"), Person(app, "bob")
    page = bob.get(page_of(bobs_task))
    assert page.text.count("Missed") == 2 and "2 days late" in page
    assert "2 days late" in bob.get("/my-work")
    assert runs(app, bobs_task) == []
    check(bob, bobs_task, "2026-12-07")
    missed = [(date(2026, 11, 23), False), (date(2026, 11, 30), False)]
    assert runs(app, bobs_task) == [*missed, (date(2026, 12, 7), True)]
    page = bob.get(page_of(bobs_task))
    assert page.text.count("Missed") == 2 and "Done by Bob 2 days late" in page
    with inside(app):
        assert the_task(bobs_task).due == date(2026, 12, 14)


def test_a_page_of_a_run_that_passed_is_told(
    app: Flask, alice: Person, bob: Person, bobs_task: UUID, time: Time
) -> None:
    repeat(alice, bobs_task)
    time.pass_by(weeks=1)
    alice, bob = Person(app, "alice"), Person(app, "bob")
    old = check(bob, bobs_task, "2026-11-23")
    assert old.status == 409 and "30 November 2026" in old
    assert runs(app, bobs_task) == []
    assert repeat(alice, bobs_task, version="1", every="2", start="2026-11-30").status == 409


def test_undo_brings_the_run_back_as_it_was(
    app: Flask, alice: Person, bob: Person, bobs_task: UUID, time: Time
) -> None:
    repeat(alice, bobs_task)
    alice.post(page_of(bobs_task, "steps"), wanted="Look\nSort")
    bob.post(page_of(bobs_task, "not-today"))
    before = state(app, bobs_task)
    with inside(app):
        step = before["steps"][0][0]
    bob.post(f"/msps/northwind/steps/{step}/tick")
    before = state(app, bobs_task)
    check(bob, bobs_task, "2026-11-23", anyway="1")
    assert state(app, bobs_task)["steps"][0][1] is None
    undo = page_of(bobs_task, "uncheck?run=2026-11-23")
    assert undo in bob.get(page_of(bobs_task))
    for _twice in range(2):
        assert bob.post(undo).status == 303
    assert state(app, bobs_task) == before
    assert runs(app, bobs_task) == []


def state(app: Flask, task_id: UUID) -> dict[str, Any]:
    with inside(app):
        task = the_task(task_id)
        steps = [(one.id, one.done_at, one.done_by_id) for one in checklist(task_id).steps]
        kept = ("due", "run_on", "repeats", "repeats_from", "first_done_at", "done_at")
        return {"steps": steps} | {name: getattr(task, name) for name in kept}


def test_the_last_run_ends_the_task_and_stopping_keeps_what_was_done(
    app: Flask, alice: Person, bobs_task: UUID, time: Time
) -> None:
    repeat(alice, bobs_task, until="2026-11-30")
    check(alice, bobs_task)
    time.pass_by(weeks=1)
    alice = Person(app, "alice")
    check(alice, bobs_task)
    with inside(app):
        assert the_task(bobs_task).done
    alice.post(page_of(bobs_task, "uncheck?run=2026-11-30"))
    with inside(app):
        assert not the_task(bobs_task).done
    time.pass_by(days=1)
    alice = Person(app, "alice")
    assert repeat(alice, bobs_task, often="").status == 303
    with inside(app):
        task = the_task(bobs_task)
        assert (task.repeats, task.done) == ("", True)
    assert runs(app, bobs_task) == [(date(2026, 11, 23), True), (date(2026, 11, 30), False)]
    assert "Missed" in alice.get(page_of(bobs_task))


def test_another_rule_keeps_the_runs_so_far(
    app: Flask, alice: Person, bobs_task: UUID, time: Time
) -> None:
    repeat(alice, bobs_task)
    time.pass_by(days=9)
    alice = Person(app, "alice")
    repeat(alice, bobs_task, weekdays="3", start="2026-12-02")
    assert runs(app, bobs_task) == [(date(2026, 11, 23), False), (date(2026, 11, 30), False)]
    with inside(app):
        assert the_task(bobs_task).due == date(2026, 12, 3)
        assert len(log.changes([bobs_task])) == 2
    repeat(alice, bobs_task, weekdays="3", start="2026-12-03")
    with inside(app):
        assert len(log.changes([bobs_task])) == 2


def test_an_item_is_as_late_as_the_open_run_of_its_task(
    app: Flask, alice: Person, bobs_task: UUID, time: Time
) -> None:
    repeat(alice, bobs_task)
    only(app, bobs_task)
    with inside(app):
        the_task(bobs_task).item.due = date(2027, 3, 1)
        db.session.commit()
    time.pass_by(weeks=1)
    with inside(app):
        task, alices = the_task(bobs_task), make.user("alice")
        with pytest.raises(Refused, match="comes on the days of its rule"):
            move_task(task, date(2026, 12, 1), WHY, alices)
        move_item(task.item, date(2027, 3, 8), WHY, alices)
        assert task.due == MONDAY
        due = next(item.work.due for item in item_rows(the_program()) if item.work.left)
        assert due == date(2026, 11, 30)
        shown = due_next(the_program().id, due)
        assert shown.first and (shown.first.due, shown.late) == (due, 0)
        program, item = the_program(), the_task(bobs_task).item
        whole = [mark_of(task, due) for task in queries.tasks_of(item.id)]
        in_short = marks([item.id], program)[item.id]
        assert due in {one.due for one in in_short}
        assert squares(in_short, program, due).late == squares(whole, program, due).late == ""


def test_due_next_counts_each_task_by_the_day_of_its_open_run(
    app: Flask, alice: Person, bobs_task: UUID, time: Time
) -> None:
    """Of seven late tasks, one comes weekly and is due today: six are late, and it is the last."""
    repeat(alice, bobs_task)
    time.pass_by(weeks=1)
    today = date(2026, 11, 30)
    with inside(app):
        others = select(Task.id).where(Task.id != bobs_task).order_by(Task.id)
        late = db.session.scalars(others.limit(6)).all()
        values = {Task.due: case((Task.id.in_(late), today - ONE_DAY), else_=date(2027, 3, 1))}
        db.session.execute(update(Task).where(Task.id != bobs_task).values(values))
        db.session.commit()
        shown = due_next(the_program().id, today)
        assert {task.id for task in shown.tasks} <= set(late)
        assert (len(shown.tasks), shown.late, shown.more) == (5, 6, 2)


def test_nothing_is_missed_while_the_program_rests(
    app: Flask, alice: Person, bobs_task: UUID, time: Time
) -> None:
    repeat(alice, bobs_task)
    check(alice, bobs_task)
    with inside(app):
        program = the_program()
        path, version = f"/msps/northwind/programs/{program.slug}", program.version
    alice.post(f"{path}/pause", version=version, until="2026-12-21", why=WHY)
    time.pass_by(weeks=3)
    alice = Person(app, "alice")
    assert "Missed" not in alice.get(page_of(bobs_task))
    with inside(app):
        version = the_program().version
    alice.post(f"{path}/resume", version=version, along="along")
    with inside(app):
        assert the_task(bobs_task).due == date(2026, 12, 14)
    assert runs(app, bobs_task) == [(date(2026, 11, 23), True)]
    time.pass_by(weeks=1)
    alice = Person(app, "alice")
    assert alice.get(page_of(bobs_task)).text.count("Missed") == 1


def test_a_paused_program_that_is_closed_keeps_no_run_of_its_pause(
    app: Flask, alice: Person, bobs_task: UUID, time: Time
) -> None:
    repeat(alice, bobs_task)
    check(alice, bobs_task)
    with inside(app):
        pause(the_program(), date(2026, 12, 21), WHY, date(2026, 11, 23), make.user("alice"))
        db.session.commit()
    time.pass_by(weeks=3)
    with inside(app):
        close(the_program(), [], WHY, [], make.user("alice"))
        db.session.commit()
    time.pass_by(weeks=2)
    with inside(app):
        reopen(the_program(), WHY, make.user("alice"))
        db.session.commit()
    assert runs(app, bobs_task) == [(date(2026, 11, 23), True)]


def test_a_task_done_long_ago_stays_done_when_it_stops(
    app: Flask, alice: Person, bobs_task: UUID, time: Time
) -> None:
    repeat(alice, bobs_task, weekdays=["0", "1", "2", "3", "4"])
    check(alice, bobs_task)
    time.pass_by(weeks=4)
    with inside(app):
        stop_repeating(the_task(bobs_task), WHY, make.user("alice"))
        task = the_task(bobs_task)
        assert task.done and task.done_at == task.first_done_at


def test_each_run_ahead_is_a_piece_of_its_week(
    app: Flask, alice: Person, bobs_task: UUID, time: Time
) -> None:
    repeat(alice, bobs_task)
    check(alice, bobs_task)
    with inside(app):
        the_task(bobs_task).minutes = 777
        (pieces,) = pieces_of(make.user("bob").id, [the_program()], MONDAY).values()
        own = [one for one in pieces if one.minutes == 777]
    assert [one.due for one in own if one.done] == [MONDAY]
    ahead = [one.due for one in own if not one.done]
    assert ahead == [MONDAY + timedelta(weeks=number) for number in range(1, 8)]


WEEKLY = Repeat("FREQ=WEEKLY;BYDAY=MO", MONDAY, MONDAY, date(2026, 11, 25))


@pytest.mark.parametrize(
    ("task", "today", "dues"),
    [
        (WEEKLY, MONDAY, ["11-25", "11-30", "12-07"]),
        (WEEKLY, date(2026, 11, 29), ["11-25", "11-30", "12-07"]),
        (WEEKLY, date(2026, 12, 1), ["11-30", "12-07"]),
        (WEEKLY, date(2026, 12, 9), ["12-07"]),
    ],
)
def test_the_open_run_and_those_ahead(task: Repeat, today: date, dues: list[str]) -> None:
    found = dues_ahead(task, Workdays(), today, date(2026, 12, 9))
    assert [f"{one:%m-%d}" for one in found] == dues


def test_nothing_is_missed_while_it_is_set_aside(
    app: Flask, alice: Person, bobs_task: UUID, time: Time
) -> None:
    repeat(alice, bobs_task)
    alice.post(page_of(bobs_task, "aside"), why=WHY)
    time.pass_by(weeks=2, days=1)
    alice = Person(app, "alice")
    assert "Missed" not in alice.get(page_of(bobs_task))
    alice.post(page_of(bobs_task, "take-up"), why=WHY)
    with inside(app):
        assert the_task(bobs_task).due == date(2026, 12, 14)
    assert runs(app, bobs_task) == []
    check(alice, bobs_task, "2026-12-14")
    assert "Let it repeat no more instead" in alice.post(page_of(bobs_task, "aside"), why=WHY)
    with inside(app):
        assert the_task(bobs_task).applies


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"weekdays": []}, "Choose a weekday"),
    ({"every": "0"}, "a whole number from 1 to 12"),
    ({"every": "abc"}, "Enter a whole number from 1 to 12."),
    ({"every": "1.5"}, "a whole number from 1 to 12"),
    ({"often": "day", "day": "32"}, "a whole number from 1 to 31"),
    ({"often": "weekday", "nth": "5"}, "Not a valid choice"),
    ({"start": "20260-01-01"}, "Write the day as"),
    ({"start": "2026-11-20"}, "Choose a day from 23 November 2026"),
    ({"until": "2026-11-01"}, "Choose a day from 23 November 2026"),
    ({"start": "9999-12-31", "until": "9999-12-31"}, "Choose a day from 23 November 2026"),
    ({"weekdays": "4", "until": "2026-11-24"}, "No run falls between"),
    ({"reason": "No."}, "Say why in one sentence"),
]


def test_what_will_not_do_is_told_beside_its_field(
    app: Flask, alice: Person, bobs_task: UUID, time: Time
) -> None:
    for typed, sentence in WRONG:
        page = alice.post(
            page_of(bobs_task, "repeats"), version="1", **{**MONDAYS, **NTHS, **typed}
        )
        assert page.status == 422 and sentence in page, typed
        assert typed.get("every") != "abc" or 'value="abc"' in page
    unseen = {"often": "", "every": "many", "day": "x", "start": "", "until": "soon"}
    assert repeat(alice, bobs_task, **unseen).status == 303
    with inside(app):
        assert not the_task(bobs_task).repeats


def test_who_may_and_what_is_refused(
    app: Flask, alice: Person, bob: Person, bobs_task: UUID, time: Time
) -> None:
    assert repeat(bob, bobs_task).status == 403
    assert "Let it repeat" not in bob.get(page_of(bobs_task))
    assert repeat(alice, bobs_task, weekdays=["0", "0"]).status == 303
    moved = alice.post(page_of(bobs_task, "date"), due="2026-11-25", reason=WHY)
    assert "Change how it repeats" in moved
    with inside(app):
        the_program().closed_at = now()
        db.session.commit()
    assert repeat(alice, bobs_task, every="3").status == 409
    assert check(alice, bobs_task).status == 409


def weekly(**other: Any) -> Task:
    """A task for each Monday from the first one on, as it is before anything is kept."""
    program = Program(msp=Msp(zone="UTC"), weekdays=[0, 1, 2, 3, 4], days_off=[])
    days = {"repeats_from": MONDAY, "run_on": MONDAY, "due": MONDAY}
    return Task(program=program, repeats="FREQ=WEEKLY;BYDAY=MO", **days, **other)


def test_what_rests_is_closed_set_aside_or_done_asks_for_nothing() -> None:
    task, (second, third, fourth) = weekly(), (MONDAY + timedelta(weeks=n) for n in (1, 2, 3))
    tuesday = second + timedelta(days=1)
    assert runs_due(task, tuesday) == (MONDAY, second)
    assert ahead(task, MONDAY) == (second, third, fourth)
    task.program.paused_on = second
    assert runs_due(task, tuesday) == (MONDAY,)
    task.program.paused_on = tuesday
    assert runs_due(task, tuesday) == (MONDAY, second)
    assert ahead(weekly(set_aside_at=now()), MONDAY) == ()
    assert runs_due(weekly(done_at=now()), tuesday) == ()
    task.program.closed_at = now()
    assert ahead(task, MONDAY) == ()


@pytest.mark.parametrize(
    ("due", "done_on", "says"),
    [
        (MONDAY, None, "Missed"),
        (MONDAY, MONDAY, "Done"),
        (MONDAY, MONDAY + timedelta(days=2), "Done 2 days late"),
        (MONDAY + timedelta(days=2), MONDAY + timedelta(days=2), "Done"),
        (MONDAY + timedelta(days=2), MONDAY, "Done on 23 November"),
    ],
)
def test_a_run_that_was_put_off_is_late_from_its_later_day(
    due: date, done_on: date | None, says: str
) -> None:
    assert RunLine(MONDAY, due, MONDAY + timedelta(weeks=2), done_on).says == says
