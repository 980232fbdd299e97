"""Somebody agrees to changes of the plan; another owner and another budget are changes too."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from app.criteria.actions import NewCriterion, add_criterion
from app.criteria.baseline import BaselineValue
from app.criteria.goals import Goal
from app.db import db
from app.programs.actions.plan import move_item
from app.programs.models import Change
from tests import make
from tests.conftest import Time
from tests.person import Page, Person
from tests.programs.conftest import the_item, the_program
from tests.scopes import inside

pytestmark = pytest.mark.one_database
Named = Callable[[str], UUID]
CHANGES = "/msps/northwind/roadmap/changes"
PROGRAM = "/msps/northwind/programs/service-delivery-program"
WHY = "The vendor answers in a week."


def said(page: Page) -> list[str]:
    """Each change as it reads."""
    lines = re.findall(r'<div class="change">.*?</p>', page.text, re.S)
    return [" ".join(re.sub(r"<[^>]+>", " ", line).split()) for line in lines]


def version(app: Flask) -> str:
    """The version of the program's row, as its page has it."""
    with inside(app):
        return str(the_program().version)


def move_two(app: Flask, item_keyed: Named) -> None:
    keys = [item_keyed("triage"), item_keyed("other")]
    with inside(app):
        for item in map(the_item, keys):
            assert item.due
            move_item(item, item.due + timedelta(days=7), WHY, make.user("alice"))


class TestAgreeing:
    def test_one_or_all_are_agreed_to_in_one_tap_and_taken_back(
        self, app: Flask, item_keyed: Named, alice: Person, olga: Person, carol: Person, time: Time
    ) -> None:
        move_two(app, item_keyed)
        agree = f"{PROGRAM}/changes/agree"
        first = alice.get(CHANGES)
        assert first.text.count("Not agreed yet") == 3 and ">Agree<" not in first
        assert alice.post(agree).status == 403
        assert [olga.post(agree, change=one).status for one in ("x", "")] == [404, 404]
        with inside(app):
            one = db.session.scalars(select(Change).order_by(Change.id)).first()
            assert one is not None
            key = str(one.id)
        assert ">Agree<" in olga.get(CHANGES)
        assert olga.post(agree, change=key).status == 303
        assert olga.post(agree, change=key).status == 303
        page = alice.get(CHANGES)
        assert "Olga agreed" in page and len(said(alice.get(f"{CHANGES}?show=open"))) == 1
        assert carol.post(agree).status == 303
        assert "Carol agreed" in alice.get(CHANGES)
        assert carol.post(f"{agree}/undo").status == 303
        assert [one.split("” Alice ")[1] for one in said(alice.get(CHANGES))] == [
            "Not agreed yet",
            "Olga agreed",
        ]
        time.pass_by(minutes=9)
        late = olga.post(f"{agree}/undo")
        assert late.status == 409 and "It is too late" in late

    def test_the_sponsors_own_change_is_agreed(self, app: Flask, item_keyed: Named) -> None:
        key = item_keyed("other")
        with inside(app):
            item = the_item(key)
            assert item.due
            move_item(item, item.due + timedelta(days=7), WHY, make.user("olga"))
            change = db.session.scalars(select(Change)).one()
            assert change.agreed_by_id == make.user("olga").id and not change.asks


class TestWhatIsAChange:
    def test_another_owner_needs_a_reason(
        self, app: Flask, item_keyed: Named, alice: Person
    ) -> None:
        place = f"/msps/northwind/items/{item_keyed('intake')}/owner"
        with inside(app):
            mona = str(make.user("mona").id)
        refused = alice.post(place, owner=mona)
        assert refused.status == 422 and "Say why in one sentence" in refused
        assert alice.post(place, owner=mona, why=WHY).status == 303
        assert said(alice.get(f"{CHANGES}?show=people")) == [
            f"Intake , owner from Bob Brown to Mona Moss. “{WHY}” Alice Not agreed yet"
        ]

    def test_the_budget_is_set_and_changed_with_a_reason(
        self, app: Flask, running: str, alice: Person, mona: Person
    ) -> None:
        place = f"{PROGRAM}/budget"
        assert mona.post(place, amount="1").status == 403
        assert "Enter a sum from 0 to ten billion." in alice.post(place, amount="-4")
        old = version(app)
        assert alice.post(place, amount="12,000", currency="EUR", version=old).status == 303
        now = version(app)
        refused = alice.post(place, amount="14,500.50", version=now)
        assert refused.status == 422 and 'value="14,500.50"' in refused
        stale = alice.post(place, amount="14,500.50", cause=WHY, version=old)
        assert stale.status == 409 and "€12,000" in stale
        assert alice.post(place, amount="14,500.50", cause=WHY, version=now).status == 303
        page = alice.get(f"{CHANGES}?show=budget")
        told = "budget from €12,000 to €14,500.50. €2,500.50 more."
        assert told in said(page)[0]
        assert "<b>€14,500.50</b>" in page and "<dd>€12,000</dd>" in page

    def test_a_move_names_the_criteria_that_it_bears_upon(
        self, app: Flask, item_keyed: Named, alice: Person
    ) -> None:
        with inside(app):
            aim = NewCriterion(
                "sla_triage_met_pct", make.START, Goal(make.END, 95), 0, BaselineValue(70)
            )
            add_criterion(the_program().id, aim, make.user("alice"))
        move_two(app, item_keyed)
        lines = {line.split(" ,")[0]: line for line in said(alice.get(CHANGES))}
        assert "5 working days later. Bears upon " in lines["Triage"]
        assert "Bears upon" not in lines["Other"]
