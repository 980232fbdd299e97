"""Cells out of a spreadsheet: numbers, days, and where a block of them belongs."""

from datetime import date, timedelta

import pytest

from app.kpis.block import MOST_CELLS, Target, place, read_block
from app.kpis.days import Order, read_day
from app.kpis.library import catalogue
from app.kpis.notation import read_cell

KPIS = catalogue().kpis
TODAY = date(2026, 11, 23)
MONDAY = date(2026, 9, 28)
WEEKS = [(MONDAY + timedelta(weeks=n), MONDAY + timedelta(weeks=n, days=6)) for n in range(8)]
PERCENT, HOURS, COUNT, MONEY = (
    "sla_completion_met_pct",
    "mttr_net_hours",
    "triage_new_count",
    "effective_hourly_rate",
)


class TestNumbers:
    @pytest.mark.parametrize(
        ("key", "text", "value"),
        [
            (PERCENT, "63.5", 63.5),
            (PERCENT, "63,5 %", 63.5),
            (PERCENT, " 63.5% ", 63.5),
            (HOURS, "7.1 h", 7.1),
            (HOURS, "7,1 hours", 7.1),
            (HOURS, "7:30", 7.5),
            (HOURS, "120:45:00", 120.75),
            (COUNT, "1,200", 1200.0),
            (COUNT, "1 200", 1200.0),
            (COUNT, "", None),
        ],
    )
    def test_are_read_as_people_write_them(self, key: str, text: str, value: float | None) -> None:
        assert read_cell(KPIS[key], text) == value

    @pytest.mark.parametrize(
        ("key", "text", "words"),
        [
            (PERCENT, "6,3,5", "“6,3,5” is not a number. Write one like 63.5."),
            (PERCENT, "6.3.5", "is not a number"),
            (PERCENT, "=A1", "This is a formula."),
            (PERCENT, "@SUM(A1)", "This is a formula."),
            (PERCENT, "#DIV/0!", "The spreadsheet shows an error here."),
            (PERCENT, "n/a", "“n/a” is not a number."),
            (PERCENT, "4 h", "“4 h” is in hours, this KPI counts in percent."),
            (PERCENT, "$5", "is in money, this KPI counts in percent."),
            (HOURS, "90 min", "is in minutes, this KPI counts in hours."),
            (HOURS, "63%", "is in percent, this KPI counts in hours."),
            (COUNT, "3 days", "is in days, this KPI is a plain number."),
            (COUNT, "7:30", "is not a number"),
            (COUNT, "1e9", "is not a number"),
            (COUNT, "x" * 5000, "…” is not a number."),
        ],
    )
    def test_what_is_none_gets_a_sentence(self, key: str, text: str, words: str) -> None:
        with pytest.raises(ValueError, match=r"\.") as told:
            read_cell(KPIS[key], text)
        assert words in str(told.value)
        assert len(str(told.value)) < 90


class TestDays:
    @pytest.mark.parametrize(
        ("text", "day"),
        [
            ("2026-11-16", date(2026, 11, 16)),
            ("2026-11-16T00:00:00", date(2026, 11, 16)),
            ("2026-11", date(2026, 11, 1)),
            ("2026-W47", date(2026, 11, 16)),
            ("2026W47", date(2026, 11, 16)),
            ("W47", date(2026, 11, 16)),
            ("W50", date(2025, 12, 8)),
            ("16 Nov", date(2026, 11, 16)),
            ("16. November 2026", date(2026, 11, 16)),
            ("Nov 16, 2026", date(2026, 11, 16)),
            ("week ending 22 November", date(2026, 11, 22)),
            ("30 Dec", date(2025, 12, 30)),
            ("November 2026", date(2026, 11, 1)),
            ("Sept 2026", date(2026, 9, 1)),
            ("16.11.2026", date(2026, 11, 16)),
            ("3.4.2026", date(2026, 4, 3)),
            ("16/11/2026", date(2026, 11, 16)),
            ("11/16/2026", date(2026, 11, 16)),
            ("4/4/2026", date(2026, 4, 4)),
        ],
    )
    def test_are_read_in_many_ways(self, text: str, day: date) -> None:
        assert read_day(text, TODAY) == day

    @pytest.mark.parametrize(
        "text",
        ["", "63.5", "soon", "3/4/2026", "2026-13-01", "31 Feb 2026", "W60", "may be", "1/2/26"],
    )
    def test_what_is_no_day_or_two_is_none(self, text: str) -> None:
        assert read_day(text, TODAY) is None

    def test_an_order_says_which_of_two_it_is(self) -> None:
        assert read_day("3/4/2026", TODAY, Order.DAY_FIRST) == date(2026, 4, 3)
        assert read_day("3/4/2026", TODAY, Order.MONTH_FIRST) == date(2026, 3, 4)


def target(first_row: int = 0, first_column: int = 0) -> Target:
    return Target(
        ["a", "b"], {"a": "a", "time to a": "a", "b": "b"}, WEEKS, TODAY, first_row, first_column
    )


class TestBlocks:
    @pytest.mark.parametrize(
        ("text", "texts"),
        [
            ("1\t2\n3\t4", {("a", 0): "1", ("a", 1): "2", ("b", 0): "3", ("b", 1): "4"}),
            ("\t16 Nov\t9 Nov\na\t1\t2", {("a", 7): "1", ("a", 6): "2"}),
            ("KPI\t2026-W47\nTime  to A\t1", {("a", 7): "1"}),
            ("16 Nov\t9 Nov\n1\t2\n3", {("a", 7): "1", ("a", 6): "2", ("b", 7): "3"}),
            ("b\t3\na\t1", {("b", 0): "3", ("a", 0): "1"}),
            ("\ta\tb\n16 Nov\t1\t3\n9 Nov\t2\t", {("a", 7): "1", ("b", 7): "3", ("a", 6): "2"}),
            ("1\t \r\n\t2\r\n\r\n", {("a", 0): "1", ("b", 1): "2"}),
            ("\r\n\t2\r\n", {("b", 1): "2"}),
            ("\n16 Nov\n\n3", {("b", 7): "3"}),
            ("\n\t16 Nov\n\na\t1\n\t\nb\t3", {("a", 7): "1", ("b", 7): "3"}),
            (
                "\ta\tb\n\n16 Nov\t1\t3\n\n9 Nov\t2\t4",
                {("a", 7): "1", ("b", 7): "3", ("a", 6): "2", ("b", 6): "4"},
            ),
            ("a\t1\n\nb\t3", {("a", 0): "1", ("b", 0): "3"}),
            ("", {}),
        ],
    )
    def test_find_their_places(self, text: str, texts: dict[tuple[str, int], str]) -> None:
        placed = place(read_block(text), target())
        assert (placed.texts, placed.problems) == (texts, [])

    def test_an_empty_row_keeps_the_place_of_its_kpi(self) -> None:
        grid = Target("abcde", {}, WEEKS, TODAY)
        placed = place(read_block("10\n20\n\n40\n50"), grid)
        assert {key: text for (key, _column), text in placed.texts.items()} == {
            "a": "10",
            "b": "20",
            "d": "40",
            "e": "50",
        }

    def test_begin_where_they_are_told_to(self) -> None:
        placed = place(read_block("1\t2"), target(first_row=1, first_column=6))
        assert placed.texts == {("b", 6): "1", ("b", 7): "2"}

    @pytest.mark.parametrize(
        ("text", "problem"),
        [
            ("\t16 Nov\t2026-11-18\na\t1\t2", "“2026-11-18” stands there twice. Keep one of them."),
            ("\t16 Nov\na\t1\na\t2", "“a” stands there twice. Keep one of them."),
            ("\t16 Nov\t30 Nov 2026\na\t1\t2", "“30 Nov 2026” is not over yet."),
            ("\t16 Nov\t2025-01-05\na\t1\t2", "“2025-01-05” is none of the columns below."),
            ("\t16 Nov\tsoon\na\t1\t2", "“soon” is no day that we can read."),
            ("\t16 Nov\na\t1\nc\t2", "No KPI below is called “c”."),
            ("1\n2\n3", "1 cell lies outside of the grid."),
            ("16 Nov\t\n1\t2", "1 cell lies outside of the grid."),
        ],
    )
    def test_say_what_has_no_place(self, text: str, problem: str) -> None:
        problems = place(read_block(text), target()).problems
        assert len(problems) == 1
        assert problems[0].startswith(problem)

    def test_too_large_ones_are_refused_before_they_are_read(self) -> None:
        with pytest.raises(ValueError, match="about 50,000 cells, and 5,000 are the most"):
            read_block("12.5\t" * 49_999)
        assert MOST_CELLS == 5_000

    def test_what_is_no_block_is_said(self) -> None:
        with pytest.raises(ValueError, match="not a block of cells"):
            read_block('"' + "x" * 14_000)
