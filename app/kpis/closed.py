"""Closed periods: their readings stand, until somebody who may opens them again with a reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from app.accounts.models import User
from app.activity.actions import record
from app.clock import local, now, today
from app.db import db
from app.kpis import queries
from app.kpis.models import PeriodClosing
from app.planning.words import day, in_full
from app.refusal import Refused

EARLIEST = date(2000, 1, 1)


@dataclass(frozen=True)
class Closed:
    """Up to which day readings are closed, that day included, by whom and since when where the MSP
    is."""

    until: date
    by: str
    by_id: UUID
    at: datetime

    def has(self, last: date) -> bool:
        """Whether a period that ends on this day is closed."""
        return last <= self.until

    def sentence(self, today: date) -> str:
        """Who closed them and when, and what to do."""
        return (
            f"Readings up to {day(self.until, today)} are closed: {self.by} closed them on "
            f"{day(self.at.date(), today)}. They can be opened again with a reason."
        )


def closed() -> Closed | None:
    """What is closed now; None when everything is open."""
    newest = queries.closings(1)
    if not newest or newest[0].until is None:
        return None
    at = local(newest[0].at, queries.msp().zone)
    return Closed(newest[0].until, newest[0].by.name, newest[0].by_id, at)


def refuse_closed(ends: Iterable[date]) -> None:
    """Raise Refused when a period that ends on one of these days is closed."""
    earliest = min(ends, default=None)
    found = closed() if earliest is not None else None
    if found and earliest is not None and found.has(earliest):
        raise Refused(found.sentence(today(queries.msp().zone)))


def problem_with_closing(until: date, now_until: date | None, today: date) -> str:
    """Why readings up to a day cannot be closed; empty when they can."""
    if until >= today:
        return "Only what is over can be closed. Choose an earlier day."
    if until < EARLIEST:
        return "Choose a day after the year 2000."
    if now_until is not None and until <= now_until:
        return f"Readings up to {day(now_until, today)} are closed already. Choose a later day."
    return ""


def problem_with_opening(until: date | None, now_until: date | None, today: date) -> str:
    """Why what is after a day cannot be opened; empty when it can, None opens all."""
    if now_until is None:
        return "Nothing is closed, so there is nothing to open."
    if until is not None and until >= now_until:
        return f"Choose a day before {day(now_until, today)}, or none to open everything."
    return "" if until is None or until >= EARLIEST else "Choose a day after the year 2000."


def close(until: date, by: User, today: date) -> None:
    """Close all readings up to a day. Raises Refused for a day that cannot be closed."""
    found = closed()
    wrong = problem_with_closing(until, found.until if found else None, today)
    if wrong:
        raise Refused(wrong)
    keep("readings closed", until, by, "")


def open_again(until: date | None, why: str, by: User, today: date) -> None:
    """Open what is after a day, or everything. Raises Refused where nothing would be opened."""
    found = closed()
    wrong = problem_with_opening(until, found.until if found else None, today)
    if wrong:
        raise Refused(wrong)
    keep("readings opened", until, by, why)


def keep(deed: str, until: date | None, by: User, why: str) -> None:
    row = PeriodClosing(until=until, at=now(), by_id=by.id, why=why)
    db.session.add(row)
    db.session.flush()
    way = "after" if why else "up to"
    told = f"{way} {in_full(until)}" if until else "of all periods"
    record(deed, row, by=by, until=told, why=why)
