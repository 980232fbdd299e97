"""The numbers of a new program: targets and bands, what they start from, and measuring first."""

import re
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.criteria.models import Criterion
from app.db import db
from app.programs.models import Item, Phase, Program, Task
from tests import make
from tests.conftest import Time
from tests.person import Page, Person
from tests.programs.wizard import KNOWN_AIMS, START, answer, hidden, team, up_to
from tests.scopes import inside

pytestmark = pytest.mark.one_database

UTILIZATION = "resource_utilization_pct"
MTTR = "mttr_net_hours"
BAND = {f"{UTILIZATION}-ends": "band", f"{UTILIZATION}-low": "75", f"{UTILIZATION}-high": "85"}


@pytest.fixture(autouse=True)
def clock(time: Time) -> Time:
    return time


def start(who: Person) -> None:
    last = who.get(f"{START}/done")
    page = who.post(f"{START}/done", version=hidden(last, "version"), once=hidden(last, "once"))
    assert page.status == 303, page.text


def criterion(key: str) -> Criterion:
    return db.session.scalars(select(Criterion).where(Criterion.kpi_key == key)).one()


def send(app: Flask, who: Person, **typed: Any) -> Page:
    up_to(app, who, "criteria")
    return answer(who, "criteria", **(KNOWN_AIMS | typed))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"mttr_net_hours-target": "12"}, "The target is worse than the baseline."),
        ({"mttr_net_hours-target": "9.4"}, "The target equals the baseline. Choose one"),
        ({"mttr_net_hours-value": ""}, "Enter a number, such as 7.4."),
        ({"mttr_net_hours-value": "soon"}, "“soon” is not a number. Write one like 7.4."),
        ({"mttr_net_hours-value": "7 %"}, "“7 %” is in percent, this KPI counts in hours."),
        ({"mttr_net_hours-target": "-6"}, "This number is never below zero."),
        ({"mttr_net_hours-n": "many"}, "Enter a number, such as 40."),
        ({"mttr_net_hours-n": "1.5"}, "Enter how many there were, a whole number"),
        ({"mttr_net_hours-start": "guess"}, "Choose how to begin with this number."),
        ({"mttr_net_hours-start": "readings"}, "Choose how to begin with this number."),
        ({"mttr_net_hours-period": "lately"}, "Choose the days that the number covers."),
        ({"mttr_net_hours-period": "0001-01-01/0001-01-31"}, "Choose days of the last three years"),
        ({"mttr_net_hours-period": "2026-11-01/2026-11-30"}, "Choose days that are over by"),
        ({"mttr_net_hours-period": "2026-10-31/2026-10-01"}, "The last day comes on or after"),
        ({"mttr_net_hours-period": "2025-01-01/2026-10-01"}, "Choose a year at most"),
        ({"rhem-target": "soon"}, "“soon” is not a number. Write one like 0.25."),
        ({"rhem-due": "2026-11-30"}, "Choose a day after the start."),
        ({"rhem-due": "2099-11-30"}, "within a year of the program’s end"),
        ({"rhem-due": "20260-11-30"}, "Write the day as year, month, day, such as 2027-05-28."),
        ({"rhem-due": ""}, "Choose the day by which it should be reached."),
        ({"resource_utilization_pct-target": "140"}, "Aim at 100 or less, such as 63.5."),
        (BAND | {"resource_utilization_pct-low": ""}, "Enter a number, such as 63.5."),
        (BAND | {"resource_utilization_pct-high": "140"}, "Aim at 100 or less, such as 63.5."),
        (BAND | {"resource_utilization_pct-high": "70"}, "Write the lower edge first"),
    ],
)
def test_a_number_that_cannot_be_aimed_at_comes_back_with_a_sentence(
    app: Flask, alice: Person, typed: dict[str, str], sentence: str
) -> None:
    page = send(app, alice, **typed)
    assert page.status == 422, page.location
    assert page.text.count(sentence) == 1
    for name, words in typed.items():
        if not name.endswith(("start", "ends", "period")):
            assert f'name="{name}"' in page
            assert f'value="{words}"' in page


def test_thirty_kilobytes_of_number_come_back_with_a_sentence(app: Flask, alice: Person) -> None:
    page = send(app, alice, **{f"{MTTR}-target": "6" + " " * 30_000 + "6"})
    assert page.status == 422
    assert "“6 6” is not a number. Write one like 7.4." in page
    assert " " * 30_000 in page


def test_other_days_are_asked_for_one_by_one(app: Flask, alice: Person) -> None:
    page = send(app, alice, **{f"{MTTR}-period": "other", f"{MTTR}-first": "October"})
    assert page.status == 422
    assert "Write the day as year, month, day" in page
    assert "Choose a day, such as 2026-11-01." in page


def test_a_band_is_typed_as_its_two_edges(app: Flask, alice: Person) -> None:
    up_to(app, alice, "criteria")
    page = alice.get(f"{START}/criteria")
    for edge in ("low", "high"):
        assert f'name="{UTILIZATION}-{edge}"' in page
    assert f'name="{MTTR}-low"' not in page
    assert answer(alice, "criteria", **(KNOWN_AIMS | BAND)).status == 303
    assert "58% now, 75% to 85% by 28 May 2027." in alice.get(f"{START}/done")
    start(alice)
    with inside(app):
        one = criterion(UTILIZATION)
        assert (one.band_low, one.band_high, one.target) == (75, 85, None)


def test_a_band_on_a_kpi_without_one_is_ignored(app: Flask, alice: Person) -> None:
    typed = {f"{MTTR}-ends": "band", f"{MTTR}-low": "1", f"{MTTR}-high": "2"}
    assert send(app, alice, **typed).status == 303
    start(alice)
    with inside(app):
        assert criterion(MTTR).target == 6


def test_a_typed_number_keeps_its_days_and_records(app: Flask, alice: Person) -> None:
    days = {f"{MTTR}-first": "2026-09-07", f"{MTTR}-last": "2026-10-04"}
    assert send(app, alice, **days, **{f"{MTTR}-period": "other", f"{MTTR}-n": "412"}).status == 303
    assert "Typed, not measured: 7 Sep to 4 Oct, 412 records." in alice.get(f"{START}/done")
    start(alice)
    with inside(app):
        one, other = criterion(MTTR), criterion(UTILIZATION)
        where = f"/msps/northwind/criteria/{one.id}"
        kept = (str(one.baseline_from), str(one.baseline_to), one.baseline_n)
        assert kept == ("2026-09-07", "2026-10-04", 412)
        usual = (str(other.baseline_from), str(other.baseline_to), other.baseline_n)
        assert usual == ("2026-10-26", "2026-11-22", None)
    page = alice.get(where)
    assert "Typed, not measured, sample of 412" in page
    assert "7 September to 4 October" in page


def test_days_chosen_last_month_are_still_a_choice(app: Flask, alice: Person, time: Time) -> None:
    september = "2026-09-01/2026-09-30"
    send(app, alice, **{f"{MTTR}-period": september})
    page = alice.get(f"{START}/criteria")
    assert f'selected value="{september}">1 Sep to 30 Sep<' in page


def test_overtime_for_everybody_is_asked_about_once(app: Flask, alice: Person) -> None:
    typed = {f"{UTILIZATION}-value": "140"}
    page = send(app, alice, **typed)
    assert page.status == 422
    assert "140% means overtime for everybody. Check it, or send it again to keep it." in page
    sure = {f"{UTILIZATION}-sure": hidden(page, f"{UTILIZATION}-sure")}
    assert answer(alice, "criteria", **(KNOWN_AIMS | typed | sure)).status == 303
    other = {f"{UTILIZATION}-value": "150"}
    assert answer(alice, "criteria", **(KNOWN_AIMS | other | sure)).status == 422


def test_what_is_left_out_needs_no_numbers(app: Flask, alice: Person) -> None:
    up_to(app, alice, "criteria")
    nothing = {key: "out" if key.endswith("start") else "" for key in KNOWN_AIMS}
    assert answer(alice, "criteria", **nothing).status == 303
    assert "There is no success criterion" in alice.get(f"{START}/done")


def test_readings_give_the_baseline(app: Flask, alice: Person, time: Time) -> None:
    with inside(app):
        for weeks in range(1, 4):
            on = time.at.date().replace(day=22 - 7 * (weeks - 1))
            db.session.add(make.reading(UTILIZATION, 60.0 + weeks, on))
    up_to(app, alice, "criteria")
    page = alice.get(f"{START}/criteria")
    assert "62%, from readings" in page
    assert "Mean of 3 readings, 2 Nov to 22 Nov" in page
    typed = {f"{UTILIZATION}-start": "readings", f"{UTILIZATION}-value": "garbage"}
    assert answer(alice, "criteria", **(KNOWN_AIMS | typed)).status == 303
    start(alice)
    with inside(app):
        one = criterion(UTILIZATION)
        assert (one.baseline, one.baseline_source) == (62, "Mean of 3 readings")


class TestMeasuringFirst:
    LATER = {"rhem-start": "later", "rhem-target": ""}

    def test_it_becomes_a_task_of_the_first_weeks(self, app: Flask, alice: Person) -> None:
        assert send(app, alice, **self.LATER).status == 303
        assert "To be measured, a target later." in alice.get(f"{START}/done")
        start(alice)
        with inside(app):
            wanted = select(Task).where(Task.title == "Measure reactive hours per endpoint")
            task = db.session.scalars(wanted).one()
            assert task.due is not None
            assert task.due.isoformat() == "2026-12-25"
            assert [one.user.name for one in task.people] == ["Alice Adams"]
            item = task.item
            assert item.due is not None
            assert item.starts_on <= task.due <= item.due
            phases = db.session.scalars(select(Phase).order_by(Phase.position)).all()
            assert item.phase_id == phases[0].id
            assert len(db.session.scalars(select(Item.id)).all()) == 21

    def test_nothing_is_measured_where_all_is_known(self, app: Flask, alice: Person) -> None:
        known = {"rhem-start": "known", "rhem-value": "0.42"}
        assert send(app, alice, **known).status == 303
        start(alice)
        with inside(app):
            measuring = select(Task).where(Task.title.startswith("Measure re"))
            assert not db.session.scalars(measuring).all()

    def test_a_criterion_without_a_target_is_shown_everywhere(
        self, app: Flask, alice: Person, carol: Person
    ) -> None:
        send(app, alice, **self.LATER)
        start(alice)
        with inside(app):
            one = criterion("rhem")
            assert (one.target, one.band_low, one.baseline) == (None, None, None)
            where = f"/msps/northwind/criteria/{one.id}"
        page = alice.get(where)
        assert "Not set yet" in page
        assert "Chosen as a success criterion: a target to be set by 28 May 2027" in page
        assert ">To be set</a> by 28 May 2027" in alice.get("/msps/northwind/kpis/rhem")
        for path in ("/msps/northwind/", "/msps/northwind/kpis", "/msps/northwind/kpis/rhem"):
            assert alice.get(path).status == 200, path
        assert alice.get("/msps/northwind/kpis/entry").status == 200
        assert carol.get("/clients").status == 200

    def test_its_baseline_and_its_target_follow_in_either_order(
        self, app: Flask, alice: Person
    ) -> None:
        send(app, alice, **self.LATER)
        start(alice)
        with inside(app):
            where = f"/msps/northwind/criteria/{criterion('rhem').id}"
        typed = {"start": "typed", "value": "0.42"}
        version = hidden(alice.get(where), "version")
        assert alice.post(f"{where}/baseline", version=version, **typed).status == 303
        goal = {"ends": "value", "target": "0.28", "due": "2027-05-28"}
        assert "Set the target" in alice.get(where)
        version = hidden(alice.get(where), "version")
        assert alice.post(f"{where}/target", version=version, **goal).status == 303
        assert "Move the target" in alice.get(where)
        assert "Target moved from a target to be set by 28 May 2027 to 0.28 h" in alice.get(where)


def test_the_last_page_shows_the_first_step_and_who_has_it(app: Flask, alice: Person) -> None:
    up_to(app, alice, "done")
    page = alice.get(f"{START}/done")
    assert page.text.count('class="next"') == 1
    assert "Count a week of requests by channel" in page
    assert "Intake, 60 minutes, due Fri 4 Dec. For Bob Brown." in page
    assert "List the allowed channels" in page
    answer(alice, "champion", **team(app, duty_service_coordinator=""))
    assert "For Alice Adams." in alice.get(f"{START}/done")


def test_a_program_of_one_phase_measures_in_it(app: Flask, alice: Person) -> None:
    answer(alice, "template", template="better-client-experience")
    answer(alice, "champion", **team(app))
    answer(alice, "dates", start="2026-11-30", pace="fast", weekdays=["0", "1", "2"])
    page = alice.get(f"{START}/criteria")
    keys = set(re.findall(r'name="(\w+)-start"', page.text))
    typed = {f"{key}-{name}": words for key in keys for name, words in LATER.items()}
    assert answer(alice, "criteria", **typed).status == 303
    start(alice)
    with inside(app):
        program = db.session.scalars(select(Program)).one()
        tasks = db.session.scalars(select(Task).where(Task.title.startswith("Measure "))).all()
        assert len([task for task in tasks if task.due and task.due <= program.ends_on]) >= 3


LATER = {"start": "later", "due": "2027-01-29"}


STEPS = {
    f"{MTTR}-way": "steps",
    f"{MTTR}-step1": "8",
    f"{MTTR}-step1_by": "2027-01-31",
    f"{MTTR}-hold_needed": "4",
    f"{MTTR}-hold_of": "5",
}


def test_a_target_may_have_steps_and_be_held(app: Flask, alice: Person) -> None:
    page = send(app, alice, **STEPS)
    assert page.status == 303
    assert "8.0 h by 31 January 2027, held in 4 of 5 readings" in alice.get(page.location)
    again = alice.get(f"{START}/criteria")
    assert f'name="{MTTR}-step1" ' in again
    assert 'value="2027-01-31"' in again
    start(alice)
    with inside(app):
        one = criterion(MTTR)
        assert one.steps == {"2027-01-31": 8.0}
        assert (one.hold_needed, one.hold_of) == (4, 5)
        other = criterion(UTILIZATION)
        assert (other.steps, other.hold_needed, other.hold_of) == ({}, 1, 1)


def test_what_is_wrong_about_steps_and_holding_is_said_in_the_wizard(
    app: Flask, alice: Person
) -> None:
    up_to(app, alice, "criteria")
    for typed, words in (
        ({f"{MTTR}-step1": "5"}, "Let each step come closer to the target"),
        ({f"{MTTR}-step1_by": ""}, "Choose the day of this step."),
        ({f"{MTTR}-step1": "soon"}, "“soon” is not a number. Write one like 7.4."),
        ({f"{MTTR}-step1": "", f"{MTTR}-step1_by": ""}, "Write a step, or choose the straight"),
        ({f"{MTTR}-due": ""}, "Choose the day by which it should be reached."),
        ({f"{MTTR}-hold_of": "13"}, "Choose a number of readings from 1 to 12."),
        ({f"{MTTR}-hold_of": "many"}, "Enter a number, such as 4."),
        ({f"{MTTR}-start": "later", f"{MTTR}-target": ""}, "Set the target first, then the steps"),
    ):
        page = answer(alice, "criteria", **(KNOWN_AIMS | STEPS | typed))
        assert page.status == 422, typed
        assert words in page, typed
    ignored = STEPS | {f"{MTTR}-way": "straight", f"{MTTR}-step1": "soon"}
    assert answer(alice, "criteria", **(KNOWN_AIMS | ignored)).status == 303
