"""The start wizard as a person fills it in: its addresses, usual answers, and ways to send them."""

import re
from typing import Any

from flask import Flask

from tests import make
from tests.person import Page, Person
from tests.scopes import inside

START = "/msps/northwind/start"
KNOWN_AIMS = {
    "resource_utilization_pct-start": "known",
    "resource_utilization_pct-value": "58",
    "resource_utilization_pct-ends": "value",
    "resource_utilization_pct-target": "68 %",
    "resource_utilization_pct-due": "2027-05-28",
    "mttr_net_hours-start": "known",
    "mttr_net_hours-value": "9,4",
    "mttr_net_hours-target": "6",
    "mttr_net_hours-due": "2027-05-28",
    "rhem-start": "later",
    "rhem-value": "",
    "rhem-target": "0.25",
    "rhem-due": "2027-05-28",
}
DATES = {"start": "2026-11-30", "pace": "steady", "weekdays": ["0", "1", "2", "3", "4"]}


def id_of(app: Flask, name: str) -> str:
    with inside(app):
        return str(make.user(name).id)


def hidden(page: Page, name: str) -> str:
    found = re.search(rf'name="{name}"[^>]* value="([^"]*)"', page.text)
    assert found, name
    return found[1]


def answer(who: Person, step: str, **typed: Any) -> Page:
    """Open a step and send it, the way a browser does."""
    page = who.get(f"{START}/{step}")
    assert page.status == 200, page.location
    return who.post(f"{START}/{step}", version=hidden(page, "version"), **typed)


def team(app: Flask, **changed: str) -> dict[str, str]:
    alice, bob, olga = (id_of(app, name) for name in ("alice", "bob", "olga"))
    return {
        "champion": alice,
        "sponsor": olga,
        "stand_in": "",
        "duty_service_coordinator": bob,
        "duty_service_manager": alice,
        "duty_account_manager": olga,
        "duty_finance": olga,
    } | changed


def up_to(app: Flask, who: Person, step: str) -> None:
    """Answer every step before this one."""
    answers: dict[str, dict[str, Any]] = {
        "template": {"template": "service-delivery"},
        "champion": team(app),
        "dates": DATES,
        "criteria": KNOWN_AIMS,
    }
    for name in answers:
        if name == step:
            return
        page = answer(who, name, **answers[name])
        assert page.status == 303, page.text
