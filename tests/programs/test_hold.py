"""Pausing a program and going on, closing it with what was learnt, and opening it again."""

import re
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app.activity.models import Event
from app.criteria.actions import Goal, NewCriterion, add_criterion
from app.criteria.baseline import BaselineValue
from app.criteria.models import Criterion
from app.db import db
from app.programs.models import Change, Closing, Item, Phase, Task
from tests import make
from tests.conftest import Time
from tests.person import Page, Person
from tests.programs.conftest import the_program
from tests.scopes import inside

pytestmark = pytest.mark.one_database
HERE = "/msps/northwind/programs/service-delivery-program"
LIST = "/msps/northwind/programs"
WHY = "Two technicians left, and hiring comes first."
LESSONS = "Start with intake.\nMeasure before anything else."
KPI = "resource_utilization_pct"


@pytest.fixture(autouse=True)
def program(app: Flask, running: str) -> None:
    """It runs in its eleventh week, late, with one criterion that is met."""
    with inside(app):
        program = the_program()
        aim = NewCriterion(KPI, make.START, Goal(make.END, 68), 0, BaselineValue(58, n=40))
        criterion = add_criterion(program.id, aim, make.user("alice"))
        criterion.latest, criterion.latest_on = 70.0, date(2026, 11, 22)


def send(person: Person, deed: str, **typed: str | list[str]) -> Page:
    """A form sent from the page that it stands on."""
    page = person.get(f"{HERE}/{deed}")
    found = re.search(r'name="version"[^>]*value="(\d+)"', page.text)
    assert found, page.text
    return person.post(f"{HERE}/{deed}", version=found[1], **typed)


def dues(app: Flask) -> dict[str, date | None]:
    with inside(app):
        return {one.key: one.due for one in db.session.scalars(select(Item))}


def test_a_paused_program_asks_for_nothing(
    app: Flask, alice: Person, bob: Person, carol: Person
) -> None:
    assert " late<" in alice.get("/msps/northwind/roadmap")
    assert "Tasks that somebody gives" not in bob.get("/my-work")
    assert 'nav__count">' in bob.get(LIST)
    assert send(alice, "pause", until="2027-01-04", why=WHY).status == 303
    overview = alice.get("/msps/northwind/")
    assert overview.text.count("Paused until 4 January 2027") >= 4
    assert WHY in overview and "Due next" not in overview and "Start check-in" not in overview
    roadmap = alice.get("/msps/northwind/roadmap")
    assert "Paused until 4 January 2027" in roadmap
    assert " late<" not in roadmap.text and roadmap.text.count("cell--late") < 2
    work = bob.get("/my-work")
    assert "Paused until 4 January 2027" in work and "Not today" not in work
    assert 'nav__count">' not in bob.get(LIST)
    client = carol.get("/clients")
    assert "Paused until 4 January 2027" in client and "No calls today" in client
    assert "Alice paused Service delivery program until 4 January 2027." in overview


def test_going_on_moves_what_is_open_by_the_pause(app: Flask, alice: Person, time: Time) -> None:
    before = dues(app)
    with inside(app):
        done = db.session.scalars(select(Task).order_by(Task.due)).first()
        assert done is not None
        done.done_at, kept = time.at, (done.id, done.due)
    send(alice, "pause", until="2026-12-07", why=WHY)
    time.pass_by(days=14)
    alice = Person(app, "alice")
    page = alice.get(f"{HERE}/resume")
    assert "Paused for 10 working days since 23 November" in page
    assert "Moves by 10 working days" in page and "ends on 26 March 2027" in page
    assert send(alice, "resume", along="along").status == 303
    after = dues(app)
    assert after == {key: was and was + timedelta(days=14) for key, was in before.items()}
    with inside(app):
        program = the_program()
        assert (program.ends_on, program.first_ends_on) == (date(2027, 3, 26), make.END)
        assert (program.resumed_on, program.days_paused) == (date(2026, 12, 7), 14)
        assert db.session.scalars(select(Task.due).where(Task.id == kept[0])).one() == kept[1]
        moves = db.session.scalars(select(Change).where(Change.what == "due")).all()
        assert len(moves) == 21
        assert all(WHY in one.reason and one.days == 14 for one in moves)
    overview = alice.get("/msps/northwind/")
    assert "Alice Adams has not checked in since the program resumed, today" in overview
    assert "Alice resumed Service delivery program." in overview
    assert ", resumed." in alice.get("/msps/northwind/roadmap/changes")
    assert alice.get(f"{HERE}/resume").location.endswith(LIST)


def test_dates_stay_for_who_wants_them_to(app: Flask, alice: Person, time: Time) -> None:
    before = dues(app)
    send(alice, "pause", until="2026-12-07", why=WHY)
    time.pass_by(days=21)
    alice = Person(app, "alice")
    assert "it was to resume on 7 December" in alice.get("/msps/northwind/")
    send(alice, "resume", along="stay")
    assert dues(app) == before


def test_a_pause_is_refused_beside_its_field(app: Flask, alice: Person) -> None:
    page = send(alice, "pause", until="2026-12-05", why=WHY)
    assert page.status == 422
    assert "The nearest working day is 4 December 2026." in page
    assert WHY in page


def test_the_end_is_written_down_and_kept(
    app: Flask, alice: Person, bob: Person, carol: Person, bobs_task: object
) -> None:
    page = alice.get(f"{HERE}/close")
    assert "Met" in page and "70%" in page and "0 of 21 improvements are done" in page
    again = send(alice, "close", lessons="short", watched=[KPI])
    assert again.status == 422 and "Write what you learned" in again
    assert send(alice, "close", lessons=LESSONS, watched=["never-was"]).status == 422
    assert send(alice, "close", lessons=LESSONS, watched=[KPI]).status == 303
    overview = alice.get("/msps/northwind/")
    for words in ("Closed on 23 November", "1 of 1 criteria met", "Measure before anything else."):
        assert words in overview
    assert "Still watched:" in overview and f"/kpis/{KPI}" in overview
    assert "1 of 1 criterion met" in alice.get(LIST)
    assert "Closed on 23 November" in carol.get("/clients")
    assert "Closed on 23 November" in bob.get("/my-work")
    refused = bob.post(f"/msps/northwind/tasks/{bobs_task}/check")
    assert refused.status == 409 and "This program is closed." in refused
    assert "Move date" not in alice.get(f"/msps/northwind/tasks/{bobs_task}")
    assert alice.get("/msps/northwind/check-in").status == 409
    look_at_what_stands(app, carol)
    look_at_what_nobody_says_any_more(app, alice, bobs_task)
    reopen_and_look(app, alice, bob)


def look_at_what_stands(app: Flask, carol: Person) -> None:
    """Neither plan, criteria nor sign-offs of a closed program change; a template may be kept."""
    with inside(app):
        criterion = db.session.scalars(select(Criterion.id)).one()
        phase = db.session.scalars(select(Phase.id)).first()
    aim, gate = f"/msps/northwind/criteria/{criterion}", f"/msps/northwind/phases/{phase}"
    for path, typed in (
        (f"{HERE}/budget", {"budget": "9000", "why": WHY}),
        (f"{HERE}/changes/agree", {}),
        (f"{HERE}/champion", {"user_id": ""}),
        (f"{gate}/gate", {"entry": "date"}),
        (f"{gate}/sign-off", {"evidence": WHY}),
        (f"{aim}/target", {"target": "80", "why": WHY}),
        (f"{aim}/sign-off", {"evidence": WHY}),
    ):
        refused = carol.post(path, version="1", **typed)
        assert (path, refused.status) == (path, 409) and "This program is closed." in refused
    assert "Sign off" not in carol.get(aim) and "Move the target" not in carol.get(aim)
    assert carol.get(f"{HERE}/template").status == 200


def look_at_what_nobody_says_any_more(app: Flask, alice: Person, task_id: object) -> None:
    """Nobody takes it over, proves, signs or is stuck on what is closed; it can be talked about."""
    with inside(app):
        phase = db.session.scalars(select(Phase.id)).first()
    task = f"/msps/northwind/tasks/{task_id}"
    for path in (
        f"{HERE}/champion/accept",
        f"{HERE}/champion/decline",
        f"{HERE}/champion/decline/undo",
        f"/msps/northwind/phases/{phase}/sign-off/take-back",
        f"{task}/stuck",
        f"{task}/proofs/link",
        f"{task}/sop/sign",
    ):
        refused = alice.post(path, url="https://example.com/a", holdup=WHY)
        assert (path, refused.status) == (path, 409) and "This program is closed." in refused
    page = alice.get(task)
    assert "Add a file or link" not in page and "I’m stuck" not in page and "Add comment" in page


def reopen_and_look(app: Flask, alice: Person, bob: Person) -> None:
    assert send(alice, "reopen", why="The owner wants invoicing finished.").status == 303
    assert "Not today" in bob.get("/my-work")
    with inside(app):
        closing = db.session.scalars(select(Closing)).one()
        assert closing.lessons == LESSONS and closing.watched == [KPI] and closing.met == 1
        assert closing.reopened_why == "The owner wants invoicing finished."
        deeds = set(db.session.scalars(select(Event.deed)))
        assert {"program closed", "program reopened"} <= deeds
        ends = db.session.scalars(select(Change.after).where(Change.what == "end")).all()
        assert set(ends) == {"closed", "open again"}


def test_only_those_who_manage_programs_do_so(bob: Person, mona: Person, dave: Person) -> None:
    for deed in ("pause", "resume", "close", "reopen"):
        assert bob.get(f"{HERE}/{deed}").status == mona.post(f"{HERE}/{deed}").status == 403
        assert dave.post(f"{HERE}/{deed}").status == 404
    assert "Pause" not in bob.get(LIST) and "Service delivery program" in bob.get(LIST)


def test_from_an_old_page_nothing_changes(app: Flask, alice: Person) -> None:
    for deed, typed in (
        ("pause", {"until": "2026-12-07", "why": WHY}),
        ("close", {"lessons": LESSONS}),
    ):
        page = alice.post(f"{HERE}/{deed}", version="0", **typed)
        assert page.status == 409 and list(typed.values())[-1].splitlines()[0] in page
    with inside(app):
        assert not the_program().held


def test_a_second_program_stands_beside_the_first(app: Flask, alice: Person) -> None:
    assert "Other programs" not in alice.get("/msps/northwind/")
    with inside(app):
        make.program()
    second = f"{HERE}-2"
    page = alice.get("/msps/northwind/")
    assert "Other programs" in page and f'href="{HERE}/"' in page
    assert alice.get(LIST).text.count('class="program"') == 2
    found = re.search(r'name="version"[^>]*value="(\d+)"', alice.get(f"{second}/pause").text)
    assert found
    alice.post(f"{second}/pause", version=found[1], until="2026-12-07", why=WHY)
    assert "Paused until" not in alice.get("/msps/northwind/roadmap")
    assert "Paused until 7 December" in alice.get(f"{second}/roadmap")


def test_neither_a_pause_nor_an_end_is_silence(app: Flask, alice: Person, time: Time) -> None:
    send(alice, "pause", until="2027-01-04", why=WHY)
    time.pass_by(days=7)
    alice = Person(app, "alice")
    assert send(alice, "close", lessons=LESSONS, watched=[KPI]).status == 303
    time.pass_by(days=14)
    alice = Person(app, "alice")
    assert send(alice, "reopen", why="The owner wants invoicing finished.").status == 303
    with inside(app):
        program = the_program()
        assert (program.resumed_on, program.days_paused) == (date(2026, 12, 14), 21)
    says = "has not checked in since the program resumed, today"
    assert says in alice.get("/msps/northwind/")
