"""Limits as books print them, and the rows of points that stand out."""

from datetime import date, timedelta

import pytest

from app.stats.control import (
    Bounds,
    Limits,
    NoLimits,
    Rule,
    limits,
    moving_ranges,
    restored,
    signals,
)
from app.stats.series import Point, series
from tests.stats.weeks import shares, weekly

# NIST/SEMATECH e-Handbook of Statistical Methods, section 6.3.2.2, the flow rate of ten batches.
FLOW_RATE = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]

# Wheeler and Chambers, Understanding Statistical Process Control, second edition, 1992.
PAGE_49 = [39, 41, 41, 41, 43, 44, 41, 42, 40, 41, 44, 40]
PAGE_56 = [
    [4, 5, 5, 4, 8, 4, 3, 7],
    [0, 2, 1, 5, 3, 2, 0, 3],
    [6, 9, 9, 7, 8, 7, 9, 9],
]
PAGE_215 = [
    905, 930, 865, 895, 905, 885, 890, 930, 915, 910, 920, 915, 925, 860, 905,
    925, 925, 905, 915, 930, 890, 940, 860, 875, 985, 970, 940, 975, 1000, 1035,
    1020, 985, 960, 945, 965, 940, 900, 920, 980, 950, 955, 970, 970, 1035, 1040,
]  # fmt: skip

STEADY = Limits(centre=50, mean_range=1.128, n=20)  # sigma 1: limits at 47 and 53


def found(values, against: Limits = STEADY) -> list[tuple[Rule, bool, list[float]]]:
    told = signals(weekly(values), against)
    return [(one.rule, one.above, [point.value for point in one.points]) for one in told]


class TestPublishedExamples:
    @pytest.mark.parametrize(
        ("values", "centre", "lower", "upper", "mean_range", "range_limit"),
        [
            (FLOW_RATE, 50.81, 45.8159, 55.8041, 1.8778, 6.1347),
            (PAGE_49, 41.42, 36.82, 46.01, 1.73, 5.64),
            (PAGE_215, 936.89, 862.84, 1010.93, 27.84, 90.95),
            (PAGE_56[0], 5.0, -0.70, 10.70, 2.14, 7.0),
            (PAGE_56[1], 2.0, -3.70, 7.70, 2.14, 7.0),
            (PAGE_56[2], 8.0, 4.58, 11.42, 1.29, 4.2),
        ],
        ids=["NIST 6.3.2.2", "page 49", "page 215", "page 56 I", "page 56 II", "page 56 III"],
    )
    def test_limits(self, values, centre, lower, upper, mean_range, range_limit):
        told = limits(weekly(values))
        assert isinstance(told, Limits)
        printed = (told.centre, told.lower, told.upper, told.mean_range, told.range_limit)
        tolerance = 0.00006 if values is FLOW_RATE else 0.01
        assert printed == pytest.approx(
            (centre, lower, upper, mean_range, range_limit), abs=tolerance
        )

    def test_the_points_that_page_215_finds_beyond_its_limits(self):
        told = limits(weekly(PAGE_215))
        beyond = [one for one in signals(weekly(PAGE_215), told) if one.rule is Rule.BEYOND]
        assert [one.points[0].value for one in beyond] == [860, 860, 1035, 1020, 1035, 1040]

    def test_its_two_rows_on_one_side(self):
        told = limits(weekly(PAGE_215))
        rows = [one for one in signals(weekly(PAGE_215), told) if one.rule is Rule.RUN]
        assert [(one.above, len(one.points)) for one in rows] == [(False, 21), (True, 12)]


class TestSizes:
    def test_five_values_are_too_few(self):
        assert limits(weekly([1, 2, 1, 2, 1])) is NoLimits.TOO_FEW
        assert isinstance(limits(weekly([1, 2, 1, 2, 1, 2])), Limits)

    def test_no_value_is_too_few(self):
        assert limits(weekly([])) is NoLimits.TOO_FEW

    def test_six_values_with_a_gap_have_too_few_moving_ranges(self):
        assert limits(weekly([1, 2, 1, None, 2, 1, 2])) is NoLimits.TOO_FEW

    def test_values_that_never_moved_have_no_limits(self):
        assert limits(weekly([0] * 12)) is NoLimits.FLAT

    def test_limits_of_fewer_than_twelve_are_provisional(self):
        assert limits(weekly([1, 2] * 5)).is_provisional
        assert not limits(weekly([1, 2] * 6)).is_provisional


class TestGaps:
    def test_a_missing_week_is_never_bridged(self):
        assert moving_ranges(weekly([1, 2, None, 9, 8])) == [1, 1]

    def test_a_missing_week_changes_no_limit(self):
        with_gap = limits(weekly([1, 2, 1, 2, None, 9, 8, 9, 8]))
        assert with_gap.mean_range == 1

    def test_months_of_28_and_31_days_are_neighbours(self):
        firsts = [date(2026, month, 1) for month in range(1, 12)]
        ends = [one - timedelta(days=1) for one in firsts[1:]]
        months = [Point(a, b, 1.0) for a, b in zip(firsts, ends, strict=False)]
        assert series(months).missing() == 0
        assert len(list(series(months[:3] + months[4:]).pairs())) == len(months) - 3

    def test_values_of_single_days_are_neighbours_at_their_usual_distance(self):
        mondays = [date(2026, 1, 5) + timedelta(weeks=n) for n in (0, 1, 2, 4, 5)]
        kept = series(Point(day, day, 1.0) for day in mondays)
        assert kept.every == 7
        assert kept.missing() == 1
        assert [len(one) for one in kept.stretches()] == [3, 2]

    def test_a_reading_without_a_value_is_a_gap(self):
        class Nothing:
            starts_on, ends_on = date(2026, 1, 12), date(2026, 1, 18)
            value = numerator = denominator = None

        points = weekly([3, None, 5]).points
        kept = series([points[0], Nothing(), points[1]])
        assert (len(kept.points), kept.missing(), list(kept.pairs())) == (2, 1, [])


class TestBounds:
    def test_limits_stop_at_what_is_possible(self):
        told = limits(weekly([1, 4, 0, 3, 1, 5]), Bounds(low=0))
        assert told.lower == 0
        assert told.upper == pytest.approx(7 / 3 + 3 / 1.128 * 3.2)

    def test_a_share_has_a_ceiling(self):
        assert limits(weekly([97, 99, 96, 99, 98, 97]), Bounds(0, 100)).upper == 100

    def test_a_value_at_the_floor_is_not_beyond_it(self):
        against = Limits(centre=2, mean_range=1.128, n=12, bounds=Bounds(low=0))
        assert found([0], against) == []

    def test_near_is_measured_before_limits_are_cut_off(self):
        against = Limits(centre=2, mean_range=1.128 * 2, n=12, bounds=Bounds(low=0))
        assert found([0, 0, 0], against) == []  # halfway to the uncut limit of -4 is -1


class TestRules:
    @pytest.mark.parametrize(
        ("values", "told"),
        [
            ([50, 53], []),
            ([50, 53.01], [(Rule.BEYOND, True, [53.01])]),
            ([46.9, 50], [(Rule.BEYOND, False, [46.9])]),
            ([51] * 7, []),
            ([51] * 8, [(Rule.RUN, True, [51] * 8)]),
            ([49] * 9, [(Rule.RUN, False, [49] * 9)]),
            ([51] * 4 + [49] + [51] * 4, []),
            ([51] * 4 + [50] + [51] * 4, []),
            ([51] * 4 + [None] + [51] * 4, []),
            ([51.6, 51.6], []),
            ([51.6, 51.6, 51.6], [(Rule.NEAR, True, [51.6] * 3)]),
            ([51.6, 50, 51.6, 51.7], [(Rule.NEAR, True, [51.6, 51.6, 51.7])]),
            ([51.6, 50, 50, 51.6, 51.7], []),
            ([51.6, 48.4, 51.6, 48.4], []),
            ([51.6, 51.6, None, 51.6], []),
            ([48.4, 48.3, 48.2, 48.1, 48], [(Rule.NEAR, False, [48.4, 48.3, 48.2, 48.1, 48])]),
            ([51.5, 51.5, 51.5], []),
        ],
    )
    def test_points_that_stand_out(self, values, told):
        assert found(values) == told

    def test_two_rows_near_a_limit_are_two_signals(self):
        values = [51.6, 51.6, 51.6, 50, 50, 50, 51.7, 51.7, 51.7]
        assert [len(points) for _, _, points in found(values)] == [3, 3]

    def test_they_come_in_order_of_time(self):
        rules = [rule for rule, _, _ in found([49] * 8 + [54])]
        assert rules == [Rule.RUN, Rule.BEYOND]


class TestRatios:
    def test_the_centre_is_pooled(self):
        told = limits(shares([(1, 2), (90, 100), (1, 2), (80, 100), (1, 2), (95, 100)]))
        assert told.centre == pytest.approx(100 * 268 / 306)

    def test_values_without_parts_are_averaged(self):
        assert limits(weekly([1, 2, 3, 4, 5, 9])).centre == 4


@pytest.mark.parametrize(
    ("values", "bounds"),
    [
        ([9.4, 9.6, 9.2, 9.4, 9.1, 9.7], Bounds()),
        ([9.4, 9.6, 9.2, 9.4, 9.1, 9.7], Bounds(0.0)),
        ([2, 0, 5, 1, 4, 0], Bounds(0.0)),
        ([97, 99, 92, 98, 94, 99], Bounds(0.0, 100.0)),
    ],
)
def test_limits_come_back_from_their_edges(values, bounds):
    whole = limits(weekly(values), bounds)
    back = restored(whole.centre, (whole.lower, whole.upper), whole.n, bounds)
    for part in ("centre", "lower", "upper", "mean_range", "n"):
        assert getattr(back, part) == pytest.approx(getattr(whole, part))


def test_edges_that_nothing_cut_off_know_the_centre_better_than_a_level_of_more_readings():
    assert restored(55, (40, 60), 6, Bounds(0.0, 100.0)).centre == 50
