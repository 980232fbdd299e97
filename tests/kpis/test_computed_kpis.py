"""KPIs that are computed from others: brought up to date by whatever changes their inputs."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from app.criteria.baseline import pooled
from app.db import db
from app.kpis import agree
from app.kpis.circles import circle, refuse_circle
from app.kpis.columns import Columns
from app.kpis.derive import computed_in_order, inputs_ever
from app.kpis.files import check, take_in
from app.kpis.library import kpi
from app.kpis.models import OwnKpi, Reading
from app.kpis.queries import company_readings, reading_file
from app.kpis.ratio import EXAMPLE, kept
from app.kpis.scopes import Known
from app.kpis.sheets import Sheet
from app.kpis.typed import TypedReading
from app.numbers.actions import correct_reading, redefine, store_file, undo_file
from app.refusal import Refused
from tests import make
from tests.counting import counting
from tests.kpis.test_own_kpis import KPIS, TOLD, define
from tests.person import Person
from tests.scopes import inside

pytestmark = pytest.mark.one_database
MONDAY = date(2026, 11, 16)
WEEK = timedelta(weeks=1)
RATE = {**TOLD, "name": "Tickets per technician", "says": "", "decimals": "1", "formula": ""}


def days(weeks_ago: int) -> dict[str, str]:
    first = MONDAY - weeks_ago * WEEK
    return {"starts_on": str(first), "ends_on": str(first + timedelta(days=6))}


def values(app: Flask, key: str) -> list[tuple[float | None, float | None, float | None]]:
    with inside(app):
        found = company_readings([key])[key]
        return [(one.value, one.numerator, one.denominator) for one in found]


def test_it_follows_its_inputs_wherever_they_change(
    alice: Person, app: Flask, measured: str
) -> None:
    closed = define(alice, name="Tickets closed")
    people = define(alice, name="Technicians")
    for weeks, (count, heads) in enumerate([("84", "7"), ("90", "0")]):
        alice.post(f"{closed}/readings", value=count, **days(weeks))
        alice.post(f"{people}/readings", value=heads, **days(weeks))
    wrong = alice.post(f"{KPIS}/new", **{**RATE, "formula": "[tickets closed] / tecnicians"})
    assert wrong.status == 422
    assert "No KPI is called “tecnicians”. Did you mean [Technicians]?" in wrong
    assert "[tickets closed] / tecnicians" in wrong
    rate = define(alice, **{**RATE, "name": "Early", "formula": "[Job satisfaction of techs] / 2"})
    assert "It begins when Job satisfaction of techs has a reading." in alice.get(rate)
    form = alice.get(f"{KPIS}/new")
    assert EXAMPLE in form and "<li>Technicians</li>" in form
    made = define(alice, **{**RATE, "name": "Example", "formula": EXAMPLE})
    assert "have a reading for the same week." in alice.get(made)
    rate = define(alice, **{**RATE, "formula": "[tickets closed] / technicians"})
    key = rate.rpartition("/")[2]
    assert values(app, key) == [(None, 90, 0), (12, 84, 7)]
    page = alice.get(rate)
    assert f'<a href="{closed}">Tickets closed</a> ÷ <a href="{people}">Technicians</a>' in page
    assert "Computed from Tickets closed and Technicians" in page
    assert "Add reading" not in page
    assert alice.post(f"{rate}/readings", value="3", **days(0)).status == 409
    alice.post(f"{closed}/readings", value="70", **days(2))
    assert len(values(app, key)) == 2
    alice.post(f"{people}/readings", value="7", **days(2))
    assert values(app, key)[0] == (10, 70, 7)
    with inside(app):
        reading = company_readings([people.rpartition("/")[2]])[people.rpartition("/")[2]][-1]
        version, typed = reading.version, TypedReading(reading.starts_on, reading.ends_on, 6)
        by_hand = kpi(reading.kpi_key)
        assert by_hand is not None
        why = "One had left before the week began."
        correct_reading(reading, by_hand, typed, why, make.user("alice"), version)
        computed, result = company_readings([key])[key][-1], kpi(key)
        assert result is not None
        told = (replace(typed, value=99), why, make.user("alice"), computed.version)
        with pytest.raises(Refused, match="is computed from other KPIs"):
            correct_reading(computed, result, *told)
    assert values(app, key)[-1] == (14, 84, 6)
    with counting(app) as statements:
        page = alice.get(rate)
    assert sum("FROM readings LEFT" in one for one in statements) == 1
    assert len(statements) <= 12
    assert "yped, with nothing to check it by" in page
    assert "Corrected from 12: Computed again, since a reading" in page
    entry = alice.get(f"{KPIS}/grid")
    assert "Technicians" in entry
    assert "Tickets per technician" not in entry
    listed = alice.get(KPIS)
    assert "Tickets per technician" in listed
    with inside(app):
        versions = [one.version for one in company_readings([key])[key]]
    looks = {name: told for name, told in TOLD.items() if name not in {"says", "unit"}}
    assert alice.post(f"{closed}/edit", **{**looks, "name": "Done"}, version="1").status == 303
    with inside(app):
        readings = company_readings([key])[key]
        assert {one.source for one in readings} == {"Computed from Done and Technicians"}
        assert [one.version for one in readings] == versions


def test_a_formula_changes_from_a_day_on_and_never_in_a_circle(
    alice: Person, app: Flask, measured: str
) -> None:
    closed = define(alice, name="Tickets closed")
    for weeks in range(3):
        alice.post(f"{closed}/readings", value="80", **days(weeks))
    half = define(alice, **{**RATE, "name": "Half", "formula": "[tickets closed] / 2"})
    quarter = define(alice, **{**RATE, "name": "Quarter", "formula": "half / 2"})
    told = {"says": "Counted in another way, by three.", "starts_on": str(MONDAY - WEEK)}
    told["why"] = "A third of them is what we mean."
    round_trip = alice.post(f"{half}/definition", formula="quarter * 2", **told)
    assert round_trip.status == 422
    assert "Half is computed from Quarter, and Quarter is computed from Half." in round_trip
    assert alice.post(f"{half}/definition", formula="[tickets closed] / 4", **told).status == 303
    assert [one[0] for one in values(app, half.rpartition("/")[2])] == [40, 20, 20]
    assert [one[0] for one in values(app, quarter.rpartition("/")[2])] == [20, 10, 10]
    assert "Tickets closed</a> ÷ 4" in alice.get(half)
    assert "Definition changed here" in alice.get(half)


def test_what_closed_periods_kept_empty_is_computed_when_they_open(
    alice: Person, app: Flask, measured: str
) -> None:
    closed = define(alice, name="Tickets closed").rpartition("/")[2]
    alice.post(f"{KPIS}/{closed}/readings", value="80", **days(2))
    alice.post(f"{KPIS}/closed", until=str(MONDAY - WEEK - timedelta(days=1)))
    half = define(alice, **{**RATE, "name": "Half", "formula": "[tickets closed] / 2"})
    quarter = define(alice, **{**RATE, "name": "Quarter", "formula": "half / 2"})
    assert values(app, half.rpartition("/")[2]) == []
    opened = alice.post(f"{KPIS}/closed/open", why="Two were counted twice in it.")
    assert opened.status == 303
    assert [one[0] for one in values(app, half.rpartition("/")[2])] == [40]
    with inside(app):
        found = company_readings([quarter.rpartition("/")[2]])
        (reading,) = found[quarter.rpartition("/")[2]]
        assert (reading.value, reading.judged_by is None) == (20, False)


def test_two_people_close_no_circle_together_and_one_that_is_there_breaks_no_page(
    alice: Person, app: Flask, measured: str
) -> None:
    closed = define(alice, name="Tickets closed")
    half = define(alice, **{**RATE, "name": "Half", "formula": "[tickets closed] / 2"})
    quarter = define(alice, **{**RATE, "name": "Quarter", "formula": "half / 2"})
    third = define(alice, **{**RATE, "name": "Third", "formula": "[tickets closed] / 3"})
    third = third.rpartition("/")[2]
    with inside(app):
        by_hand, by = kpi(half.rpartition("/")[2]), make.user("alice")
        assert by_hand is not None
        told = (by_hand, "Twice a quarter.", MONDAY, "As it is meant.", by)
        key = quarter.rpartition("/")[2]
        names = "Half is computed from Quarter, and Quarter is computed from Half."
        meanwhile = update(OwnKpi).where(OwnKpi.kpi_key == third)
        assert not circle(key, kept(f"{third} * 2")), "What is computed from what was read by now."
        db.session.execute(
            meanwhile.values(formula=f"{key} * 2"), execution_options={"synchronize_session": False}
        )
        with pytest.raises(Refused, match="Quarter is computed from Third, and Third"):
            refuse_circle(key, f"{third} * 2")
        with pytest.raises(Refused, match=names):
            redefine(*told, formula=f"{key} * 2")
        agree.redefine(*told, formula=f"{key} * 2")
        db.session.commit()
    assert alice.post(f"{closed}/readings", value="80", **days(0)).status == 303
    for page in (f"{KPIS}/entry", KPIS, half, quarter, f"{KPIS}/grid"):
        assert alice.get(page).status == 200


def test_closed_periods_stay_and_an_undone_import_takes_back_what_followed(
    alice: Person, app: Flask, measured: str
) -> None:
    closed = define(alice, name="Tickets closed").rpartition("/")[2]
    alice.post(f"{KPIS}/{closed}/readings", value="80", **days(2))
    alice.post(f"{KPIS}/closed", until=str(MONDAY - WEEK - timedelta(days=1)))
    half = define(alice, **{**RATE, "name": "Half", "formula": "[tickets closed] / 2"})
    key = half.rpartition("/")[2]
    assert values(app, key) == []
    with inside(app):
        by = make.user("alice")
        file = take_in("closed.csv", Sheet(["Week", closed], [(2, [str(MONDAY), "60"])]), by)
        file.columns = Columns(("period", closed)).as_json()
        store_file(file, check(file, Known((), ()), MONDAY + WEEK), "", by)
        file_id = file.id
    assert [one[0] for one in values(app, key)] == [30]
    with inside(app):
        found = reading_file(file_id)
        assert found is not None
        undo_file(found, make.user("alice"))
    assert values(app, key) == []


def test_an_earlier_definition_still_counts_where_it_was_in_force(
    alice: Person, app: Flask, measured: str
) -> None:
    xes, zeds = (define(alice, name=name).rpartition("/")[2] for name in ("Xes", "Zeds"))
    for weeks in range(2):
        alice.post(f"{KPIS}/{xes}/readings", value="80", **days(weeks))
        alice.post(f"{KPIS}/{zeds}/readings", value="20", **days(weeks))
    half = define(alice, **{**RATE, "name": "Half", "formula": "xes / 2"})
    again = define(alice, **{**RATE, "name": "Again", "formula": "half * 1"}).rpartition("/")[2]
    assert alice.post(f"{KPIS}/{xes}/put-away").status == 303
    told = {"says": "Counted in another way, by zeds.", "why": "Zeds are what we mean now."}
    wrong = alice.post(f"{half}/definition", formula="ys / 2", starts_on=str(MONDAY), **told)
    assert "No KPI is called “ys”" in wrong
    kept = alice.post(
        f"{half}/definition", formula=f"{xes} / 2", starts_on=str(MONDAY - 3 * WEEK), **told
    )
    assert kept.status == 303
    zeds_now = alice.post(f"{half}/definition", formula="zeds / 2", starts_on=str(MONDAY), **told)
    assert zeds_now.status == 303
    with inside(app):
        first = company_readings([xes])[xes][0]
        typed = TypedReading(first.starts_on, first.ends_on, 60)
        by_hand = kpi(xes)
        assert by_hand is not None
        correct_reading(first, by_hand, typed, "Twenty were doubles.", make.user("alice"), 1)
    assert [one[0] for one in values(app, half.rpartition("/")[2])] == [30, 10]
    assert [one[0] for one in values(app, again)] == [30, 10]
    with inside(app):
        order = [key for key, _inputs in computed_in_order()]
        assert order == [half.rpartition("/")[2], again]
        assert inputs_ever()[order[0]] == (xes, zeds)
    told["starts_on"] = str(MONDAY)
    assert alice.post(f"{KPIS}/{again}/definition", formula="zeds * 1", **told).status == 303
    told["starts_on"] = str(MONDAY + timedelta(days=1))
    circle = alice.post(f"{half}/definition", formula="again / 2", **told)
    assert "computed from itself. Earlier definitions count as well." in circle


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 99), st.integers(1, 99)), min_size=2, max_size=8))
def test_several_periods_pool_and_never_average(pairs: list[tuple[int, int]]) -> None:
    readings = [
        Reading(
            starts_on=MONDAY + n * WEEK,
            ends_on=MONDAY + n * WEEK + timedelta(days=6),
            value=100 * over / under,
            numerator=over,
            denominator=under,
        )
        for n, (over, under) in enumerate(pairs)
    ]
    found = pooled(readings)
    over, under = (sum(side) for side in zip(*pairs, strict=True))
    assert found is not None
    assert found.value == pytest.approx(100 * over / under)
