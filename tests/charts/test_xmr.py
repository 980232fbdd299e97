"""The control chart: what stands out has a shape and a word, and the table says the same."""

import re
from dataclasses import replace

import pytest

from app.charts.xmr import Level, Shape, numbers, table, tidied, xmr, xmr_png
from tests.charts.samples import CALM, FIRST, TODAY, WEEKLY, XMRS, odd

ODD = XMRS["xmr-odd"]


def test_the_table_has_a_row_for_each_point_newest_first():
    head, *rows = table(ODD)
    assert head == ("Week ending", "Reading", "Centre", "Usual range", "Stands out")
    assert len(rows) == len(ODD.points)
    assert rows[0] == ("22 Nov 2026", "7.1 h", "9.3 h", "8.2 h to 10.4 h", "Below the lower limit")
    assert rows[-1] == ("16 Aug 2026", "9.4 h", "9.3 h", "8.2 h to 10.4 h", "")


def test_without_limits_the_table_leaves_them_empty():
    assert table(XMRS["xmr-without-limits"])[1] == ("30 Aug 2026", "9.2 h", "", "", "")


@pytest.mark.parametrize(
    ("words", "width"), [("Beyond", 840), ("3 of 4", 840), ("8 in a row", 840), ("Beyond", 358)]
)
def test_what_stands_out_has_a_word_beside_it(words, width):
    assert f">{words}</text>" in xmr(ODD, "k", width)


def test_each_kind_has_a_shape_of_its_own():
    def shapes(shape: Shape) -> str:
        return xmr(replace(CALM, rows=((*WEEKLY[:8], odd(8, shape)),)), "k")

    plain = xmr(replace(CALM, rows=(WEEKLY[:9],)), "k")
    assert len({plain, *map(shapes, Shape)}) == 4


def test_no_line_crosses_a_gap():
    whole = xmr(replace(CALM, rows=(WEEKLY,)), "k")
    parts = xmr(replace(CALM, rows=tuple((one,) for one in WEEKLY)), "k")
    lines = 'stroke="var(--c-main)" stroke-width="2"'
    assert (whole.count(lines), parts.count(lines)) == (1, 0)


def test_limits_of_the_last_level_are_named_with_their_value():
    drawn = xmr(CALM, "k")
    assert all(f">{words}</text>" in drawn for words in ("Centre", "7.3 h", "Upper limit", "8.1 h"))
    assert ">Upper limit 8.1 h</text>" in xmr(CALM, "k", 358)


def heights(drawn: str) -> dict[str, float]:
    """How low each word of a drawing stands."""
    texts = re.findall(r'<text x="[^"]+" y="([^"]+)"[^>]*>([^<]+)</text>', drawn)
    return {words: float(y) for y, words in texts}


def test_squeezed_limits_keep_their_order_and_never_touch():
    """An outlier leaves the three lines a few pixels for themselves."""
    wide = heights(xmr(XMRS["xmr-squeezed"], "k"))
    upper, centre, lower = (wide[words] for words in ("Upper limit", "Centre", "Lower limit"))
    assert upper + 34 < centre and centre + 34 < lower
    narrow = heights(xmr(XMRS["xmr-squeezed"], "k", 358))
    assert "Upper limit 28.4 h" in narrow
    assert "Centre 9.3 h" not in narrow


def test_limits_that_stay_are_solid_and_say_why():
    frozen = XMRS["xmr-frozen"]
    dashed = "stroke-dasharray"
    assert xmr(CALM, "k").count(dashed) - xmr(frozen, "k").count(dashed) == 2
    for width in (840, 358):
        assert ">Frozen with the baseline</text>" in xmr(frozen, "k", width)
    assert table(frozen)[-1][3] == "8.2 h to 10.4 h, frozen with the baseline"
    assert [row[-1] for row in (numbers(frozen)[0], *numbers(frozen)[1::13])] == [
        "Limits",
        "Frozen with the baseline",
        "",
    ]


def test_what_cannot_be_drawn_is_left_out():
    wild = replace(CALM, rows=((replace(WEEKLY[0], value=float("nan")), *WEEKLY[1:3]),))
    assert len(tidied(wild).points) == 2
    endless = replace(CALM, levels=(Level(FIRST, TODAY, 1, 0, float("inf")),))
    assert tidied(endless).levels == ()


def test_the_picture_is_a_png():
    assert xmr_png(ODD)[:8] == b"\x89PNG\r\n\x1a\n"
