"""What a KPI can never be is refused with what it can be."""

import pytest

from app.kpis.library import catalogue
from app.kpis.possible import ABOVE_100, BELOW_0, problem_with_value

KPIS = catalogue().kpis


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("sla_completion_met_pct", 100.1, "up to 100"),
        ("sla_completion_met_pct", -1, "below zero"),
        ("mttr_net_hours", -0.1, "below zero"),
        ("resource_utilization_pct", -5, "below zero"),
    ],
)
def test_the_impossible_is_refused(key: str, value: float, words: str) -> None:
    assert words in (problem_with_value(KPIS[key], value) or "")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("sla_completion_met_pct", 100),
        ("sla_completion_met_pct", 0),
        ("resource_utilization_pct", 104),
        ("mttr_net_hours", 1200),
        ("net_csat", -12),
        ("effective_hourly_rate", -3),
    ],
)
def test_the_unusual_is_possible(key: str, value: float) -> None:
    assert problem_with_value(KPIS[key], value) is None


def test_the_exceptions_are_keys_of_the_catalogue() -> None:
    assert KPIS.keys() >= ABOVE_100 | BELOW_0
