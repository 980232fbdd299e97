"""Readings that the champion typed, week after week and month after month."""

from collections.abc import Callable
from datetime import date, datetime
from random import Random

from app.accounts.models import User
from app.demo.firms import start_of
from app.demo.moments import ONE_DAY
from app.demo.scripts import FirmScript
from app.demo.shapes import Value, values
from app.kpis.catalogue import Kpi
from app.kpis.library import catalogue
from app.kpis.typed import TypedReading
from app.numbers.actions import enter_readings


def typed(
    script: FirmScript, champion: User, until: datetime, chance: Random
) -> Callable[[date], None]:
    """Enters what ended on the day before."""
    due = by_day(script, until.date(), chance)

    def enter(day: date) -> None:
        found = due.get(day - ONE_DAY, [])
        if found:
            enter_readings([(kpi_of(one), reading_of(one)) for one in found], champion)

    return enter


def by_day(script: FirmScript, today: date, chance: Random) -> dict[date, list[Value]]:
    """All readings of the year by the last day of their period."""
    start = start_of(script.week, today)
    found: dict[date, list[Value]] = {}
    for shape in script.readings:
        decimals = catalogue().kpis[shape.kpi].decimals
        for one in values(shape, start, today, decimals, chance):
            found.setdefault(one.last, []).append(one)
    return found


def kpi_of(value: Value) -> Kpi:
    return catalogue().kpis[value.kpi]


def reading_of(value: Value) -> TypedReading:
    return TypedReading(value.first, value.last, value=value.value)
