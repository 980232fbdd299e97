"""Signing in: the right person enters, nobody else learns anything, guessing is slow."""

import pytest
from flask import Flask

from tests.cast import PASSWORD, email_of
from tests.conftest import Time
from tests.person import Page, Person
from tests.world import same_words

WRONG = "That email address and password do not go together."
WAIT = "Too many tries."


def enter(person: Person, name: str = "alice", password: str = PASSWORD, **more: str) -> Page:
    return person.post("/sign-in", email=email_of(name), password=password, **more)


def test_the_right_password_opens_the_first_page(stranger: Person) -> None:
    page = enter(stranger)
    assert (page.status, page.location) == (303, "/my-work")
    assert stranger.get("/my-work").status == 200
    assert stranger.get("/sign-in").location == "/my-work"


def test_a_coach_begins_with_the_clients(stranger: Person) -> None:
    assert enter(stranger, "carol").location == "/clients"


def test_the_address_is_read_kindly(stranger: Person) -> None:
    page = stranger.post("/sign-in", email="  Alice@Example.COM ", password=PASSWORD)
    assert page.status == 303


def test_an_unknown_name_and_a_wrong_password_look_the_same(stranger: Person) -> None:
    wrong = enter(stranger, password="not the right password")
    unknown = enter(stranger, "nobody-here", password="not the right password")
    assert wrong.status == unknown.status == 422
    assert WRONG in wrong and WRONG in unknown
    assert unknown.text.count(email_of("nobody-here")) == wrong.text.count(email_of("alice"))
    told = same_words(unknown, "/sign-in")[2].replace("nobody-here", "alice")
    assert same_words(wrong, "/sign-in")[2] == told
    assert sorted(wrong.headers.keys()) == sorted(unknown.headers.keys())


def test_the_password_never_comes_back_in_a_page(stranger: Person) -> None:
    assert "not the right password" not in enter(stranger, password="not the right password")


@pytest.mark.parametrize("name", ["alice", "nobody-here"])
def test_guessing_is_slow_after_five_tries(stranger: Person, time: Time, name: str) -> None:
    for _ in range(5):
        assert WRONG in enter(stranger, name, password="not the right password")
    page = enter(stranger, name)
    assert page.status == 422
    assert WAIT in page


def test_after_the_wait_the_right_password_opens_again(stranger: Person, time: Time) -> None:
    for _ in range(5):
        enter(stranger, password="not the right password")
    assert WAIT in enter(stranger)
    time.pass_by(minutes=3)
    assert enter(stranger).status == 303


def test_somebody_elses_wrong_tries_do_not_slow_others(stranger: Person, time: Time) -> None:
    for _ in range(6):
        enter(stranger, "bob", password="not the right password")
    assert enter(stranger).status == 303


def test_after_signing_in_you_are_where_you_wanted_to_be(stranger: Person) -> None:
    page = stranger.get("/msps/northwind/kpis?show=all")
    assert page.status == 302
    assert page.location.startswith("/sign-in?next=%2Fmsps%2Fnorthwind%2Fkpis")
    assert enter(stranger, next="/msps/northwind/kpis").location == "/msps/northwind/kpis"


@pytest.mark.parametrize(
    "target",
    [
        "https://example.com/",
        "//example.com/",
        "/\\example.com",
        "\\\\example.com",
        "javascript:alert(1)",
        "/my-work\r\nSet-Cookie: a=b",
        "http:/example.com:99999",
        " /my-work",
        "my-work",
    ],
)
def test_no_way_leads_out_of_the_site(stranger: Person, target: str) -> None:
    assert enter(stranger, next=target).location == "/my-work"


@pytest.mark.parametrize(
    "form", [{}, {"email": ""}, {"email": "a" * 300, "password": "b"}, {"password": "p" * 201}]
)
def test_what_cannot_be_right_is_refused(stranger: Person, form: dict[str, str]) -> None:
    assert stranger.post("/sign-in", **form).status == 422


def test_the_cookie_is_for_this_site_alone(app: Flask, stranger: Person) -> None:
    cookie = enter(stranger).headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie
