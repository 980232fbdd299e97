"""Which readings of several MSPs are comparable, and where each of them stands."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import numpy as np
import pytest

from app.kpis import library
from app.kpis.catalogue import Band, Cadence, Direction
from app.kpis.peers import Latest, Place, Spread, Why, coarse, compare, place, spread
from app.kpis.trust import Grade

TODAY = date(2026, 11, 23)
SUNDAY = date(2026, 11, 22)
KPI = library.catalogue().kpis["resource_utilization_pct"]


def latest(number: int, value: float = 60.0) -> Latest:
    monday = SUNDAY - timedelta(days=6)
    return Latest(UUID(int=number), value, monday, SUNDAY, 400, Grade.FAIR)


FIVE = [latest(number, 60.0 + number) for number in range(5)]


def test_five_that_can_be_compared_have_quarters_and_four_have_none() -> None:
    found = compare(KPI, FIVE, TODAY)
    assert found.spread == Spread(61, 62, 63, 5)
    assert (found.rhythm, found.left_out) == (Cadence.WEEKLY, {})
    assert compare(KPI, FIVE[:4], TODAY).spread is None


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"own_way": True}, Why.OTHER_WAY),
        ({"starts_on": date(2026, 10, 1), "ends_on": date(2026, 10, 31)}, Why.OTHER_RHYTHM),
        ({"starts_on": date(2026, 10, 26), "ends_on": date(2026, 11, 1)}, Why.OLD),
        ({"n": 3}, Why.SMALL),
        ({"grade": Grade.LOW}, Why.UNTRUSTED),
        ({"grade": Grade.NONE}, Why.UNTRUSTED),
        ({"starts_on": date(2026, 11, 2), "ends_on": date(2026, 11, 8)}, None),
        ({"n": None}, None),
        ({"grade": Grade.HIGH}, None),
    ],
)
def test_what_cannot_be_compared_is_left_out_with_its_reason(changed, why) -> None:
    odd = replace(latest(9, 99.0), **changed)
    found = compare(replace(KPI, minimum_n=20), [*FIVE, odd], TODAY)
    assert found.left_out.get(odd.msp_id) == why
    assert len(found.counted) == (6 if why is None else 5)
    assert found.spread is not None
    assert found.spread.n == len(found.counted)


def test_quarters_are_those_of_numpy() -> None:
    values = [58.5, 61.0, 47.25, 70.0, 66.5, 66.5, 52.0, 49.0]
    found = spread(values)
    assert found is not None
    expected = np.percentile(values, [25, 50, 75])
    assert (found.low, found.median, found.high) == pytest.approx(tuple(expected))


@pytest.mark.parametrize("n", [5, 6, 7, 8, 9, 13])
def test_peers_see_quarters_that_are_no_one_s_reading(n: int) -> None:
    values = [47.25 + 1.37 * rank**2 for rank in range(n)]
    told = coarse(reversed(values), 3)
    assert told is not None
    assert told.n == n
    shown = [told.low, told.median, told.high]
    assert shown == sorted(shown)
    assert not set(shown) & {round(one, 3) for one in values}
    assert all(float(f"{one:.2g}") == one for one in shown)


def test_what_peers_see_is_the_mean_of_the_readings_around_a_quarter() -> None:
    assert coarse([10, 20, 33, 41, 57], 1) == Spread(21, 31, 44, 5)
    assert coarse([55.3, 57.7, 60.9, 63.0, 65.9, 71.3], 1) == Spread(58, 62, 67, 6)
    assert coarse([0.0, 0.0, 0.0, 1.0, 7812.0], 0) == Spread(0, 0, 2600, 5)
    assert coarse([1, 2, 3, 4], 0) is None


@pytest.mark.parametrize(
    ("value", "direction", "band", "expected"),
    [
        (61.0, Direction.UP, None, Place.MIDDLE),
        (63.0, Direction.DOWN, None, Place.MIDDLE),
        (63.1, Direction.UP, None, Place.BETTER),
        (63.1, Direction.DOWN, None, Place.WORSE),
        (60.9, Direction.UP, None, Place.WORSE),
        (60.9, Direction.DOWN, None, Place.BETTER),
        (63.1, Direction.BAND, Band(75, 85), Place.BETTER),
        (60.9, Direction.BAND, Band(75, 85), Place.WORSE),
        (63.1, Direction.BAND, Band(60, 70), Place.ABOVE),
        (60.9, Direction.WATCH, None, Place.BELOW),
    ],
)
def test_a_reading_has_its_place(value, direction, band, expected) -> None:
    kpi = replace(KPI, direction=direction, band=band)
    assert place(value, Spread(61, 62, 63, 5), kpi) is expected
