"""Typing readings: one on its page, all of a week, and putting one right."""

from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.activity.queries import history
from app.criteria.models import Criterion
from app.db import db
from app.kpis.models import Reading
from tests import make
from tests.person import Page, Person
from tests.scopes import inside

KPI = "/msps/northwind/kpis/sla_completion_met_pct"
ADD = f"{KPI}/readings"
ENTRY = "/msps/northwind/kpis/entry"
WEEK = {"starts_on": "2026-11-16", "ends_on": "2026-11-22"}
OCTOBER = {"starts_on": "2026-10-01", "ends_on": "2026-10-31"}


def of(app: Flask, key: str, on: date) -> Any:
    """What is kept of a reading: the row's values by name; None when there is none."""
    with inside(app):
        row = db.session.scalar(
            select(Reading).where(Reading.kpi_key == key, Reading.ends_on == on)
        )
        if row is None:
            return None
        names = ("id", "value", "numerator", "denominator", "n", "note", "version", "source")
        return {name: getattr(row, name) for name in names}


class TestOneReading:
    def test_it_is_kept_and_judged(self, alice: Person, app: Flask, measured: str) -> None:
        add = ADD.replace("sla_completion_met_pct", "rhem")
        page = alice.post(add, value="0.40", n="220", note="One client left", **OCTOBER)
        assert page.status == 303
        kept = of(app, "rhem", date(2026, 10, 31))
        assert (kept["value"], kept["n"], kept["note"]) == (0.4, 220, "One client left")
        with inside(app):
            found = db.session.scalar(select(Criterion).where(Criterion.kpi_key == "rhem"))
            assert found is not None
            assert found.latest == 0.4
        assert "One client left" in alice.get(f"/msps/northwind/kpis/{'rhem'}")

    def test_two_numbers_are_divided(self, alice: Person, app: Flask, time: object) -> None:
        assert alice.post(ADD, numerator="91", denominator="102", **WEEK).status == 303
        kept = of(app, "sla_completion_met_pct", date(2026, 11, 22))
        assert kept["value"] == pytest.approx(100 * 91 / 102)
        assert "91 of 102" in alice.get(KPI)

    def test_a_lower_number_of_zero_is_no_data(
        self, alice: Person, app: Flask, time: object
    ) -> None:
        assert alice.post(ADD, numerator="0", denominator="0", **WEEK).status == 303
        assert of(app, "sla_completion_met_pct", date(2026, 11, 22))["value"] is None
        assert "no data" in alice.get(KPI)

    @pytest.mark.parametrize(
        ("typed", "words"),
        [
            ({"value": "6,3,5"}, "“6,3,5” is not a number. Write one like 63.5."),
            ({"value": "lots"}, "“lots” is not a number."),
            ({"value": ""}, "Enter a number, such as 63.5."),
            ({"value": "101"}, "never over 100%"),
            ({"value": "80", "ends_on": "2026-11-29"}, "not over yet"),
            ({"value": "80", "ends_on": "2026-11-02"}, "ends before it starts"),
            ({"value": "80", "ends_on": "soon"}, "year, month, day"),
            ({"value": "80", "n": "some"}, "Enter a number"),
            ({"value": "80", "note": "x" * 201}, "200 characters"),
        ],
    )
    def test_what_is_wrong_is_said_beside_the_field(
        self, typed: dict[str, str], words: str, alice: Person, app: Flask, time: object
    ) -> None:
        page = alice.post(ADD, **{**WEEK, **typed})
        assert page.status == 422
        assert words in page
        assert all(f'value="{text}"' in page for text in typed.values() if text)
        assert of(app, "sla_completion_met_pct", date(2026, 11, 22)) is None

    def test_all_of_it_is_said_at_once(self, alice: Person, time: object) -> None:
        page = alice.post(ADD, value="lots", n="-1", starts_on="2026-11-23", ends_on="2026-11-29")
        assert "Three things to put right" in page
        assert "not over yet" in page

    def test_twice_is_once(self, alice: Person, app: Flask, time: object) -> None:
        for _ in range(2):
            assert alice.post(ADD, value="80", **WEEK).status == 303
        assert of(app, "sla_completion_met_pct", date(2026, 11, 22))["version"] == 1

    def test_another_value_for_the_same_period_is_shown_not_overwritten(
        self, alice: Person, mona: Person, app: Flask, time: object
    ) -> None:
        alice.post(ADD, value="80", **WEEK)
        page = mona.post(ADD, value="85", **WEEK)
        assert page.status == 409
        assert "80%" in page
        assert "85" in page
        assert of(app, "sla_completion_met_pct", date(2026, 11, 22))["value"] == 80.0

    @pytest.mark.parametrize(
        ("name", "status"), [("bob", 403), ("gus", 403), ("dave", 404), ("mona", 303)]
    )
    def test_who_may(
        self, name: str, status: int, measured: str, request: pytest.FixtureRequest
    ) -> None:
        person: Person = request.getfixturevalue(name)
        add = ADD.replace("sla_completion_met_pct", "net_csat")
        assert person.post(add, value="80", **WEEK).status == status

    def test_an_unlikely_value_is_asked_about_and_kept(
        self, alice: Person, app: Flask, measured: str
    ) -> None:
        add = ADD.replace("sla_completion_met_pct", "waiting_stale_count")
        typed = {"starts_on": "2026-11-23", "ends_on": "2026-11-23"}
        week = {"starts_on": "2026-11-17", "ends_on": "2026-11-23"}
        assert alice.post(add, value="170", **{**typed, **week}).status == 303
        page = alice.get("/msps/northwind/kpis/waiting_stale_count")
        assert "Is the latest reading right?" in page
        assert "10 times the reading before, 17." in page


def change(person: Person, app: Flask, **typed: str) -> Page:
    kept = of(app, "sla_completion_met_pct", date(2026, 11, 22))
    typed = {"version": str(kept["version"]), "reason": "Two tickets were doubles", **typed}
    return person.post(f"/msps/northwind/readings/{kept['id']}", **typed)


class TestCorrection:
    def test_the_record_keeps_the_old_value_and_the_reason(
        self, alice: Person, app: Flask, measured: str
    ) -> None:
        assert change(alice, app, value="81").status == 303
        kept = of(app, "sla_completion_met_pct", date(2026, 11, 22))
        assert (kept["value"], kept["version"], kept["source"]) == (81.0, 2, "Typed")
        with inside(app):
            event = history(kept["id"])[0]
            assert event.deed == "reading corrected"
            assert event.detail["before"]["value"] == 78.0
        assert "Corrected from 78%: Two tickets were doubles" in alice.get(KPI)

    def test_a_reason_is_needed(self, alice: Person, app: Flask, measured: str) -> None:
        page = change(alice, app, value="81", reason="typo")
        assert page.status == 422
        assert "Write the reason in a sentence" in page
        assert 'value="81"' in page
        assert of(app, "sla_completion_met_pct", date(2026, 11, 22))["value"] == 78.0

    def test_two_people_lose_neither_value(
        self, alice: Person, mona: Person, app: Flask, measured: str
    ) -> None:
        assert change(alice, app, value="81").status == 303
        page = change(mona, app, value="82", version="1")
        assert page.status == 409
        assert "81%" in page
        assert "82" in page
        assert of(app, "sla_completion_met_pct", date(2026, 11, 22))["value"] == 81.0

    def test_the_criterion_follows(self, alice: Person, app: Flask, measured: str) -> None:
        change(alice, app, value="91")
        with inside(app):
            found = db.session.scalar(
                select(Criterion).where(Criterion.kpi_key == "sla_completion_met_pct")
            )
            assert found is not None
            assert found.latest == 91.0

    @pytest.mark.parametrize(("name", "status"), [("bob", 403), ("gus", 403), ("dave", 404)])
    def test_who_may_not(
        self,
        name: str,
        status: int,
        app: Flask,
        measured: str,
        request: pytest.FixtureRequest,
    ) -> None:
        assert change(request.getfixturevalue(name), app, value="81").status == status

    def test_one_of_a_client_says_whose_it_is(
        self, alice: Person, app: Flask, time: object
    ) -> None:
        with inside(app):
            one = make.reading("sla_completion_met_pct", 80.0, on=date(2026, 11, 22))
            one.scope_kind, one.scope_key = "client", "Beta"
            db.session.add(one)
            db.session.flush()
            where = f"/msps/northwind/readings/{one.id}"
        assert "SLA performance: completion of Client Beta" in alice.get(where)


class TestNumbersOfAWeek:
    def test_criteria_come_first_and_what_is_in_is_not_asked_again(
        self, alice: Person, measured: str
    ) -> None:
        page = alice.get(ENTRY)
        assert page.status == 200
        assert "Week ending 22 November. 3 are in" in page
        assert 'name="rhem-value"' in page
        assert 'name="resource_utilization_pct-value"' not in page
        assert page.text.index("Already in") < page.text.index(">Resource utilization<")

    def test_what_has_been_missing_for_long_says_since_when(
        self, alice: Person, app: Flask, measured: str
    ) -> None:
        with inside(app):
            db.session.add(make.reading("triage_new_count", 12.0, on=date(2026, 10, 25)))
        since = "Nothing since week ending 25 October"
        for week, word in (("W47", "Silent"), ("W46", "Late"), ("W44", "")):
            page = alice.get(f"{ENTRY}?week=2026-{week}")
            assert (since in page) == bool(word), week
            assert ("12 the last time" in page) == bool(word), week
            assert (f"<span>{word}</span>" in page) == bool(word), week

    def test_all_of_them_are_kept_at_once(self, alice: Person, app: Flask, measured: str) -> None:
        typed = {"rhem-value": "0.37", "triage_new_count-value": "3"}
        page = alice.post(ENTRY, **typed)
        assert page.status == 303
        assert of(app, "rhem", date(2026, 10, 31))["value"] == 0.37
        assert of(app, "triage_new_count", date(2026, 11, 22))["value"] == 3.0

    def test_one_wrong_number_keeps_all_that_was_typed_and_saves_none(
        self, alice: Person, app: Flask, measured: str
    ) -> None:
        typed = {"rhem-value": "0.37", "triage_new_count-value": "three"}
        both = alice.post(ENTRY, **typed | {"rhem-value": "little"})
        assert "New tickets in the triage queue: “three” is not a number." in both
        page = alice.post(ENTRY, **typed)
        assert page.status == 422
        assert 'value="0.37"' in page
        assert 'value="three"' in page
        assert of(app, "rhem", date(2026, 10, 31)) is None

    def test_what_came_in_or_was_closed_meanwhile_is_told_and_nothing_is_lost(
        self, alice: Person, mona: Person, olga: Person, app: Flask, measured: str
    ) -> None:
        assert mona.post(ENTRY, **{"triage_new_count-value": "3"}).status == 303
        assert alice.post(ENTRY, **{"triage_new_count-value": "3"}).status == 303
        page = alice.post(ENTRY, **{"triage_new_count-value": "9", "rhem-value": "0.37"})
        assert page.status == 409
        assert "Mona Moss" in page and "9" in page and "0.37" in page
        assert of(app, "rhem", date(2026, 10, 31)) is None
        assert olga.post("/msps/northwind/kpis/closed", until="2026-11-22").status == 303
        page = alice.post(ENTRY, **{"rhem-value": "0.37"})
        assert page.status == 409
        assert "are closed" in page and "0.37" in page

    def test_an_earlier_week_has_an_address(self, alice: Person, measured: str) -> None:
        assert "Week ending 18 October" in alice.get(f"{ENTRY}?week=2026-W42")
        assert alice.get(f"{ENTRY}?week=0001-W01").status == 200

    @pytest.mark.parametrize("week", ["", "soon", "2026-W99", "2030-W01", "2026-W48"])
    def test_a_week_that_is_none_or_not_over_is_the_last_one(
        self, week: str, alice: Person, measured: str
    ) -> None:
        assert "Week ending 22 November" in alice.get(f"{ENTRY}?week={week}")

    def test_an_unlikely_number_is_kept_and_asked_about(
        self, alice: Person, app: Flask, measured: str
    ) -> None:
        with inside(app):
            db.session.add(make.reading("triage_new_count", 12.0, on=date(2026, 11, 15)))
        page = alice.post(ENTRY, **{"triage_new_count-value": "120"})
        assert page.location.endswith("/msps/northwind/kpis/entry?week=2026-W47")
        assert "10 times the reading before, 12." in alice.get(page.location)

    def test_nothing_typed_is_nothing_kept(self, alice: Person, measured: str) -> None:
        assert alice.post(ENTRY).location.endswith("/msps/northwind/kpis")

    def test_without_a_program_there_is_nothing_to_ask(self, alice: Person, time: object) -> None:
        assert "No numbers to enter" in alice.get(ENTRY)

    @pytest.mark.parametrize(("name", "status"), [("bob", 403), ("gus", 403), ("dave", 404)])
    def test_who_may_not(
        self, name: str, status: int, measured: str, request: pytest.FixtureRequest
    ) -> None:
        person: Person = request.getfixturevalue(name)
        assert person.get(ENTRY).status == status
        assert person.post(ENTRY, **{"rhem-value": "1"}).status == status
