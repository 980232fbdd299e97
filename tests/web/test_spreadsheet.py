"""Rows as a file for spreadsheets: nothing in it runs."""

from datetime import date

import pytest

from app.web.spreadsheet import cell, csv_file

CELLS = {
    None: "",
    63.5: "63.5",
    -3.0: "-3",
    0: "0",
    date(2026, 11, 30): "2026-11-30",
    "Triage, done": "Triage, done",
    "=1+1": "'=1+1",
    "  @SUM(A1)": "'  @SUM(A1)",
    "-cmd": "'-cmd",
    "＝1": "'＝1",
}


@pytest.mark.parametrize("value", CELLS)
def test_a_cell_is_a_number_a_day_or_a_text_that_does_not_run(value: object) -> None:
    assert cell(value) == CELLS[value]


def test_the_file_opens_as_it_was_meant() -> None:
    made = csv_file([("Week", "Reading"), (date(2026, 11, 22), 63.5), ("a,b", None)])
    assert made.decode("utf-8-sig") == 'Week,Reading\r\n2026-11-22,63.5\r\n"a,b",\r\n'
    assert made.startswith(b"\xef\xbb\xbf")
