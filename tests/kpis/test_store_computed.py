"""Computed readings are stored once, brought up to date, and never replace a person's."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from app.criteria.actions import NewCriterion, add_criterion
from app.criteria.baseline import BaselineValue
from app.criteria.goals import Goal
from app.db import db
from app.kpis.library import catalogue
from app.kpis.models import Reading
from app.kpis.queries import readings
from app.kpis.typed import TypedReading
from app.numbers.actions import correct_reading, store_computed
from tests import make
from tests.scopes import inside

SLA = "sla_completion_met_pct"
SOURCE = "PSA, incident log"


@dataclass(frozen=True)
class Computed:
    value: float | None
    last: date = date(2026, 10, 31)
    kpi: str = SLA
    scope_kind: str = "company"
    scope_key: str | None = None
    numerator: float | None = None
    denominator: float | None = None
    n: int | None = 40
    excluded: int | None = 2
    also: dict[str, Any] = field(default_factory=dict)

    @property
    def first(self) -> date:
        return self.last.replace(day=1)


def test_a_second_run_changes_nothing(app: Flask) -> None:
    months = [Computed(80.0), Computed(None, date(2026, 9, 30)), Computed(7.0, scope_key="Beta")]
    with inside(app):
        assert store_computed(months, SOURCE).added == 3
    with inside(app):
        again = store_computed(months, SOURCE)
        assert (again.added, again.changed, again.same) == (0, 0, 3)
        assert [one.value for one in readings(SLA)] == [80.0, None]
        assert {one.version for one in readings(SLA)} == {1}


def test_another_value_takes_the_place_of_the_old(app: Flask) -> None:
    with inside(app):
        store_computed([Computed(80.0)], SOURCE)
    with inside(app):
        stored = store_computed([replace(Computed(80.0), value=81.5)], SOURCE)
        assert (stored.changed, stored.kpis) == (1, {SLA})
        (one,) = readings(SLA)
        assert (one.value, one.version, one.source) == (81.5, 2, SOURCE)


def test_what_a_person_put_right_stays(app: Flask) -> None:
    with inside(app):
        store_computed([Computed(80.0)], SOURCE)
        (one,) = readings(SLA)
        typed = TypedReading(one.starts_on, one.ends_on, value=85.0)
        correct_reading(
            one, catalogue().kpis[SLA], typed, "Two tickets were doubles", make.user("alice"), 1
        )
    with inside(app):
        assert store_computed([Computed(80.0)], SOURCE).kept == 1
        assert readings(SLA)[0].value == 85.0


def test_a_criterion_is_judged_by_it(app: Flask) -> None:
    with inside(app):
        new = NewCriterion(SLA, make.START, Goal(make.END, 95.0), baseline=BaselineValue(70.0))
        criterion = add_criterion(make.program().id, new, make.user("alice"))
        store_computed([Computed(88.0)], SOURCE)
        assert (criterion.latest, criterion.latest_on) == (88.0, date(2026, 10, 31))


def test_three_years_of_forty_kpis_fit(app: Flask) -> None:
    keys = list(catalogue().kpis)[:40]
    ends = [date(2023 + m // 12, m % 12 + 1, 28) for m in range(36)]
    with inside(app):
        many = [Computed(float(n), end, key) for key in keys for n, end in enumerate(ends)]
        assert store_computed(many, SOURCE).added == 1440
        assert store_computed(many, SOURCE).same == 1440


def test_it_stays_in_its_msp(app: Flask) -> None:
    with inside(app):
        store_computed([Computed(80.0)], SOURCE)
    with inside(app, "fabrikam"):
        assert db.session.scalar(select(func.count()).select_from(Reading)) == 0
        assert store_computed([Computed(60.0)], SOURCE).added == 1
