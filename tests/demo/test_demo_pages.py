"""The people of the demo find the world that product.md promises."""

from collections.abc import Callable

import pytest

from tests.demo.visitor import Visitor, number_after, words

Visit = Callable[[str], Visitor]
DANA, MARCUS, RICK = (f"{name}@northwind.example" for name in ("dana", "marcus", "rick"))
HELEN = "helen@beaconrow.example"
CRITERIA = ("resource_utilization_pct", "mttr_net_hours", "rhem")


def test_northwind_is_in_week_11_with_watch_watch_and_on_track(visitor: Visit) -> None:
    said = words(visitor(DANA).get("/msps/northwind/"))
    assert "Week 11 of 26" in said
    assert "Sponsor: Rick Salas" in said
    assert "Roadmap Watch 7 days behind the first plan" in said
    assert "Success criteria Watch 2 of 3 on pace" in said
    assert "Champion On track Dana Whitlock checked in" in said
    assert "Prioritization is" in said


def test_the_criteria_went_from_their_baselines_to_where_they_are(visitor: Visit) -> None:
    said = words(visitor(DANA).get("/msps/northwind/"))
    assert "63% 58% 68% On pace 61.9% expected by now" in said
    assert "7.1 h 9.4 h 6.0 h On pace" in said
    assert "0.37 h" in said


@pytest.mark.parametrize("key", CRITERIA)
def test_each_criterion_has_a_year_of_readings_and_a_chart(visitor: Visit, key: str) -> None:
    dana = visitor(DANA)
    assert number_after("Readings", words(dana.get(f"/msps/northwind/kpis/{key}"))) >= 12
    assert dana.get(f"/msps/northwind/kpis/{key}/chart.svg").status == 200


@pytest.mark.parametrize("path", ["my-work", "msps/northwind/roadmap", "msps/northwind/kpis"])
@pytest.mark.parametrize("email", [DANA, MARCUS, RICK])
def test_everybody_at_northwind_opens_their_pages(visitor: Visit, email: str, path: str) -> None:
    assert visitor(email).get(f"/{path}").status == 200


def test_marcus_has_work_to_do_and_work_done(visitor: Visit) -> None:
    said = words(visitor(MARCUS).get("/my-work"))
    assert "Set SLA objectives and business hours" in said
    assert "late" in said
    assert "in the last four weeks" in said


def test_the_plan_tells_why_it_moved(visitor: Visit) -> None:
    said = words(visitor(RICK).get("/msps/northwind/roadmap"))
    assert "Tom was away for a week" in said
    assert "5 working days after the first plan" in said


def test_dana_checked_in_week_after_week(visitor: Visit) -> None:
    assert "Waiting tickets creep up again" in words(visitor(DANA).get("/msps/northwind/check-in"))


def test_helen_has_clients_in_every_state_of_health(visitor: Visit) -> None:
    said = words(visitor(HELEN).get("/clients"))
    assert "Three calls today" in said
    assert "Nobody is the champion. No check-in for 22 days." in said
    assert "Resource utilization has gone the wrong way for" in said
    for state in ("Off track", "Watch", "On track", "No baseline"):
        assert number_after(state, said) >= 1


def test_helen_opens_a_client_in_trouble(visitor: Visit) -> None:
    said = words(visitor(HELEN).get("/msps/lakeline-systems/"))
    assert "Success criteria Off track 0 of 3 on pace" in said
    assert "Mia Torres checked in 4 days ago" in said


def test_harbor_desk_is_the_twenty_fifth_client(visitor: Visit) -> None:
    said = words(visitor(HELEN).get("/clients"))
    assert "25 clients" in said
    assert "Harbor Desk" in said


def test_harbor_desk_is_judged_by_a_real_log(visitor: Visit) -> None:
    said = words(visitor(HELEN).get("/msps/harbor-desk/"))
    assert "Week 8 of 26" in said
    assert "57.8 h 73.3 h 48.0 h On pace" in said
    assert "Success criteria On track 2 of 2 on pace" in said


def test_the_chart_of_harbor_desk_shows(visitor: Visit) -> None:
    helen = visitor(HELEN)
    said = words(helen.get("/msps/harbor-desk/kpis/mttr_net_hours"))
    assert number_after("Readings", said) == 11
    assert "servicenow-full" in said
    chart = helen.get("/msps/harbor-desk/kpis/mttr_net_hours/chart.svg")
    assert chart.status == 200
    assert "</svg>" in chart
