"""Days off, compared with the calendars everybody has on the wall."""

from datetime import date

import pytest

from app.planning.holidays import (
    countries,
    public_holidays,
    regions,
    us_public_holidays,
    year_end_break,
)


def test_the_holidays_of_2026_are_those_on_the_wall():
    assert us_public_holidays([2026]) == {
        date(2026, 1, 1),
        date(2026, 1, 19),
        date(2026, 2, 16),
        date(2026, 5, 25),
        date(2026, 6, 19),
        date(2026, 7, 3),
        date(2026, 7, 4),
        date(2026, 9, 7),
        date(2026, 10, 12),
        date(2026, 11, 11),
        date(2026, 11, 26),
        date(2026, 12, 25),
    }


def test_a_holiday_on_sunday_is_kept_on_monday():
    assert date(2027, 7, 5) in us_public_holidays([2027])


def test_a_new_year_on_saturday_is_kept_in_the_old_year():
    assert date(2021, 12, 31) in us_public_holidays([2021, 2022])


@pytest.mark.parametrize(
    ("country", "region", "day", "name"),
    [
        ("GB", "ENG", date(2026, 8, 31), "Late Summer Bank Holiday"),
        ("GB", "SCT", date(2026, 11, 30), "Saint Andrew's Day"),
        ("DE", "BY", date(2026, 1, 6), "Epiphany"),
        ("CA", "ON", date(2026, 2, 16), "Family Day"),
        ("AU", "VIC", date(2026, 11, 3), "Melbourne Cup Day"),
        ("FR", "", date(2026, 7, 14), "National Day"),
    ],
)
def test_a_holiday_has_its_name_where_it_is_one(country, region, day, name):
    assert name in public_holidays(country, region, [2026])[day]


def test_a_region_has_days_that_the_country_has_not():
    everywhere, bavaria = (public_holidays("DE", region, [2026]) for region in ("", "BY"))
    assert set(everywhere) < set(bavaria)
    assert date(2026, 1, 6) not in everywhere


def test_holidays_of_several_years_come_in_order():
    found = list(public_holidays("US", "", [2027, 2026, 2027]))
    assert found == sorted(found)
    assert {day.year for day in found} == {2026, 2027}


@pytest.mark.parametrize("place", [("XX", ""), ("US", "BY"), ("", "")])
def test_a_place_without_a_calendar_is_refused(place):
    with pytest.raises(ValueError, match="from the list"):
        public_holidays(*place, [2026])


def test_every_country_has_a_name_as_people_write_it():
    assert countries()["US"] == "United States"
    assert countries()["IM"] == "Isle of Man"
    assert countries()["CD"] == "DR Congo"
    assert list(countries().values()) == sorted(countries().values())


def test_regions_are_named_and_each_of_them_has_a_calendar():
    assert regions("GB") == {
        "ENG": "England",
        "NIR": "Northern Ireland",
        "SCT": "Scotland",
        "WLS": "Wales",
    }
    assert regions("DE")["BY"] == "Bayern"
    assert all(public_holidays("DE", region, [2026]) for region in regions("DE"))
    with pytest.raises(ValueError, match="from the list"):
        regions("XX")


def test_the_quiet_days_run_over_new_year():
    quiet = year_end_break([2026])
    assert min(quiet) == date(2026, 12, 24)
    assert max(quiet) == date(2027, 1, 3)
    assert len(quiet) == 11
