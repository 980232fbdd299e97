"""A real log as if it ended last Sunday: the same weekdays and hours, whole weeks later."""

import csv
import gzip
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

from app.demo.moments import ONE_DAY
from app.places import seeds

LOG = "events_full_141712.csv.gz"
LAST_DAY = date(2016, 5, 29)
UNKNOWN = "?"
OPENED, UPDATED = "opened_at", "sys_updated_at"
STAMPS = (OPENED, "sys_created_at", UPDATED, "resolved_at", "closed_at")

Stamp = Callable[[str], str]


def write_shifted(path: Path, today: date) -> None:
    """Write the log up to its last whole week of intake, with that week ending last Sunday.

    An update after that Sunday has not happened yet, and a stamp after it is not known yet.
    """
    with (
        gzip.open(seeds() / "demo" / LOG, "rt", encoding="utf-8", newline="") as source,
        path.open("w", encoding="utf-8", newline="") as target,
    ):
        rows, out = csv.reader(source), csv.writer(target, lineterminator="\n")
        header = next(rows)
        out.writerow(header)
        places = [header.index(name) for name in STAMPS]
        opened, updated = header.index(OPENED), header.index(UPDATED)
        later = shifted(weeks_to(last_sunday(today)))
        for row in rows:
            for place in places:
                row[place] = later(row[place])
            if UNKNOWN not in (row[opened], row[updated]):
                out.writerow(row)


def last_sunday(today: date) -> date:
    """The last Sunday that is over."""
    return today - (today.weekday() + 1) * ONE_DAY


def weeks_to(sunday: date) -> timedelta:
    return sunday - LAST_DAY


def shifted(by: timedelta) -> Stamp:
    """Stamps such as 29/2/2016 01:16, later; each day is worked out once."""
    end = datetime.combine(LAST_DAY + ONE_DAY, time())
    days: dict[str, str] = {UNKNOWN: UNKNOWN}

    def later(stamp: str) -> str:
        written, _, hour = stamp.partition(" ")
        if written not in days:
            day = datetime.strptime(written, "%d/%m/%Y")  # noqa: DTZ007 (the log has no zone)
            days[written] = f"{day + by:%d/%m/%Y}" if day < end else UNKNOWN
        return UNKNOWN if days[written] == UNKNOWN else f"{days[written]} {hour}"

    return later
