"""A leading indicator above its result: one axis, where each moved, and when it was expected."""

from dataclasses import replace
from datetime import date

from app.charts.pair import numbers, pair, pair_png, table
from tests.charts.samples import FOLLOWED, PAIRS


def test_the_table_has_both_series_by_day_newest_first():
    head, *rows = table(FOLLOWED)
    assert head == ("Period ending", "Next SLA overdue: triage", "SLA performance: completion")
    assert rows[0] == ("22 Nov 2026", "1", "90%")
    assert rows[4] == ("25 Oct 2026", "2", "No data")


def test_the_rows_for_a_spreadsheet_are_days_and_plain_numbers():
    head, *rows = numbers(FOLLOWED)
    assert head == table(FOLLOWED)[0]
    assert rows[0] == (date(2026, 8, 16), 6.0, 80.0)
    assert rows[10] == (date(2026, 10, 25), 2.0, None)


def test_both_stand_on_one_axis_with_what_was_expected_and_where_they_moved():
    drawn = pair(FOLLOWED, "k")
    assert drawn.count(">Moved</text>") == 2
    assert drawn.count(">Expected here</text>") == 1
    assert drawn.count(">Nov</text>") == 1
    plain = replace(FOLLOWED, expected=None, lead=replace(FOLLOWED.lead, moved_on=None))
    assert pair(plain, "k").count(">Moved</text>") == 1
    assert ">Expected here</text>" not in pair(plain, "k")


def test_without_readings_it_says_so_and_is_still_a_picture():
    assert pair(PAIRS["pair-of-nothing"], "k").count(">No readings yet</text>") == 2
    assert pair_png(PAIRS["pair-of-nothing"], 358)[:8] == b"\x89PNG\r\n\x1a\n"
