"""What a KPI's trend says in pictures, numbers and words."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.charts.kpi_trend import Benchmark, Event, Reading, Target, kpi_trend, table
from tests.charts.samples import ALONE, END, START, TRENDS, UTILIZATION

BLUE, GREY = 'stroke="var(--c-main)" stroke-width="2.5"', 'stroke="var(--c-soft)" stroke-width="2"'


def drawn(data, width=840):
    return kpi_trend(data, "k", width)


def words(data, width=840):
    return re.findall(r">([^<>]+)</text>", drawn(data, width))


def test_levels_and_the_last_reading_are_labelled_directly():
    said = words(UTILIZATION)
    assert {"63%", "Target 68%", "Baseline 58%", "Expected pace", "Today"} <= set(said)


@pytest.mark.parametrize("width", [840, 358])
def test_a_benchmark_says_who_set_it(width):
    assert "Helen Marsh" in " ".join(words(UTILIZATION, width))


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [(64, 72, "64–72%"), (64, None, "64% or more"), (None, 72, "72% or less"), (72, 64, "64–72%")],
)
def test_a_benchmark_may_be_open_at_one_end(low, high, said):
    assert said in words(replace(UTILIZATION, benchmarks=(Benchmark(low, high, "HDI, 2024"),)))


def test_readings_before_the_program_are_grey():
    assert GREY in drawn(UTILIZATION)
    assert GREY not in drawn(replace(UTILIZATION, start=date(2026, 8, 1)))
    none_since = drawn(replace(UTILIZATION, start=date(2026, 12, 1)))
    assert BLUE not in none_since
    assert re.search(r'<text [^>]*fill="var\(--c-muted\)"[^>]*>63%</text>', none_since)


def test_a_gap_breaks_the_line():
    whole = [Reading(START + timedelta(weeks=n), 60 + n) for n in range(6)]
    gap = [*whole[:3], Reading(START + timedelta(weeks=3), None), *whole[4:]]
    assert drawn(replace(UTILIZATION, readings=tuple(whole))).count(BLUE) == 1
    assert drawn(replace(UTILIZATION, readings=tuple(gap))).count(BLUE) == 2


def test_a_small_sample_is_a_hollow_dot():
    hollow = re.compile(r'<circle [^>]*fill="var\(--c-sheet\)" stroke="var\(--c-(main|soft)\)"')
    assert not hollow.search(drawn(UTILIZATION))
    assert len(hollow.findall(drawn(TRENDS["gaps"]))) == 2


def test_readings_may_come_in_any_order():
    shuffled = UTILIZATION.readings[7:] + UTILIZATION.readings[:7]
    assert drawn(replace(UTILIZATION, readings=shuffled)) == drawn(UTILIZATION)


def test_without_readings_the_picture_says_so():
    assert "No readings yet" in words(TRENDS["nothing"])
    assert "No readings yet" not in words(UTILIZATION)


def test_events_are_numbered_and_share_a_flag_where_there_is_no_room():
    wide, narrow = words(TRENDS["three-years"]), words(TRENDS["three-years"], 358)
    assert {str(number) for number in range(1, 22)} <= set(wide)
    assert "1–2" in narrow
    assert any(flag.endswith("–21") for flag in narrow)


def test_an_event_beyond_the_time_shown_has_no_flag():
    late = Event(date(2029, 1, 1), 5, "All client rollout done")
    assert "5" not in words(replace(UTILIZATION, events=(*UTILIZATION.events, late)))


def test_today_is_left_out_when_it_is_long_after_all_that_is_shown():
    assert "Today" not in words(replace(UTILIZATION, today=date(2030, 1, 1)))


@pytest.mark.parametrize(
    ("on", "expected"), [(START, 58), (END, 68), (START - timedelta(days=1), None)]
)
def test_the_pace_runs_from_baseline_to_target(on, expected):
    assert UTILIZATION.expected(on) == expected


def test_half_the_time_asks_for_half_the_way():
    data = replace(UTILIZATION, start=date(2026, 1, 1), target=Target(68, date(2026, 1, 11)))
    assert data.expected(date(2026, 1, 6)) == 63


def test_a_target_on_the_first_day_has_no_pace():
    assert replace(UTILIZATION, target=Target(68, START)).expected(START) is None


def test_the_table_has_every_reading_newest_first():
    rows = table(replace(UTILIZATION, decimals=1))
    assert rows[0] == ("Week ending", "Reading", "Pace")
    assert rows[1] == ("22 Nov 2026", "63%", "61.9%")
    assert rows[-1] == ("16 Aug 2026", "58%", "")
    assert len(rows) == 16


def test_the_table_names_what_is_missing_and_what_rests_on_little():
    rows = table(TRENDS["gaps"])
    assert rows[0] == ("Week ending", "Reading", "Pace", "Sample")
    assert rows[1][1] == "No data"
    assert [row[0] for row in rows if row[-1] == "Small"] == ["25 Oct 2026", "30 Aug 2026"]


def test_a_table_of_readings_alone_has_two_columns():
    assert table(replace(ALONE, readings=UTILIZATION.readings))[0] == ("Week ending", "Reading")


def test_a_long_number_is_never_cut():
    said = words(TRENDS["huge"])
    assert "$2,000,000,000,000" in said
    assert not [text for text in said if "…" in text]
