"""The demo tells the same story on whatever day of the week it is built."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

import pytest
from flask import Flask
from flask_migrate import upgrade

from app import clock, create_app
from app.accounts import secrets
from app.accounts.actions import add_practice
from app.accounts.models import User
from app.accounts.queries import practice_by_slug
from app.checkins.queries import signs
from app.config import Settings
from app.db import db
from app.demo.folder import writing
from app.demo.play import Play
from app.demo.scripts import FirmScript, firm
from app.demo.typed import typed
from app.demo.world import open_firm
from app.programs.models import Program
from app.tenancy import scope_of
from tests.demo.conftest import MONDAY, PASSWORD

WEEK = [MONDAY + timedelta(days=days) for days in range(7)]
AIMED = ("resource_utilization_pct", "mttr_net_hours", "rhem")


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """A database in which firms can be played."""
    secrets.use_quick_hashes()
    made = create_app(Settings(data_dir=tmp_path_factory.mktemp("days")))
    with writing(made):
        upgrade()
        add_practice("Beacon Row", "beacon-row")
    yield made
    with made.app_context():
        db.engine.dispose()


def told(app: Flask, script: FirmScript, until: datetime) -> dict[str, str]:
    """The vital signs of a firm that was played up to a day, with their reasons."""
    token, chance = clock.source.set(lambda: until), Random(11)
    script = replace(script, slug=f"{script.slug}-{until:%A}".lower())
    try:
        with writing(app):
            practice = practice_by_slug("beacon-row")
            assert practice is not None
            msp, people = open_firm(script, practice, PASSWORD, until)
            with scope_of([msp.id]):
                program = played(script, people, until, chance)
                found = signs(program, until.date())
        return {sign.key: f"{sign.word}: {sign.line}" for sign in found}
    finally:
        clock.source.reset(token)


def played(script: FirmScript, people: dict[str, User], until: datetime, chance: Random) -> Program:
    readings = typed(script, people[script.champion], until, chance)
    play = Play(script, people, until, readings, chance)
    return play.year(until.date() - timedelta(weeks=26))


@pytest.fixture(scope="module")
def northwind(empty: Flask) -> dict[date, dict[str, str]]:
    """Day by day; only of the numbers that its success is judged by."""
    script = firm("northwind")
    aimed = tuple(one for one in script.readings if one.kpi in AIMED)
    return {day.date(): told(empty, replace(script, readings=aimed), day) for day in WEEK}


@pytest.fixture(scope="module")
def harbor_desk(empty: Flask) -> dict[date, dict[str, str]]:
    """Day by day, without its log."""
    return {day.date(): told(empty, firm("harbor-desk"), day) for day in WEEK}


def test_northwind_is_on_watch_twice_and_led_well_every_day(
    northwind: dict[date, dict[str, str]],
) -> None:
    assert {said["roadmap"] for said in northwind.values()} == {
        "Watch: 7 days behind the first plan"
    }
    assert {said["criteria"] for said in northwind.values()} == {"Watch: 2 of 3 on pace"}
    for day, said in northwind.items():
        ago = {5: "yesterday", 6: "2 days ago"}.get(day.weekday(), "7 days ago")
        assert said["champion"] == f"On track: Dana Whitlock checked in {ago}"


def test_harbor_desk_goes_well_every_day(harbor_desk: dict[date, dict[str, str]]) -> None:
    for day, said in harbor_desk.items():
        assert said["champion"].startswith("On track: Noor Haddad checked in"), day
    assert len({said["roadmap"] for said in harbor_desk.values()}) == 1
