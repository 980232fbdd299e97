"""Limits of the reference log's weekly readings, against the same worked out by hand in numpy."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from app.kpis.compute import Ask, compute
from app.kpis.periods import Rhythm
from app.stats.chart import Segment, Stage, chart
from app.stats.control import Bounds, Rule
from app.stats.series import Point, series
from tests.kpis.references import imported
from tests.shared import shared_dir

KPIS = {
    "mttr_net_hours": Bounds(low=0),
    "tech_reopen_rate_pct": Bounds(0, 100),
    "sla_completion_met_pct": Bounds(0, 100),
}
WHOLE_WEEKS, TAIL = date(2016, 3, 7), date(2016, 6, 6)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    shared = shared_dir()
    folder = tmp_path_factory.mktemp("weekly")
    imported(folder, "servicenow-full", shared)
    return folder


@pytest.fixture(scope="module", params=list(KPIS))
def weeks(request, store) -> tuple[str, list[Point]]:
    """One KPI by ISO week, with the parts of every value."""
    found = compute(store, Ask(kpis=(request.param,), rhythm=Rhythm.WEEK))
    return request.param, [
        Point(one.first, one.last, one.value, one.numerator, one.denominator)
        for one in sorted(found, key=lambda one: one.first)
        if one.value is not None
    ]


def by_hand(kpi: str, weeks: list[Point]) -> dict[str, float]:
    """Centre and limits without a line of app.stats."""
    parts = np.array([(one.numerator, one.denominator) for one in weeks])
    values = np.array([one.value for one in weeks])
    factor = 100 if kpi.endswith("_pct") else 1
    centre = factor * parts[:, 0].sum() / parts[:, 1].sum()
    mean_range = np.abs(np.diff(values)).mean()
    spread = 3 * mean_range / 1.128
    return {
        "centre": centre,
        "mean_range": mean_range,
        "lower": np.clip(centre - spread, 0, None),
        "upper": np.clip(centre + spread, None, 100 if factor == 100 else None),
        "range_limit": 3.267 * mean_range,
    }


def told(segment: Segment) -> dict[str, float]:
    names = ("centre", "mean_range", "lower", "upper", "range_limit")
    return {name: getattr(segment.limits, name) for name in names}


def test_there_are_51_weeks_without_a_gap(weeks):
    _, points = weeks
    assert (len(points), series(points).missing(), series(points).every) == (51, 0, 7)


def test_limits_of_the_whole_year(weeks):
    kpi, points = weeks
    (only,) = chart(series(points), bounds=KPIS[kpi])
    assert told(only) == pytest.approx(by_hand(kpi, points), rel=1e-12)


def test_limits_begin_anew_where_the_log_thins_out(weeks):
    kpi, points = weeks
    stages = [Stage(WHOLE_WEEKS), Stage(TAIL)]
    first, middle, tail = chart(series(points), stages, KPIS[kpi])
    busy = [one for one in points if WHOLE_WEEKS <= one.starts_on < TAIL]
    thin = [one for one in points if one.starts_on >= TAIL]
    assert (first.limits, len(busy), len(thin)) == (None, 13, 37)
    assert told(middle) == pytest.approx(by_hand(kpi, busy), rel=1e-12)
    assert told(tail) == pytest.approx(by_hand(kpi, thin), rel=1e-12)


def test_the_pooled_centre_is_not_the_mean_of_the_weeks(weeks):
    kpi, points = weeks
    (only,) = chart(series(points), bounds=KPIS[kpi])
    mean = float(np.mean([one.value for one in points]))
    assert abs(only.limits.centre - mean) > 0.2 * only.limits.centre


def test_points_beyond_are_those_that_numpy_finds(weeks):
    kpi, points = weeks
    hand = by_hand(kpi, points)
    (only,) = chart(series(points), bounds=KPIS[kpi])
    beyond = [one.points[0].starts_on for one in only.signals if one.rule is Rule.BEYOND]
    values = np.array([one.value for one in points])
    outside = np.flatnonzero((values < hand["lower"]) | (values > hand["upper"]))
    assert beyond == [points[at].starts_on for at in outside]
