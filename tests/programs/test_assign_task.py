"""Who a task is for, and whose an item is."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import select

from app.accounts.queries import msp_by_slug
from app.activity.models import Event
from app.activity.phrases import phrase
from app.db import db
from app.programs.actions.tasks import assign_item
from app.programs.facts import roadmap_facts_of
from app.tenancy import scope_of
from tests import make
from tests.person import Person
from tests.programs.conftest import the_item, the_program, the_task
from tests.scopes import inside

WHY = "Olga knows the clients best."
Named = Callable[[str], UUID]


def give(
    app: Flask, person: Person, task_id: UUID, *names: str, rule: str = "any", **more: Any
) -> Any:
    with inside(app):
        people = [str(make.user(name).id) for name in names]
    return person.post(f"/msps/northwind/tasks/{task_id}/people", people=people, rule=rule, **more)


def names(task_id: UUID) -> set[str]:
    return {part.user.first_name for part in the_task(task_id).people}


def test_a_champion_gives_a_task_to_others(app: Flask, alice: Person, bobs_task: UUID) -> None:
    assert give(app, alice, bobs_task, "mona", "olga", rule="all").status == 303
    with inside(app):
        task = the_task(bobs_task)
        assert (names(bobs_task), task.rule) == ({"Mona", "Olga"}, "all")
        event = db.session.scalars(select(Event).where(Event.thing_id == bobs_task)).one()
        assert phrase(event).text.startswith(
            "Alice gave “Write down what every ticket must hold” to "
        )


def test_twice_is_once(app: Flask, alice: Person, bobs_task: UUID) -> None:
    with inside(app):
        version = the_task(bobs_task).version
    for _ in range(2):
        assert give(app, alice, bobs_task, "mona", version=version).status == 303
    with inside(app):
        assert len(db.session.scalars(select(Event).where(Event.thing_id == bobs_task)).all()) == 1


def test_who_stays_keeps_the_mark(app: Flask, alice: Person, bob: Person, bobs_task: UUID) -> None:
    give(app, alice, bobs_task, "bob", "mona", "olga", rule="all")
    bob.post(f"/msps/northwind/tasks/{bobs_task}/check")
    give(app, alice, bobs_task, "bob", "mona", rule="all")
    with inside(app):
        marked = [part.user.first_name for part in the_task(bobs_task).people if part.marked_at]
        assert marked == ["Bob"]


def test_a_task_whose_people_all_did_it_is_done(
    app: Flask, alice: Person, bob: Person, bobs_task: UUID
) -> None:
    give(app, alice, bobs_task, "bob", "mona", rule="all")
    bob.post(f"/msps/northwind/tasks/{bobs_task}/check")
    give(app, alice, bobs_task, "bob", rule="all")
    with inside(app):
        assert the_task(bobs_task).done


def test_a_task_may_be_nobodys(app: Flask, alice: Person, bobs_task: UUID) -> None:
    assert give(app, alice, bobs_task).status == 303
    with inside(app):
        assert names(bobs_task) == set()


def test_a_done_task_stays_with_its_people(app: Flask, alice: Person, bobs_task: UUID) -> None:
    alice.post(f"/msps/northwind/tasks/{bobs_task}/check")
    page = give(app, alice, bobs_task, "mona")
    assert page.status == 409
    assert "This task is done." in page


def test_a_guest_or_a_stranger_cannot_be_given_work(
    app: Flask, alice: Person, bobs_task: UUID
) -> None:
    for name in ("gus", "dave"):
        page = give(app, alice, bobs_task, name)
        assert page.status == 422
        assert "Choose somebody from the list." in page
    with inside(app):
        assert names(bobs_task) == {"Bob"}


def test_from_an_old_page_loses_neither_text(
    app: Flask, alice: Person, mona: Person, bobs_task: UUID
) -> None:
    with inside(app):
        version = the_task(bobs_task).version
    give(app, mona, bobs_task, "olga")
    page = give(app, alice, bobs_task, "mona", version=version)
    assert page.status == 409
    assert "Mona Moss" in page and "Olga Orr" in page
    with inside(app):
        assert names(bobs_task) == {"Olga"}


def test_a_member_and_a_guest_may_not_assign(
    app: Flask, bob: Person, gus: Person, bobs_task: UUID
) -> None:
    assert give(app, bob, bobs_task, "mona").status == 403
    assert give(app, gus, bobs_task, "mona").status == 403


def test_another_msp_finds_nothing(app: Flask, dave: Person, bobs_task: UUID) -> None:
    assert give(app, dave, bobs_task, "dave").status == 404


class TestAnItem:
    def give(self, app: Flask, person: Person, item_id: UUID, name: str, **more: Any) -> Any:
        with inside(app):
            owner = str(make.user(name).id) if name else ""
        return person.post(f"/msps/northwind/items/{item_id}/owner", owner=owner, why=WHY, **more)

    def test_gets_an_owner(self, app: Flask, mona: Person, item_keyed: Named) -> None:
        intake = item_keyed("intake")
        assert self.give(app, mona, intake, "olga").status == 303
        with inside(app):
            owner = the_item(intake).owner
            assert owner is not None and owner.first_name == "Olga"

    def test_without_an_owner_puts_the_roadmap_off_track(
        self, app: Flask, alice: Person, item_keyed: Named
    ) -> None:
        intake = item_keyed("intake")
        assert self.give(app, alice, intake, "").status == 303
        with inside(app):
            assert roadmap_facts_of(the_program()).adrift_item == "Intake"

    def test_a_guest_cannot_own_it(self, app: Flask, alice: Person, item_keyed: Named) -> None:
        page = self.give(app, alice, item_keyed("intake"), "gus")
        assert page.status == 422
        assert "Choose somebody from the list." in page

    def test_from_an_old_page_loses_neither_text(
        self, app: Flask, alice: Person, item_keyed: Named
    ) -> None:
        intake = item_keyed("intake")
        with inside(app):
            version = the_item(intake).version
            assign_item(the_item(intake), make.user("olga"), make.user("mona"))
        page = self.give(app, alice, intake, "mona", version=version)
        assert page.status == 409
        assert "Olga Orr" in page

    def test_another_msp_finds_nothing(self, app: Flask, dave: Person, item_keyed: Named) -> None:
        assert self.give(app, dave, item_keyed("intake"), "dave").status == 404


def test_a_scope_lets_go_of_a_task_together_with_its_people(app: Flask, bobs_task: UUID) -> None:
    with app.app_context():
        msp = msp_by_slug("northwind")
        assert msp is not None
        with scope_of([msp.id]):
            task = the_task(bobs_task)
            held = [task, *task.people]
        assert not any(row in db.session for row in held)
