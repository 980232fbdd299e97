"""A running program grows by hand, and its parts are put in other words."""

import re
from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from app.db import db
from app.programs import log, queries
from app.programs.as_template import Copier
from app.programs.models import Change, Deletion, Item, Phase
from app.programs.sketch import phases_of
from tests import make
from tests.person import Page, Person
from tests.programs.conftest import the_item, the_program, the_task
from tests.scopes import inside

pytestmark = pytest.mark.one_database
WHY = "The last check-in showed that this is missing."
TASK = {"title": "Call the five noisiest clients", "strand": "sop", "minutes": "45", "reason": WHY}
ITEM = {"name": "Alert noise", "purpose": "Fewer tickets that need nobody.", "reason": WHY}


def new_task(item_id: UUID) -> str:
    return f"/msps/northwind/items/{item_id}/tasks/new"


def words(kind: str, key: UUID) -> str:
    return f"/msps/northwind/{kind}/{key}/words"


def version_on(page: Page) -> str:
    found = re.search(r'name="version"[^>]*value="(\d+)"', page.text)
    assert found
    return found[1]


def last_scope(app: Flask, thing_id: UUID) -> Change:
    with inside(app):
        return next(one for one in log.changes([thing_id]) if one.what == "scope")


def test_a_phase_an_improvement_and_a_task_are_added_one_after_another(
    app: Flask, alice: Person, bob: Person, running: str
) -> None:
    assert "Add a phase" in alice.get("/msps/northwind/roadmap")
    path = f"/msps/northwind/programs/{running}/phases/new"
    begins = re.search(r'name="starts_on"[^>]*value="([\d-]+)"', alice.get(path).text)
    assert begins
    sent = alice.post(path, name="Quiet nights", starts_on=begins[1], reason=WHY)
    assert sent.status == 303 and sent.location.endswith("/items/new")
    assert "Quiet nights" in alice.get("/msps/northwind/roadmap")
    due = {"starts_on": begins[1], "due": begins[1]}
    sent = alice.post(sent.location, **ITEM, **due, kpis=["mttr_net_hours"])
    assert sent.status == 303 and sent.location.endswith("/tasks/new")
    page = alice.get(sent.location)
    assert "Alert noise" in page and "Alice Adams" in page
    with inside(app):
        bob_id = make.user("bob").id
    sent = alice.post(sent.location, **TASK, due=begins[1], people=[str(bob_id)])
    assert sent.status == 303
    assert "Call the five noisiest clients" in alice.get(sent.location)
    with inside(app):
        item = db.session.scalars(select(Item).where(Item.name == "Alert noise")).one()
        phase, task = item.phase, item.tasks[0]
        assert [one.kpi_key for one in item.moves] == ["mttr_net_hours"]
        assert (item.first_due, phase.first_starts_on, task.first_due) == (None, None, None)
        assert phase.starts_on == phase.ends_on == item.due == task.due
        assert phase is phases_of(phase.program_id)[-1]
        assert item.owner is not None and item.owner.name == "Alice Adams"
        assert [one.user.name for one in task.people] == ["Bob Brown"]
        assert the_program().ends_on == task.due
        task_id = task.id
    told = alice.get("/msps/northwind/roadmap/changes")
    for name in ("Quiet nights", "Alert noise", "Call the five noisiest clients"):
        assert f"{name}" in told and "added." in told
    assert "Call the five noisiest clients" in bob.get(f"/msps/northwind/tasks/{task_id}")


def test_an_open_task_opens_a_finished_improvement_and_makes_room_for_itself(
    app: Flask, alice: Person, bob: Person, item_keyed: Callable[[str], UUID]
) -> None:
    intake = item_keyed("intake")
    with inside(app):
        open_tasks = [task.id for task in queries.tasks_of(intake) if not task.done]
        before = the_item(intake).due
    for task_id in open_tasks:
        alice.post(f"/msps/northwind/tasks/{task_id}/check?at=task", sure="1", anyway="1")
    with inside(app):
        assert queries.is_finished(intake) and before
    assert "open again until the task is done" in alice.get(new_task(intake))
    with inside(app):
        later = the_program().workdays.add(max(before, date(2026, 12, 1)), 30)
    sent = alice.post(new_task(intake), **TASK, due=later.isoformat())
    assert "is open again" in alice.get(sent.location)
    with inside(app):
        item = the_item(intake)
        assert not queries.is_finished(intake) and item.due == later
        assert item.phase.ends_on >= later and the_program().ends_on >= later
        kinds = {one.what for one in log.changes([intake])}
    assert kinds >= {"due"}


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"title": ""}, "Give it a name"),
        ({"title": "x" * 201}, "Give it a name of up to 200 characters"),
        ({"why": "x" * 2001}, "Keep it within 2,000 characters."),
        ({"minutes": "half an hour"}, "Enter a number, such as 30."),
        ({"minutes": "-5"}, "Enter whole minutes from 0 to 6,000"),
        ({"strand": "magic"}, "Not a valid choice"),
        ({"due": "20260-01-01"}, "such as 2026-11-30"),
        ({"due": "2026-12-19"}, "The nearest working day is"),
        ({"due": "2020-01-06"}, "has passed. The nearest working day is"),
        ({"due": "2060-01-05"}, "A program takes three years at most."),
        ({"people": "8"}, "Choose somebody from the list."),
        ({"reason": "so"}, "Say why in one sentence"),
    ],
)
def test_what_will_not_do_is_told_and_stays_typed(
    alice: Person, item_keyed: Callable[[str], UUID], typed: dict[str, str], told: str
) -> None:
    sent = alice.post(new_task(item_keyed("intake")), **{**TASK, "due": "2026-12-18", **typed})
    assert sent.status == 422
    assert told in sent and typed.get("reason", WHY) in sent


def test_an_improvement_ends_after_it_begins_and_has_a_name_of_its_own(
    app: Flask, alice: Person, item_keyed: Callable[[str], UUID]
) -> None:
    intake = item_keyed("intake")
    with inside(app):
        phase_id, name = the_item(intake).phase_id, the_item(intake).name
    path = f"/msps/northwind/phases/{phase_id}/items/new"
    days = {"starts_on": "2027-01-12", "due": "2027-01-11"}
    sent = alice.post(path, **{**ITEM, **days, "name": name.upper(), "kpis": "nothing"})
    assert sent.status == 422 and "It begins on 12 January 2027." in sent
    assert "Another one here has this name." in sent and "Choose KPIs from the list." in sent


def test_words_change_without_a_reason_and_kpis_with_one(
    app: Flask, alice: Person, item_keyed: Callable[[str], UUID]
) -> None:
    intake = item_keyed("intake")
    page = alice.get(words("items", intake))
    with inside(app):
        held = [one.kpi_key for one in the_item(intake).moves]
        changes = len(log.changes([intake]))
    typed = {"version": version_on(page), "name": "Complete tickets", "purpose": "All of them."}
    assert alice.post(words("items", intake), **typed, kpis=held).status == 303
    with inside(app):
        item = the_item(intake)
        assert (item.name, item.purpose) == ("Complete tickets", "All of them.")
        assert len(log.changes([intake])) == changes
    told = alice.get(f"/msps/northwind/items/{intake}")
    assert "to Complete tickets." in told
    sent = alice.post(words("items", intake), **typed, kpis=["mttr_net_hours"])
    assert sent.status == 422 and "Say why the KPIs change" in sent
    stale = alice.post(words("items", intake), **typed, kpis=["mttr_net_hours"], reason=WHY)
    assert stale.status == 409 and "Complete tickets" in stale
    typed["version"] = version_on(alice.get(words("items", intake)))
    typed["reason"] = WHY
    assert alice.post(words("items", intake), **typed, kpis=["mttr_net_hours"]).status == 303
    assert last_scope(app, intake).after.startswith("KPIs: ")
    late = alice.post(words("items", intake), **typed, kpis=held)
    assert late.status == 409


def test_a_program_is_renamed_and_keeps_its_address(alice: Person, running: str) -> None:
    path = f"/msps/northwind/programs/{running}/name"
    assert path in alice.get("/msps/northwind/programs")
    version = version_on(alice.get(path))
    assert alice.post(path, version=version, name=" ").status == 422
    assert alice.post(path, version=version, name="The quiet desk").status == 303
    assert "The quiet desk" in alice.get(f"/msps/northwind/programs/{running}/")
    late = alice.post(path, version=version, name="The loud desk")
    assert late.status == 409 and "The quiet desk" in late


def test_a_phase_and_a_task_are_put_in_other_words(
    app: Flask, alice: Person, bobs_task: UUID
) -> None:
    with inside(app):
        phase_id = the_task(bobs_task).item.phase_id
        results = list(the_task(bobs_task).item.phase.result_kpis)
    page = alice.get(words("phases", phase_id))
    typed = {"version": version_on(page), "name": "Drive", "purpose": "", "kpis": results}
    assert alice.post(words("phases", phase_id), **typed).status == 303
    page = alice.get(words("tasks", bobs_task))
    sent = {**TASK, "version": version_on(page), "strand": "data"}
    assert alice.post(words("tasks", bobs_task), **sent).status == 303
    with inside(app):
        task = the_task(bobs_task)
        assert (task.title, task.strand, task.minutes) == (TASK["title"], "data", 45)
        phase = db.session.scalars(select(Phase).where(Phase.id == phase_id)).one()
        assert phase.name == "Drive" and phase.result_kpis == results
    assert "renamed “" in alice.get(f"/msps/northwind/tasks/{bobs_task}")
    assert alice.post(words("tasks", bobs_task), **{**sent, "title": "Too late"}).status == 409


def test_what_was_added_goes_into_a_template_and_keeps_a_key_of_its_own(
    app: Flask, alice: Person, item_keyed: Callable[[str], UUID]
) -> None:
    intake = item_keyed("intake")
    with inside(app):
        phase_id = the_item(intake).phase_id
    path = f"/msps/northwind/phases/{phase_id}/items/new"
    days = {"starts_on": "2027-01-11", "due": "2027-01-12"}
    for name in ("Alert noise", "Alert, noise"):
        assert alice.post(path, **{**ITEM, **days, "name": name}).status == 303
    with inside(app):
        copier = Copier(the_program(), {}, [])
        items = copier.phases(phases_of(the_program().id))[0].items
        assert [one.key for one in items[-2:]] == ["own-alert-noise", "own-alert-noise-2"]


def test_what_comes_back_from_the_bin_has_a_key_beside_what_was_added_since(
    app: Flask, alice: Person, item_keyed: Callable[[str], UUID]
) -> None:
    intake = item_keyed("intake")
    with inside(app):
        phase_id = the_item(intake).phase_id
    path = f"/msps/northwind/phases/{phase_id}/items/new"
    typed = {**ITEM, "starts_on": "2027-01-11", "due": "2027-01-12"}
    first = alice.post(path, **typed).location.removesuffix("/tasks/new")
    gone = {"version": version_on(alice.get(f"{first}/delete")), "why": WHY}
    assert alice.post(f"{first}/delete", **gone).status == 303
    assert alice.post(path, **typed).status == 303
    with inside(app):
        deletion = db.session.scalars(select(Deletion.id)).one()
    assert alice.post(f"/msps/northwind/deleted/{deletion}", why=WHY).status == 303
    with inside(app):
        keys = db.session.scalars(select(Item.key).where(Item.phase_id == phase_id)).all()
    assert {"own-alert-noise", "own-alert-noise-2"} < set(keys)


def test_only_those_who_keep_an_open_plan_add_to_it(
    app: Flask, alice: Person, bob: Person, olga: Person, item_keyed: Callable[[str], UUID],
    running: str,
) -> None:  # fmt: skip
    intake = item_keyed("intake")
    assert bob.get(new_task(intake)).status == 403
    assert "Add a task" not in bob.get(f"/msps/northwind/items/{intake}")
    assert "Add a phase" not in bob.get("/msps/northwind/roadmap")
    with inside(app):
        the_program().closed_at = the_program().started_at
        db.session.commit()
    assert alice.post(new_task(intake), **TASK, due="2026-12-18").status == 409
    assert "Add a task" not in alice.get(f"/msps/northwind/items/{intake}")


def test_an_improvement_is_full_at_sixty_tasks(
    app: Flask, alice: Person, item_keyed: Callable[[str], UUID]
) -> None:
    intake = item_keyed("intake")
    with inside(app):
        make.tasks(the_item(intake), 60 - len(queries.tasks_of(intake)))
        db.session.commit()
    sent = alice.post(new_task(intake), **TASK, due="2026-12-18")
    assert sent.status == 409 and "An improvement has 60 tasks at most." in sent
