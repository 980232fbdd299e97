"""One KPI: how it stands, its chart with what moved it, its meaning and its sources."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask

from app.kpis.library import catalogue
from app.programs.queries import roadmap
from tests.counting import counting
from tests.kpis.conftest import read_weekly, running
from tests.person import Person
from tests.scopes import inside

PAGE = "/msps/northwind/kpis/resource_utilization_pct"


def test_it_says_how_the_number_stands(alice: Person, measured: str) -> None:
    page = alice.get(PAGE)
    assert "On pace" in page
    assert "63% now, 58% at the start. The pace line asks for 61.9% by today." in page
    assert "Better than at the start: up from 58% to 63%" in page
    assert f"/criteria/{measured}" in page


def test_the_chart_is_drawn_twice_and_has_its_table(alice: Person, measured: str) -> None:
    page = alice.get(PAGE)
    assert page.text.count('<svg xmlns="http://www.w3.org/2000/svg" class="plot"') == 2
    assert 'width="840"' in page
    assert 'width="358"' in page
    assert "Show as a table" in page
    assert "Baseline 58%" in page
    assert "Target 68%" in page


def test_what_was_done_is_numbered_on_the_chart(alice: Person, app: Flask, measured: str) -> None:
    assert "Tech Allocation &amp; Scheduling begun" in alice.get(PAGE)
    with inside(app):
        for phase in roadmap(running().id):
            for item in phase.items:
                if "resource_utilization_pct" in [one.kpi_key for one in item.moves]:
                    for task in item.tasks:
                        task.done_at = datetime(2026, 11, 10, 9, tzinfo=UTC)
    page = alice.get(PAGE)
    assert "Tech Allocation &amp; Scheduling done</a>, 10 Nov" in page


def test_it_explains_itself(alice: Person, measured: str) -> None:
    page = alice.get("/msps/northwind/kpis/sla_completion_met_pct")
    kpi = catalogue().kpis["sla_completion_met_pct"]
    assert kpi.formula in page.text.replace("&#39;", "'")
    assert all(one in page for one in kpi.edge_cases)
    assert "The formula as it runs" in page
    assert "SELECT" in page.text.upper()


def test_benchmarks_stand_with_their_source_or_not_at_all(alice: Person, measured: str) -> None:
    page = alice.get(PAGE)
    assert "MSP Technician Utilization: What 75% Actually Means" in page
    assert "No published figure with a source was found." in alice.get(
        "/msps/northwind/kpis/next_sla_triage_overdue_count"
    )


@pytest.mark.one_database
@pytest.mark.parametrize("key", list(catalogue().kpis))
def test_every_kpi_of_the_catalogue_has_a_page(key: str, alice: Person, time: object) -> None:
    page = alice.get(f"/msps/northwind/kpis/{key}")
    assert page.status == 200
    assert "Add the first reading, and the chart begins." in page


def test_old_readings_are_one_press_away(alice: Person, measured: str) -> None:
    page = alice.get(PAGE)
    assert "6 older readings" in page
    assert "Week ending 23 August" not in page
    assert "Week ending 23 August" in alice.get(f"{PAGE}?readings=all")


def test_a_month_without_data_says_so(alice: Person, app: Flask, measured: str) -> None:
    with inside(app):
        read_weekly("tech_fcr_pct", [50, None, 60])  # type: ignore[list-item]
    assert "no data" in alice.get("/msps/northwind/kpis/tech_fcr_pct")


def test_an_unknown_key_is_not_there(alice: Person) -> None:
    assert alice.get("/msps/northwind/kpis/no_such_kpi").status == 404


def test_another_firm_finds_nothing(dave: Person, measured: str) -> None:
    assert dave.get(PAGE).status == 404


def test_who_may_only_look_sees_no_form(gus: Person, bob: Person, measured: str) -> None:
    for person in (gus, bob):
        page = person.get(PAGE)
        assert page.status == 200
        assert "Add reading" not in page
        assert "Change<span" not in page


def test_each_form_carries_the_token_of_who_asks(
    alice: Person, mona: Person, measured: str
) -> None:
    pages = [person.get(PAGE).text for person in (alice, mona, alice)]
    assert all('name="csrf_token" value="' in page for page in pages)
    assert all("the token of" not in page for page in pages)


def test_the_number_of_queries_does_not_grow(alice: Person, app: Flask, measured: str) -> None:
    alice.get(PAGE)
    with counting(app) as few:
        alice.get(PAGE)
    with inside(app):
        read_weekly("sla_completion_met_pct", [70.0] * 150, last=date(2026, 9, 27))
    sla = PAGE.replace("resource_utilization_pct", "sla_completion_met_pct")
    with counting(app) as first:
        alice.get(sla)
    with counting(app) as more:
        alice.get(sla)
    assert len(few) == len(more) <= 12
    assert len(first) <= 12
