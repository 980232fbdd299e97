"""How often work comes again, as people choose and say it: a part of the rules of `recurrence`.

`Repeats.rule` is the rule as calendars write it, `read_repeats` reads such a rule back, and `words`
says it: "Every second Monday", "On the last working day of every month".
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from app.planning.recurrence import Recurrence, parts_of, read
from app.planning.words import MONTHS, WEEKDAYS, day, in_a_row

CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WORKING_DAY = 7
"""Stands among the weekdays for any day from Monday to Friday."""
MONDAY_TO_FRIDAY = (0, 1, 2, 3, 4)
LAST = -1
LAST_DAY = 31
SHORTEST_MONTH = 28
MOST_WEEKS = 12
CHOICES = {"1": 1, "2": 2, "3": 3, "4": 4, "-1": LAST}
"""Which weekday of a month it may be."""
NTH = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
       "tenth", "eleventh", "twelfth")  # fmt: skip
FIRST_MONTHS, LAST_MONTHS = (1, 4, 7, 10), (3, 6, 9, 12)
ANY_DAY = date(2026, 1, 5)
SAYABLE = (
    "Use a rule such as FREQ=WEEKLY;INTERVAL=2;BYDAY=MO, FREQ=MONTHLY;BYMONTHDAY=15 or"
    " FREQ=MONTHLY;BYDAY=1MO."
)


class Often(StrEnum):
    """By the week, on a day of the month, or on a weekday of the month."""

    WEEK = "week"
    DAY = "day"
    WEEKDAY = "weekday"


@dataclass(frozen=True)
class Repeats:
    """When work comes again.

    By the week: on `weekdays` (0 is Monday) of every so many weeks. On a day of the month: `day`,
    31 is the last one, and so is a day that a month lacks. On a weekday of the month: the `nth`
    `weekday`, -1 is the last one. `quarterly` takes quarters for months.
    """

    often: Often
    every: int = 1
    weekdays: tuple[int, ...] = ()
    day: int = 1
    nth: int = 1
    weekday: int = 0
    quarterly: bool = False
    until: date | None = None

    @property
    def rule(self) -> str:
        """The rule as calendars write it."""
        parts = {Often.WEEK: self.weekly, Often.DAY: self.daily, Often.WEEKDAY: self.nth_weekday}
        ends = [f"UNTIL={self.until:%Y%m%d}"] if self.until else []
        return ";".join([*parts[self.often](), *ends])

    def weekly(self) -> list[str]:
        often = [f"INTERVAL={self.every}"] if self.every > 1 else []
        return ["FREQ=WEEKLY", *often, f"BYDAY={codes(self.weekdays)}"]

    def daily(self) -> list[str]:
        if self.day <= SHORTEST_MONTH:
            return [*self.monthly(), f"BYMONTHDAY={self.day}"]
        if self.day == LAST_DAY:
            return [*self.monthly(), "BYMONTHDAY=-1"]
        some = ",".join(map(str, range(SHORTEST_MONTH, self.day + 1)))
        return [*self.monthly(), f"BYMONTHDAY={some}", "BYSETPOS=-1"]

    def nth_weekday(self) -> list[str]:
        if self.weekday == WORKING_DAY:
            return [*self.monthly(), f"BYDAY={codes(MONDAY_TO_FRIDAY)}", f"BYSETPOS={self.nth}"]
        return [*self.monthly(), f"BYDAY={self.nth}{CODES[self.weekday]}"]

    def monthly(self) -> list[str]:
        months = [f"BYMONTH={','.join(map(str, self.months))}"] if self.quarterly else []
        return ["FREQ=MONTHLY", *months]

    @property
    def months(self) -> tuple[int, ...]:
        """The months of a quarterly rule: what comes last lies in the last month of a quarter."""
        last = self.nth == LAST if self.often is Often.WEEKDAY else self.day == LAST_DAY
        return LAST_MONTHS if last else FIRST_MONTHS

    def counted_from(self, start: date) -> Recurrence:
        """The rule from a day on. Raises ValueError with the sentence for the form."""
        return read(self.rule, start)

    @property
    def endless(self) -> "Repeats":
        return replace(self, until=None)


def codes(weekdays: Sequence[int]) -> str:
    return ",".join(CODES[one] for one in weekdays)


def read_repeats(text: str) -> Repeats:
    """A rule as people choose it. Raises ValueError with a sentence for any other rule."""
    parts = parts_of(read(text, ANY_DAY).text)
    parts.pop("WKST", None)
    until = parts.pop("UNTIL", "")
    try:
        found = chosen(parts)
    except (KeyError, ValueError):
        raise ValueError(SAYABLE) from None
    if parts_of(found.rule) != in_order(parts):
        raise ValueError(SAYABLE)
    return replace(found, until=date.fromisoformat(until) if until else None)


def endless_rule(text: str) -> str:
    """A rule without a last day, for plans whose days are not known yet. Raises ValueError."""
    return read_repeats(text).endless.rule


def chosen(parts: dict[str, str]) -> Repeats:
    """The choice that comes nearest to a rule; KeyError or ValueError where there is none."""
    if parts["FREQ"] == "WEEKLY":
        weekdays = tuple(sorted({CODES.index(code) for code in parts["BYDAY"].split(",")}))
        every = int(parts.get("INTERVAL", "1"))
        if not 1 <= every <= MOST_WEEKS:
            raise ValueError(SAYABLE)
        return Repeats(Often.WEEK, every, weekdays)
    quarterly = "BYMONTH" in parts
    if "BYMONTHDAY" in parts:
        latest = int(parts["BYMONTHDAY"].split(",")[-1])
        return Repeats(Often.DAY, day=latest if latest > 0 else LAST_DAY, quarterly=quarterly)
    if "BYSETPOS" in parts:
        nth = CHOICES[parts["BYSETPOS"]]
        return Repeats(Often.WEEKDAY, nth=nth, weekday=WORKING_DAY, quarterly=quarterly)
    nth, weekday = CHOICES[parts["BYDAY"][:-2]], CODES.index(parts["BYDAY"][-2:])
    return Repeats(Often.WEEKDAY, nth=nth, weekday=weekday, quarterly=quarterly)


def in_order(parts: dict[str, str]) -> dict[str, str]:
    """The parts of a rule with its weekdays in order, and without what goes without saying."""
    days = sorted(parts.get("BYDAY", "").split(","), key=lambda one: (one not in CODES, place(one)))
    tidy = {**parts, "BYDAY": ",".join(days)}
    if tidy.get("INTERVAL") == "1":
        del tidy["INTERVAL"]
    return {name: value for name, value in tidy.items() if value}


def place(code: str) -> int:
    return CODES.index(code) if code in CODES else 0


def words(repeats: Repeats, today: date) -> str:
    """How often it is, as a sentence begins: "Every second Monday, until 18 December"."""
    said = {Often.WEEK: week_words, Often.DAY: day_words, Often.WEEKDAY: weekday_words}
    ends = f", until {day(repeats.until, today)}" if repeats.until else ""
    return f"{said[repeats.often](repeats)}{ends}"


def week_words(repeats: Repeats) -> str:
    is_whole = repeats.weekdays == MONDAY_TO_FRIDAY
    names = in_a_row([WEEKDAYS[one] for one in repeats.weekdays])
    if repeats.every == 1:
        return "Every day from Monday to Friday" if is_whole else f"Every {names}"
    nth = NTH[repeats.every - 1]
    if len(repeats.weekdays) == 1:
        return f"Every {nth} {names}"
    return f"Every {nth} week {'from Monday to Friday' if is_whole else f'on {names}'}"


def day_words(repeats: Repeats) -> str:
    if repeats.day == LAST_DAY:
        return f"On the last day of every {'quarter' if repeats.quarterly else 'month'}"
    months = in_a_row([MONTHS[month - 1] for month in repeats.months])
    return f"On the {ordinal(repeats.day)} of {months if repeats.quarterly else 'every month'}"


def weekday_words(repeats: Repeats) -> str:
    nth = "last" if repeats.nth == LAST else NTH[repeats.nth - 1]
    name = "working day" if repeats.weekday == WORKING_DAY else WEEKDAYS[repeats.weekday]
    return f"On the {nth} {name} of every {'quarter' if repeats.quarterly else 'month'}"


def ordinal(number: int) -> str:
    """A number as a place in a row: "1st", "22nd", "13th"."""
    teens = number % 100 in {11, 12, 13}
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"
