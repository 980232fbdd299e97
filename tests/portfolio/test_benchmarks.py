"""Clients beside each other for their coach, and an MSP among peers who agreed and stay unnamed."""

import re
from datetime import date, timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select, update

from app.accounts.actions import add_practice, grant
from app.accounts.models import Grant, Msp
from app.accounts.peers import peers_of
from app.clock import now
from app.db import db
from app.kpis.models import Reading
from app.tenancy import scope_of
from tests import make
from tests.counting import counting
from tests.person import Person
from tests.portfolio.clients import Client, add_clients
from tests.scopes import inside, writing

pytestmark = [pytest.mark.one_database, pytest.mark.usefixtures("time")]
KPI = "resource_utilization_pct"
SUNDAY = date(2026, 11, 22)
NAMES = ["Lakeline", "Pinecrest", "Cobalt", "Sparrow", "Bluebird"]
VALUES = [55.3, 57.7, 60.9, 65.9, 71.3]
AMONG = f"/msps/northwind/kpis/{KPI}/peers"
WORD = "/msps/northwind/peers"


@pytest.fixture
def read(app: Flask) -> None:
    """Five clients and Northwind with a reading of last week each; the five agreed."""
    add_clients(app, [Client(name) for name in NAMES])
    with writing(app):
        ids: dict[str, UUID] = {row.name: row.id for row in db.session.execute(every_msp())}
    for name, value in zip([*NAMES, "Northwind IT"], [*VALUES, 63.0], strict=True):
        with writing(app), scope_of([ids[name]]):
            one: Reading = make.reading(KPI, value, on=SUNDAY)
            db.session.add(one)
            db.session.commit()
    let(app, [ids[name] for name in NAMES], agreed=True)


def every_msp():  # type: ignore[no-untyped-def]
    return select(Msp.id, Msp.name)


def let(app: Flask, ids: list[UUID], agreed: bool) -> None:
    with writing(app):
        at = now() if agreed else None
        db.session.execute(update(Grant).where(Grant.msp_id.in_(ids)).values(compared_at=at))


def test_a_coach_sees_every_client_by_name_with_the_middle_half(
    carol: Person, alice: Person, app: Flask, read: None
) -> None:
    page = carol.get("/benchmarks")
    assert page.status == 200
    for name in [*NAMES, "Northwind IT"]:
        assert f">{name}</a>" in page
    assert "None of 6 clients at the usual target, 75% to 85%" in page
    assert "The middle half of 6 MSPs lies from 58.5% to 65.2%, with the median at 62%." in page
    assert "Better than the middle half" in page
    assert "1 of your clients has no reading of it." in page
    assert "No client has a reading of Reactive hours per endpoint" in page
    assert 'href="/benchmarks" aria-current="page"' in page
    assert "5 of them agreed to be compared among peers." in page
    one = carol.get(f"/benchmarks?kpi={KPI}")
    assert one.text.count('class="fig"') == 1
    rows = carol.get(f"/benchmarks/{KPI}/chart.csv").text.removeprefix("\ufeff").splitlines()
    assert rows[:2] == ["Who,Reading", "Bluebird,71.3"]
    assert len(rows) == 1 + 6 + 3
    assert carol.get(f"/benchmarks/{KPI}/chart.svg").text.startswith("<svg xmlns=")
    assert carol.get(f"/benchmarks/{KPI}/chart.png").response.get_data()[:4] == b"\x89PNG"
    assert carol.get("/benchmarks/nothing/chart.csv").status == 404
    assert alice.get("/benchmarks").status == 404


def test_the_best_client_comes_first_where_less_is_better(
    carol: Person, app: Flask, read: None
) -> None:
    for slug, value in (("northwind", 9.0), ("fabrikam", 4.0)):
        with inside(app, slug):
            db.session.add(make.reading("mttr_net_hours", value, on=SUNDAY))
    page = carol.get("/benchmarks?kpi=mttr_net_hours").text
    assert page.index(">Fabrikam</a>") < page.index(">Northwind IT</a>")


def test_an_msp_that_has_not_agreed_sees_nothing_of_its_peers(
    olga: Person, alice: Person, read: None
) -> None:
    page = olga.get(AMONG)
    assert "The owner has not agreed to be compared." in page
    assert "Agree to be compared" in page
    assert 'class="plot"' not in page
    assert olga.get(f"{AMONG}.csv").location.endswith(AMONG)
    assert "Agree to be compared" not in alice.get(AMONG)
    assert "Numbers are not compared." in alice.get(WORD)
    assert alice.post(f"{WORD}/agree").status == 403


def test_the_owner_agrees_and_sees_where_it_stands_and_no_one_else(
    olga: Person, app: Flask, read: None
) -> None:
    assert olga.post(f"{WORD}/agree").status == 303
    page = olga.get(AMONG)
    assert "Northwind IT is in the middle half" in page
    assert "The middle half of 6 MSPs lies from 58% to 67%, with the median at 62%." in page
    files = [olga.get(f"{AMONG}.{kind}").text for kind in ("svg", "csv")]
    told = re.sub(r"<nav.*?</nav>", "", page.text, flags=re.S)
    for text in [told, *files]:
        assert not [name for name in NAMES if name in text]
        assert not re.findall(r"\b(?:55\.3|57\.7|60\.9|65\.9|71\.3)", text)
    drawn = re.findall(r"<circle ", files[0])
    assert len(drawn) == 1
    word = olga.get(WORD)
    assert "compared among the clients of Beacon Row" in word
    assert "Olga agreed to compare numbers among the clients of Beacon Row." in word
    with counting(app) as asked:
        olga.get(AMONG)
    assert len(asked) <= 12
    assert olga.post(f"{WORD}/take-back").status == 303
    assert "The owner has not agreed to be compared." in olga.get(AMONG)
    assert "Olga took back the comparison" in olga.get(WORD)


def test_with_four_that_agreed_not_even_their_number_is_told(
    olga: Person, app: Flask, read: None
) -> None:
    with writing(app):
        ids = {row.name: row.id for row in db.session.execute(every_msp())}
    let(app, [ids["Lakeline"], ids["Pinecrest"]], agreed=False)
    olga.post(f"{WORD}/agree")
    page = olga.get(AMONG)
    assert "It takes 5 MSPs that agreed" in page
    assert not re.findall(r"\b[34] MSPs|median at", page.text)
    assert olga.get(f"{AMONG}.png").location.endswith(AMONG)


def test_peers_are_those_of_a_practice_where_both_agreed(app: Flask, read: None) -> None:
    with writing(app):
        ids = {row.name: row.id for row in db.session.execute(every_msp())}
        northwind = db.session.get_one(Msp, ids["Northwind IT"])
        grant(northwind, add_practice("Other Row"))
        other = db.session.scalars(select(Grant).where(Grant.msp_id == northwind.id)).all()
        for one in other:
            one.compared_at = now() if one.practice.name == "Other Row" else None
        db.session.flush()
        assert peers_of(northwind.id) == [northwind.id]
        for one in other:
            one.compared_at = now()
        assert len(peers_of(northwind.id)) == 6


def test_a_practice_let_in_anew_is_asked_anew(app: Flask, read: None) -> None:
    with writing(app):
        one = db.session.scalars(select(Grant).where(Grant.compared_at.is_not(None))).first()
        assert one
        msp = db.session.get_one(Msp, one.msp_id)
        grant(msp, one.practice)
        assert one.compared_at
        one.status = "ended"
        grant(msp, one.practice)
        assert (one.status, one.compared_at) == ("active", None)


def test_a_kpi_of_its_own_has_no_peers(olga: Person, app: Flask, read: None) -> None:
    with inside(app):
        key = make.own_kpi("Visits", make.user("olga")).key
    assert "A KPI of your own has no peers" in olga.get(f"/msps/northwind/kpis/{key}/peers")


def test_the_statements_do_not_grow_with_the_clients(carol: Person, app: Flask, read: None) -> None:
    carol.get("/benchmarks")
    with counting(app) as few:
        carol.get("/benchmarks")
    more = [f"More {number}" for number in range(8)]
    add_clients(app, [Client(name) for name in more])
    with writing(app):
        found = [row.id for row in db.session.execute(every_msp()) if row.name in more]
    for msp_id in found:
        with writing(app), scope_of([msp_id]):
            for week in range(4):
                db.session.add(make.reading(KPI, 60.0, on=SUNDAY - timedelta(weeks=week)))
            db.session.commit()
    with counting(app) as many:
        carol.get("/benchmarks")
    assert len(many) == len(few) <= 12
