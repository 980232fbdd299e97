"""The scorecard as a picture: no value is cut, and shapes tell what was met."""

import re

from app.charts.scorecard import scorecard, scorecard_png
from tests.charts.scorecards import CARD, SCORECARDS


def test_it_carries_its_title_periods_names_and_every_value() -> None:
    drawn = scorecard(CARD, "k")
    for words in (CARD.title, CARD.subtitle, *(block.title for block in CARD.blocks)):
        assert f">{words}</text>" in drawn
    assert ">Open tickets</text>" in drawn
    assert drawn.count(">22 Nov</text>") == 1
    assert drawn.count(">68.4%</text>") == 1
    assert drawn.count(">–</text>") == 13
    assert "small sample" not in drawn


def test_met_and_not_met_have_shapes_of_their_own() -> None:
    drawn = scorecard(CARD, "k")
    met = sum(bool(c and c.met) for b in CARD.blocks for r in b.rows for c in r.cells)
    missed = sum(bool(c and c.met is False) for b in CARD.blocks for r in b.rows for c in r.cells)
    assert len(re.findall(r'<path d="[^"]*Z" fill="var\(--c-main\)"/>', drawn)) == met + 1
    rings = re.findall(r'<circle [^>]*r="3.5"[^>]*stroke="var\(--c-muted\)"', drawn)
    assert len(rings) == missed + 1


def test_values_are_never_cut_and_small_samples_are_starred() -> None:
    drawn = scorecard(SCORECARDS["scorecard-hostile"], "k")
    assert drawn.count(">$1,000,000,000,000.00</text>") == 13
    assert drawn.count("%*</text>") == 3
    assert "*: small sample." in drawn


def test_the_picture_is_a_png() -> None:
    assert scorecard_png(SCORECARDS["scorecard-of-nothing"])[:8] == b"\x89PNG\r\n\x1a\n"
