"""What a KPI can never be is refused with what it can be."""

from dataclasses import replace
from uuid import uuid4

import pytest

from app.kpis.catalogue import Own
from app.kpis.library import catalogue
from app.kpis.possible import ABOVE_100, BELOW_0, may_be_fractions, problem_with_value

KPIS = catalogue().kpis


def test_only_a_share_whose_values_are_all_below_one_looks_like_fractions() -> None:
    share, hours = KPIS["sla_completion_met_pct"], KPIS["mttr_net_hours"]
    assert may_be_fractions(share, [0.95, 1, 0])
    assert not may_be_fractions(share, [0.95, 1.2])
    assert not may_be_fractions(share, [1, 0])
    assert not may_be_fractions(share, [])
    assert not may_be_fractions(hours, [0.95])


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


def test_the_limits_of_an_own_kpi_are_possible_themselves() -> None:
    kpi = replace(KPIS["triage_new_count"], own=Own(uuid4(), 1, 2.0, 50.0, False, ""))
    said = [problem_with_value(kpi, value) or "" for value in (1.0, 2.0, 50.0, 51.0)]
    assert said == [
        "This number is never below 2. Enter 2 or more.",
        "",
        "",
        "This number is never above 50. Enter 50 or less.",
    ]
