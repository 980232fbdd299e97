"""Numbers of teams, technicians and clients: entered, chosen, and seen by whom they are for."""

import io
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.models import User
from app.db import db
from app.kpis.catalogue import Scope
from app.kpis.library import catalogue
from app.kpis.models import Owners, Reading
from app.kpis.scopes import FIRM, GONE, About, Known, parse
from app.numbers.queries import Number
from app.policy import Permission, Role, is_granted
from tests import make
from tests.person import Person
from tests.scopes import inside

pytestmark = pytest.mark.one_database

KPI = "sla_completion_met_pct"
PAGE = f"/msps/northwind/kpis/{KPI}"
WORKED = "tech_utilization_pct"
WORKER = f"/msps/northwind/kpis/{WORKED}"
ENTRY, GRID = "/msps/northwind/kpis/entry", "/msps/northwind/kpis/grid"
WEEK = {"starts_on": "2026-11-16", "ends_on": "2026-11-22"}


def person(name: str, email: str = "") -> User:
    return User(id=uuid4(), name=name, email=email or f"{name}@example.com")


def test_a_name_of_the_psa_is_a_person_only_when_one_person_has_it() -> None:
    ann, bo, twin, other = person("Ann Lee"), person("Bo"), person("Sam"), person("SAM", "s@x.y")
    known = Known([ann, bo, twin, other], [("technician", "ann  lee"), ("technician", "sam")])
    assert [(one.name, one.people) for one in known.measured()] == [
        ("ann  lee", {ann.id}),
        ("sam", frozenset()),
    ]
    assert [one.name for one in known.every()] == ["ann  lee", "Bo", "sam", "Sam", "SAM"]
    assert known.about(Scope.TECHNICIAN, str(uuid4())).name == GONE
    assert known.about(Scope.TECHNICIAN, str(bo.id)).name == "Bo"


@pytest.mark.parametrize(
    ("kind", "said", "key"),
    [
        (Scope.TEAM, "blue", "Blue"),
        (Scope.TEAM, " Red  team ", "Red team"),
        (Scope.CLIENT, "Blue", "Blue"),
        (Scope.TECHNICIAN, "nobody", None),
        (Scope.TEAM, "x" * 121, None),
        (Scope.TEAM, "a\x00b", None),
    ],
)
def test_a_team_or_client_may_be_new_and_is_never_there_twice(
    kind: Scope, said: str, key: str | None
) -> None:
    found = Known([person("Ann")], [("team", "Blue")]).find(kind, said)
    assert (found.key if found else None) == key


def test_an_address_names_a_kind_and_a_key() -> None:
    assert parse("team:A: B") == (Scope.TEAM, "A: B")
    assert parse("company:x") is parse("team") is parse("project:x") is None
    assert (FIRM.token, About(Scope.TEAM, "Blue", "Blue").token) == (None, "team:Blue")


@pytest.mark.parametrize(
    ("role", "own", "sees"),
    [(one, False, one not in {Role.MEMBER, Role.GUEST}) for one in Role]
    + [(Role.MEMBER, True, True)],
)
def test_what_is_of_a_technician_is_theirs_and_of_those_who_lead(
    role: Role, own: bool, sees: bool
) -> None:
    asks, other = uuid4(), uuid4()
    about = About(Scope.TECHNICIAN, "Sam", "Sam", frozenset({asks if own else other}))
    number = Number(None, catalogue().kpis[KPI], about=about)
    assert is_granted(Permission.VIEW_PROGRAMS, role, asks, number) == sees


def kept(app: Flask) -> list[tuple[str, str, float | None]]:
    with inside(app):
        found = db.session.scalars(select(Reading).where(Reading.scope_key != ""))
        return sorted((one.scope_kind, one.scope_key, one.value) for one in found)


def test_numbers_of_a_team_are_entered_by_every_way_and_stay_apart(
    alice: Person, bob: Person, app: Flask, measured: str
) -> None:
    page = alice.get(f"{PAGE}?kind=team&name=Blue")
    assert "Team Blue" in page
    assert f'action="{PAGE}/readings?scope=team:Blue"' in page
    added = alice.post(f"{PAGE}/readings?scope=team:Blue", value="71", **WEEK)
    assert added.status == 303
    assert added.location.endswith("?scope=team:Blue#readings")
    cell = f"{KPI}-2026-11-09"
    assert alice.post(f"{GRID}?scope=team:blue", **{cell: "72"}).status == 303
    entry = alice.get(f"{ENTRY}?scope=team:Blue&week=2026-W45")
    assert "Team Blue" in entry
    saved = alice.post(f"{ENTRY}?scope=team:Blue&week=2026-W45", **{f"{KPI}-value": "73"})
    assert saved.status == 303
    assert kept(app) == [("team", "Blue", value) for value in (71.0, 72.0, 73.0)]
    page = bob.get(PAGE)
    assert "78%" in page
    assert "71%" not in page
    assert f'href="{PAGE}?scope=team:Blue"' in page
    page = bob.get(f"{PAGE}?scope=team:Blue")
    assert "71%" in page
    assert "95% or more by" not in page
    assert "2026-11-22,71" in bob.get(f"{PAGE}/chart.csv?scope=team:Blue")
    for wrong in ("team:", "technician:Blue", "project:x", "team"):
        assert alice.get(f"{PAGE}?scope={wrong}").status == 404


def test_a_technician_sees_their_own_numbers_only(
    alice: Person, bob: Person, mona: Person, gus: Person, app: Flask, measured: str
) -> None:
    with inside(app):
        names = {name: str(make.user(name).id) for name in ("bob", "mona")}
        db.session.add(Owners(kpi_key=WORKED, enters_id=make.user("bob").id))
        for key in (make.user("bob").name.upper(), "Jo of the PSA"):
            row = make.reading(WORKED, 66, on=make.START)
            row.scope_kind, row.scope_key, row.judged_by = "technician", key, {}
            db.session.add(row)
    added = alice.post(f"{WORKER}/readings?scope=technician:{names['mona']}", value="69", **WEEK)
    assert added.status == 303
    everybody = alice.get(WORKER)
    for token in ("technician:Jo+of+the+PSA", f"technician:{names['mona']}"):
        assert f"scope={token}" in everybody.text.replace("%20", "+")
    own = bob.get(WORKER)
    token = own.text.split("scope=technician:")[1].split('"')[0]
    assert "Jo of the PSA" not in own
    assert f"technician:{names['mona']}" not in own
    assert "66%" in bob.get(f"{WORKER}?scope=technician:{token}")
    assert "technician" not in gus.get(WORKER).text.split("Benchmarks")[0]
    hidden = f"scope=technician:{names['mona']}"
    for person in (bob, gus):
        for where in ("", "/chart.png", "/chart.svg", "/chart.csv", "/signals.csv"):
            assert person.get(f"{WORKER}{where}?{hidden}").status == 403, where
    assert bob.post(f"{WORKER}/readings?{hidden}", value="1", **WEEK).status == 403
    assert bob.get(f"{ENTRY}?{hidden}").status == bob.get(f"{GRID}?{hidden}").status == 403
    assert "Jo of the PSA" not in bob.get(ENTRY)
    with inside(app):
        wanted = select(Reading.id).where(Reading.scope_key == names["mona"])
        theirs = db.session.scalar(wanted)
    assert bob.get(f"/msps/northwind/readings/{theirs}").status == 403
    assert "of Mona" in mona.get(f"/msps/northwind/readings/{theirs}")


FILE = f"""Week,Team,Technician,KPI,Reading
2026-11-16,Blue,,{KPI},71
2026-11-16,blue,,{KPI},72
2026-11-09,BLUE,,{KPI},73
2026-11-16,,,{KPI},90
2026-11-16,,Bob Brown,{WORKED},66
2026-11-16,,Nobody,{WORKED},66
2026-11-16,Blue,Bob Brown,{WORKED},66
2026-11-16,,Bob Brown,{KPI},66
"""


def test_a_file_may_say_whose_each_reading_is(alice: Person, app: Flask, measured: str) -> None:
    sent = alice.post("/msps/northwind/kpis/import", file=(io.BytesIO(FILE.encode()), "of.csv"))
    roles = ("period", "team", "technician", "kpi", "value")
    page = alice.get(sent.location)
    assert all(f'<option selected value="{role}"' in page for role in roles)
    told = {f"column{number}": role for number, role in enumerate(roles)}
    where = alice.post(sent.location, cadence="weekly", order="", **told).location
    page = alice.get(where)
    assert "3 new, 1 different from what is in, 0 the same, 4 that cannot be taken" in page
    assert "Team Blue</small>" in page
    for words in (
        "Line 3, SLA performance: completion: Line 2 has this KPI and period already.",
        "Nobody here is called “Nobody”.",
        "this line has two. Keep one of them.",
        "SLA performance: completion is not measured of a technician.",
    ):
        assert words in page
    seen = page.text.split('name="seen" type="hidden" value="')[1].split('"')[0]
    assert alice.post(where, seen=seen, differ="keep").status == 303
    with inside(app):
        bob = str(make.user("bob").id)
    assert kept(app) == [
        ("team", "Blue", 71.0), ("team", "Blue", 73.0), ("technician", bob, 66.0),
    ]  # fmt: skip
    assert alice.post(f"{where}/undo").status == 303
    assert kept(app) == []
