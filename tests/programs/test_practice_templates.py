"""Templates of a practice: its coaches keep them, the MSPs that let it in start from them."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import delete, insert, select, update

from app.accounts import actions as accounts
from app.accounts.models import Grant
from app.accounts.queries import members, msp_by_slug, practice_of
from app.db import db
from app.planning.workdays import Workdays
from app.policy import Role
from app.programs import queries, templates
from app.programs.actions.start import People, start_program
from app.programs.actions.template import change_template
from app.programs.first_plan import plan
from app.programs.library import templates as shipped
from app.programs.models import PracticeEdition, PracticeTemplate
from app.programs.nameless import nameless, parts_of
from app.programs.template import Template, Wait
from app.programs.templates import parsed
from app.tenancy import OutOfScope, acting_for
from tests import make
from tests.cast import PASSWORD, email_of
from tests.person import Person
from tests.programs.conftest import the_program
from tests.programs.wizard import START, hidden
from tests.scopes import inside, writing

NAME = "The way of Beacon Row"
WHY = "Two clients asked for a call first."
one_database = pytest.mark.one_database


@pytest.fixture
def kept(app: Flask) -> UUID:
    return make.practices_template(app)


@pytest.fixture
def strangers(app: Flask) -> tuple[Person, Person]:
    """A coach of another practice; and the owner of an MSP that let nobody in."""
    with writing(app):
        ned = accounts.add_user(email_of("ned"), "Ned North", PASSWORD)
        accounts.join_practice(ned, accounts.add_practice("Harbor Light"))
        nora = accounts.add_user(email_of("nora"), "Nora North", PASSWORD)
        accounts.join_msp(nora, accounts.add_msp("Tailspin", "tailspin"), Role.OWNER)
    return Person(app, "ned"), Person(app, "nora")


def end_grants(app: Flask) -> None:
    with writing(app):
        db.session.execute(update(Grant).values(status="ended"))


class TestWhoSeesIt:
    @one_database
    def test_a_coach_changes_it_and_every_client_may_start_from_it(
        self, app: Flask, carol: Person, alice: Person, bob: Person, kept: UUID
    ) -> None:
        assert NAME in carol.get("/templates") and ">Templates<" in carol.get("/clients")
        here = f"/templates/{kept}"
        address = f"{here}/draft/part?at="
        seen = hidden(carol.get(address), "seen")
        words = {"name": NAME, "purpose": "Calm first.", "result_kpis": ["rhem"], "seen": seen}
        assert carol.post(address, **words).status == 303
        page = carol.get(f"{here}/draft")
        told = {name: hidden(page, name) for name in ("edition", "version")}
        assert carol.post(f"{here}/draft", what=WHY, **told).status == 303
        assert "Edition 2" in carol.get(here)
        assert "From Beacon Row" in alice.get("/msps/northwind/templates")
        assert NAME in alice.get(f"{START}/template")
        there = f"/msps/northwind/templates/{kept}"
        shown = alice.get(there)
        assert "from Beacon Row" in shown and "Change it" not in shown and "Restore" not in shown
        assert alice.get(f"{there}/file").status == 200
        for page in ("edit", "draft", "draft/part"):
            assert alice.get(f"{there}/{page}").status == 404, page
        for deed in ("draft", "draft/drop", "away", "restore", "edit"):
            assert alice.post(f"{there}/{deed}").status == 404, deed
            assert carol.post(f"{there}/{deed}").status == 404, deed
        assert [alice.get(path).status for path in ("/templates", here)] == [404, 404]
        assert bob.get(there).status == 403

    @one_database
    def test_another_practice_and_an_msp_without_a_grant_find_nothing(
        self, app: Flask, kept: UUID, strangers: tuple[Person, Person], alice: Person
    ) -> None:
        ned, nora = strangers
        for path in ("", "/file", "/edit", "/draft", "/draft/part"):
            assert ned.get(f"/templates/{kept}{path}").status == 404, path
            assert nora.get(f"/msps/tailspin/templates/{kept}{path}").status == 404, path
        for deed in ("edit", "restore", "away", "back", "draft", "draft/drop", "draft/remove"):
            assert ned.post(f"/templates/{kept}/{deed}").status == 404, deed
        assert NAME not in ned.get("/templates")
        assert NAME not in nora.get("/msps/tailspin/templates")
        assert NAME not in nora.get("/msps/tailspin/start/template")
        end_grants(app)
        assert alice.get(f"/msps/northwind/templates/{kept}").status == 404
        assert NAME not in alice.get("/msps/northwind/templates")

    def test_the_scope_of_a_session_holds_for_reading_and_writing(
        self, app: Flask, kept: UUID
    ) -> None:
        with inside(app):
            assert templates.of_practice(kept) is not None
            for verb in (update(PracticeTemplate).values(name="Taken"), delete(PracticeEdition)):
                db.session.execute(verb)
            row: Any = templates.of_practice(kept)
            row.name = "Taken"
            with pytest.raises(OutOfScope, match="of another practice would change"):
                db.session.flush()
            db.session.rollback()
            with pytest.raises(OutOfScope, match="names another practice"):
                db.session.execute(insert(PracticeTemplate), [{"practice_id": kept, "key": "x"}])
        with writing(app):
            assert templates.of_practice(kept) is None
            harbor = accounts.add_practice("Harbor Light")
            with acting_for([harbor.id]):
                assert templates.of_practice(kept) is None
        with inside(app), acting_for([harbor.id]):
            assert templates.of_practice(kept) is None
            assert db.session.scalars(select(PracticeEdition)).all() == []
        with inside(app):
            row = templates.of_practice(kept)
            assert row is not None and row.name == NAME
            assert len(templates.editions(row)) == 1


@one_database
def test_a_running_program_takes_or_refuses_what_the_practice_changes(
    app: Flask, alice: Person, carol: Person, kept: UUID
) -> None:
    with inside(app):
        by, days = make.user("alice"), Workdays()
        (offered,) = [one for one in templates.offered().values() if one.id == kept]
        first = plan(offered, date(2026, 11, 30), date(2027, 3, 26), days)
        program = start_program(first, People(by, None, {}), days, by)
        here = f"/msps/northwind/programs/{program.slug}/template-changes"
    with writing(app):
        carol_id = make.user("carol")
        practice = practice_of(carol_id.id)
        assert practice is not None
        with acting_for([practice.id]):
            row = templates.of_practice(kept)
            assert row is not None
            now = parsed(templates.present(row).text)
            phase = now.phases[0]
            items = (replace(phase.items[0], name="Front door"), *phase.items[1:])
            change_template(row, replace(now, phases=(replace(phase, items=items),)), WHY, carol_id)
    assert "Its template has changed" in alice.get("/msps/northwind/programs")
    page = alice.get(here)
    assert "Call it “Front door”" in page and NAME in page
    assert alice.post(here, change=hidden(page, "change"), answer="take", sure="y").status == 303
    assert "Nothing to decide" in alice.get(here)
    shown = carol.get(f"/templates/{kept}")
    assert "Edition 2" in shown and "Northwind IT" in shown
    end_grants(app)
    page = alice.get(here)
    assert "from a template of a practice that does not work with Northwind IT any more" in page
    assert "The plan stays as it is." in page and "shipped" not in page


@one_database
def test_a_coach_keeps_a_clients_program_and_no_name_of_the_client(
    app: Flask, carol: Person, alice: Person, running: str
) -> None:
    save = "/msps/northwind/programs/service-delivery-program/template"
    with inside(app):
        task = queries.items_with_tasks(the_program().id)[0].tasks[0]
        task.title, task.why = "Ask Bob Brown first", "Olga knows how Northwind IT does it."
    assert "Whose template" not in alice.get(save) and "Whose template" in carol.get(save)
    told = {"name": "What worked", "purpose": "As Alice did it.", "whose": "practice"}
    assert alice.post(save, **told).status == 422
    made = carol.post(save, **told)
    assert made.status == 303 and made.location.startswith("/templates/")
    page = carol.get(f"{made.location}/file").response.get_data(as_text=True)
    assert "Ask the service coordinator first" in page and "As the service manager did it." in page
    assert "The account manager knows how the company does it." in page
    for name in ("Bob", "Olga", "Northwind", "Alice", "northwind", "bob-brown"):
        assert name not in page, name
    assert "Northwind" not in carol.get(made.location)
    assert carol.post(save, **told | {"whose": "msp"}).location.startswith("/msps/northwind/")


def test_names_become_parts_and_what_waits_goes_on_waiting(app: Flask) -> None:
    with inside(app):
        northwind = msp_by_slug("northwind")
        assert northwind is not None
        parts = parts_of(northwind.name, members(northwind.id))
    template = shipped()["drive-to-thrive"]
    item = template.items[0]
    one, other = item.tasks[0], item.tasks[1]
    named = replace(one, title="Ask Bob Brown", key="ask-bob-brown")
    waits = replace(other, waits_for=(Wait("drive-to-thrive.intake.ask-bob-brown", 1),))
    tasks = (named, waits, *item.tasks[2:])
    found, count = nameless(with_tasks(template, tasks), parts)
    assert count == 1 and found.items[0].tasks[0].title == "Ask the service coordinator"
    assert found.items[0].tasks[0].key == "ask-the-service-coordinator"
    waits_for = found.items[0].tasks[1].waits_for[0].task
    assert waits_for == "drive-to-thrive.intake.ask-the-service-coordinator"
    dotted = replace(one, title="Agree on it with Fabrikam Inc. first")
    found, _count = nameless(with_tasks(template, (dotted,)), {"Fabrikam Inc.": "the company"})
    assert found.items[0].tasks[0].title == "Agree on it with the company first"
    own = replace(item, moves=("own-calls", "rhem"))
    found, _count = nameless(with_item(template, own), parts)
    assert found.items[0].moves == ("rhem",)
    assert nameless(template, parts) == (template, 0)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Mark the ticket. Will it come back?", "Mark the ticket. Will it come back?"),
        ("Ask Mark, then Will", "Ask the champion, then a colleague"),
        ("Mark Bell does it. Mark’s way", "The champion does it. the champion’s way"),
        ("Bob knows it", "A colleague knows it"),
        ("Northwind’s way, as Northwind IT does it", "The company’s way, as the company does it"),
    ],
)
def test_a_name_that_is_a_word_stays_where_it_begins_a_sentence(words: str, told: str) -> None:
    parts = {"Mark Bell": "the champion", "Mark": "the champion"}
    parts |= dict.fromkeys(("Will", "Bob"), "a colleague") | parts_of("Northwind IT", [])
    template = shipped()["drive-to-thrive"]
    task = replace(template.items[0].tasks[0], title=words)
    found, _count = nameless(with_tasks(template, (task,)), parts)
    assert found.items[0].tasks[0].title == told


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Northwind IT", "Northwind"),
        ("Blue Harbor Technology Group, Inc.", "Blue Harbor"),
        ("Fabrikam", "Fabrikam"),
        ("Managed IT Services", "Managed IT Services"),
        ("A1 Support", "A1 Support"),
    ],
)
def test_an_msp_is_known_by_its_short_name_too(name: str, short: str) -> None:
    assert set(parts_of(name, [])) == {name, short}


def with_tasks(template: Template, tasks: Any) -> Template:
    return with_item(template, replace(template.items[0], tasks=tasks))


def with_item(template: Template, item: Any) -> Template:
    phase = template.phases[0]
    return replace(template, phases=(replace(phase, items=(item, *phase.items[1:])),))
