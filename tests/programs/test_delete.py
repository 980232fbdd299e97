"""What is deleted is nowhere, and comes back as it was with everything that hung on it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import Column, select

from app.db import Base, db
from app.programs import linked, log, queries, tree
from app.programs.actions import proofs, sop, steps
from app.programs.actions.bring_back import bring_back
from app.programs.actions.delete import delete_note, delete_part, delete_program
from app.programs.actions.facts import keep_facts
from app.programs.actions.links import link_tasks
from app.programs.actions.talk import comment
from app.programs.bin import Thing
from app.programs.models import Deletion, Note, Program, TaskItem
from app.refusal import Refused
from app.search.queries import found
from app.search.rules import words_of
from tests import make
from tests.conftest import Time
from tests.programs.conftest import the_item, the_program, the_task
from tests.scopes import inside
from tests.world import digest

Named = Callable[[str], UUID]
WHY = "The vendor does this for us now."
BACK = "The vendor has let us down after all."


def rows(app: Flask) -> dict[str, Any]:
    """All rows of the MSP, without the record of deeds and without versions."""
    every = digest(app, "northwind")
    del every["events"]
    plain = (
        (name, [{**row._mapping, "version": 0} for row in some]) for name, some in every.items()
    )
    return dict(plain)


@pytest.fixture
def busy(app: Flask, bobs_task: UUID, alices_task: UUID, item_keyed: Named) -> UUID:
    """Bob's task with a SOP, steps, evidence, a comment that names somebody and a link; it counts
    towards Triage too."""
    triage = item_keyed("triage")
    with inside(app):
        task, alice = the_task(bobs_task), make.user("alice")
        sop.write_sop(task, sop.Written("# How", readers=[alice]), alice)
        steps.add_steps(task, ["One", "Two"], alice)
        proofs.add_file(task, "a.txt", b"A word.", alice)
        comment(task, "Look at the zeppelin, @Bob.", alice)
        link_tasks(task, the_task(alices_task), 2, alice)
        db.session.add(TaskItem(task_id=task.id, item_id=triage, position=99))
        keep_facts(task.program)
    return bobs_task


def things(task_id: UUID) -> list[Thing]:
    """One of each kind that can be deleted."""
    task = the_task(task_id)
    note = db.session.scalars(select(Note)).one()
    return [note, task, task.item, task.item.phase, task.program]


def delete(thing: Thing) -> Deletion:
    alice = make.user("alice")
    if isinstance(thing, Note):
        return delete_note(thing, alice)
    if isinstance(thing, Program):
        return delete_program(thing, WHY, alice)
    return delete_part(thing, WHY, alice)


def the_deletion(kind: str = "") -> Deletion:
    """The one in the bin, or the last of a kind."""
    wanted = select(Deletion).order_by(Deletion.id.desc())
    found = db.session.scalars(wanted.where(Deletion.kind == kind) if kind else wanted).first()
    assert found is not None
    return found


def test_it_is_nowhere_and_comes_back_as_it_was(app: Flask, busy: UUID) -> None:
    """On both databases: each kind is deleted and brought back; no row differs from before."""
    before = rows(app)
    for place in range(5):
        with inside(app):
            thing = things(busy)[place]
            table, key = thing.__tablename__, thing.id
            delete(thing)
        left = rows(app)
        assert key not in {row["id"] for row in left[table]}
        gone = {
            name for name in before if name != "deletions" and len(left[name]) < len(before[name])
        }
        with inside(app):
            deletion = the_deletion()
            assert {*deletion.rows} == gone
            said = found(words_of("zeppelin"), [])
            assert len(said) == (deletion.kind == "item"), "the task counts towards Triage too"
            bring_back(deletion, "", make.user("alice"))
        assert rows(app) == before, table
        with inside(app):
            assert len(found(words_of("zeppelin"), [])) == 1


def test_a_part_that_goes_is_a_change_of_the_plan_and_its_undo_is_none(
    app: Flask, busy: UUID, time: Time
) -> None:
    with inside(app):
        item = the_task(busy).item
        keys = [task.id for task in queries.tasks_of(item.id)]
        delete_part(item, WHY, make.user("alice"))
        change = log.changes([item.id])[0]
        assert (change.what, change.after) == ("scope", "deleted with 6 tasks")
        assert change.reason == WHY
    time.pass_by(days=29)
    with inside(app):
        assert not log.plan_changes(the_program().id, 1)[0].stands
        bring_back(the_deletion(), BACK, make.user("bob"))
        assert [one.after for one in log.changes([item.id])] == [
            "brought back",
            "deleted with 6 tasks",
        ]
        assert [task.id for task in queries.tasks_of(item.id)] == keys


def test_what_hung_on_two_deleted_things_comes_back_with_the_later_one(
    app: Flask, busy: UUID, alices_task: UUID
) -> None:
    """In whichever order they come back, nothing is lost."""
    before = rows(app)
    with inside(app):
        alice = make.user("alice")
        for one in (the_task(busy), the_task(alices_task)):
            delete_part(one, WHY, alice)
        first = db.session.scalars(select(Deletion).order_by(Deletion.id)).first()
        assert first is not None
        bring_back(first, "", alice)
        assert linked.plan_links(the_program().id) == []
        bring_back(the_deletion(), "", alice)
    assert rows(app) == before


def test_a_thing_whose_home_is_deleted_says_what_comes_first(
    app: Flask, busy: UUID, item_keyed: Named
) -> None:
    triage = item_keyed("triage")
    with inside(app):
        alice, task = make.user("alice"), the_task(busy)
        item, phase = task.item, task.item.phase
        for one in (task, item, the_item(triage)):
            delete_part(one, WHY, alice)
        with pytest.raises(Refused, match="Bring its improvement back first"):
            bring_back(the_deletion("task"), BACK, alice)
        delete_part(phase, WHY, alice)
    with inside(app), pytest.raises(Refused, match="Bring its phase back first"):
        bring_back(the_deletion("item"), BACK, alice)


def test_a_link_that_would_close_a_circle_keeps_its_task_in_the_bin(
    app: Flask, running: str, item_keyed: Named
) -> None:
    intake = item_keyed("intake")
    with inside(app):
        alice = make.user("alice")
        one, two, three = queries.tasks_of(intake)[:3]
        link_tasks(two, one, 0, alice)
        link_tasks(three, two, 0, alice)
        delete_part(two, WHY, alice)
        link_tasks(one, three, 0, alice)
    with inside(app), pytest.raises(Refused, match="None of them could begin"):
        bring_back(the_deletion(), BACK, alice)


def test_every_row_of_an_msp_can_be_kept_and_goes_with_what_it_hangs_on() -> None:
    """A new table comes along by itself: its columns are of types that are known, and what it
    points to takes it along."""
    for name, mapper in tree.mappers().items():
        for one in mapper.column_attrs:
            if isinstance(one.columns[0], Column):
                assert tree.reader_of(one.columns[0].type), (name, one.key)
        for key in Base.metadata.tables[name].foreign_key_constraints:
            if key.referred_table.name in tree.mappers():
                assert key.ondelete == "CASCADE", key.name
