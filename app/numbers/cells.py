"""A cell of the grid of numbers: what was typed into it, and what becomes of that."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.kpis.catalogue import Kpi, Unit
from app.kpis.models import Reading
from app.kpis.notation import read_cell, short
from app.kpis.rules import NO_DATA, rounded
from app.kpis.typed import TypedReading, problems, same_value, value_of
from app.numbers.words import say

PARTS = re.compile(r"([^/]*\d[^/]*?)\s*(?:/|\bof\b)\s*([^/]*\d[^/]*)")
LONGEST_TEXT = 60
EMPTIED = "This number is in. Type the right one over it, or leave it as it was."


class Deed(StrEnum):
    """What becomes of a cell when the grid is saved."""

    NOTHING = "nothing"
    NEW = "new"
    CHANGE = "change"
    ODD = "odd"
    WRONG = "wrong"
    STALE = "stale"


@dataclass(frozen=True)
class Judged:
    """The deed, the reading that it keeps, and the sentence where it keeps none; `question` is
    what is asked about a reading that is possible but unlikely, answered or not."""

    deed: Deed
    typed: TypedReading | None = None
    sentence: str = ""
    question: str = ""

    @property
    def is_kept(self) -> bool:
        return self.deed in {Deed.NEW, Deed.CHANGE}


@dataclass(frozen=True)
class Place:
    """The KPI and period of a cell, the reading that stands there, and why it stays if it does."""

    kpi: Kpi
    period: tuple[date, date]
    reading: Reading | None
    shut: str = ""

    @property
    def name(self) -> str:
        return f"{self.kpi.key}-{self.period[0].isoformat()}"

    @property
    def shown(self) -> str:
        """The reading as its cell shows it."""
        if self.reading is None:
            return ""
        value = self.reading.value
        return NO_DATA if value is None else f"{rounded(value, self.kpi.decimals).normalize():f}"


def judge(place: Place, text: str, seen: int, today: date) -> Judged:
    """What a text in a cell means; `seen` is the version that its page showed, 0 for none."""
    if not text or text == place.shown:
        emptied = not text and seen and place.reading is not None
        return Judged(Deed.WRONG, None, EMPTIED) if emptied else Judged(Deed.NOTHING)
    if len(text) > LONGEST_TEXT:
        return Judged(Deed.WRONG, None, f"“{short(text[:LONGEST_TEXT])}” is not a number.")
    try:
        typed = read(place, text)
    except ValueError as no:
        return Judged(Deed.WRONG, None, str(no))
    if is_same(place, typed):
        return Judged(Deed.NOTHING)
    wrong = place.shut or next(iter(problems(place.kpi, typed, today).values()), "")
    if wrong:
        return Judged(Deed.WRONG, None, wrong)
    if place.reading is None:
        return Judged(Deed.NEW, typed)
    if place.reading.version != seen:
        return Judged(Deed.STALE, None, meanwhile(place))
    return Judged(Deed.CHANGE, typed)


def read(place: Place, text: str) -> TypedReading:
    """The typed reading: a value, or "91/102" for the two numbers it is divided from."""
    kpi, parts = place.kpi, PARTS.fullmatch(text)
    note, n = ("", None) if place.reading is None else (place.reading.note, place.reading.n)
    if parts is None or kpi.unit is Unit.COUNT:
        return TypedReading(*place.period, value=read_cell(kpi, text), n=n, note=note)
    above, below = (read_cell(kpi, part) for part in parts.groups())
    return TypedReading(*place.period, numerator=above, denominator=below, n=n, note=note)


def is_same(place: Place, typed: TypedReading) -> bool:
    """Whether a typed value is the one that stands there, as far as it is shown."""
    if place.reading is None:
        return False
    return same_value(place.kpi, value_of(place.kpi, typed), place.reading.value)


def meanwhile(place: Place) -> str:
    assert place.reading is not None
    who = place.reading.by.first_name if place.reading.by else "An import"
    value = say(place.kpi)(place.reading.value)
    return f"{who} entered {value} since you opened this page. Save again to change it to yours."
