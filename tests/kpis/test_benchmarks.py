"""Benchmarks that an MSP and its practice keep, where each comes from, and which are drawn."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select, update
from werkzeug.datastructures import MultiDict

from app.accounts import actions as accounts
from app.accounts.models import Grant
from app.activity.models import Event
from app.db import db
from app.kpis.benchmark_forms import BenchmarkForm
from app.kpis.benchmarks import Level
from app.kpis.keep_benchmarks import MOST_KEPT
from app.kpis.kept_benchmarks import Kept, kept, of_practice
from app.kpis.library import catalogue
from app.kpis.models import OwnBenchmark, PracticeBenchmark
from app.numbers.compared import compared
from app.policy import Role
from app.tenancy import OutOfScope, acting_for
from tests import make
from tests.cast import PASSWORD, email_of
from tests.person import Person
from tests.scopes import inside, writing

one_database = pytest.mark.one_database
KEY = "resource_utilization_pct"
KPI = catalogue().kpis[KEY]
PAGE = f"/msps/northwind/kpis/{KEY}"
TODAY = date(2026, 11, 23)
TOLD = {
    "keeper": "practice",
    "level": "good",
    "low": "64",
    "high": "72",
    "about": "MSPs of 20 to 50 people",
    "source": "Yearly review of our clients",
    "month": "2026-10",
    "sample": "40 clients",
}
ORIGIN = "Kept by Beacon Row: Yearly review of our clients, October 2026 (40 clients)"


def kept_one(number: int) -> Kept:
    at = datetime(2026, 11, number, tzinfo=UTC)
    who = (UUID(int=number), False, "Northwind IT", UUID(int=0), "Olga")
    return Kept(*who, Level.BEST, 60.0 + number, None, "Us", "Our book", TODAY, "", at)


KEPT = [kept_one(number) for number in range(1, 6)]


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"low": "6.4.1"}, "low", "Enter a number, such as 63.5."),
        ({"low": "", "high": ""}, "low", "Enter one value at least"),
        ({"low": "72", "high": "64"}, "high", "Enter the lower value or more"),
        ({"low": "-3"}, "low", "This number is never below zero."),
        ({"month": "2026-12"}, "month", "This month is still to come."),
        ({"month": "20260-10"}, "month", "Write the month as year and month, such as 2026-10."),
        ({"month": "2026-13"}, "month", "Write the month as year and month, such as 2026-10."),
        ({"month": ""}, "month", "Write the month as year and month, such as 2026-10."),
        ({"source": " "}, "source", "Say in 5 to 200 characters where the figure comes from."),
        ({"about": ""}, "about", "Say in 2 to 120 characters who it is about"),
        ({"sample": "x" * 81}, "sample", "Say it in at most 80 characters"),
        ({"level": "great"}, "level", "Not a valid choice"),
        ({"keeper": "everybody"}, "keeper", "Choose who keeps it."),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    typed: dict[str, str], field: str, said: str
) -> None:
    form = BenchmarkForm(MultiDict(TOLD | typed), KPI, TODAY)
    form.offer("Northwind IT", "Beacon Row")
    assert not form.validate()
    assert list(form.errors) == [field]
    assert form.errors[field][0].startswith(said)


def test_a_figure_may_be_open_at_one_end_or_one_value() -> None:
    for low, high in (("64", ""), ("", "72"), ("64", "64")):
        form = BenchmarkForm(MultiDict(TOLD | {"low": low, "high": high}), KPI, TODAY)
        form.offer("Northwind IT", "Beacon Row")
        assert form.validate(), form.errors
        assert form.figure().month == date(2026, 10, 1)


def test_only_a_coach_is_asked_who_keeps_it() -> None:
    form = BenchmarkForm(MultiDict(TOLD), KPI, TODAY)
    form.offer("Northwind IT", "")
    assert form.validate() and not form.of_practice


def test_without_a_choice_the_usual_one_is_drawn_and_of_five_the_first_four() -> None:
    usual = compared(KPI, KEPT)
    assert len(usual.drawn) == 1 and usual.note.startswith("Benchmark: ")
    assert not usual.crowded and usual.letter(usual.drawn[0]) == ""
    none = compared(KPI, KEPT, ("",))
    assert none.drawn == () and none.note == ""
    tokens = tuple(str(one.id) for one in KEPT)
    five = compared(KPI, KEPT, tokens)
    assert five.crowded and "The chart draws 4 at most." in five.problem
    assert [five.letter(one) for one in five.drawn] == ["A", "B", "C", "D"]
    assert five.note.startswith("Benchmarks: A: 61% or more (Northwind IT, 2026); B: 62%")
    assert not compared(KPI, KEPT, tokens[:4]).crowded
    assert compared(KPI, KEPT, ("nothing",)).drawn == ()
    for_all = (five.every[-1].token,)
    assert compared(KPI, KEPT, for_all=for_all).tokens == [*for_all]
    assert compared(KPI, KEPT, for_all=("taken away",)).drawn == usual.drawn
    assert compared(KPI, KEPT, for_all=()).drawn == ()
    assert compared(KPI, KEPT, for_all, for_all).differs is False
    assert compared(KPI, KEPT, for_all).differs is True
    assert five.bands(KPI)[0].by == "Northwind IT, 2026"


def test_what_counts_something_else_is_never_drawn() -> None:
    lines = [
        (kpi, line)
        for kpi in catalogue().kpis.values()
        for line in compared(kpi, ()).every
        if line.lack
    ]
    assert lines
    assert all(compared(kpi, (), (line.token,)).drawn == () for kpi, line in lines)


@one_database
def test_a_coach_keeps_one_for_every_client_and_the_chart_draws_it(
    carol: Person, alice: Person, bob: Person, dave: Person, measured: str
) -> None:
    here = f"{PAGE}/benchmarks"
    wrong = carol.post(here, **TOLD | {"source": "", "low": "6.4.1"})
    assert wrong.status == 422 and "Enter a number" in wrong and "6.4.1" in wrong
    for _twice in range(2):
        assert carol.post(here, **TOLD).status == 303
    page = alice.get(PAGE)
    assert page.text.count(ORIGIN) == 1
    assert "Good, MSPs of 20 to 50 people" in page and "64–72%" in page
    assert "Written down by Carol Cole on 23 November 2026" in page
    assert ORIGIN in dave.get(f"/msps/fabrikam/kpis/{KEY}")
    assert "Take it away" in carol.get(here) and "Take it away" not in alice.get(here)
    assert "Who keeps it" not in alice.get(here)
    mine = TOLD | {"about": "Our own teams", "low": "60", "high": ""}
    assert alice.post(here, **mine).status == 303
    tokens = ["published-1", *kept_ids(carol)]
    assert len(tokens) == 3
    address = "&".join(f"benchmark={one}" for one in tokens)
    chosen = alice.get(f"{PAGE}?benchmark=&{address}")
    assert "Benchmarks: A: " in chosen and "C: 60% or more (Northwind IT, 2026)" in chosen
    assert ">C: 60% or more</text>" in chosen and ">Beacon Row, 2026</text>" in chosen
    assert "C: 60% or more" in alice.get(f"{PAGE}/chart.svg?{address}")
    assert "Draw them for everybody" in chosen
    asked_by_bob = bob.get(f"{PAGE}?benchmark=&{address}")
    assert "C: 60% or more" in asked_by_bob and "Draw them for everybody" not in asked_by_bob
    assert bob.post(f"{PAGE}/drawn", benchmark=tokens).status == 403
    assert alice.post(f"{PAGE}/drawn", benchmark=tokens).status == 303
    for person in (alice, bob):
        page = person.get(PAGE)
        assert ">C: 60% or more</text>" in page and "Draw them for everybody" not in page
    assert ">C: 60% or more</text>" not in carol.get(f"{PAGE}?benchmark=published-1")
    assert "Draw up to four" in bob.get(PAGE) and "Keep one of your own" not in bob.get(PAGE)
    assert bob.get(here).status == 403


def kept_ids(person: Person) -> list[str]:
    with inside(person.client.application):
        return [str(one.id) for one in kept(KEY)]


@one_database
def test_one_tap_takes_it_away_and_one_brings_it_back(
    alice: Person, carol: Person, dave: Person, bob: Person, app: Flask, measured: str
) -> None:
    alice.post(f"{PAGE}/benchmarks", **TOLD)
    carol.post(f"{PAGE}/benchmarks", **TOLD)
    practices, own = kept_ids(carol)
    for benchmark_id, person, other in ((own, alice, bob), (practices, carol, alice)):
        there = f"/msps/northwind/benchmarks/{benchmark_id}"
        assert other.post(f"{there}/away").status in {403, 404}
        for _twice in range(2):
            assert person.post(f"{there}/away").status == 303
        assert benchmark_id not in kept_ids(alice)
        assert other.post(f"{there}/back").status in {403, 404}
        for _twice in range(2):
            assert person.post(f"{there}/back").status == 303
        assert benchmark_id in kept_ids(alice)
    assert dave.post(f"/msps/fabrikam/benchmarks/{own}/away").status == 404
    assert_recorded(app)
    for number in range(MOST_KEPT - 1):
        told = TOLD | {"low": str(number)}
        assert alice.post(f"{PAGE}/benchmarks", **told).status == 303
    full = alice.post(f"{PAGE}/benchmarks", **TOLD | {"low": "33"})
    assert full.status == 409 and f"At most {MOST_KEPT} are kept of a KPI." in full


def assert_recorded(app: Flask) -> None:
    """What the MSP keeps is on its record; what its practice keeps is not."""
    with inside(app):
        wanted = select(Event.deed).where(Event.thing_kind == "ownbenchmark").order_by(Event.id)
        deeds = [deed.removeprefix("benchmark ") for deed in db.session.scalars(wanted)]
        assert deeds == ["kept", "put away", "brought back"]
        of_practices = select(Event.deed).where(Event.thing_kind == "practicebenchmark")
        assert db.session.scalars(of_practices).all() == []


@one_database
def test_a_kpi_of_the_msps_own_has_benchmarks_of_the_msp_alone(
    carol: Person, app: Flask, measured: str
) -> None:
    with inside(app):
        key = make.own_kpi("Visits booked late", make.user("alice")).key
    here = f"/msps/northwind/kpis/{key}/benchmarks"
    assert "Who keeps it" not in carol.get(here)
    assert carol.post(here, **TOLD).status == 303
    assert "Kept by Northwind IT: " in carol.get(here)


def test_nobody_else_reads_what_a_practice_keeps_or_changes_it(
    carol: Person, app: Flask, measured: str
) -> None:
    carol.post(f"{PAGE}/benchmarks", **TOLD)
    carol.post(f"{PAGE}/benchmarks", **TOLD | {"keeper": "msp"})
    (benchmark_id, own) = (UUID(one) for one in kept_ids(carol))
    with writing(app):
        ned = accounts.add_user(email_of("ned"), "Ned North", PASSWORD)
        harbor = accounts.add_practice("Harbor Light")
        accounts.join_practice(ned, harbor)
        tailspin = accounts.add_msp("Tailspin", "tailspin")
        accounts.join_msp(ned, tailspin, Role.OWNER)
        with acting_for([harbor.id]):
            assert of_practice(benchmark_id) is None
    with inside(app, "tailspin"):
        assert kept(KEY) == ()
    with inside(app, "fabrikam"):
        assert [one.of_practice for one in kept(KEY)] == [True]
    stranger = Person(app, "ned")
    for one in (benchmark_id, own):
        assert stranger.post(f"/msps/tailspin/benchmarks/{one}/away").status == 404
    assert "Beacon Row" not in stranger.get(f"/msps/tailspin/kpis/{KEY}")
    with inside(app):
        db.session.execute(update(PracticeBenchmark).values(source="Taken"))
        row: Any = of_practice(benchmark_id)
        assert row.source == TOLD["source"]
        row.source = "Taken"
        with pytest.raises(OutOfScope, match="of another practice would change"):
            db.session.flush()
        db.session.rollback()
    with writing(app):
        db.session.execute(update(Grant).values(status="ended"))
    with inside(app):
        assert [one.of_practice for one in kept(KEY)] == [False]
        assert db.session.scalars(select(OwnBenchmark)).one().id == own
        with acting_for([harbor.id]):
            assert [one.of_practice for one in kept(KEY)] == [False]
