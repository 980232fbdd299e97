"""Every address times every role: what the table of grants refuses is refused, and nothing else."""

import pytest
from flask import Flask

from app.accounts.gate import Access
from app.policy import GRANTS, Permission, Role
from tests.world import World, ask

ROLES = {
    "alice": Role.CHAMPION,
    "mia": Role.CHAMPION,
    "mona": Role.MANAGER,
    "olga": Role.OWNER,
    "bob": Role.MEMBER,
    "tess": Role.MEMBER,
    "gus": Role.GUEST,
    "carol": Role.COACH,
}
LEADS = "alice"
DOES_THE_TASK = "bob"
EDITORS = GRANTS[Permission.EDIT_ROADMAP]


def access_of(app: Flask, endpoint: str) -> Access:
    access: Access = vars(app.view_functions[endpoint])["access"]
    return access


def may(name: str, permission: Permission | None) -> bool:
    """The table, with its conditions told a second time; the leave that is asked for is Alice's."""
    if permission is None:
        return True
    if permission is Permission.CHECK_IN:
        return name == LEADS
    if permission is Permission.ENTER_LEAVE:
        return ROLES[name] in EDITORS
    if permission is Permission.CHECK_OFF_TASK:
        return ROLES[name] in EDITORS or name == DOES_THE_TASK
    if permission in {Permission.DELETE_COMMENT, Permission.BRING_BACK}:
        return ROLES[name] in EDITORS
    return ROLES[name] in GRANTS[permission]


@pytest.mark.one_database
@pytest.mark.parametrize("name", ROLES)
def test_what_the_table_refuses_is_refused_and_nothing_else(world: World, name: str) -> None:
    person = world.person(name)
    for rule in world.rules_of_msps():
        permission = access_of(world.app, rule.endpoint).permission
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            page = ask(person, method, world.path(rule, "northwind"))
            if may(name, permission):
                assert page.status not in {403, 404, 500}, (method, rule.rule, page.text[:500])
            else:
                assert page.status == 403, (method, rule.rule)
                assert "This page is not here" in page


def test_a_refusal_shows_the_page_of_what_is_not_there(world: World) -> None:
    here = world.things["northwind"]
    refused = world.person("gus").get("/msps/northwind/check-in")
    missing = world.person("gus").get(f"/msps/northwind/tasks/{world.things['unknown']['task_id']}")
    assert here["msp"] == "northwind"
    assert "This page is not here" in refused
    assert "This page is not here" in missing


@pytest.mark.parametrize("name", ROLES)
def test_only_coaches_see_clients(world: World, name: str) -> None:
    page = world.person(name).get("/clients")
    assert page.status == (200 if name == "carol" else 404)
