"""The start wizard from the first question to a running program, and what it refuses."""

import re
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.criteria.models import Criterion
from app.db import db
from app.programs.models import Change, Draft, Program, TaskPerson
from tests import make
from tests.conftest import Time
from tests.person import Page, Person
from tests.programs.wizard import DATES, KNOWN_AIMS, START, answer, hidden, id_of, team, up_to
from tests.scopes import inside

pytestmark = pytest.mark.one_database


@pytest.fixture(autouse=True)
def clock(time: Time) -> Time:
    return time


def programs(app: Flask) -> int:
    with inside(app):
        return db.session.scalar(select(func.count()).select_from(Program)) or 0


def test_the_whole_way_leads_to_a_running_program(app: Flask, alice: Person) -> None:
    up_to(app, alice, "done")
    last = alice.get(f"{START}/done")
    assert "Almost ready" in last
    assert "1 criterion has no baseline or no target" in last
    page = alice.post(f"{START}/done", version=hidden(last, "version"), once=hidden(last, "once"))
    assert page.status == 303
    assert alice.get(page.location).status == 200
    with inside(app):
        program = db.session.scalars(select(Program)).one()
        assert program.starts_on.isoformat() == "2026-11-30"
        assert program.champion_accepted_at is not None
        criteria = db.session.scalars(select(Criterion).order_by(Criterion.position)).all()
        assert [one.baseline for one in criteria] == [58, 9.4, None]
        assert [one.target for one in criteria] == [68, 6, 0.25]
        assert {one.baseline_source for one in criteria} == {"Typed, not measured", ""}
        bob = make.user("bob").id
        assert db.session.scalar(select(TaskPerson.id).where(TaskPerson.user_id == bob).limit(1))
        assert db.session.scalar(select(Draft)) is None


def test_two_clicks_start_one_program(app: Flask, alice: Person) -> None:
    up_to(app, alice, "done")
    last = alice.get(f"{START}/done")
    sent = {"version": hidden(last, "version"), "once": hidden(last, "once")}
    first, second = (alice.post(f"{START}/done", **sent) for _ in range(2))
    assert first.location == second.location
    assert programs(app) == 1


def test_a_step_opened_too_early_leads_to_the_first_open_one(app: Flask, alice: Person) -> None:
    for step in ("champion", "dates", "criteria", "done"):
        assert alice.get(f"{START}/{step}").location.endswith("/start/template")
    up_to(app, alice, "dates")
    assert alice.get(f"{START}/done").location.endswith("/start/dates")
    assert alice.post(f"{START}/done").location.endswith("/start/dates")


def test_answers_are_kept_and_can_be_changed(app: Flask, alice: Person) -> None:
    up_to(app, alice, "done")
    assert 'value="9,4"' in alice.get(f"{START}/criteria")
    page = answer(alice, "template", template="better-client-experience")
    assert page.location.endswith("/start/champion")
    assert alice.get(f"{START}/done").location.endswith("/start/criteria")
    assert "Client churn" in alice.get(f"{START}/criteria")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"start": ""}, "Choose the first day, such as 2026-11-30."),
        ({"start": "20260-11-30"}, "Write the day as year, month, day, such as 2026-11-30."),
        ({"start": "9999-12-31"}, "Begin within a year of today."),
        ({"start": "0001-01-01"}, "Begin within a year of today."),
        ({"start": "2026-11-28"}, "The next working day is Monday 30 November."),
        ({"pace": "own", "end": "2026-11-02"}, "The last day comes after the first."),
        ({"pace": "own", "end": "9999-12-31"}, "A program takes three years at most."),
        ({"pace": "own", "end": "2027-05-29"}, "The last working day before it is Friday 28 May"),
        ({"pace": "own"}, "Choose the last day, such as 2027-05-28."),
        ({"pace": "sprint"}, "Choose one of these paces."),
        ({"weekdays": []}, "Choose at least one day of the week"),
        ({"weekdays": ["12", "", "x"]}, "Choose at least one day of the week"),
        ({"days_off": "Christmas"}, "“Christmas” is not a day."),
        ({"days_off": "so " * 500}, "so so so so s…” is not a day."),
        ({"pace": "own", "end": "20260-11-30"}, "year, month, day, such as 2027-05-28."),
        ({"days_off": "9999-01-01 to 0001-01-01"}, "should go from a day to a later one"),
    ],
)
def test_a_day_that_cannot_be_comes_back_with_one_that_can(
    app: Flask, alice: Person, typed: dict[str, Any], sentence: str
) -> None:
    up_to(app, alice, "dates")
    page = answer(alice, "dates", **(DATES | typed))
    assert page.status == 422
    assert sentence in page.text.replace("&#39;", "’")


def test_days_off_move_the_plan_and_looking_saves_nothing(app: Flask, alice: Person) -> None:
    up_to(app, alice, "dates")
    typed = DATES | {"days_off": "2026-11-30 to 2026-12-02", "start": "2026-12-03", "go": "look"}
    page = answer(alice, "dates", **typed)
    assert page.status == 200
    assert "3 Dec" in page
    assert alice.get(f"{START}/criteria").location.endswith("/start/dates")


def test_a_roadmap_that_nobody_knows_is_refused(alice: Person) -> None:
    page = answer(alice, "template", template="world-peace")
    assert page.status == 422
    assert "Choose one of these roadmaps." in page


@pytest.mark.parametrize("field", ["champion", "sponsor", "stand_in", "duty_finance"])
def test_a_person_of_another_msp_is_refused(app: Flask, alice: Person, field: str) -> None:
    up_to(app, alice, "champion")
    page = answer(alice, "champion", **team(app, **{field: id_of(app, "dave")}))
    assert page.status == 422
    assert "Dave" not in page


def test_nobody_may_lead_for_now_and_it_says_what_that_means(app: Flask, alice: Person) -> None:
    up_to(app, alice, "champion")
    assert "stays off track until somebody leads" in alice.get(f"{START}/champion")
    assert answer(alice, "champion", **team(app, champion="nobody")).status == 303
    answer(alice, "dates", **DATES)
    answer(alice, "criteria", **KNOWN_AIMS)
    assert "Nobody is the champion." in alice.get(f"{START}/done")


@pytest.mark.parametrize("step", ["template", "champion", "dates", "criteria", "done"])
def test_only_those_who_manage_programs_may_start_one(
    bob: Person, mona: Person, gus: Person, dave: Person, carol: Person, step: str
) -> None:
    for who in (bob, mona, gus):
        assert who.get(f"{START}/{step}").status == 403
        assert who.post(f"{START}/{step}").status == 403
    assert dave.get(f"{START}/{step}").status == 404
    assert carol.get(f"{START}/{step}").status in {200, 303}


def test_two_people_have_two_drafts(app: Flask, alice: Person, olga: Person) -> None:
    up_to(app, alice, "dates")
    assert olga.get(f"{START}/dates").location.endswith("/start/template")


@pytest.fixture
def running(app: Flask) -> str:
    with inside(app):
        return make.program().slug


def hand_over(who: Person, **typed: str) -> Page:
    page = who.get("/msps/northwind/champion")
    return who.post("/msps/northwind/champion", version=hidden_version(page), **typed)


def hidden_version(page: Page) -> str:
    found = re.search(r'<input[^>]*name="version"[^>]*value="([^"]*)"', page.text)
    assert found
    return found[1]


def test_a_new_champion_is_asked_and_accepts(
    app: Flask, alice: Person, bob: Person, running: str
) -> None:
    why = "Alice is away until the spring"
    people = {"champion": id_of(app, "bob"), "sponsor": id_of(app, "olga")}
    assert hand_over(alice, **people, reason=why).status == 303
    overview = alice.get("/msps/northwind/")
    assert "Bob Brown was asked to take over." in overview
    assert "Alice Adams leads until they accept." in overview
    page = bob.get("/msps/northwind/")
    assert "You were asked to be the champion" in page and why in page
    assert alice.post(f"/msps/northwind/programs/{running}/champion/decline").status == 409
    with inside(app):
        assert db.session.scalars(select(Program)).one().champion_id == make.user("alice").id
        assert db.session.scalars(select(Change)).all() == []
    for _ in range(2):
        assert bob.post(f"/msps/northwind/programs/{running}/champion/accept").status == 303
    with inside(app):
        program = db.session.scalars(select(Program)).one()
        assert program.champion_accepted_at is not None
        change = db.session.scalars(select(Change)).one()
        assert (change.what, change.before, change.after) == (
            "champion", "Alice Adams", "Bob Brown",
        )  # fmt: skip
        assert change.reason == why
    assert "Bob Brown leads the program now." in alice.get("/msps/northwind/")
    log = alice.get("/msps/northwind/roadmap/changes")
    assert "champion from Alice Adams to Bob Brown." in log
    assert why in log
    assert alice.post("/msps/northwind/champion/accept").status == 409


def test_a_yes_is_undone_for_a_few_minutes_where_nobody_led_before(
    app: Flask, alice: Person, bob: Person, running: str, clock: Time
) -> None:
    here = f"/msps/northwind/programs/{running}/champion/accept"
    with inside(app):
        program = db.session.scalars(select(Program)).one()
        program.champion, program.champion_accepted_at = make.user("bob"), None
    assert bob.post(here).status == 303
    assert f"{here}/undo" in bob.get("/msps/northwind/")
    assert (alice.post(f"{here}/undo").status, bob.post(f"{here}/undo").status) == (409, 303)
    page = bob.get("/msps/northwind/")
    assert (
        "Bob took the yes to being champion back." in page
        and "You were asked to be the champion" in page
    )
    assert f"{here}/undo" in bob.get(bob.post(here).location)
    assert f"{here}/undo" not in bob.get(bob.post(here).location), (
        "Nothing to undo in a second yes."
    )
    clock.pass_by(minutes=6)
    assert bob.post(f"{here}/undo").status == 409


def test_who_says_no_leaves_the_champion_in_place(
    app: Flask, alice: Person, bob: Person, running: str
) -> None:
    people = {"champion": id_of(app, "bob"), "sponsor": id_of(app, "olga")}
    hand_over(alice, **people, reason="Alice is away until the spring")
    assert bob.post(f"/msps/northwind/programs/{running}/champion/decline").status == 303
    page = alice.get("/msps/northwind/")
    assert "Bob does not take the program over." in page
    assert "was asked to take over" not in page
    undo = f"/msps/northwind/programs/{running}/champion/decline/undo"
    assert undo in bob.get("/msps/northwind/")
    assert (alice.post(undo).status, bob.post(undo).status) == (409, 303)
    assert "Alice is away until the spring" in bob.get("/msps/northwind/")
    assert bob.post(undo).status == 409


def test_somebody_covers_while_the_champion_is_away(
    app: Flask, alice: Person, bob: Person, running: str, clock: Time
) -> None:
    where = f"/msps/northwind/programs/{running}/champion/cover"
    version = hidden_version(alice.get("/msps/northwind/champion"))
    typed = {"version": version, "cover": id_of(app, "bob"), "first": "2026-11-24"}
    for last, says in (
        ("2026-11-20", "Choose 24 November 2026 or later"),
        ("2028-01-01", "more than a year"),
        ("", "last"),
    ):
        page = alice.post(where, **typed, last=last)
        assert page.status == 422 and says in page
    past = alice.post(where, **typed | {"first": "2010-01-01", "last": "2009-01-01"})
    assert "The last day comes on or after the first. Choose 23 November 2026 or later." in past
    assert bob.post(where, **typed, last="2026-11-25").status == 403
    assert alice.post(where, **typed, last="2026-11-25").status == 303
    assert "Bob Brown covers from 24 November to 25 November." in alice.get("/msps/northwind/")
    assert bob.get("/msps/northwind/check-in").status == 403
    clock.pass_by(days=1)
    bob = Person(app, "bob")
    assert bob.get("/msps/northwind/check-in").status == 200
    assert "Bob Brown covers for the champion." in bob.get("/msps/northwind/")
    clock.pass_by(days=2)
    assert Person(app, "bob").get("/msps/northwind/check-in").status == 403


def test_a_change_of_people_needs_a_reason(app: Flask, alice: Person, running: str) -> None:
    people = {"champion": id_of(app, "bob"), "sponsor": ""}
    page = hand_over(alice, **people, reason="so")
    assert page.status == 422
    assert "Write why in a sentence" in page
    assert hand_over(alice, **(people | {"champion": id_of(app, "dave")})).status == 422


def test_an_older_hand_over_loses_nothing(app: Flask, alice: Person, running: str) -> None:
    people = {"champion": id_of(app, "bob"), "sponsor": "", "reason": "Bob has the time for it"}
    page = alice.post("/msps/northwind/champion", **people, version="0")
    assert page.status == 409
    assert "Alice Adams" in page


def test_a_member_cannot_choose_the_champion(bob: Person, dave: Person, running: str) -> None:
    for address in ("/msps/northwind/champion", f"/msps/northwind/programs/{running}/champion"):
        assert bob.get(address).status == 403
        assert bob.post(address).status == 403
        assert dave.get(address).status == 404
        assert dave.post(f"{address}/accept").status == 404
