"""The guide states what the study of findings computes, and promises no more than it holds."""

import pytest

from bench import evidence
from tests.house.test_docs import DOCS

PAGE = (DOCS / "evidence.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("weeks", [(6, 4), (8, 8)])
@pytest.mark.parametrize("noise", ["normal", "skewed"])
def test_the_guide_prints_the_rates_of_the_study(noise, weeks):
    cells = [evidence.cell(noise, step, weeks) for step in (0.0, 2.0)]
    printed = next(
        line for line in PAGE.splitlines() if f"| {noise} | {weeks[0]}, {weeks[1]} |" in line
    )
    shares = printed.strip("| ").split(" | ")[2:]
    assert shares[0] == evidence.percent(cells[0].seen + cells[0].astray)
    assert shares[4] == evidence.percent(cells[1].seen)


def test_every_cell_of_the_guide_is_one_of_the_study():
    names = [
        line.split(" | ")[0].strip("| ") for line in PAGE.splitlines() if line.startswith("| ")
    ]
    assert [names.count(noise) for noise in evidence.NOISES] == [6] * len(evidence.NOISES)


def test_false_alarms_stay_below_five_of_a_hundred_with_ordinary_noise():
    assert sum(evidence.cell("normal", 0.0, (12, 12))) < 0.05


def test_a_step_is_hardly_ever_told_the_wrong_way_round():
    assert evidence.cell("normal", 1.0, (8, 8)).astray == 0
