"""A cell of a spreadsheet as its KPI counts: numbers, percents and hours as people write them."""

import re

from app.kpis.catalogue import Kpi, Unit
from app.kpis.possible import example
from app.web.fields import read_number

HOURS = frozenset({Unit.HOURS, Unit.BUSINESS_HOURS, Unit.HOURS_PER_ENDPOINT})
MONEY = frozenset({Unit.MONEY, Unit.MONEY_PER_HOUR})
MARK = re.compile(
    r"^[-−]?\s*(?P<before>[$£€])|"
    r"(?P<after>%|(?<![a-z])(?:h|hrs?|hours?|min|minutes?|days?)|[$£€])$",
    re.IGNORECASE,
)
CLOCK = re.compile(r"(\d{1,5}):([0-5]\d)(?::([0-5]\d))?", re.ASCII)
KINDS = {"%": "percent", "h": "hours", "m": "minutes", "d": "days"}
FORMULA = "This is a formula. Write the number that it gives."
BROKEN = "The spreadsheet shows an error here. Put it right there, or leave the cell empty."
LONGEST = 24


def read_cell(kpi: Kpi, text: str) -> float | None:
    """The number in a cell in the KPI's unit; None for an empty cell.

    "7:30" is 7.5 where hours are counted. Raises ValueError, whose words are for the person: for
    formulas, errors of spreadsheets, other units, and all that is not one number.
    """
    told = text.strip()
    if not told:
        return None
    if told.startswith(("=", "@")):
        raise ValueError(FORMULA)
    if told.startswith("#"):
        raise ValueError(BROKEN)
    clock = CLOCK.fullmatch(told)
    if clock and kpi.unit in HOURS:
        hours, minutes, seconds = (int(part or 0) for part in clock.groups())
        return hours + minutes / 60 + seconds / 3600
    refuse_other_unit(kpi, told)
    try:
        return read_number(told)
    except ValueError:
        raise ValueError(
            f"“{short(told)}” is not a number. Write one like {example(kpi)}."
        ) from None


def refuse_other_unit(kpi: Kpi, told: str) -> None:
    """Raise ValueError for a unit that is not the KPI's; none at all is always right."""
    found = MARK.search(told)
    mark = (found["before"] or found["after"]) if found else ""
    if not mark or kind_of(mark) == kind_of_unit(kpi.unit):
        return
    right = kind_of_unit(kpi.unit)
    counts = f"counts in {right}" if right else "is a plain number"
    raise ValueError(f"“{short(told)}” is in {kind_of(mark)}, this KPI {counts}.")


def kind_of(mark: str) -> str:
    return KINDS.get(mark[0].lower(), "money")


def kind_of_unit(unit: Unit) -> str:
    """What a unit counts in, in words; empty for plain numbers."""
    if unit in HOURS:
        return "hours"
    if unit in MONEY:
        return "money"
    return {Unit.PERCENT: "percent", Unit.MINUTES: "minutes", Unit.DAYS: "days"}.get(unit, "")


def short(text: str) -> str:
    """A text as a sentence quotes it."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
