"""What a person sees on a bad day: a page or a toast, in words, with what they had typed."""

import re
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError

from app.accounts.gate import signed_in
from app.accounts.models import User
from app.clock import now
from app.db import db
from app.refusal import Refused, Stale
from tests.person import Page, Person

pytestmark = pytest.mark.one_database


def refuse() -> str:
    raise Refused("Freeze a baseline first.")


def come_late() -> str:
    raise Stale({"sentence": "All is well."}, who="Priya Nair", when="9:14")


def break_a_rule() -> str:
    db.session.add(User(email=None, name=None))
    db.session.flush()
    return ""


def write_it_too() -> str:
    db.session.add(User(email="alice@example.com", name="A", password_hash="-", created_at=now()))
    db.session.flush()
    return ""


def lose_a_race() -> str:
    try:
        return break_a_rule()
    except IntegrityError:
        raise StaleDataError("The row has another version.") from None


def find_it_locked() -> str:
    raise OperationalError("UPDATE", {}, Exception("database is locked"))


def wait_for_each_other() -> str:
    raise OperationalError("UPDATE", {}, Exception("deadlock detected"))


def break_down() -> str:
    raise ZeroDivisionError


DEEDS = {
    "refuse": refuse,
    "come-late": come_late,
    "constraint": break_a_rule,
    "race": lose_a_race,
    "same": write_it_too,
    "locked": find_it_locked,
    "deadlock": wait_for_each_other,
    "break": break_down,
}


@pytest.fixture
def alice(own_app: Flask) -> Person:
    """Alice, at an installation where everything that can go wrong does."""
    for name, deed in DEEDS.items():
        own_app.add_url_rule(f"/wrong/{name}", name, signed_in(deed), methods=["POST"])
    return Person(own_app, "alice")


def post(alice: Person, name: str) -> Page:
    return alice.post(f"/wrong/{name}", sentence="Tom is on call.")


class TestErrorPages:
    def test_a_refusal_says_why_and_gives_the_words_back(self, alice: Person) -> None:
        page = post(alice, "refuse")
        assert page.status == 409
        assert "Freeze a baseline first." in page
        assert "Tom is on call." in page

    def test_a_day_comes_back_in_words_and_a_key_not_at_all(self, alice: Person) -> None:
        key = "0199e9d4-0000-7000-8000-0123456789ab"
        page = alice.post("/wrong/refuse", due="2027-02-05", ends="2027-02-30", owner=key)
        assert "5 February 2027" in page
        assert "2027-02-30" in page
        assert key not in page

    def test_a_page_that_is_too_old_shows_both_texts(self, alice: Person) -> None:
        page = post(alice, "come-late")
        assert page.status == 409
        assert "Priya Nair changed this while you had it open, 9:14." in page
        assert "All is well." in page and "Tom is on call." in page

    def test_a_lost_race_has_its_page_with_the_way_on(self, alice: Person) -> None:
        for deed in ("race", "same"):
            page = post(alice, deed)
            assert page.status == 409
            assert "Somebody changed this while you had it open." in page
            assert 'class="nav"' in page and "Alice Adams" in page

    def test_a_row_that_does_not_fit_is_our_fault(self, alice: Person) -> None:
        page = post(alice, "constraint")
        assert page.status == 500
        assert "That was us, not you" in page
        assert "Tom is on call." in page
        assert re.search(r"error [0-9a-f]{8}\.", page.text)

    def test_a_bug_shows_no_more_than_its_code(self, alice: Person) -> None:
        page = post(alice, "break")
        assert page.status == 500
        assert "ZeroDivisionError" not in page

    def test_a_busy_database_asks_to_wait_and_keeps_the_words(self, alice: Person) -> None:
        for deed in ("locked", "deadlock"):
            page = post(alice, deed)
            assert page.status == 503
            assert page.headers["Retry-After"] == "5"
            assert "Busy for a moment" in page
            assert "Tom is on call." in page

    def test_a_program_is_told_in_a_sentence_that_somebody_was_quicker(self, alice: Person) -> None:
        for deed in ("come-late", "race"):
            answer = alice.post(f"/wrong/{deed}", headers={"Accept": "application/json"})
            told = {"status": 409, "sentence": "Somebody changed it in the meantime."}
            assert answer.status == 409 and answer.response.json == told

    def test_the_pages_after_a_failure_ask_nothing_of_the_database(self, alice: Person) -> None:
        for name in ("constraint", "locked", "break"):
            assert 'class="nav' not in post(alice, name).text

    @pytest.mark.parametrize(
        ("name", "status", "words"),
        [
            ("refuse", 409, "Freeze a baseline first."),
            ("come-late", 409, "Priya Nair changed this while you had it open."),
            ("constraint", 500, "That was us, not you."),
            ("locked", 503, "Busy for a moment"),
            ("no-such-deed", 404, "This is not here any more."),
        ],
    )
    def test_a_piece_of_a_page_gets_a_toast(
        self, alice: Person, name: str, status: int, words: Any
    ) -> None:
        answer = alice.boosted(f"/wrong/{name}", sentence="Tom is on call.")
        assert answer.status == status
        assert answer.headers["HX-Retarget"] == "#toasts"
        assert answer.text.strip().startswith('<div class="toast toast--off">')
        assert words in answer


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("/msps/northwind/tasks/0190c0de-0000-7000-8000-000000000001/check",
         "/msps/northwind/tasks/0190c0de-0000-7000-8000-000000000001"),
        ("/msps/northwind/programs/any/plans", "/msps/northwind/programs/any"),
        ("/sign-out", "/"),
    ],
)  # fmt: skip
def test_the_address_of_a_form_leads_to_the_page_around_it(
    app: Flask, address: str, page: str
) -> None:
    answered = app.test_client().get(address)
    assert (answered.status_code, answered.location) == (302, page)
