"""A phase is asked for, sent back, signed off and opened again; a criterion is signed off too."""

import re
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from app.criteria.actions import NewCriterion, add_criterion, keep_latest
from app.criteria.baseline import BaselineValue
from app.criteria.goals import Goal
from app.criteria.models import Criterion
from app.db import db
from app.programs.models import Phase, SignOff, Task
from app.programs.models.sign_off import Kept
from tests import make
from tests.conftest import Time
from tests.person import Page, Person
from tests.programs.conftest import the_program
from tests.scopes import inside
from tests.world import SUNDAY

KPI = "resource_utilization_pct"
SHOWN = "The dispatch board has run on it for four weeks."
ALL_THE_SAME = "The last criterion is measured in January only."


@pytest.fixture
def where(app: Flask, running: str) -> str:
    """The sign-off of the first phase, whose only criterion is behind its pace."""
    with inside(app):
        aim = NewCriterion(KPI, make.START, Goal(make.END, 68), 0, BaselineValue(58, n=40))
        add_criterion(the_program().id, aim, make.user("alice"))
        return f"/msps/northwind/phases/{first_phase().id}/sign-off"


def first_phase() -> Phase:
    return db.session.scalars(select(Phase).order_by(Phase.position)).first()  # type: ignore[return-value]


def reach_everything(app: Flask, time: Time) -> None:
    """Every task of the program is done, and the criterion is met."""
    with inside(app):
        for task in db.session.scalars(select(Task)):
            task.done_at = time.at
        db.session.add(make.reading(KPI, 70, on=SUNDAY))
        keep_latest([KPI])


def records(app: Flask) -> list[tuple[int, str, str]]:
    with inside(app):
        found = db.session.scalars(select(SignOff).order_by(SignOff.number)).all()
        return [(one.number, one.deed, one.stands) for one in found]


def step_on(page: Page) -> str:
    """What the first phase says on the roadmap."""
    found = re.search(r'<p class="gateline phaseblock__gate".*?</p>', page.text, re.S)
    assert found
    return " ".join(re.sub(r"<[^>]+>", " ", found.group()).split())


pytestmark = pytest.mark.one_database


class TestAPhase:
    def test_it_goes_from_running_to_signed_off_and_back(
        self, app: Flask, time: Time, where: str, alice: Person, olga: Person
    ) -> None:
        roadmap, overview = "/msps/northwind/roadmap", "/msps/northwind/"
        assert step_on(alice.get(roadmap)).startswith("Running 1 criterion and ")
        assert "Signed off" not in alice.get(overview)
        reach_everything(app, time)
        assert step_on(alice.get(roadmap)).startswith("Ready for sign-off Ask Olga to sign off")
        assert "Ask Olga to sign off Drive to Thrive" in alice.get(overview)
        assert ">Sign off Drive to Thrive<" in olga.get(overview)
        assert alice.post(where, evidence=SHOWN).status == 403
        assert alice.post(f"{where}/ask", done=SHOWN, number="0").status == 303
        assert "Olga is asked to sign off" in step_on(alice.get(roadmap))
        assert f"“{SHOWN}”" in olga.get(where)
        back = olga.post(f"{where}/back", back="Show the report of October.", number="1")
        assert back.status == 303
        assert "Sent back by Olga: “Show the report of October”" in step_on(alice.get(roadmap))
        assert alice.post(f"{where}/ask", done=SHOWN, number="2").status == 303
        signed = olga.post(where, evidence=SHOWN, link="https://example.com/october", number="3")
        assert signed.status == 303
        for path in (roadmap, overview, "/msps/northwind/roadmap/timeline"):
            assert "Signed off" in alice.get(path)
        page = olga.get(where)
        assert 'href="https://example.com/october"' in page
        assert "By Olga on 23 November." in page
        assert olga.post(f"{where}/take-back").status == 303
        assert "Olga is asked to sign off" in step_on(alice.get(roadmap))
        assert [deed for _, deed, _ in records(app)] == [
            "asked", "sent back", "asked", "signed off", "taken back",
        ]  # fmt: skip
        assert records(app)[-1] == (5, "taken back", "asked")

    def test_with_something_open_it_asks_why_and_keeps_that(
        self, app: Flask, where: str, olga: Person, time: Time
    ) -> None:
        refused = olga.post(where, evidence=SHOWN, link="javascript:alert(1)", number="0")
        assert refused.status == 422
        assert "Paste a whole address" in refused and "Say why in one sentence" in refused
        assert SHOWN in refused
        assert olga.post(where, evidence=SHOWN, despite=ALL_THE_SAME, number="0").status == 303
        page = olga.get(where)
        assert f"All the same: “{ALL_THE_SAME}”" in page and "with something open" in page
        with inside(app):
            seen = db.session.scalars(select(SignOff.seen)).one()
            phase = first_phase()
            assert phase.last_word is not None
            assert (seen["open"], seen["tasks"] > 0) == (1, True)
            assert seen["criteria"][0]["values"]["target"] == 68
            assert seen["criteria"][0]["verdict"] == "No reading yet"
        time.pass_by(hours=1)
        late = olga.post(f"{where}/take-back")
        assert late.status == 409 and "It is too late to take this back." in late
        assert olga.post(f"{where}/reopen", reopen="The numbers of May were wrong.").status == 303
        assert "Reopened" in olga.get(where)
        restored = olga.post(f"{where}/take-back")
        assert restored.status == 409 and "Sign it off anew." in restored

    def test_one_that_a_task_opened_again_can_be_sent_back(
        self, app: Flask, time: Time, where: str, olga: Person
    ) -> None:
        reach_everything(app, time)
        assert olga.post(where, evidence=SHOWN, number="0").status == 303
        refused = olga.post(f"{where}/back", back="Not yet, the SOP is missing.", number="1")
        assert refused.status == 409 and "Open it again instead." in refused
        with inside(app):
            for task in db.session.scalars(select(Task)):
                task.done_at = None
        assert "Send back" in olga.get(where)
        sent = olga.post(f"{where}/back", back="Not yet, the SOP is missing.", number="1")
        assert sent.status == 303
        assert records(app)[-1] == (2, "sent back", "sent back")

    def test_two_people_do_not_sign_over_each_other(
        self, app: Flask, where: str, olga: Person, carol: Person
    ) -> None:
        asks = {"evidence": SHOWN, "despite": ALL_THE_SAME, "number": "0"}
        assert olga.post(where, **asks).status == 303
        assert olga.post(where, **asks).status == 303
        late = carol.post(f"{where}/back", back="Not yet, the SOP is missing.", number="0")
        assert late.status == 409
        assert len(records(app)) == 1

    def test_a_record_is_never_changed(self, app: Flask, where: str, olga: Person) -> None:
        olga.post(where, evidence=SHOWN, despite=ALL_THE_SAME)
        with pytest.raises(Kept), inside(app):
            one = db.session.scalars(select(SignOff)).one()
            one.said = "Something else."
            try:
                db.session.flush()
            finally:
                db.session.rollback()

    def test_the_sponsor_signs_whatever_their_role(
        self, app: Flask, where: str, bob: Person
    ) -> None:
        asks = {"evidence": SHOWN, "despite": ALL_THE_SAME, "number": "0"}
        assert bob.post(where, **asks).status == 403
        with inside(app):
            the_program().sponsor_id = make.user("bob").id
        assert bob.post(where, **asks).status == 303

    def test_the_next_phase_may_wait_for_its_gate(
        self, app: Flask, where: str, alice: Person, olga: Person
    ) -> None:
        with inside(app):
            second = db.session.scalars(select(Phase).where(Phase.position == 2)).one().id
        gate = f"/msps/northwind/phases/{second}"
        assert "When Drive to Thrive is signed off" in alice.get(f"{gate}/sign-off")
        assert alice.post(f"{gate}/gate", entry="later").status == 422
        older = {"was": "On its date, with no criteria"}
        held = alice.post(f"{gate}/gate", entry="phase", criteria=[], **older)
        assert held.status == 409 and "On its date, with " in held
        assert alice.post(f"{gate}/gate", entry="phase", criteria=[KPI]).status == 303
        page = alice.get("/msps/northwind/roadmap")
        assert "Drive to Thrive is signed off first" in page and "Waiting for its gate" in page
        olga.post(where, evidence=SHOWN, despite=ALL_THE_SAME)
        assert "Waiting for its gate" not in alice.get("/msps/northwind/roadmap")


class TestACriterion:
    def test_it_is_signed_off_at_the_value_of_that_day(
        self, app: Flask, time: Time, where: str, carol: Person, alice: Person, dave: Person
    ) -> None:
        reach_everything(app, time)
        with inside(app):
            key: UUID = db.session.scalars(select(Criterion.id)).one()
        page = f"/msps/northwind/criteria/{key}/sign-off"
        assert "Ready for sign-off" in alice.get(page)
        assert carol.post(page, evidence=SHOWN, number="0").status == 303
        shown = alice.get(page)
        assert "By Carol on 23 November." in shown and "70%, 22 Nov" in shown
        assert "Signed off by Carol Cole on 23 Nov</a>, at 70%" in alice.get(
            page[: -len("/sign-off")]
        )
        assert dave.get(page).status == 404
