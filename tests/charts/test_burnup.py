"""What is done, what was planned, and what today's plan promises."""

import re
from dataclasses import replace
from datetime import date

import pytest

from app.charts.burnup import Step, burn_up, reached, table
from tests.charts.samples import BURN_UPS, ITEMS, START, TODAY


def words(data, width=840):
    return re.findall(r">([^<>]+)</text>", burn_up(data, "k", width))


def test_each_line_is_named_at_its_end():
    expected = {"21 items", "First plan", "12 Mar 2027", "Plan today", "19 Mar 2027", "3 done"}
    assert expected <= set(words(ITEMS))


def test_a_narrow_picture_names_the_lines_too():
    assert {"21 items", "First plan", "Plan today", "3 done"} <= set(words(ITEMS, 358))


def test_the_axis_ends_at_the_whole():
    assert words(ITEMS).count("21") == 1
    assert "25" not in words(ITEMS)


def test_thousands_are_grouped():
    assert "1,400 tasks" in words(BURN_UPS["burn-up-of-tasks"])


def test_before_the_start_nothing_is_done_yet():
    assert not [text for text in words(BURN_UPS["burn-up-before-start"]) if "done" in text]


def test_steps_may_come_in_any_order():
    shuffled = replace(ITEMS, done=ITEMS.done[::-1], first_plan=ITEMS.first_plan[::-1])
    assert burn_up(shuffled, "k") == burn_up(ITEMS, "k")


@pytest.mark.parametrize(
    ("day", "count"), [(date(2026, 9, 23), 0), (date(2026, 9, 24), 1), (TODAY, 3), (date.max, 3)]
)
def test_a_count_holds_until_the_next_step(day, count):
    assert reached(ITEMS.done, day) == count


def test_what_was_reopened_is_not_done():
    reopened = replace(ITEMS, done=(Step(date(2026, 9, 24), 2), Step(date(2026, 10, 9), 1)))
    assert "1 done" in words(reopened)


def test_the_table_has_a_row_for_each_change():
    rows = table(ITEMS)
    assert rows[0] == ("Date", "Done", "First plan", "Plan today", "In all")
    assert rows[1] == ("14 Sep 2026", "0", "0", "", "21")
    assert rows[-1][1] == ""
    assert len(rows) == len({row[0] for row in rows})
    assert date(2026, 9, 14) == START
