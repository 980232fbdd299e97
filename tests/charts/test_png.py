"""Pictures for mail and slides: complete, the same each time, in the bundled fonts."""

import io
import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from fontTools.ttLib import TTFont
from hypothesis import HealthCheck, given, settings
from PIL import Image

from app.charts import letters
from app.charts.burnup import burn_up_png
from app.charts.kpi_trend import kpi_trend_png
from app.charts.theme import LABEL, REGULAR, STRONG, STRONG_LABEL
from tests.charts.hostile import trends
from tests.charts.samples import ITEMS, UTILIZATION


def test_it_has_twice_the_pixels_and_room_around_it():
    picture = Image.open(io.BytesIO(burn_up_png(ITEMS)))
    assert picture.width == 2 * (840 + 48)
    edge = np.asarray(picture.convert("RGB"))[:40]
    assert (edge == 255).all()


def test_threads_draw_the_same_bytes():
    with ThreadPoolExecutor(4) as pool:
        drawn = set(pool.map(lambda _: kpi_trend_png(UTILIZATION, 358), range(8)))
    assert len(drawn) == 1


def test_heading_events_and_note_make_it_taller():
    bare = replace(UTILIZATION, title="", subtitle="", note="", events=())
    assert height(kpi_trend_png(UTILIZATION)) > height(kpi_trend_png(bare)) + 200


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
@given(trends())
def test_anything_can_be_pictured(data):
    assert kpi_trend_png(data, 358).startswith(b"\x89PNG")


def test_letters_of_other_scripts_draw_without_a_warning(caplog):
    with caplog.at_level(logging.WARNING):
        kpi_trend_png(
            replace(UTILIZATION, title="漢字 🙂 Дом שלום \u200bé", say=lambda v: f"{v} ％")
        )
    assert not caplog.records


def test_what_no_font_has_becomes_a_square():
    assert letters.printable("a🙂b\U000e0020Дом漢") == "a□bДом□"


@pytest.mark.parametrize("weight", [REGULAR, STRONG])
def test_the_fonts_carry_their_own_name_and_keep_the_rights_of_their_makers(weight):
    names = TTFont(letters.FONTS[weight])["name"]
    assert names.getDebugName(1) == "Nibble Sans"
    assert not [name for number in (1, 3, 4, 6) if "Source" in (name := names.getDebugName(number))]
    assert "Adobe" in names.getDebugName(0)
    licence = (letters.FONTS[weight].parent / "LICENSE.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "Reserved Font Name 'Source'" in licence


@pytest.mark.parametrize("face", [LABEL, STRONG_LABEL])
def test_every_digit_has_one_width(face):
    assert len({letters.width(digit, face) for digit in "0123456789"}) == 1


def test_a_text_too_long_ends_in_an_ellipsis():
    cut = letters.fitted("Improvements finished, out of 21", LABEL, 120)
    assert cut.endswith("…")
    assert letters.width(cut, LABEL) <= 120
    assert letters.fitted("Short", LABEL, 120) == "Short"


def test_a_text_is_wrapped_to_its_room():
    lines = letters.wrapped("Utilization began to climb when triage settled " * 3, LABEL, 150, 3)
    assert len(lines) == 3
    assert all(letters.width(line, LABEL) <= 150 for line in lines)
    assert lines[-1].endswith("…")
    assert letters.wrapped("", LABEL, 150, 3) == []


def height(png: bytes) -> int:
    return Image.open(io.BytesIO(png)).height
