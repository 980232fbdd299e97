"""Same data, same bytes: every drawing equals the one someone has looked at.

Where a change is meant: `python -m tests.charts.approve`, then look at the files that changed.
"""

import pytest

from tests.charts.approve import APPROVED
from tests.charts.samples import DRAWINGS


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_equals_its_approved_one(name):
    assert DRAWINGS[name]() + "\n" == (APPROVED / f"{name}.svg").read_text(encoding="utf-8")


def test_no_approved_drawing_is_left_over():
    assert {path.stem for path in APPROVED.glob("*.svg")} == set(DRAWINGS)
