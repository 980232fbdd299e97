"""The app, a fresh copy of a prepared database for each test, and a browser for each person."""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from flask import Flask
from flask_migrate import upgrade
from playwright.sync_api import Browser

from app import clock
from app.accounts import secrets
from app.db import db, write_intent
from tests.browser import chromium, served
from tests.cast import invite_everybody
from tests.databases import KINDS, PostgreSQL
from tests.person import Person
from tests.standing import Standing, StandingPostgreSQL, StandingSQLite, make_app

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TEMPLATE = "prepared"

# A busy machine is no bug; what lands is tried with the same examples each time.
hypothesis.settings.register_profile(
    "unhurried", deadline=None, derandomize=bool(os.environ.get("CI"))
)
hypothesis.settings.load_profile("unhurried")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database_kind" in metafunc.fixturenames:
        metafunc.parametrize("database_kind", kinds_for(metafunc), scope="session")


def kinds_for(metafunc: pytest.Metafunc) -> list[str]:
    """Every database; the first one where only a browser or the number of statements counts."""
    marks = {mark.name for mark in metafunc.definition.iter_markers()}
    return KINDS[:1] if marks & {"browser", "one_database"} else KINDS


@pytest.fixture(autouse=True)
def quick_hashes() -> None:
    secrets.use_quick_hashes()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    server = PostgreSQL()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def prepared(
    database_kind: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[Path], str]:
    """A migrated database with the cast in it; the answer copies it and gives the copy's URL."""
    secrets.use_quick_hashes()
    folder = tmp_path_factory.mktemp("prepared")
    if database_kind == "sqlite":
        fill(make_app(folder, ""))
        return lambda into: copy_file(folder / "nibble.db", into / "nibble.db")
    server: PostgreSQL = request.getfixturevalue("postgresql")
    server.sql(f"CREATE DATABASE {TEMPLATE}")
    fill(make_app(folder, server.dsn(TEMPLATE)))
    return lambda into: copy_database(server, into)


def copy_file(source: Path, target: Path) -> str:
    shutil.copyfile(source, target)
    return ""


def copy_database(server: PostgreSQL, into: Path) -> str:
    name = "t_" + "".join(c if c.isalnum() else "_" for c in f"{into.parent.name}_{into.name}")
    name = name.lower()[-60:]
    server.sql(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY wal_log")
    return server.dsn(name)


def fill(app: Flask) -> None:
    token = write_intent.set(True)
    with app.app_context():
        upgrade()
        invite_everybody()
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    write_intent.reset(token)


@pytest.fixture(scope="session")
def standing(
    database_kind: str,
    prepared: Callable[[Path], str],
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
) -> Standing:
    folder, source = tmp_path_factory.mktemp("standing"), tmp_path_factory.mktemp("source")
    if database_kind == "sqlite":
        prepared(source)
        return StandingSQLite(folder, source / "nibble.db")
    return StandingPostgreSQL(folder, request.getfixturevalue("postgresql"), TEMPLATE)


@pytest.fixture
def app(standing: Standing) -> Iterator[Flask]:
    """The app, its database as the cast left it."""
    yield standing.fresh()
    with standing.app.app_context():
        db.engine.dispose()


@pytest.fixture
def own_app(prepared: Callable[[Path], str], tmp_path: Path) -> Iterator[Flask]:
    """An app and a database for one test alone, which may change their shape."""
    app = make_app(tmp_path, prepared(tmp_path))
    yield app
    with app.app_context():
        db.engine.dispose()


class Time:
    """A clock that a test sets and moves."""

    def __init__(self) -> None:
        self.at = MONDAY

    def pass_by(self, **amount: float) -> None:
        self.at += timedelta(**amount)


@pytest.fixture
def time() -> Iterator[Time]:
    """Monday 23 November 2026, nine in the morning, until the test moves it."""
    moment = Time()
    token = clock.source.set(lambda: moment.at)
    yield moment
    clock.source.reset(token)


def person(name: str) -> Any:
    @pytest.fixture(name=name)
    def signed_in(app: Flask) -> Person:
        return Person(app, name)

    return signed_in


alice, bob, gus = person("alice"), person("bob"), person("gus")
mona, olga, carol, dave, erin = (person(n) for n in ("mona", "olga", "carol", "dave", "erin"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests in a real browser; each opens windows of its own."""
    with chromium() as found:
        yield found


@pytest.fixture
def site(app: Flask, time: Time) -> Iterator[str]:
    """The address at which a real browser finds the app."""
    with served(app) as url:
        yield url


@pytest.fixture
def stranger(app: Flask) -> Person:
    """Nobody yet: a browser that has not signed in."""
    return Person(app)
