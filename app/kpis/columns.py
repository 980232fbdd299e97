"""What the columns of a file of readings mean: one role each, guessed from headings, then told."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Any, Self

from app.kpis.catalogue import Cadence, Kpi, Scope
from app.kpis.days import Order, read_day
from app.kpis.sheets import Sheet


class Role(StrEnum):
    """What a column holds; a column with one KPI's readings has that KPI's key instead."""

    NOTHING = ""
    PERIOD = "period"
    LAST_DAY = "last_day"
    KPI = "kpi"
    VALUE = "value"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    SAMPLE = "n"
    NOTE = "note"
    TEAM = "team"
    TECHNICIAN = "technician"
    CLIENT = "client"


ROLES = {
    Role.NOTHING: "Leave it out",
    Role.PERIOD: "Period, or its first day",
    Role.LAST_DAY: "Last day of the period",
    Role.KPI: "Name of the KPI",
    Role.VALUE: "Reading",
    Role.NUMERATOR: "Upper number",
    Role.DENOMINATOR: "Lower number",
    Role.SAMPLE: "Sample size",
    Role.NOTE: "Note",
    Role.TEAM: "Name of the team it is of",
    Role.TECHNICIAN: "Name of the technician it is of",
    Role.CLIENT: "Name of the client it is of",
}
KIND_OF = {
    Role.TEAM: Scope.TEAM,
    Role.TECHNICIAN: Scope.TECHNICIAN,
    Role.CLIENT: Scope.CLIENT,
}
HEADINGS = {
    Role.PERIOD: {
        "period",
        "week",
        "month",
        "date",
        "day",
        "from",
        "start",
        "week ending",
        "quarter",
    },
    Role.LAST_DAY: {"to", "until", "end", "last day"},
    Role.KPI: {"kpi", "name", "metric", "measure", "indicator"},
    Role.VALUE: {"value", "reading", "result"},
    Role.NUMERATOR: {"numerator", "upper number"},
    Role.DENOMINATOR: {"denominator", "lower number"},
    Role.SAMPLE: {"n", "sample", "sample size"},
    Role.NOTE: {"note", "comment", "remark"},
    Role.TEAM: {"team", "department"},
    Role.TECHNICIAN: {"technician", "tech", "resource", "engineer"},
    Role.CLIENT: {"client", "account", "customer"},
}
NAMED = {
    "week": Cadence.WEEKLY,
    "month": Cadence.MONTHLY,
    "quarter": Cadence.QUARTERLY,
}
WEEK_AT_MOST, MONTH_AT_MOST = 13, 45


@dataclass(frozen=True)
class Columns:
    """The role or KPI key of each column, how long a period is, and which way days are written."""

    roles: tuple[str, ...]
    cadence: Cadence = Cadence.WEEKLY
    order: Order | None = None

    def at(self, role: Role) -> int | None:
        return self.roles.index(role) if role in self.roles else None

    @property
    def of_one_kpi(self) -> dict[int, str]:
        """The columns that hold the readings of one KPI each."""
        named = set(Role)
        return {number: role for number, role in enumerate(self.roles) if role not in named}

    def as_json(self) -> dict[str, Any]:
        return {"roles": list(self.roles), "cadence": self.cadence, "order": self.order}

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Self:
        order = Order(told["order"]) if told["order"] else None
        return cls(tuple(told["roles"]), Cadence(told["cadence"]), order)


def problem_with(columns: Columns) -> str:
    """What is missing before a file can be read; empty when nothing is."""
    counts = Counter(role for role in columns.roles if role)
    twice = [role for role, count in counts.items() if count > 1]
    if twice:
        return "Two columns say the same. Leave one of them out."
    if Role.PERIOD not in counts:
        return "Choose the column with the period, so that we know when each reading was."
    in_parts = Role.NUMERATOR in counts and Role.DENOMINATOR in counts
    is_long = Role.KPI in counts and (Role.VALUE in counts or in_parts)
    if columns.of_one_kpi and (Role.KPI in counts or Role.VALUE in counts):
        return "Choose a KPI for each column of readings, or one column with their names; not both."
    if not columns.of_one_kpi and not is_long:
        return "Choose the KPI of a column, or the columns with the KPI's name and the reading."
    return ""


def guess(sheet: Sheet, kpis: Mapping[str, Kpi], today: date) -> Columns:
    """What the headings and days of a file look like."""
    names = kpi_names(kpis)
    roles: list[str] = []
    for heading in sheet.headings:
        role = role_of(plain(heading), names)
        roles.append("" if role in roles else role)
    order = order_of(sheet, roles, today)
    return Columns(tuple(roles), cadence_of(sheet, roles, order, today), order)


def role_of(heading: str, names: Mapping[str, str]) -> str:
    if heading in names:
        return names[heading]
    return next((role for role, words in HEADINGS.items() if heading in words), Role.NOTHING)


def kpi_names(kpis: Mapping[str, Kpi]) -> dict[str, str]:
    """The keys of KPIs by what they are called."""
    by_key = {key: key for key in kpis}
    return {**by_key, **{plain(kpi.name): key for key, kpi in kpis.items()}}


def plain(text: str) -> str:
    return " ".join(text.casefold().split())


def order_of(sheet: Sheet, roles: Sequence[str], today: date) -> Order | None:
    """The only order in which all days of the file are days; None while either would do."""
    texts = days_of(sheet, roles)
    fits = [order for order in Order if all(read_day(one, today, order) for one in texts)]
    return fits[0] if len(fits) == 1 else None


def cadence_of(sheet: Sheet, roles: Sequence[str], order: Order | None, today: date) -> Cadence:
    """What the period's heading says, else how far the nearest two days lie apart."""
    head = plain(sheet.headings[list(roles).index(Role.PERIOD)]) if Role.PERIOD in roles else ""
    for word, cadence in NAMED.items():
        if word in head:
            return cadence
    days = sorted({d for one in days_of(sheet, roles) if (d := read_day(one, today, order))})
    gap = min(((after - before).days for before, after in pairwise(days)), default=0)
    if gap <= WEEK_AT_MOST:
        return Cadence.WEEKLY
    return Cadence.MONTHLY if gap <= MONTH_AT_MOST else Cadence.QUARTERLY


def days_of(sheet: Sheet, roles: Sequence[str]) -> list[str]:
    if Role.PERIOD not in roles:
        return []
    column = list(roles).index(Role.PERIOD)
    return [cells[column] for _number, cells in sheet.lines if cells[column]]


def shape(headings: Sequence[str]) -> str:
    """The same for files with the same headings, so that their columns are told once."""
    return hashlib.sha256("\x1f".join(plain(one) for one in headings).encode()).hexdigest()
