"""Staying in: a session ends by leaving, by idleness and by age; each sign-in has its own."""

from flask import Flask
from sqlalchemy import select, update

from app.accounts import secrets
from app.accounts.models import Membership, SignedIn
from app.db import db
from tests import make
from tests.conftest import Time
from tests.person import Person
from tests.scopes import inside


def session_id(person: Person) -> str:
    with person.client.session_transaction() as session:
        return str(session["id"])


def is_in(person: Person) -> bool:
    return person.get("/my-work").status == 200


def test_it_ends_after_twelve_idle_hours(app: Flask, time: Time) -> None:
    alice = Person(app, "alice")
    time.pass_by(hours=11, minutes=59)
    assert is_in(alice)
    time.pass_by(hours=12)
    assert not is_in(alice)


def test_it_ends_after_fourteen_days_however_busy(app: Flask, time: Time) -> None:
    alice = Person(app, "alice")
    for _ in range(33):
        time.pass_by(hours=10)
        assert is_in(alice)
    time.pass_by(hours=10)
    assert not is_in(alice)


def test_it_ends_by_signing_out_even_for_a_copied_cookie(app: Flask) -> None:
    alice, thief = Person(app, "alice"), Person(app)
    copied = session_id(alice)
    with thief.client.session_transaction() as session:
        session["id"] = copied
    assert is_in(thief)
    assert alice.post("/sign-out").location == "/sign-in"
    assert not is_in(alice)
    assert not is_in(thief)


def test_each_sign_in_has_a_new_id_and_ends_the_one_before(app: Flask) -> None:
    alice = Person(app, "alice")
    first = session_id(alice)
    alice.post("/sign-in", email="bob@example.com", password="a long walk by the river")
    assert session_id(alice) != first
    with inside(app):
        assert db.session.get(SignedIn, secrets.hash_of(first)) is None


def test_an_id_that_somebody_planted_is_not_kept(app: Flask, stranger: Person) -> None:
    with stranger.client.session_transaction() as session:
        session["id"] = "planted"
    stranger.post("/sign-in", email="bob@example.com", password="a long walk by the river")
    assert session_id(stranger) != "planted"


def test_the_database_knows_only_a_hash(app: Flask) -> None:
    known = session_id(Person(app, "alice"))
    with inside(app):
        rows = [row.id_hash for row in db.session.scalars(select(SignedIn))]
    assert known not in rows
    assert secrets.hash_of(known) in rows


def test_leaving_an_msp_counts_from_the_very_next_request(app: Flask) -> None:
    bob = Person(app, "bob")
    assert bob.get("/msps/northwind/").status == 200
    with inside(app):
        bobs = Membership.user_id == make.user("bob").id
        db.session.execute(update(Membership).where(bobs).values(status="suspended"))
    assert bob.get("/msps/northwind/").status == 404


def test_a_lower_role_counts_from_the_very_next_request(app: Flask, time: Time) -> None:
    with inside(app):
        make.program()
    mona = Person(app, "mona")
    assert mona.get("/msps/northwind/kpis/entry").status == 200
    with inside(app):
        monas = Membership.user_id == make.user("mona").id
        db.session.execute(update(Membership).where(monas).values(role="guest"))
    assert mona.get("/msps/northwind/kpis/entry").status == 403
