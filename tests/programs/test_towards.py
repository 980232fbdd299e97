"""A task counts towards several improvements: one more, one less, never none."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from app.clock import now
from app.db import db
from app.programs import log, queries
from app.programs.actions.delete import delete_part
from app.programs.actions.towards import count_towards
from app.programs.models import Item
from app.refusal import Refused
from tests import make
from tests.conftest import Time
from tests.person import Person
from tests.programs.conftest import the_item, the_task
from tests.scopes import inside

pytestmark = pytest.mark.one_database
WHY = "Both improvements need the same list."


def page_of(task_id: UUID, deed: str = "") -> str:
    return f"/msps/northwind/tasks/{task_id}{deed and '/' + deed}"


def item_page(item_id: UUID) -> str:
    return f"/msps/northwind/items/{item_id}"


def places(app: Flask, task_id: UUID) -> list[tuple[UUID, UUID, int]]:
    with inside(app):
        return [(one.id, one.item_id, one.position) for one in the_task(task_id).places]


def test_it_counts_towards_both_and_its_undo_is_exact(
    app: Flask,
    alice: Person,
    bob: Person,
    mona: Person,
    bobs_task: UUID,
    item_keyed: Callable[[str], UUID],
    time: Time,
) -> None:
    triage, intake = item_keyed("triage"), item_keyed("intake")
    with inside(app):
        total = len(queries.tasks_of(triage))
    add = page_of(bobs_task, "towards")
    assert alice.post(add, towards=str(triage), towards_why=WHY).status == 303
    assert "towards/undo" in alice.get(page_of(bobs_task))
    assert alice.post(add, towards=str(triage), towards_why=WHY).status == 303
    again = alice.get(page_of(bobs_task))
    assert "counts towards Triage already." in again and "towards/undo" not in again
    assert "Counts towards" in bob.get(page_of(bobs_task))
    assert f"0 of {total + 1} done" in alice.get(item_page(triage))
    assert ", counts towards Triage too." in alice.get("/msps/northwind/roadmap/changes")
    alice.post(page_of(bobs_task, "check"))
    assert f"1 of {total + 1} done" in alice.get(item_page(triage))
    alice.post(page_of(bobs_task, "uncheck"))
    both = places(app, bobs_task)
    off = page_of(bobs_task, "towards/end")
    assert alice.post(off, leaves=str(intake), leaves_why=WHY).status == 303
    assert [one[1] for one in places(app, bobs_task)] == [triage]
    last = alice.post(off, leaves=str(triage), leaves_why=WHY)
    assert last.status == 409 and "towards one improvement at least" in last
    mona.post(page_of(bobs_task, "towards/undo"))
    assert [one[1] for one in places(app, bobs_task)] == [triage]
    for _twice in range(2):
        alice.post(page_of(bobs_task, "towards/undo"))
    assert places(app, bobs_task) == both
    with inside(app):
        assert [one.after for one in log.changes([bobs_task])] == ["counts towards Triage too"]
    alice.post(off, leaves=str(intake), leaves_why=WHY)
    time.pass_by(minutes=6)
    alice.post(page_of(bobs_task, "towards/undo"))
    assert [one[1] for one in places(app, bobs_task)] == [triage]


def test_a_finished_improvement_says_that_an_open_task_opens_it_again(
    app: Flask, alice: Person, bobs_task: UUID, item_keyed: Callable[[str], UUID]
) -> None:
    triage = item_keyed("triage")
    said = "One that is finished is open again then"
    assert said not in alice.get(page_of(bobs_task, "change"))
    with inside(app):
        for task in queries.tasks_of(triage):
            task.done_at = now()
        db.session.commit()
    page = alice.get(page_of(bobs_task, "change"))
    assert said in page and "Triage (finished)" in page
    refused = alice.post(page_of(bobs_task, "towards"), towards=str(triage), towards_why="So")
    assert refused.status == 422 and said in refused
    alice.post(page_of(bobs_task, "towards"), towards=str(triage), towards_why=WHY)
    assert "Triage is open again." in alice.get(page_of(bobs_task))


def test_an_undo_does_not_take_the_last_improvement_away(
    app: Flask, alice: Person, bobs_task: UUID, item_keyed: Callable[[str], UUID]
) -> None:
    """That which was the first one has been deleted since."""
    intake, triage = item_keyed("intake"), item_keyed("triage")
    alice.post(page_of(bobs_task, "towards"), towards=str(triage), towards_why=WHY)
    with inside(app):
        item = queries.item(intake)
        assert item is not None
        delete_part(item, WHY, make.user("alice"))
    refused = alice.post(page_of(bobs_task, "towards/undo"))
    assert refused.status == 409 and "towards one improvement at least" in refused
    assert alice.get(page_of(bobs_task)).status == 200
    assert [one[1] for one in places(app, bobs_task)] == [triage]


def test_a_finished_improvement_opens_again_and_undo_finishes_it(
    app: Flask, alice: Person, bobs_task: UUID, item_keyed: Callable[[str], UUID], time: Time
) -> None:
    triage = item_keyed("triage")
    with inside(app):
        for task in queries.tasks_of(triage):
            task.done_at = time.at
        db.session.commit()
    alice.post(page_of(bobs_task, "towards"), towards=str(triage), towards_why=WHY)
    page = alice.get(item_page(triage))
    assert "Triage is open again." in page and "Done 23 Nov" not in page
    alice.post(page_of(bobs_task, "towards/undo"))
    assert "Triage is done." in alice.get(item_page(triage))
    assert len(places(app, bobs_task)) == 1


def test_an_improvement_is_due_no_earlier_than_a_task_it_shares(
    app: Flask, alice: Person, bobs_task: UUID, item_keyed: Callable[[str], UUID]
) -> None:
    triage, intake = item_keyed("triage"), item_keyed("intake")
    early, late, later = date(2026, 12, 1), date(2026, 12, 3), date(2027, 3, 1)
    with inside(app):
        the_item(triage).due, the_task(bobs_task).due = early, late
        the_item(intake).due = late
    add = page_of(bobs_task, "towards")
    for due in (late, early, late):
        deed = add if due == late else f"{add}/undo"
        assert alice.post(deed, towards=str(triage), towards_why=WHY).status == 303
        with inside(app):
            item = the_item(triage)
            assert item.due == due and item.phase.ends_on >= due
            assert [one.reason for one in log.changes([triage])] == [WHY] * (due == late)
    assert alice.post(f"{item_page(intake)}/date", due=str(later), reason=WHY).status == 303
    with inside(app):
        assert the_task(bobs_task).due == the_item(triage).due == later
        assert [one.days for one in log.changes([triage])] == [(later - late).days, 2]


def test_what_is_refused(
    app: Flask, alice: Person, bob: Person, bobs_task: UUID, item_keyed: Callable[[str], UUID]
) -> None:
    triage, add = str(item_keyed("triage")), page_of(bobs_task, "towards")
    assert "Triage" in alice.get(page_of(bobs_task, "change"))
    for typed, sentence in (
        ({"towards": "", "towards_why": WHY}, "Choose an improvement"),
        ({"towards": str(bobs_task), "towards_why": WHY}, "Choose an improvement"),
        ({"towards": triage, "towards_why": "No."}, "Say why in one sentence"),
    ):
        page = alice.post(add, **typed)
        assert page.status == 422 and sentence in page
    with inside(app):
        alices, task = make.user("alice"), the_task(bobs_task)
        elsewhere = db.session.scalars(select(Item).where(Item.program_id == make.program().id))
        other = elsewhere.first()
        assert other
        with pytest.raises(Refused, match="of the same program"):
            count_towards(task, other, WHY, alices)
        named = str(other.id)
    page = alice.post(add, towards=named, towards_why=WHY)
    assert page.status == 422 and "Choose an improvement" in page
    stale = alice.post(add, towards=triage, towards_why=WHY, version="0")
    assert stale.status == 409 and "Counts towards" in stale and WHY in stale
    assert bob.post(add, towards=triage, towards_why=WHY).status == 403
    with inside(app):
        the_task(bobs_task).program.closed_at = now()
        db.session.commit()
    assert alice.post(add, towards=triage, towards_why=WHY).status == 409
    assert len(places(app, bobs_task)) == 1
