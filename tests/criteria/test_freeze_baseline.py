"""A baseline is frozen from readings or typed, and stays."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app.activity.queries import history
from app.criteria import actions, queries
from app.criteria.actions import NewCriterion
from app.criteria.baseline import BaselineValue, pooled
from app.criteria.goals import Goal
from app.criteria.models import Criterion
from app.db import db
from app.numbers.window import late_words
from app.refusal import Refused
from tests import make
from tests.person import Person
from tests.scopes import inside

SLA = "sla_completion_met_pct"


def test_days_that_reach_into_the_program_are_told_with_the_nearest_before_it() -> None:
    began, today = date(2026, 9, 7), date(2026, 11, 23)
    mondays = [date(2026, 8, 3) + timedelta(weeks=n) for n in range(8)]
    weeks = [(monday, monday + timedelta(days=6)) for monday in mondays]
    assert late_words((date(2026, 8, 3), date(2026, 9, 6)), began, weeks, 5, today) == ""
    told = late_words((date(2026, 8, 24), date(2026, 9, 13)), began, weeks, 3, today)
    assert told.startswith("It began on 7 September, so what it has changed since")
    assert told.endswith("Before it: 3 readings, 17 August 2026 to 6 September 2026.")
    none = late_words((date(2026, 9, 7), date(2026, 9, 13)), began, weeks[5:], 1, today)
    assert none.endswith("No reading is from before that day.")


@dataclass
class Measured:
    value: float | None
    numerator: float | None = None
    denominator: float | None = None
    n: int | None = None
    starts_on: date = date(2026, 8, 1)
    ends_on: date = date(2026, 8, 31)


class TestPooling:
    def test_ratios_are_pooled_never_averaged(self) -> None:
        found = pooled([Measured(50.0, 1.0, 2.0, 2), Measured(90.0, 90.0, 100.0, 100)])
        assert found is not None
        assert found.value == pytest.approx(100 * 91 / 102)
        assert (found.numerator, found.denominator, found.n) == (91.0, 102.0, 102)
        assert found.source == "Pooled from 2 readings"

    def test_plain_values_are_averaged(self) -> None:
        found = pooled([Measured(4.0), Measured(8.0)])
        assert found is not None
        assert (found.value, found.numerator, found.n) == (6.0, None, None)
        assert found.source == "Mean of 2 readings"

    def test_one_reading_without_its_parts_stops_the_pooling(self) -> None:
        found = pooled([Measured(50.0, 1.0, 2.0), Measured(90.0)])
        assert found is not None
        assert found.value == 70.0

    def test_parts_that_do_not_make_the_values_do_not_pool(self) -> None:
        found = pooled([Measured(50.0, 1.0, 2.0), Measured(3.0, 1.0, 2.0)])
        assert found is not None
        assert found.value == 26.5

    def test_nothing_measured_is_no_baseline(self) -> None:
        assert pooled([]) is None
        assert pooled([Measured(None, 0.0, 0.0)]) is None

    def test_nothing_done_of_many_is_zero(self) -> None:
        found = pooled([Measured(0.0, 0.0, 5.0), Measured(0.0, 0.0, 7.0)])
        assert found is not None
        assert found.value == 0.0

    def test_periods_without_data_do_not_widen_the_period(self) -> None:
        late = Measured(None, starts_on=date(2026, 9, 1), ends_on=date(2026, 9, 30))
        found = pooled([Measured(50.0), late])
        assert found is not None
        assert found.ends_on == date(2026, 8, 31)


def criterion(target: float = 95.0):
    goal = Goal(due=make.END, target=target)
    return actions.add_criterion(
        make.program().id, NewCriterion(SLA, make.START, goal), make.user("alice")
    )


def test_it_comes_from_the_readings_of_its_period(app: Flask) -> None:
    with inside(app):
        for month, value in ((6, 10.0), (7, 80.0), (8, 60.0)):
            end = date(2026, month + 1, 1).toordinal() - 1
            reading = make.reading(SLA, value, on=date.fromordinal(end), days=30)
            reading.numerator, reading.denominator, reading.n = value, 100.0, 100
            db.session.add(reading)
        found = queries.baseline_from_readings(SLA, date(2026, 7, 1), date(2026, 8, 31))
        assert found is not None
        assert (found.value, found.n) == (70.0, 200)
        one = criterion()
        actions.freeze_baseline(one, found, make.user("alice"))
        assert (one.baseline, one.baseline_numerator, one.baseline_n) == (70.0, 140.0, 200)
        assert one.baseline_to == date(2026, 8, 31)
        assert one.frozen_by_id == make.user("alice").id


def test_a_frozen_baseline_changes_only_with_a_reason(app: Flask) -> None:
    with inside(app):
        one = criterion()
        actions.freeze_baseline(one, BaselineValue(58.0), make.user("alice"))
        with pytest.raises(Refused, match="frozen"):
            actions.freeze_baseline(one, BaselineValue(85.0), make.user("alice"))
        actions.freeze_baseline(one, BaselineValue(85.0), make.user("alice"), "Digits swapped")
        assert one.baseline == 85.0
        newest = history(one.id)[0]
        assert (newest.detail["before"], newest.detail["why"]) == (58.0, "Digits swapped")


def test_a_baseline_beyond_the_target_is_refused(app: Flask) -> None:
    with inside(app):
        one = criterion()
        with pytest.raises(Refused, match="worse than the baseline"):
            actions.freeze_baseline(one, BaselineValue(99.0), make.user("alice"))
        assert one.baseline is None


class TestThePage:
    @pytest.fixture
    def where(self, app: Flask, time: object) -> str:
        with inside(app):
            return f"/msps/northwind/criteria/{criterion().id}"

    def test_a_champion_freezes_it(self, alice: Person, where: str) -> None:
        assert "Not frozen yet" in alice.get(where)
        typed = {"start": "typed", "value": "80,5 %", "n": "420", "source": "SLA report"}
        assert alice.post(f"{where}/baseline", version="1", **typed).status == 303
        page = alice.get(where)
        assert "80.5%" in page
        assert "Typed, not measured: SLA report, sample of 420" in page
        assert "Baseline frozen at 80.5%" in page

    def test_the_days_are_seen_on_the_chart_before_they_are_frozen(
        self, alice: Person, app: Flask, where: str
    ) -> None:
        with inside(app):
            for week, value in enumerate((80, 82, 81, 79, 82, 80, 60)):
                on = date(2026, 7, 5) + timedelta(weeks=week)
                db.session.add(make.reading(SLA, value, on=on))
            db.session.commit()
        days = {"first": "2026-06-29", "last": "2026-08-09"}
        page = alice.post(f"{where}/baseline", look="1", **days)
        assert page.status == 200
        assert "29 June 2026 to 9 August 2026: 80.7% from 6 readings" in page
        assert "The usual range is 75.3% to 86%." in page
        assert 'value="2026-08-09"' in page
        assert "Not frozen yet" in page
        wrong = {"look": "1", "first": "2026-08-09", "last": "2026-06-29"}
        assert alice.post(f"{where}/baseline", **wrong).status == 422
        for script in ('data-axis="', 'data-readings="2026-06-29/2026-07-05 ', "js/point.js"):
            assert script in page
        chart = alice.boosted(f"{where}/baseline", look="1", **days)
        assert chart.status == 200
        assert chart.text.strip().startswith('<div id="days" data-first="2026-06-29"')
        assert "80.7% from 6 readings" in chart
        assert "These days reach into the program." not in chart
        late = alice.boosted(f"{where}/baseline", look="1", **{**days, "last": "2026-09-30"})
        assert "These days reach into the program." in late
        odd = alice.boosted(f"{where}/baseline", **wrong)
        assert odd.status == 422
        assert "Choose a first day, and a last one that is not before it." in odd
        assert "a last one that is not before it" in odd
        typed = {"start": "readings", **days}
        assert alice.post(f"{where}/baseline", version="1", **typed).status == 303
        page = alice.get(where)
        assert "<dd>75.3% to 86%</dd>" in page
        assert "Mean of 6 readings" in page
        with inside(app):
            one = db.session.scalars(select(Criterion)).one()
            assert one.baseline_lower == pytest.approx(75.347, abs=0.001)
            assert one.baseline_upper == pytest.approx(85.986, abs=0.001)

    def test_a_frozen_one_needs_a_reason(self, alice: Person, where: str) -> None:
        typed = {"start": "typed", "value": "80"}
        alice.post(f"{where}/baseline", version="1", **typed)
        page = alice.post(f"{where}/baseline", version="2", **{**typed, "value": "70"})
        assert page.status == 422
        assert "Write the reason in a sentence" in page
        assert 'value="70"' in page
        again = {**typed, "value": "70", "reason": "The first report was wrong"}
        assert alice.post(f"{where}/baseline", version="2", **again).status == 303
        assert "Baseline frozen at 70%, it was 80%: The first report was wrong" in alice.get(where)

    def test_one_beyond_the_target_is_refused_beside_the_field(
        self, alice: Person, where: str
    ) -> None:
        page = alice.post(f"{where}/baseline", version="1", start="typed", value="99")
        assert page.status == 422
        assert "worse than the baseline" in page

    def test_two_people_lose_neither(self, alice: Person, carol: Person, where: str) -> None:
        alice.post(f"{where}/baseline", version="1", start="typed", value="80")
        typed = {"start": "typed", "value": "70", "reason": "Another report says so"}
        page = carol.post(f"{where}/baseline", version="1", **typed)
        assert page.status == 409
        assert "80%" in page
        assert "70" in page

    @pytest.mark.parametrize(("name", "status"), [("mona", 403), ("bob", 403), ("dave", 404)])
    def test_who_may_not(
        self, name: str, status: int, where: str, request: pytest.FixtureRequest
    ) -> None:
        person: Person = request.getfixturevalue(name)
        assert person.post(f"{where}/baseline", start="typed", value="80").status == status
