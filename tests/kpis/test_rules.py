"""How values read, which way is better, how recent a series is."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kpis.catalogue import Band, Cadence, Direction, Unit
from app.kpis.rules import (
    Change,
    Freshness,
    Staleness,
    cadence_of,
    change,
    freshness,
    meets,
    show,
    too_few,
    wrong_way,
)

BAND = Band(75, 85)
UP, DOWN, IN_BAND, WATCHED = Direction.UP, Direction.DOWN, Direction.BAND, Direction.WATCH


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "read"),
    [
        (63.5, Unit.PERCENT, 1, "63.5%"),
        (63.0, Unit.PERCENT, 1, "63%"),
        (7.1, Unit.BUSINESS_HOURS, 1, "7.1 h"),
        (6, Unit.HOURS, 1, "6.0 h"),
        (0.365, Unit.HOURS_PER_ENDPOINT, 2, "0.37 h"),
        (0.285, Unit.RATIO, 2, "0.29"),
        (42.4, Unit.MINUTES, 0, "42 min"),
        (1, Unit.DAYS, 0, "1 day"),
        (12, Unit.DAYS, 0, "12 days"),
        (17, Unit.COUNT, 0, "17"),
        (3.0, Unit.COUNT, 1, "3"),
        (12345, Unit.COUNT, 0, "12,345"),
        (4.25, Unit.COUNT_PER_TECH, 1, "4.3 per tech"),
        (68.4921, Unit.SCORE, 1, "68.5"),
        (7800, Unit.MONEY, 0, "$7,800"),
        (-7800, Unit.MONEY, 0, "-$7,800"),
        (-0.04, Unit.PERCENT, 1, "0%"),
        (140, Unit.MONEY_PER_HOUR, 0, "$140 per hour"),
        (Decimal("0.1"), Unit.PERCENT, 1, "0.1%"),
        (None, Unit.PERCENT, 1, "no data"),
        (1e30, Unit.COUNT, 0, f"{10**30:,}"),
        (1.7e308, Unit.HOURS, 3, f"{17 * 10**307:,}.000 h"),
    ],
)
def test_a_value_reads_as_people_write_it(value, unit, decimals, read):
    assert show(value, unit, decimals) == read


def test_money_names_its_currency():
    assert show(7800, Unit.MONEY, 0, "GBP") == "£7,800"
    assert show(7800, Unit.MONEY, 0, "RSD") == "RSD 7,800"


@pytest.mark.parametrize(
    ("before", "after", "direction", "band", "found"),
    [
        (60, 62, UP, None, Change.BETTER),
        (60, 58, UP, None, Change.WORSE),
        (9.4, 7.1, DOWN, None, Change.BETTER),
        (12, 17, DOWN, None, Change.WORSE),
        (5, 5, DOWN, None, Change.LEVEL),
        (60, 70, IN_BAND, BAND, Change.BETTER),
        (80, 90, IN_BAND, BAND, Change.WORSE),
        (76, 80, IN_BAND, BAND, Change.LEVEL),
        (90, 74, IN_BAND, BAND, Change.BETTER),
        (60, 70, IN_BAND, None, Change.OTHER),
        (24, 30, WATCHED, None, Change.OTHER),
        (24, 24, WATCHED, None, Change.LEVEL),
    ],
)
def test_better_or_worse_depends_on_the_direction(before, after, direction, band, found):
    assert change(before, after, direction, band) is found


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_lower_is_better_mirrors_higher_is_better(before, after):
    assert change(before, after, UP) is change(-before, -after, DOWN)


@pytest.mark.parametrize(
    ("values", "direction", "weeks"),
    [
        ([31, 12, 13, 14, 16, 17], DOWN, 4),
        ([61, 60, 58, 57, 55], UP, 4),
        ([12, 13, 13, 17], DOWN, 1),
        ([12, None, 13, 17], DOWN, 1),
        ([12, 13, None], DOWN, 0),
        ([17, 12], DOWN, 0),
        ([17], DOWN, 0),
        ([], DOWN, 0),
        ([1, 2, 3], WATCHED, 0),
    ],
)
def test_the_wrong_way_is_counted_from_the_latest_value_back(values, direction, weeks):
    assert wrong_way(values, direction) == weeks


@pytest.mark.parametrize(
    ("value", "direction", "target", "band", "met"),
    [
        (90, UP, 90, None, True),
        (89.9, UP, 90, None, False),
        (5, DOWN, 5, None, True),
        (6, DOWN, 5, None, False),
        (75, IN_BAND, None, BAND, True),
        (85.1, IN_BAND, None, BAND, False),
        (80, IN_BAND, 80, None, None),
        (80, WATCHED, 80, None, None),
        (80, UP, None, None, None),
    ],
)
def test_a_target_is_met_at_or_beyond_it_and_a_band_inside(value, direction, target, band, met):
    assert meets(value, direction, target, band) is met


def test_a_small_sample_is_greyed_and_an_unknown_one_is_not():
    assert too_few(9, 10)
    assert not too_few(10, 10)
    assert not too_few(None, 10)


WEEKLY, MONTHLY, QUARTERLY = Cadence.WEEKLY, Cadence.MONTHLY, Cadence.QUARTERLY


@pytest.mark.parametrize(
    ("cadence", "last", "today", "found"),
    [
        (WEEKLY, date(2026, 11, 22), date(2026, 11, 23), Freshness.FRESH),
        (WEEKLY, date(2026, 11, 22), date(2026, 11, 29), Freshness.FRESH),
        (WEEKLY, date(2026, 11, 22), date(2026, 11, 30), Freshness.DUE),
        (WEEKLY, date(2026, 11, 22), date(2026, 12, 7), Freshness.LATE),
        (WEEKLY, date(2026, 11, 22), date(2026, 12, 21), Freshness.SILENT),
        (MONTHLY, date(2026, 10, 31), date(2026, 11, 30), Freshness.FRESH),
        (MONTHLY, date(2026, 10, 31), date(2026, 12, 1), Freshness.DUE),
        (MONTHLY, date(2026, 10, 31), date(2027, 1, 1), Freshness.LATE),
        (MONTHLY, date(2026, 10, 31), date(2027, 3, 1), Freshness.SILENT),
        (QUARTERLY, date(2026, 9, 30), date(2026, 12, 31), Freshness.FRESH),
        (QUARTERLY, date(2026, 9, 30), date(2027, 1, 1), Freshness.DUE),
        (QUARTERLY, date(2026, 9, 30), date(2027, 4, 1), Freshness.LATE),
        (WEEKLY, None, date(2026, 11, 23), Freshness.SILENT),
        (WEEKLY, date(2026, 12, 6), date(2026, 11, 23), Freshness.FRESH),
    ],
)
def test_a_series_is_due_when_a_whole_period_is_missing(cadence, last, today, found):
    assert freshness(cadence, last, today) is found


def test_the_patience_is_a_setting():
    strict = Staleness(due=1, late=1, silent=2)
    assert freshness(WEEKLY, date(2026, 11, 22), date(2026, 11, 30), strict) is Freshness.LATE


@pytest.mark.parametrize(
    ("first", "last", "cadence"),
    [
        (date(2026, 11, 16), date(2026, 11, 22), WEEKLY),
        (date(2026, 11, 22), date(2026, 11, 22), WEEKLY),
        (date(2026, 10, 1), date(2026, 10, 31), MONTHLY),
        (date(2026, 7, 1), date(2026, 9, 30), QUARTERLY),
    ],
)
def test_the_rhythm_is_read_off_the_latest_period(first, last, cadence):
    assert cadence_of(first, last) is cadence
