"""Public holidays of a country or one of its regions, and the quiet days at the year's end.

A firm's calendar is `Workdays(weekdays, frozenset(public_holidays(...)) | more)`; a person's is
that calendar `without` their leave. The package behind it is large, and loaded when first asked.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import lru_cache

ENGLISH = "en_US"
WORD = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def public_holidays(country: str, region: str, years: Iterable[int]) -> Mapping[date, str]:
    """The public holidays of some years with their names, in English where the source has them.

    `country` is a code of `countries()`, `region` one of `regions(country)` or empty for the days
    off everywhere in the country. A holiday on a weekend is there on its own day and on the day on
    which it is observed. Raises ValueError for a place without a calendar.
    """
    found: dict[date, str] = {}
    for year in sorted(set(years)):
        found |= holidays_of(country, region, year)
    return dict(sorted(found.items()))


@lru_cache(maxsize=512)
def holidays_of(country: str, region: str, year: int) -> dict[date, str]:
    from holidays import country_holidays

    try:
        return dict(country_holidays(country, region or None, years=year, language=ENGLISH))
    except NotImplementedError:
        raise ValueError("Choose a country and a region from the lists.") from None


@lru_cache(maxsize=1)
def countries() -> Mapping[str, str]:
    """Every place with a calendar: its two-letter code and its name, by name."""
    from holidays.registry import COUNTRIES

    named = {code: country_name(kind) for kind, code, *_ in COUNTRIES.values()}
    return dict(sorted(named.items(), key=lambda one: one[1]))


def country_name(kind: str) -> str:
    """ "IsleOfMan" as "Isle of Man"."""
    words = WORD.sub(" ", kind).split()
    return " ".join(word.lower() if word in {"And", "Of", "The"} else word for word in words)


def regions(country: str) -> Mapping[str, str]:
    """The regions of a country with days off of their own: code and name, by name.

    Raises ValueError for a place without a calendar.
    """
    from holidays import country_holidays

    try:
        found = country_holidays(country)
    except NotImplementedError:
        raise ValueError("Choose a country from the list.") from None
    names = {code: name for name, code in reversed(found.subdivisions_aliases.items())}
    named = {code: names.get(code, code) for code in found.subdivisions}
    return dict(sorted(named.items(), key=lambda one: one[1]))


def us_public_holidays(years: Iterable[int]) -> frozenset[date]:
    """The federal holidays of the United States, and the weekdays on which they are observed."""
    return frozenset(public_holidays("US", "", years))


def year_end_break(years: Iterable[int]) -> frozenset[date]:
    """24 December to 3 January after it, for every given year of its December."""
    return frozenset(
        date(year, 12, 24) + timedelta(days=offset) for year in years for offset in range(11)
    )
