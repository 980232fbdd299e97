"""Same data, same bytes: every drawing equals the one someone has looked at.

Where a change is meant: `python -m tests.charts.approve`, then look at the files that changed.
"""

import io

import numpy as np
import pytest
from PIL import Image

from tests.charts.approve import APPROVED, PICTURES
from tests.charts.samples import DRAWINGS


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_equals_its_approved_one(name):
    assert DRAWINGS[name]() + "\n" == (APPROVED / f"{name}.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_shows_what_its_approved_one_shows(name):
    drawn, approved = pixels(PICTURES[name]()), pixels((APPROVED / f"{name}.png").read_bytes())
    assert drawn.shape == approved.shape
    differing = (np.abs(drawn - approved).max(axis=2) > 48).mean()
    assert differing < 0.002, f"{differing:.2%} of the pixels differ"


def test_no_approved_drawing_is_left_over():
    assert {path.stem for path in APPROVED.glob("*.svg")} == set(DRAWINGS)
    assert {path.stem for path in APPROVED.glob("*.png")} == set(PICTURES)


def pixels(png: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)
