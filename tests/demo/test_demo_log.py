"""The demo's log: a real one, moved by whole weeks."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.demo.log import last_sunday, shifted, weeks_to, write_shifted

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("today", "sunday"),
    [
        (MONDAY, date(2026, 11, 22)),
        (date(2026, 11, 28), date(2026, 11, 22)),
        (date(2026, 11, 29), date(2026, 11, 22)),
        (date(2026, 11, 30), date(2026, 11, 29)),
    ],
)
def test_it_ends_on_the_last_sunday_that_is_over(today: date, sunday: date) -> None:
    assert last_sunday(today) == sunday
    assert weeks_to(sunday).days % 7 == 0


def test_a_stamp_keeps_its_hour_and_its_weekday() -> None:
    later = shifted(weeks_to(date(2026, 11, 22)))
    assert later("29/5/2016 23:59") == "22/11/2026 23:59"
    assert later("29/2/2016 01:16") == "24/08/2026 01:16"


def test_what_has_not_happened_yet_is_unknown() -> None:
    later = shifted(weeks_to(date(2026, 11, 22)))
    assert later("30/5/2016 00:00") == "?"
    assert later("?") == "?"


def test_no_update_lies_ahead_and_no_ticket_is_older_than_the_log(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    write_shifted(path, MONDAY)
    days = list(updated_on(path))
    assert len(days) == 130_274
    assert (min(days), max(days)) == (date(2026, 8, 24), date(2026, 11, 22))


def updated_on(path: Path) -> Iterator[date]:
    with path.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            day, month, year = row["sys_updated_at"].split(" ")[0].split("/")
            yield date(int(year), int(month), int(day))
