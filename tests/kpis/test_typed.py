"""What a typed reading comes to, and what cannot be right about it."""

from datetime import date

import pytest

from app.kpis.library import catalogue
from app.kpis.typed import TypedReading, problems, unlikely, value_of

TODAY = date(2026, 11, 23)
SLA = catalogue().kpis["sla_completion_met_pct"]
UTILIZATION = catalogue().kpis["resource_utilization_pct"]
COUNT = catalogue().kpis["waiting_stale_count"]
MTTR = catalogue().kpis["mttr_net_hours"]


def typed(**given: object) -> TypedReading:
    week = {"starts_on": date(2026, 11, 16), "ends_on": date(2026, 11, 22)}
    return TypedReading(**{**week, **given})  # type: ignore[arg-type]


def test_two_numbers_are_divided_once_in_the_unit_of_the_kpi() -> None:
    assert value_of(SLA, typed(numerator=91.0, denominator=102.0)) == 100 * 91 / 102
    assert value_of(MTTR, typed(numerator=91.0, denominator=10.0)) == 9.1


def test_nothing_to_divide_by_is_no_data_never_zero() -> None:
    nothing = typed(numerator=0.0, denominator=0.0)
    assert value_of(SLA, nothing) is None
    assert problems(SLA, nothing, TODAY) == {}


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({}, "value", "such as 63.5"),
        ({"value": 101.0}, "value", "never over 100%"),
        ({"value": -1.0}, "value", "never below zero"),
        ({"numerator": 5.0, "denominator": 4.0}, "value", "never over 100%"),
        ({"numerator": 5.0}, "denominator", "lower number"),
        ({"denominator": 5.0}, "numerator", "upper number"),
        ({"numerator": 1.0, "denominator": -2.0}, "denominator", "0 or more"),
        ({"value": 60.0, "numerator": 1.0, "denominator": 2.0}, "value", "make 50%"),
        ({"value": 0.0, "numerator": 0.0, "denominator": 0.0}, "value", "make no data"),
        ({"value": 50.0, "n": 1.5}, "n", "whole number"),
        ({"value": 50.0, "n": -1.0}, "n", "whole number"),
        ({"value": 50.0, "ends_on": date(2026, 11, 15)}, "ends_on", "ends before it starts"),
        ({"value": 50.0, "ends_on": date(2026, 11, 29)}, "ends_on", "after 29 November"),
        ({"value": 50.0, "starts_on": date(1999, 1, 1)}, "ends_on", "2000"),
        ({"value": 50.0, "starts_on": date(2025, 11, 1)}, "ends_on", "a year at most"),
    ],
)
def test_what_has_to_be_put_right(given: dict[str, object], field: str, words: str) -> None:
    found = problems(SLA, typed(**given), TODAY)
    assert words in found.get(field, "")


def test_a_sum_of_rounded_parts_agrees_with_its_value() -> None:
    assert problems(SLA, typed(value=89.2, numerator=91.0, denominator=102.0), TODAY) == {}


def test_overtime_may_pass_a_hundred() -> None:
    assert problems(UTILIZATION, typed(value=108.0), TODAY) == {}


@pytest.mark.parametrize(
    ("kpi", "value", "before", "words"),
    [
        (COUNT, 170.0, 17.0, "10 times the reading before, 17."),
        (COUNT, 17.0, 16.0, ""),
        (COUNT, 3.0, 0.0, ""),
        (COUNT, 40.0, 0.0, "The reading before was 0."),
        (COUNT, 2.0, 17.0, "The reading before was 17."),
        (SLA, 95.0, 60.0, "35 points above the reading before, 60%."),
        (SLA, 60.0, 80.0, ""),
        (SLA, None, 80.0, ""),
        (MTTR, 9.1, None, ""),
    ],
)
def test_an_unlikely_value_is_asked_about(
    kpi: object, value: float | None, before: float | None, words: str
) -> None:
    said = unlikely(kpi, value, before)  # type: ignore[arg-type]
    assert said.startswith(words) if words else said == ""
