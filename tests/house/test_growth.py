"""A page asks the database as often with a thousand rows of everything as with ten."""

import pytest
from sqlalchemy import func, select

from app.db import Base, db
from tests.counting import counting
from tests.many import grow
from tests.world import World, ask

pytestmark = pytest.mark.one_database
FEW, MANY = 10, 1000
NEVER_MANY = {
    "attempts",
    "drafts",
    "once_keys",
    "own_kpis",
    "practice_members",
    "practice_template_drafts",
    "practice_templates",
    "practices",
    "sessions",
    "template_drafts",
    "templates",
}
"""What no page lists: failed sign-ins, one draft for each person, keys of check-offs, who works
for a practice; an MSP and a practice keep at most fifty templates, each with one draft, and an MSP
a hundred KPIs of its own."""

Statements = dict[str, tuple[int, int]]


@pytest.fixture(scope="module")
def statements(world: World) -> Statements:
    """By page, the statements with ten rows of everything and with a thousand; clients for the
    coach, every other page for the champion."""
    here, asked = world.things["northwind"], []
    for numbers in (range(FEW), range(FEW, MANY)):
        grow(world.app, numbers, here["task_id"], here["item_id"])
        asked.append(counted(world))
    few, many = asked
    assert few.keys() == many.keys()
    return {path: (few[path], many[path]) for path in few}


def counted(world: World) -> dict[str, int]:
    found = {}
    for path in addresses(world):
        of_coaches = path.startswith(("/benchmarks", "/clients", "/templates"))
        person = world.person("carol" if of_coaches else "alice")
        with counting(world.app) as seen:
            page = ask(person, "GET", path)
        if page.status == 200 and page.headers["Content-Type"].startswith("text/html"):
            found[path] = len(seen)
    return found


def addresses(world: World) -> list[str]:
    """Every address of a page, without drawings."""
    rules = [rule for rule in world.rules() if "GET" in (rule.methods or ())]
    ours = [rule for rule in rules if not rule.endpoint.startswith("house.")]
    return [world.path(rule, "northwind") for rule in ours if "/chart." not in rule.rule]


def test_no_page_asks_more_often_as_the_rows_become_many(statements: Statements) -> None:
    lists = ["roadmap", "kpis", "kpis/resource_utilization_pct", "check-in", ""]
    assert {"/clients", "/my-work", *(f"/msps/northwind/{page}" for page in lists)} <= {*statements}
    assert {path: both for path, both in statements.items() if both[0] != both[1]} == {}


def test_there_are_many_rows_of_everything(world: World, statements: Statements) -> None:
    """A new table is made large too, or says why no page lists it."""
    with world.app.app_context(), db.engine.connect() as connection:
        rows = {
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
        }
    assert {name for name, count in rows.items() if count < MANY} == NEVER_MANY
