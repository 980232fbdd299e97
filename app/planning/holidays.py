"""Days off that the start wizard offers: public holidays and the quiet days at the year's end."""

from collections.abc import Iterable
from datetime import date, timedelta

SATURDAY, SUNDAY = 5, 6


def us_public_holidays(years: Iterable[int]) -> frozenset[date]:
    """The eleven federal holidays of the United States, on the weekday they are observed.

    Source: 5 U.S.C. 6103; a Saturday is observed on the Friday before, a Sunday on the Monday
    after.
    """
    return frozenset(observed(day) for year in years for day in federal_holidays(year))


def year_end_break(years: Iterable[int]) -> frozenset[date]:
    """24 December to 3 January after it, for every given year of its December."""
    return frozenset(
        date(year, 12, 24) + timedelta(days=offset) for year in years for offset in range(11)
    )


def federal_holidays(year: int) -> tuple[date, ...]:
    return (
        date(year, 1, 1),
        nth_weekday(year, 1, 0, 3),
        nth_weekday(year, 2, 0, 3),
        last_monday_of_may(year),
        date(year, 6, 19),
        date(year, 7, 4),
        nth_weekday(year, 9, 0, 1),
        nth_weekday(year, 10, 0, 2),
        date(year, 11, 11),
        nth_weekday(year, 11, 3, 4),
        date(year, 12, 25),
    )


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth of a weekday (Monday is 0) in a month."""
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


def last_monday_of_may(year: int) -> date:
    return date(year, 5, 31) - timedelta(days=date(year, 5, 31).weekday())


def observed(day: date) -> date:
    shift = {SATURDAY: -1, SUNDAY: 1}.get(day.weekday(), 0)
    return day + timedelta(days=shift)
