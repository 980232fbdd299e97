"""Work that comes again: rules as calendars write them (RRULE, RFC 5545), run on working days.

`read(text, start)` answers a `Recurrence` or raises ValueError with the sentence for the form. A
run that falls on a day off is due on the next working day; two that would share a day are one.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice, pairwise, takewhile

from dateutil.rrule import rrulestr

from app.planning.workdays import ONE_DAY, Workdays

EXAMPLE = "FREQ=WEEKLY;BYDAY=MO"
LONGEST = 200
ALWAYS = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "WKST"})
BY_DATE = ALWAYS | {"BYMONTH", "BYMONTHDAY", "BYSETPOS"}
ALLOWED = {"DAILY": ALWAYS, "WEEKLY": ALWAYS, "MONTHLY": BY_DATE, "YEARLY": BY_DATE}
WEEKDAY = re.compile("MO|TU|WE|TH|FR|SA|SU")
NTH_WEEKDAY = re.compile("(?:[+-]?[1-5])?(?:MO|TU|WE|TH|FR|SA|SU)")
NUMBER = re.compile(r"-?\d{1,3}", re.ASCII)
UNTIL = re.compile(r"(\d{8})(?:T\d{6}Z?)?", re.ASCII)
LAST_YEARS = date(9960, 1, 1)


@dataclass(frozen=True)
class Recurrence:
    """A rule that has been read, counted from the day it starts on."""

    text: str
    start: date

    def runs(self, calendar: Workdays, first: date, last: date) -> tuple[date, ...]:
        """The working days from the first to the last, both included, on which it is due."""
        return tuple(takewhile(lambda due: due <= last, self.due_from(calendar, first)))

    def following(self, calendar: Workdays, day: date, count: int) -> tuple[date, ...]:
        """The next working days after a day on which it is due: so many, or fewer if it ends."""
        return tuple(islice(self.due_from(calendar, day + ONE_DAY), count))

    def missed(
        self, calendar: Workdays, done: Collection[date], since: date, today: date
    ) -> tuple[date, ...]:
        """The runs from a day on that were not done when the next one came, today at the latest.

        `done` holds the due days of the runs that were done. The newest run is late, not missed.
        """
        due = self.runs(calendar, since, today)
        return tuple(run for run, _ in pairwise(due) if run not in done)

    def due_from(self, calendar: Workdays, first: date) -> Iterator[date]:
        """Every due day from the first on, each once, in order."""
        latest: date | None = None
        for day in self.days_from(calendar.before(first) + ONE_DAY):
            due = calendar.on_or_after(day)
            if due != latest and due >= first:
                yield due
            latest = due

    def days_from(self, first: date) -> Iterator[date]:
        """The days the rule names from the first on, working days or not."""
        rule = rrulestr(self.text, dtstart=midnight(self.start))
        return (moment.date() for moment in rule.xafter(midnight(first), inc=True))


def midnight(day: date) -> datetime:
    return datetime.combine(day, time.min)


def read(text: str, start: date) -> Recurrence:
    """A rule from its text, such as "FREQ=WEEKLY;BYDAY=MO", counted from a day.

    Days, weeks, months and years are known; hours and weeks of the year are not. Raises ValueError
    with a sentence that says what to write instead.
    """
    parts = parts_of(text)
    often = parts.get("FREQ", "")
    if often not in ALLOWED:
        raise ValueError(f"Begin with FREQ=DAILY, WEEKLY, MONTHLY or YEARLY, such as {EXAMPLE}.")
    for name, value in parts.items():
        if name not in ALLOWED[often]:
            raise ValueError(f"Leave {name} out: it cannot be used with FREQ={often}.")
        problem = CHECKS[name](value, often)
        if problem:
            raise ValueError(problem)
    if {"COUNT", "UNTIL"} <= parts.keys():
        raise ValueError("Say once when it ends: with COUNT or with UNTIL.")
    return possible(Recurrence(written(parts), start), written({**parts, "UNTIL": ""}))


def parts_of(text: str) -> dict[str, str]:
    """The names and values of a rule, in capitals."""
    plain = "".join(text.split()).upper().removeprefix("RRULE:").rstrip(";")
    if len(plain) > LONGEST:
        raise ValueError(f"Use up to {LONGEST} characters, such as {EXAMPLE}.")
    pairs = [part.partition("=")[::2] for part in plain.split(";")]
    if not all(name and value for name, value in pairs):
        raise ValueError(f"Write names and values with = between and ; after, such as {EXAMPLE}.")
    if len(dict(pairs)) < len(pairs):
        raise ValueError("Write each part of the rule once.")
    return dict(pairs)


def written(parts: Mapping[str, str]) -> str:
    """The rule as it is kept: the last day without a time, since work is due on days."""
    days = {**parts, "UNTIL": parts.get("UNTIL", "")[:8]}
    return ";".join(f"{name}={value}" for name, value in days.items() if value)


def possible(rule: Recurrence, endless: str) -> Recurrence:
    """The rule, if its days ever come: the last 40 years of the calendar hold every leap day."""
    if next(Recurrence(endless, LAST_YEARS).days_from(LAST_YEARS), None) is None:
        raise ValueError(f"No day is like that. Write a rule whose days come, such as {EXAMPLE}.")
    return rule


def number_from(name: str, low: int, high: int) -> Callable[[str, str], str]:
    """A check for whole numbers, several with commas; from both ends when `low` is below 0."""

    def check(value: str, often: str) -> str:
        ends = f"{low} to {high}" if low > 0 else f"1 to {high}, or -1 to {low} from the end"
        numbers = value.split(",") if name.startswith("BY") else [value]
        if all(NUMBER.fullmatch(one) and low <= int(one) <= high and int(one) for one in numbers):
            return ""
        return f"After {name} write a whole number from {ends}."

    return check


def check_weekdays(value: str, often: str) -> str:
    pattern = NTH_WEEKDAY if often in {"MONTHLY", "YEARLY"} else WEEKDAY
    wrong = [one for one in value.split(",") if not pattern.fullmatch(one)]
    known = "MO, TU, WE, TH, FR, SA or SU"
    nth = "; 1MO is the first Monday, -1FR the last Friday" if pattern is NTH_WEEKDAY else ""
    return f"“{wrong[0]}” is not a weekday here. Use {known}{nth}." if wrong else ""


def check_week_start(value: str, often: str) -> str:
    return "" if WEEKDAY.fullmatch(value) else "After WKST write a weekday such as MO."


def check_until(value: str, often: str) -> str:
    found = UNTIL.fullmatch(value)
    try:
        date.fromisoformat(found[1] if found else "")
    except ValueError:
        return "After UNTIL write the last day as year, month, day, such as 20261231."
    return ""


CHECKS: Mapping[str, Callable[[str, str], str]] = {
    "FREQ": lambda value, often: "",
    "INTERVAL": number_from("INTERVAL", 1, 99),
    "COUNT": number_from("COUNT", 1, 999),
    "UNTIL": check_until,
    "BYDAY": check_weekdays,
    "WKST": check_week_start,
    "BYMONTH": number_from("BYMONTH", 1, 12),
    "BYMONTHDAY": number_from("BYMONTHDAY", -31, 31),
    "BYSETPOS": number_from("BYSETPOS", -31, 31),
}
