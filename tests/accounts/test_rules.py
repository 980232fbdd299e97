"""Passwords, slugs, sessions and the throttle, from values alone."""

from datetime import UTC, datetime, timedelta

import pytest

from app.accounts.rules import (
    initials,
    is_live,
    normal_email,
    password_problem,
    safe_next,
    slug_of,
    wait_after,
)

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("password", "is_fine"),
    [
        ("a long walk by the river", True),
        ("short", False),
        ("passwordpassword", False),
        ("Alice Adams Northwind", False),
        ("aaaaaaaaaaaaaaaaaaaa", False),
        ("x" * 201, False),
        ("påsen är full av björnbär", True),
    ],
)
def test_a_password_is_long_and_not_made_of_names(password: str, is_fine: bool) -> None:
    problem = password_problem(password, ["Alice Adams", "alice@northwind.example", "Northwind"])
    assert (problem is None) == is_fine


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Northwind IT", "northwind-it"),
        ("  Döner & Co. ", "doner-co"),
        ("日本", ""),
        ("A" * 80, "a" * 60),
    ],
)
def test_a_slug_is_lower_case_letters_and_digits(name: str, slug: str) -> None:
    assert slug_of(name) == slug


def test_addresses_compare_without_case_and_space() -> None:
    assert normal_email("  DANA@Northwind.Example ") == "dana@northwind.example"


@pytest.mark.parametrize(
    ("name", "two"), [("Dana Whitlock", "DW"), ("Cher", "C"), ("Jan van der Berg", "JB")]
)
def test_initials_are_the_first_and_last_word(name: str, two: str) -> None:
    assert initials(name) == two


@pytest.mark.parametrize(
    ("age", "idle", "live"),
    [(1, 1, True), (13 * 24, 11, True), (1, 12, False), (14 * 24, 1, False)],
)
def test_a_session_ends_by_idleness_and_by_age(age: int, idle: int, live: bool) -> None:
    assert is_live(NOON - timedelta(hours=age), NOON - timedelta(hours=idle), NOON) is live


def test_the_first_five_tries_are_free_then_waiting_doubles() -> None:
    def wait(count: int) -> float:
        return wait_after([NOON] * count, 5, NOON).total_seconds()

    assert [wait(n) for n in (0, 4, 5, 6, 7, 40)] == [0, 0, 2, 4, 8, 120]


def test_old_failures_are_forgotten() -> None:
    assert wait_after([NOON - timedelta(minutes=16)] * 50, 5, NOON) == timedelta(0)


@pytest.mark.parametrize(
    ("target", "safe"),
    [
        ("/my-work", True),
        ("/msps/northwind/roadmap?show=late", True),
        ("//evil.example", False),
        ("https://evil.example", False),
        ("/\\evil.example", False),
        ("/a\r\nSet-Cookie: x", False),
        ("", False),
        (None, False),
    ],
)
def test_only_a_path_of_ours_is_gone_to_after_signing_in(target: str | None, safe: bool) -> None:
    assert (safe_next(target) == target and target is not None and target != "") is safe
