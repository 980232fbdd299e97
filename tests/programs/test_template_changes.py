"""What a template changed between two editions, and what a running program makes of it."""

import html
import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.db import db
from app.planning.repeats import Often, Repeats
from app.planning.workdays import Workdays
from app.programs import log
from app.programs.actions.links import link_tasks
from app.programs.actions.runs import end_run, set_repeats
from app.programs.actions.start import People, start_program
from app.programs.actions.template import change_template, keep_template
from app.programs.actions.towards import count_towards
from app.programs.first_plan import plan
from app.programs.following import following, plan_of
from app.programs.library import templates as shipped
from app.programs.models import Change, OwnTemplate, Task, TemplateAnswer
from app.programs.template import Template, TemplateItem, TemplateTask
from app.programs.template_changes import Kind, changes
from app.programs.templates import kept
from tests import make
from tests.conftest import Time
from tests.person import Page, Person
from tests.programs.conftest import the_program, the_task
from tests.scopes import inside

FIRST = shipped()["drive-to-thrive"]
HERE = "/msps/northwind/programs/drive-to-thrive/template-changes"
WHY = "Two clients asked for a call first."


def with_item(template: Template, number: int, **changed: Any) -> Template:
    """The template with one of its items changed; without `changed`, without the item."""
    phase = template.phases[0]
    items = [*phase.items]
    items[number : number + 1] = [replace(items[number], **changed)] if changed else []
    return replace(template, phases=(replace(phase, items=tuple(items)),))


def with_task(template: Template, number: int, **changed: Any) -> Template:
    """The same for a task of the first item."""
    tasks = [*template.items[0].tasks]
    tasks[number : number + 1] = [replace(tasks[number], **changed)] if changed else []
    return with_item(template, 0, tasks=tuple(tasks))


def new_task(template: Template) -> TemplateTask:
    return replace(template.items[0].tasks[-1], key="call", title="Call two clients", waits_for=())


def new_item(template: Template) -> TemplateItem:
    return replace(template.items[0], key="aftercare", name="Aftercare")


ALL: list[tuple[Kind, Template]] = [
    (Kind.TASK_CHANGED, with_task(FIRST, 0, title="Count two weeks", minutes=90)),
    (Kind.TASK_GONE, with_task(FIRST, 1)),
    (Kind.TASK_ADDED, with_item(FIRST, 0, tasks=(*FIRST.items[0].tasks, new_task(FIRST)))),
    (Kind.ITEM_CHANGED, with_item(FIRST, 0, name="Front door", ends_after=12)),
    (Kind.ITEM_GONE, with_item(FIRST, 7)),
    (
        Kind.ITEM_ADDED,
        replace(
            FIRST,
            phases=(replace(FIRST.phases[0], items=(*FIRST.items, new_item(FIRST))),),
        ),
    ),
]


@pytest.mark.parametrize(("kind", "after"), ALL, ids=[str(kind) for kind, _ in ALL])
def test_one_difference_is_one_change(kind: Kind, after: Template) -> None:
    (found,) = changes(FIRST, after)
    assert found.kind is kind
    assert changes(FIRST, after)[0].key == found.key
    assert changes(FIRST, FIRST) == []


def test_a_change_beside_it_does_not_bring_an_answered_one_back() -> None:
    first = with_task(FIRST, 0, title="Count two weeks")
    beside = with_task(first, 1, minutes=95)
    keys = [{one.key for one in changes(FIRST, now)} for now in (first, beside)]
    assert keys[0] < keys[1] and len(keys[1]) == 2


def test_a_change_is_told_in_words() -> None:
    first, renamed, gone, added, _item, _new = (changes(FIRST, one)[0] for _, one in ALL)
    assert first.told.endswith(": call it “Count two weeks”; 90 minutes instead of 60")
    assert renamed.told.startswith("Set “List the allowed channels")
    assert gone.told == "Add the task “Call two clients”"
    assert added.told == "Call it “Front door”; Due 3 working days later"


@pytest.fixture
def followed(app: Flask, time: Time) -> None:
    """A program that started from a template of which everything then changes."""
    with inside(app):
        alice = make.user("alice")
        row = keep_template(FIRST, "Brought in from a file.", alice)
        days, people = Workdays(), People(alice, None, {})
        start, end = date(2026, 11, 30), date(2027, 3, 26)
        start_program(plan(kept()[0].template, start, end, days), people, days, alice)
        first = FIRST.items[0]
        tasks = [
            replace(first.tasks[0], title="Count two weeks", repeats="FREQ=WEEKLY;BYDAY=WE"),
            *first.tasks[2:],
            new_task(FIRST),
        ]
        now = with_item(with_item(FIRST, 7), 0, name="Front door", tasks=tuple(tasks))
        items = (*now.items, new_item(FIRST))
        now = replace(now, phases=(replace(now.phases[0], items=items),))
        change_template(row, now, WHY, alice)


def answer(alice: Person, app: Flask, kind: Kind, said: str) -> Page:
    with inside(app):
        key = next(one.key for one in following(the_program()).open if one.kind is kind)
    return alice.post(HERE, change=key, answer=said, sure="yes")


@pytest.mark.one_database
def test_each_change_is_taken_or_refused(
    app: Flask, alice: Person, bob: Person, followed: None
) -> None:
    page = alice.get(HERE)
    assert page.text.count(">Take it<") == 6 and "is at edition 2" in page
    assert f"<b>Edition 2.</b> {WHY}" in page
    assert "Its template has changed" in alice.get("/msps/northwind/programs")
    assert bob.get(HERE).status == bob.post(HERE).status == 403
    assert alice.post(HERE, change="never-was", answer="take").status == 422
    for kind in Kind:
        said = "refuse" if kind is Kind.ITEM_GONE else "take"
        assert answer(alice, app, kind, said).status == 303, kind
    page = alice.get(HERE)
    assert "Nothing to decide" in page and page.text.count("<b>Taken.</b>") == 5
    assert "follows edition 2" in page
    assert "Its template has changed" not in alice.get("/msps/northwind/programs")
    with inside(app):
        what_became_of_it()


@pytest.mark.one_database
def test_taking_is_asked_about_and_a_refusal_is_undone(
    app: Flask, alice: Person, carol: Person, followed: None
) -> None:
    with inside(app):
        keys = [one.key for one in following(the_program()).open]
    asked = alice.post(HERE, change=keys[0], answer="take")
    assert asked.status == 200 and "one tap does not undo it" in asked
    for key in keys:
        assert alice.post(HERE, change=key, answer="refuse").status == 303
    page = alice.get(HERE)
    assert "Nothing to decide" in page and "follows edition 2" in page
    undo = html.unescape(re.findall(r'action="([^"]+/undo[^"]*)"', page.text)[-1])
    assert carol.post(undo).status == 409
    assert alice.post(undo).status == 303
    page = alice.get(HERE)
    assert "follows edition 1" in page and page.text.count(">Refuse<") == 1
    assert alice.post(undo).status == 409


@pytest.mark.one_database
def test_a_task_that_its_template_moves_makes_room_and_pushes_on_what_waits(
    app: Flask, alice: Person, followed: None
) -> None:
    """Its improvement is due no earlier, and what waits for it comes after it, each with why."""
    tasks = [*FIRST.items[0].tasks]
    tasks[-1] = replace(tasks[-1], due_after=60)
    with inside(app):
        row, alice_here = db.session.scalars(select(OwnTemplate)).one(), make.user("alice")
        change_template(
            row, with_item(FIRST, 0, ends_after=60, tasks=tuple(tasks)), WHY, alice_here
        )
        link_tasks(waiting_task(), moved_task(), 0, alice_here)
    answer(alice, app, Kind.TASK_CHANGED, "take")
    with inside(app):
        moved, waits = moved_task(), waiting_task()
        assert moved.due and moved.first_due and waits.due
        assert waits.due > moved.due == moved.item.due > moved.first_due
        whys = {one.reason for one in log.changes([moved.item.id, moved.id, waits.id])}
        assert whys == {f"From its template: {WHY}"}


def moved_task() -> Task:
    return plan_of(the_program()).tasks[f"drive-to-thrive.intake.{FIRST.items[0].tasks[-1].key}"]


def waiting_task() -> Task:
    return plan_of(the_program()).items["drive-to-thrive.other"].tasks[0]


def what_became_of_it() -> None:
    plan_now = plan_of(the_program())
    front = plan_now.items["drive-to-thrive.intake"]
    assert front.name == "Front door"
    titles = {task.title: task for task in front.tasks}
    assert titles["Count two weeks"].repeats == "FREQ=WEEKLY;BYDAY=WE"
    assert titles["Call two clients"].first_due is None
    gone = next(task for title, task in titles.items() if title.startswith("List the allowed"))
    assert not gone.applies and WHY in gone.set_aside_why
    added = plan_now.items["drive-to-thrive.aftercare"]
    assert len(added.tasks) == len(FIRST.items[0].tasks) and added.due
    assert all(task.applies for task in plan_now.items["drive-to-thrive.other"].tasks)
    reasons = db.session.scalars(select(Change.reason)).all()
    assert reasons and all(one == f"From its template: {WHY}" for one in reasons)
    answers = db.session.scalars(select(TemplateAnswer.taken)).all()
    assert sorted(answers) == [False, True, True, True, True, True]
    assert db.session.scalars(select(OwnTemplate)).one().edition == 2


@pytest.mark.one_database
def test_a_task_that_counts_elsewhere_too_goes_on_there(
    app: Flask, alice: Person, followed: None
) -> None:
    with inside(app):
        plan_now = plan_of(the_program())
        gone, front = (plan_now.items[f"drive-to-thrive.{key}"] for key in ("other", "intake"))
        shared, *own = [task.id for task in gone.tasks]
        count_towards(the_task(shared), front, "Both need the same list.", make.user("alice"))
    assert answer(alice, app, Kind.ITEM_GONE, "take").status == 303
    with inside(app):
        assert the_task(shared).applies and the_task(shared).item.key == "intake"
        assert own and not any(the_task(one).applies for one in own)


@pytest.mark.one_database
def test_a_task_that_was_done_once_comes_no_more_when_its_template_drops_it(
    app: Flask, alice: Person, followed: None
) -> None:
    with inside(app):
        task = next(
            task
            for task in plan_of(the_program()).items["drive-to-thrive.intake"].tasks
            if task.title.startswith("List the allowed")
        )
        weekly = Repeats(Often.WEEK, weekdays=(0,))
        set_repeats(task, weekly, date(2026, 11, 30), WHY, make.user("alice"))
        end_run(task, make.user("alice"))
        dropped = task.id
    assert answer(alice, app, Kind.TASK_GONE, "take").status == 303
    with inside(app):
        task = the_task(dropped)
        assert task.applies and task.done and not task.repeats


@pytest.mark.one_database
def test_what_whoever_signs_off_takes_is_agreed_and_a_phase_it_brings_is_in_no_first_plan(
    app: Flask, carol: Person, alice: Person, followed: None
) -> None:
    with inside(app):
        row = db.session.scalars(select(OwnTemplate)).one()
        now = kept()[0].template
        later = replace(now.phases[0], key="later", name="Later", items=(now.items[0],))
        change_template(row, replace(now, phases=(*now.phases, later)), WHY, make.user("alice"))
        key = next(one.key for one in following(the_program()).open if one.place == "later.intake")
    assert carol.post(HERE, change=key, answer="take", sure="yes").status == 303
    page = carol.get("/msps/northwind/roadmap/changes")
    assert "Not in the first plan" in page and "Carol agreed" in page
    assert "Not agreed yet" not in page
    assert answer(alice, app, Kind.TASK_GONE, "take").status == 303
    assert "Not agreed yet" in alice.get("/msps/northwind/roadmap/changes")
    with inside(app):
        phase = plan_of(the_program()).items["later.intake"].phase
        assert (phase.first_starts_on, phase.first_ends_on) == (None, None)
        sign_off = f"/msps/northwind/phases/{phase.id}/sign-off"
    assert "Not in the first plan." in alice.get(sign_off)
