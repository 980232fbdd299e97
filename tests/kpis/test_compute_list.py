"""KPIs of a made-up ticket list that has every column, worked out by hand."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.kpis.compute import Ask, Computed, compute
from app.kpis.formula import formulas
from app.kpis.periods import Rhythm
from app.psa.reading.mapfile import parse_map
from tests.psa.desk import imported

MAP = """
name = "A list with everything"
source = "desk"

[file]
kind = "tickets"
grain = "ticket"

[dates]
zone = "UTC"

[columns]
ticket = "ticket"
status = "status"
created_at = "created"

[optional_columns]
queue = "queue"
technician = "tech"
client = "client"
type = "type"
class = "class"
closed_at = "closed"
first_response_at = "answered"
first_response_due_at = "answer due"
plan_at = "engaged"
plan_due_at = "engage due"
resolution_due_at = "resolve due"
due_at = "due"
last_activity_at = "activity"
sla_paused = "paused"
first_contact = "first contact"
estimated_h = "estimate"
worked_h = "worked"

[statuses]
new = ["New"]
ready = ["Ready"]
in_progress = ["Active"]
waiting_customer = ["Waiting"]
on_hold = ["Hold"]
complete = ["Done"]

[queues]
triage = ["Triage"]
noc = ["NOC"]
project = ["Projects"]
default = "working"

[types]
incident = ["Incident"]
alert = ["Alert"]
default = "other"
"""
NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
HEADER = (
    "ticket,status,queue,tech,client,type,class,created,closed,answered,answer due,engaged,"
    "engage due,resolve due,due,activity,paused,first contact,estimate,worked"
)
TICKETS = {
    "new, overdue": "1,New,Triage,,Acme,Incident,high,2026-03-02 10:00,,,2026-03-02 11:00,,,,,,,,,",
    "new, due soon": "2,New,Triage,,Bolt,Incident,,2026-03-02 11:30,,,2026-03-02 13:00,,,,,,,,,",
    "nobody's": "3,Ready,Level 1,,Acme,Incident,low,2026-03-01 09:00,,2026-03-01 09:10,"
    "2026-03-01 10:00,,2026-03-02 18:00,,,2026-03-01 09:10,,,2,1",
    "the NOC's": "4,Active,NOC,,Acme,Alert,low,2026-03-01 09:00,,,,,,,,,,,,",
    "overdue by days": "5,Active,Level 1,Ann,Acme,Incident,high,2026-02-01 09:00,,2026-02-01 09:10,"
    "2026-02-01 10:00,2026-02-01 12:00,2026-02-01 18:00,2026-02-28 12:00,,2026-02-28 12:00,,,2,5",
    "not engaged in time": "6,Ready,Level 1,Ann,Bolt,Incident,low,2026-03-01 09:00,,"
    "2026-03-01 11:00,2026-03-01 10:00,,2026-03-02 09:00,,,2026-03-01 11:00,,,2,4",
    "waiting long": "7,Waiting,Level 1,Ann,Bolt,Request,low,2026-02-20 09:00,,2026-02-20 09:30,"
    "2026-02-20 10:00,,,,,2026-02-27 09:00,yes,,,",
    "waiting briefly": "8,Waiting,Level 1,Ben,Bolt,Request,,2026-02-10 09:00,,,,,,,,"
    "2026-03-01 13:00,,,,",
    "held past its date": "9,Hold,Level 1,Ben,Acme,Request,low,2026-01-05 09:00,,,,,,,"
    "2026-03-01 09:00,2026-02-01 09:00,,,,",
    "held without a date": "10,Hold,Level 1,Ben,Acme,Request,low,2026-02-25 09:00,,,,,,,,"
    "2026-02-25 09:00,,,,",
    "an old project": "11,Active,Projects,Ann,Acme,Project,low,2026-01-05 09:00,,,,,,,,"
    "2026-03-02 12:00,,,,",
    "met at once": "12,Done,Level 1,Ann,Acme,Incident,low,2026-02-03 09:00,2026-02-03 09:30,,"
    "2026-02-03 10:00,,2026-02-03 12:00,2026-02-04 09:00,,,,yes,,",
    "all missed": "13,Done,Level 1,Ben,Acme,Incident,low,2026-02-03 09:00,2026-02-05 09:00,"
    "2026-02-03 11:00,2026-02-03 10:00,2026-02-03 13:00,2026-02-03 12:00,2026-02-04 09:00,,,,no,,",
    "without SLA": "14,Done,Level 1,Ben,Acme,Alert,low,2026-02-04 09:00,2026-02-05 09:00,,,,,,,,,"
    "yes,,",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("store")
    imported(store, "\n".join([HEADER, *TICKETS.values()]), parse_map(MAP, "list.toml"))
    return store


@pytest.fixture(scope="module")
def readings(folder: Path) -> dict[str, Computed]:
    """Every KPI of the whole list, by key."""
    return {one.kpi: one for one in compute(folder, Ask(rhythm=Rhythm.ALL))}


SNAPSHOTS = [
    ("triage_new_count", 2, 0),
    ("unassigned_working_count", 1, 0),
    ("waiting_stale_count", 1, 0),
    ("on_hold_past_due_count", 1, 1),
    ("next_sla_triage_overdue_count", 1, 5),
    ("next_sla_triage_due_soon_count", 1, 5),
    ("next_sla_engagement_overdue_count", 1, 5),
    ("next_sla_engagement_due_soon_count", 1, 5),
    ("next_sla_completion_overdue_count", 1, 5),
    ("next_sla_completion_due_soon_count", 0, 5),
    ("rte_over_24h_past_due_count", 1, 1),
    ("hours_over_2x_estimate_count", 1, 8),
]


class TestSnapshots:
    """The list ends with its latest stamp, Monday 2 March 2026 at noon: eleven tickets are open."""

    @pytest.mark.parametrize(("kpi", "value", "excluded"), SNAPSHOTS)
    def test_what_counts_and_what_cannot_be_judged(self, readings, kpi, value, excluded):
        reading = readings[kpi]
        assert (reading.value, reading.excluded, reading.n) == (value, excluded, 11)
        assert reading.as_of == NOW

    def test_the_oldest_new_ticket_in_triage(self, readings):
        assert readings["triage_new_count"].also == {"oldest_minutes": 120}

    def test_how_many_tickets_have_an_estimate(self, readings):
        coverage = readings["hours_over_2x_estimate_count"].also["coverage_pct"]
        assert coverage == pytest.approx(100 * 3 / 11)

    def test_open_tickets_of_technicians(self, readings):
        reading = readings["open_tickets_per_tech"]
        assert (reading.value, reading.numerator, reading.denominator) == (0, 11, 2)
        assert (reading.excluded, reading.also["most"]) == (4, 4)

    def test_old_tickets_of_technicians_without_projects(self, readings):
        reading = readings["backlog_per_tech"]
        assert (reading.value, reading.numerator, reading.denominator) == (1.5, 3, 2)
        assert (reading.excluded, reading.also["techs_above"]) == (0, 0)

    def test_a_list_knows_the_present_only(self, folder):
        before = datetime(2026, 3, 1, tzinfo=UTC)
        (reading,) = compute(folder, Ask(("triage_new_count",), rhythm=Rhythm.ALL, as_of=before))
        assert reading.value is None
        assert reading.reason == "The list shows the tickets of 2026-03-02, no day before."

    def test_later_on_more_is_overdue(self, folder):
        later = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
        kpi = ("next_sla_triage_overdue_count",)
        (reading,) = compute(folder, Ask(kpi, rhythm=Rhythm.ALL, as_of=later))
        assert reading.value == 2


class TestServiceLevels:
    """Three tickets ended; those open past their due time are missed as well."""

    @pytest.mark.parametrize(
        ("kpi", "met", "judged", "excluded"),
        [
            ("sla_triage_met_pct", 4, 7, 1),
            ("sla_engagement_met_pct", 2, 4, 1),
            ("sla_completion_met_pct", 1, 3, 1),
        ],
    )
    def test_met_among_those_judged(self, readings, kpi, met, judged, excluded):
        reading = readings[kpi]
        assert (reading.numerator, reading.denominator, reading.excluded) == (met, judged, excluded)
        assert reading.value == pytest.approx(100 * met / judged)
        assert reading.also["coverage_pct"] == pytest.approx(100 * judged / (judged + excluded))

    def test_a_technician_is_asked_the_same(self, readings):
        same = readings["tech_sla_engagement_pct"].value
        assert same == readings["sla_engagement_met_pct"].value


class TestOthers:
    def test_first_contact_without_alerts(self, readings):
        reading = readings["tech_fcr_pct"]
        assert (reading.numerator, reading.denominator, reading.value) == (1, 2, 50)

    def test_the_mix_of_work(self, readings):
        reading = readings["workflow_distribution"]
        assert (reading.numerator, reading.denominator, reading.excluded) == (12, 14, 2)
        assert reading.also["classes"] == {"high": 2, "low": 10, "unclassified": 2}

    def test_what_needs_a_history_is_no_data(self, readings):
        silent = {key for key, one in readings.items() if one.value is None}
        assert silent == {
            "mttr_net_hours",
            "tech_mttr_net_hours",
            "tech_reopen_rate_pct",
            "tech_backlog_count",
        }
        assert all("the history of each ticket" in str(readings[key].reason) for key in silent)

    def test_every_formula_is_answered(self, readings):
        assert set(readings) == set(formulas())


class TestScopes:
    def test_each_technician(self, folder):
        asked = Ask(("open_tickets_per_tech",), scope="technician", rhythm=Rhythm.ALL)
        found = compute(folder, asked)
        assert [(one.scope_key, one.numerator) for one in found] == [("Ann", 4), ("Ben", 3)]

    def test_each_client(self, folder):
        asked = Ask(("sla_completion_met_pct",), scope="client", rhythm=Rhythm.ALL)
        assert [one.scope_key for one in compute(folder, asked)] == ["Acme"]

    def test_a_scope_that_the_list_does_not_tell(self, folder):
        (reading,) = compute(folder, Ask(("triage_new_count",), scope="team", rhythm=Rhythm.ALL))
        assert (reading.value, reading.reason) == (None, "The source does not say: the team.")

    def test_months_after_the_list_are_silent_for_everyone(self, folder):
        after = date(2027, 1, 1), date(2027, 1, 31)
        asked = Ask(("open_tickets_per_tech",), "technician", Rhythm.MONTH, *after)
        assert compute(folder, asked) == []
