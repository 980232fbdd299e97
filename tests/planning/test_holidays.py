"""Days off that the wizard offers, compared with the calendars everybody has on the wall."""

from datetime import date

from app.planning.holidays import us_public_holidays, year_end_break


def test_the_holidays_of_2026_are_those_on_the_wall():
    assert us_public_holidays([2026]) == {
        date(2026, 1, 1),
        date(2026, 1, 19),
        date(2026, 2, 16),
        date(2026, 5, 25),
        date(2026, 6, 19),
        date(2026, 7, 3),
        date(2026, 9, 7),
        date(2026, 10, 12),
        date(2026, 11, 11),
        date(2026, 11, 26),
        date(2026, 12, 25),
    }


def test_a_holiday_on_sunday_is_kept_on_monday():
    assert date(2027, 7, 5) in us_public_holidays([2027])


def test_a_new_year_on_saturday_is_kept_in_the_old_year():
    assert date(2021, 12, 31) in us_public_holidays([2022])


def test_the_quiet_days_run_over_new_year():
    quiet = year_end_break([2026])
    assert min(quiet) == date(2026, 12, 24)
    assert max(quiet) == date(2027, 1, 3)
    assert len(quiet) == 11
