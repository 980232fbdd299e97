"""Fields for numbers and days: read kindly, refused with an example, shown again as typed."""

import re
from contextlib import suppress
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from wtforms import DateField, StringField
from wtforms.validators import StopValidation

AFFIXES = re.compile(
    r"^[$£€]?\s*(?P<number>.*?)\s*(?:%|h|hrs?|hours?|min|minutes?|days?|[$£€])?$", re.IGNORECASE
)
LONGEST = 60
GROUPED = re.compile(r"[1-9]\d{0,2}(?P<mark>[ ,.'])\d{3}(?:(?P=mark)\d{3})*", re.ASCII)
PLAIN = re.compile(r"\d{1,12}(?:\.\d{1,9})?|\.\d{1,9}", re.ASCII)
SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "’": "'", "−": "-"})
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def read_number(text: str) -> float:
    """A number as people write it: "63,5 %", "1,200", "1 200.50", "9.4 h", "-3".

    A single comma before exactly three digits parts thousands ("1,200"), unless a zero stands
    before it ("0,285"); a single dot is always a decimal point. Raises ValueError for anything
    else that is not one number.
    """
    trimmed = text.translate(SPACES).strip()
    found = AFFIXES.match(trimmed) if len(trimmed) <= LONGEST else None
    number = found["number"] if found else ""
    sign = -1 if number.startswith("-") else 1
    digits = without_grouping(number.lstrip("+-") if number[1:2].isdigit() else number)
    if not PLAIN.fullmatch(digits):
        raise ValueError(f"{text} is not a number.")
    return sign * float(digits)


def without_grouping(number: str) -> str:
    """The digits with a decimal point, and without the marks between thousands."""
    whole, mark, decimals = split_decimals(number)
    grouped = GROUPED.fullmatch(whole)
    if grouped and grouped["mark"] != mark:
        whole = whole.replace(grouped["mark"], "")
    return f"{whole}.{decimals}" if decimals else whole


def split_decimals(number: str) -> tuple[str, str, str]:
    """What stands before and after the decimal mark, if there is one."""
    marks = [c for c in number if c in ",."]
    is_thousands = GROUPED.fullmatch(number) and marks != ["."]
    if not marks or is_thousands:
        return number, "", ""
    return number.rpartition(marks[-1])


class NumberField(StringField):
    """A number typed in any common way; `data` is a float, or None for nothing typed."""

    example = "63.5"

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data: Any = None
        if not valuelist or not str(valuelist[0]).strip():
            return
        with suppress(ValueError):
            self.data = read_number(str(valuelist[0]))

    def pre_validate(self, form: Any) -> None:
        typed = str(self.raw_data[0]).strip() if self.raw_data else ""
        if typed and self.data is None:
            raise StopValidation(f"Enter a number, such as {self.example}.")

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else f"{self.data:.10g}"


class DayField(DateField):
    """A calendar day; the one that is not a day is refused with a day that would do."""

    example = "2026-11-30"

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = None
        typed = str(valuelist[0]).strip() if valuelist else ""
        if DAY.fullmatch(typed):
            try:
                self.data = date.fromisoformat(typed)
            except ValueError:
                self.data = None

    def pre_validate(self, form: Any) -> None:
        typed = str(self.raw_data[0]).strip() if self.raw_data else ""
        if typed and self.data is None:
            raise StopValidation(f"Write the day as year, month, day, such as {self.example}.")


def is_address(typed: str) -> bool:
    """Is it a web address with a host, and without spaces, names or passwords in it?"""
    try:
        parts = urlsplit(typed)
    except ValueError:
        return False
    whole = parts.scheme in {"http", "https"} and bool(parts.hostname)
    return whole and "@" not in parts.netloc and not any(one.isspace() for one in typed)
