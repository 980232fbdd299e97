"""KPIs of a made-up log: each setting of the map, and how things stood in the past."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.kpis.compute import Ask, Computed, compute
from app.kpis.periods import Rhythm
from app.psa.reading.mapfile import parse_map
from tests.psa.desk import imported

MAP = """
name = "A log"
source = "desk"

[file]
kind = "tickets"
grain = "event"

[dates]
zone = "UTC"

[columns]
ticket = "ticket"
updated_at = "at"
status = "status"

[optional_columns]
technician = "tech"
resolved_at = "resolved"
closed_at = "closed"
type = "type"

[statuses]
new = ["New"]
in_progress = ["Active"]
waiting_customer = ["Waiting"]
on_hold = ["Hold"]
complete = ["Resolved", "Closed"]

[types]
incident = ["Incident"]
default = "request"
"""
OFFICE = """
[calendar]
monday = ["08:00-16:00"]
tuesday = ["08:00-16:00"]
wednesday = ["08:00-16:00"]
thursday = ["08:00-16:00"]
friday = ["08:00-16:00"]
holidays = [2026-01-06]
"""
HEADER = "ticket,at,status,tech,resolved,closed,type\n"
# Monday 5 January 2026: opened at 8, waits from 10 to 14, resolved at 16, opened again on Tuesday
# at 8, on hold from 9 to 12, resolved on Wednesday at 10, closed on Friday at 10.
STORY = HEADER + "".join(
    f"T1,{at},{status},Ann,2026-01-07 10:00,2026-01-09 10:00,Incident\n"
    for at, status in [
        ("2026-01-05 08:00", "New"),
        ("2026-01-05 09:00", "Active"),
        ("2026-01-05 10:00", "Waiting"),
        ("2026-01-05 14:00", "Active"),
        ("2026-01-05 16:00", "Resolved"),
        ("2026-01-06 08:00", "Active"),
        ("2026-01-06 09:00", "Hold"),
        ("2026-01-06 12:00", "Active"),
        ("2026-01-07 10:00", "Resolved"),
        ("2026-01-09 10:00", "Closed"),
    ]
)
GROSS, WAITED, BETWEEN = 50, 7, 16


def store(folder: Path, text: str = STORY, more: str = "", settings: str = "") -> Path:
    """A store that holds one log; `settings` are lines of the map's [kpis]."""
    target = folder / "store"
    imported(target, text, parse_map(f"{MAP}{more}\n[kpis]\n{settings}\n", "log.toml"))
    return target


def one(folder: Path, kpi: str, as_of: datetime | None = None) -> Computed:
    (reading,) = compute(folder, Ask((kpi,), rhythm=Rhythm.ALL, as_of=as_of))
    return reading


class TestTimeToResolve:
    @pytest.mark.parametrize(
        ("settings", "hours"),
        [
            ("", GROSS - WAITED - BETWEEN),
            ('time_completed = "counts"', GROSS - WAITED),
            ('mttr_end = "resolved"', GROSS - WAITED - BETWEEN),
            ('mttr_end = "last_completion"', GROSS - WAITED - BETWEEN),
            ('mttr_end = "last_complete_event"', GROSS + 48 - WAITED - BETWEEN),
            ('mttr_types = ["request"]', None),
        ],
    )
    def test_the_map_says_where_it_ends_and_what_counts(self, tmp_path, settings, hours):
        assert one(store(tmp_path, settings=settings), "mttr_net_hours").value == hours

    def test_business_hours_leave_out_nights_and_holidays(self, tmp_path):
        reading = one(store(tmp_path, more=OFFICE), "mttr_net_hours")
        assert reading.also["gross_mean"] == 8 + 0 + 2
        assert reading.value == 8 + 2 - 4

    def test_a_ticket_whose_end_is_unknown_is_excluded(self, tmp_path):
        text = STORY.replace("2026-01-07 10:00,2026", ",2026")
        reading = one(store(tmp_path, text, settings='mttr_end = "resolved"'), "mttr_net_hours")
        assert (reading.value, reading.n, reading.excluded) == (None, 0, 1)
        assert reading.reason

    def test_a_ticket_belongs_to_the_month_it_ended_in(self, tmp_path):
        early = "T0,2025-12-30 08:00,New,,,,Incident\n"
        early += "T0,2026-02-01 00:00,Closed,,,2026-02-01,Incident\n"
        found = compute(store(tmp_path, STORY + early), Ask(("mttr_net_hours",)))
        assert [(str(each.first), each.n) for each in found] == [
            ("2025-12-01", None),
            ("2026-01-01", 1),
            ("2026-02-01", 1),
        ]


class TestReopenRate:
    @pytest.mark.parametrize(
        ("window", "rate"), [('"none"', 100), ("14", 100), ("1", 100), ("0", 0)]
    )
    def test_within_the_window(self, tmp_path, window, rate):
        folder = store(tmp_path, settings=f"reopen_days = {window}")
        assert one(folder, "tech_reopen_rate_pct").value == rate

    def test_closing_what_is_resolved_is_no_second_completion(self, tmp_path):
        reading = one(store(tmp_path), "tech_reopen_rate_pct")
        assert (reading.numerator, reading.denominator) == (1, 1)

    def test_an_open_window_is_provisional(self, tmp_path):
        assert one(store(tmp_path), "tech_reopen_rate_pct").also["provisional"] == 1

    def test_whoever_completed_it_is_counted(self, tmp_path):
        text = STORY.replace("2026-01-07 10:00,Resolved,Ann", "2026-01-07 10:00,Resolved,Ben")
        asked = Ask(("tech_reopen_rate_pct",), scope="technician", rhythm=Rhythm.ALL)
        found = compute(store(tmp_path, text), asked)
        assert [(each.scope_key, each.value) for each in found] == [("Ann", 100), ("Ben", 0)]


class TestThePast:
    @pytest.mark.parametrize(
        ("instant", "is_open"),
        [
            ("2026-01-05T08:00", 1),
            ("2026-01-05T15:59", 1),
            ("2026-01-05T16:00", 0),
            ("2026-01-06T08:00", 1),
            ("2026-01-08T00:00", 0),
        ],
    )
    def test_a_ticket_stood_as_its_last_update_then_says(self, tmp_path, instant, is_open):
        reading = one(store(tmp_path), "open_tickets_per_tech", datetime.fromisoformat(instant))
        assert reading.numerator == is_open
        assert reading.first == reading.last == date.fromisoformat(instant[:10])

    def test_before_the_log_begins_nothing_is_known(self, tmp_path):
        reading = one(store(tmp_path), "waiting_stale_count", datetime(2026, 1, 4))
        assert reading.reason == "The source begins on 2026-01-05."

    def test_waiting_goes_stale_with_time(self, tmp_path):
        text = HEADER + "T1,2026-01-05 08:00,Waiting,Ann,,,Incident\n"
        folder = store(tmp_path, text, settings="waiting_stale_hours = 24")
        for hour, stale in ((8, 0), (9, 1)):
            moment = datetime(2026, 1, 6, hour, tzinfo=UTC)
            assert one(folder, "waiting_stale_count", moment).value == stale

    def test_weeks_end_with_a_snapshot_of_their_own(self, tmp_path):
        text = STORY + "T2,2026-01-12 08:00,New,Ben,,,Incident\nT2,2026-01-20 08:00,Active,Ben,,,\n"
        asked = Ask(("open_tickets_per_tech",), rhythm=Rhythm.WEEK)
        found = compute(store(tmp_path, text), asked)
        assert [(str(each.last), each.numerator) for each in found] == [
            ("2026-01-11", 0),
            ("2026-01-18", 1),
            ("2026-01-25", 1),
        ]
        assert found[-1].as_of == datetime(2026, 1, 20, 8, tzinfo=UTC)


class TestBacklogHeld:
    def test_the_mean_of_the_mondays_that_the_log_covers(self, tmp_path):
        text = HEADER + (
            "T1,2026-01-07 08:00,New,Ann,,,Incident\n"
            "T2,2026-01-07 08:00,New,,,,Incident\n"
            "T1,2026-01-31 08:00,Active,Ann,,,Incident\n"
        )
        asked = Ask(("tech_backlog_count",))
        (reading,) = compute(store(tmp_path, text), asked)
        assert (reading.numerator, reading.denominator) == (1, 3)

    def test_no_old_ticket_is_a_zero_and_not_no_data(self, tmp_path):
        text = STORY + "T2,2026-01-13 08:00,Closed,Ann,,,Incident\n"
        reading = one(store(tmp_path, text), "tech_backlog_count")
        assert (reading.value, reading.reason) == (0, None)


def test_two_sources_of_one_msp_answer_apart(tmp_path):
    target = store(tmp_path)
    imported(target, STORY, parse_map(MAP.replace('"desk"', '"other"'), "other.toml"))
    found = compute(target, Ask(("mttr_net_hours",), rhythm=Rhythm.ALL))
    assert [each.source for each in found] == ["desk", "other"]
    assert found[0].value == found[1].value


def test_periods_are_those_of_the_zone_of_the_firm(tmp_path):
    text = HEADER + "T1,2026-02-01 02:00,New,,,,\nT1,2026-02-01 03:00,Closed,,,2026-02-01 03:00,\n"
    zone = '[calendar]\nzone = "America/New_York"\n'
    found = compute(store(tmp_path, text, zone), Ask(("tech_reopen_rate_pct",)))
    assert [(str(each.first), str(each.last)) for each in found] == [("2026-01-01", "2026-01-31")]
