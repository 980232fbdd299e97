"""Sums of money in words."""

import pytest

from app.planning.money import cost_words, minor_units, money


@pytest.mark.parametrize(
    ("minor", "code", "words"),
    [
        (1_200_000, "USD", "$12,000"),
        (125_050, "EUR", "€1,250.50"),
        (5, "GBP", "£0.05"),
        (-30_000, "CAD", "−CA$300"),
        (0, "NZD", "NZ$0"),
        (100, "XXX", "$1"),
    ],
)
def test_a_sum_reads_as_people_write_it(minor: int, code: str, words: str) -> None:
    assert money(minor, code) == words


@pytest.mark.parametrize(
    ("amount", "minor"), [(12.345, 1235), (0.1 + 0.2, 30), (12000.0, 1_200_000), (2.675, 268)]
)
def test_minor_units_are_rounded_once(amount: float, minor: int) -> None:
    assert minor_units(amount) == minor


def test_a_change_of_cost_says_which_way() -> None:
    assert cost_words(200_000, "USD") == "$2,000 more"
    assert cost_words(-30_000, "USD") == "$300 less"
