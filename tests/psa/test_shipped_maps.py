"""Each shipped map of a ticket list reads an export with its headers and common words."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from app.kpis.compute import Ask, compute
from app.kpis.periods import Rhythm
from app.psa import store
from app.psa.arrival import arriving
from app.psa.maps import find_map, shipped
from tests.kpis.references import FILES
from tests.psa.desk import written

HOME = "America/New_York"
EXPORTS = {
    "autotask-tickets": (
        "Ticket Number,Status,Create Date,Account,Queue,Primary Resource,Ticket Type,Priority,"
        "Complete Date,SLA Met,Estimated Hours,Worked Hours\n"
        "T20260113.0001,Complete,01/13/2026 08:00 AM,Acme,Level 1,Ann Lee,Incident,High,"
        "01/13/2026 12:00 PM,Yes,1.00,2.50\n"
        "T20260114.0002,Waiting Customer,01/14/2026 09:00 AM,Bolt,Triage,,Service Request,Low,"
        ",,,\n"
    ),
    "connectwise-tickets": (
        "Ticket #,Status,Date Entered,Company,Board,Owner,Type,Priority,Date Closed,Budget,"
        "Act Hrs\n"
        "1001,Completed,1/13/2026 8:00 AM,Acme,Level 1,Ann Lee,Incident,High,"
        "1/13/2026 12:00 PM,1.00,2.50\n"
        "1002,Waiting Customer,1/14/2026 9:00 AM,Bolt,Triage,,Service Request,Low,,,\n"
    ),
    "halopsa-tickets": (
        "Ticket ID,Status,Date Occurred,Client,Team,Agent,Ticket Type,Priority,Date Closed,"
        "Resolution State,Time Taken\n"
        "1001,Closed,13/01/2026 08:00,Acme,Level 1,Ann Lee,Incident,High,13/01/2026 12:00,I,2.5\n"
        "1002,Waiting Customer,14/01/2026 09:00,Bolt,Triage,,Service Request,Low,,,\n"
    ),
}
EXPECTED = [
    ("complete", "working", "incident", "Ann Lee", "Acme", datetime(2026, 1, 13, 13), 2.5),
    ("waiting_customer", "triage", "request", None, "Bolt", datetime(2026, 1, 14, 14), None),
]


@pytest.fixture(params=EXPORTS)
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A store that holds one export."""
    file = written(tmp_path, EXPORTS[request.param], "export.csv")
    folder = tmp_path / "store"
    with arriving(folder, [file], find_map(request.param, HOME)) as arrival:
        arrival.refuse_problems(skip_bad=False)
        made = arrival.write()
        assert made is not None
        store.publish(folder, made)
    return folder


def tickets(folder: Path) -> list[tuple[Any, ...]]:
    now = store.current(folder)
    assert now is not None
    found: list[tuple[Any, ...]] = duckdb.execute(
        "SELECT family, queue_kind, type, technician, client, created_at, worked_h"
        f" FROM '{now.tickets}' ORDER BY ticket"
    ).fetchall()
    return found


def test_words_become_ours_and_times_those_of_the_firm(folder):
    assert tickets(folder) == EXPECTED


def test_open_tickets_are_counted_and_what_needs_a_history_is_no_data(folder):
    kpis = ("open_tickets_per_tech", "mttr_net_hours")
    later = datetime(2026, 1, 15, tzinfo=UTC)
    held, mttr = compute(folder, Ask(kpis=kpis, rhythm=Rhythm.ALL, as_of=later))
    assert held.numerator == 1
    assert mttr.value is None
    assert "the history of each ticket's status" in str(mttr.reason)


def test_every_shipped_list_stands_here_and_every_log_among_the_references():
    assert set(shipped()) == {*EXPORTS, *FILES}
