"""What people did beside the plan is to be seen on the pages of the demo."""

from collections.abc import Callable
from urllib.parse import urlencode

import pytest

from tests.demo.visitor import Visitor, words

Visit = Callable[[str], Visitor]
NORTHWIND = "/msps/northwind"
DANA, MARCUS, RICK, KAYLA, JESS = (
    f"{name}@northwind.example" for name in ("dana", "marcus", "rick", "kayla", "jess")
)
HELEN = "helen@beaconrow.example"


def task(someone: Visitor, title: str) -> str:
    """What the page of a task says, found as people find it."""
    found = someone.get(f"{NORTHWIND}/search?{urlencode({'q': title})}").text
    address = found.split('class="hit__title" href="')[1].split('"')[0]
    return words(someone.get(address))


def test_the_task_in_hand_has_its_sop_its_evidence_and_a_call_for_help(visitor: Visit) -> None:
    said = task(visitor(MARCUS), "Set SLA objectives and business hours")
    assert "Business hours come from the contract" in said
    assert "business-hours.csv" in said
    assert "SLA policy in the PSA's manual" in said
    assert "Holds up Check overrides and overdue engagements" in said
    assert "Marcus Bell 19 Nov Stuck Port Mercer and Larkin work nights." in said


def test_people_are_asked_to_sign_to_look_and_to_go_on(visitor: Visit) -> None:
    assert "2 of 4 people signed. Kayla and Marcus have not signed yet." in task(
        visitor(DANA), "Enter time before leaving the ticket"
    )
    assert "Enter time before leaving the ticket" in words(visitor(KAYLA).get("/my-work"))
    assert "A comment asks for you" in words(visitor(RICK).get("/my-work"))
    assert "Stuck Each waits for a word from you" in words(visitor(DANA).get(f"{NORTHWIND}/"))


def test_a_weekly_task_was_done_missed_and_is_late(visitor: Visit) -> None:
    said = task(visitor(KAYLA), "Audit a sample of 20 tickets")
    assert "3 days late" in said
    assert "Missed" in said
    assert "Done by Kayla" in said


def test_steps_are_ticked_one_by_one(visitor: Visit) -> None:
    page = task(visitor(JESS), "Build and share a coordinator tab")
    assert "Next SLA overdue: engagement" in page
    assert "Nobody on it" in page


def test_numbers_came_from_a_file_and_older_ones_are_closed(visitor: Visit) -> None:
    dana = visitor(DANA)
    assert "By team, technician and client.csv 23 Nov Dana 90 0" in words(
        dana.get(f"{NORTHWIND}/kpis/import")
    )
    assert "Rick Salas closed up to 13 September" in words(dana.get(f"{NORTHWIND}/kpis/closed"))
    kpi = words(dana.get(f"{NORTHWIND}/kpis/mttr_net_hours?scope=client:Osprey+Legal"))
    assert "10 so far" in kpi
    assert "Kept by Northwind IT: Notes of our peer group, autumn meeting" in kpi
    assert "Walk-ups at the desk" in words(dana.get(f"{NORTHWIND}/kpis"))


def test_a_technician_sees_only_their_own_numbers(visitor: Visit) -> None:
    said = words(visitor(MARCUS).get(f"{NORTHWIND}/kpis/waiting_stale_count"))
    assert "Company Marcus Bell" in said
    assert "Kayla" not in said


def test_a_plan_is_kept_as_a_template_and_a_comment_can_come_back(visitor: Visit) -> None:
    dana = visitor(DANA)
    assert "Service delivery, as Northwind runs it" in words(dana.get(f"{NORTHWIND}/templates"))
    assert "Wrong task, sorry" in words(dana.get(f"{NORTHWIND}/deleted"))
    timeline = words(dana.get(f"{NORTHWIND}/roadmap/timeline"))
    assert "Before scheduling moved" in timeline


@pytest.mark.parametrize(
    ("client", "told"),
    [
        ("quillon-cloud", ["Paused until", "Two technicians left"]),
        ("fairmile-computing", ["Closed on 16 November", "3 of 3 criteria met", "Ask the quiet"]),
        ("alderway-managed-it", ["Signed off By Theo"]),
    ],
)
def test_other_clients_are_paused_closed_and_signed_off(
    visitor: Visit, client: str, told: list[str]
) -> None:
    said = words(visitor(HELEN).get(f"/msps/{client}/"))
    assert [one for one in told if one not in said] == []


def test_where_one_stands_among_peers_is_drawn(visitor: Visit) -> None:
    said = words(visitor(DANA).get(f"{NORTHWIND}/kpis/resource_utilization_pct/peers"))
    assert "Northwind IT is in the middle half" in said
