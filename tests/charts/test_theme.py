"""The pictures' colours are the page's: one set of tokens, compared with the stylesheet."""

import re
from pathlib import Path

import pytest

from app.charts.theme import TOKENS, Shade, var
from tests.charts.samples import DRAWINGS

CSS = Path(__file__).parents[2] / "app/static/css/tokens.css"
DECLARATION = re.compile(r"(--[\w-]+):\s*([^;]+);")
# Later declarations are for people who ask for more contrast.
DECLARED = dict(reversed(DECLARATION.findall(CSS.read_text(encoding="utf-8"))))


@pytest.mark.parametrize("token", TOKENS)
def test_a_chart_colour_is_the_one_of_the_stylesheet(token):
    assert shade(var(token)) == TOKENS[token]


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_uses_only_colours_that_the_stylesheet_declares(name):
    used = set(re.findall(r'"var\((--[\w-]+)\)"', DRAWINGS[name]()))
    assert used - set(DECLARED) == set()


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_has_no_colour_of_its_own(name):
    colours = re.findall(r'(?:fill|stroke)="([^"]+)"', DRAWINGS[name]())
    assert {colour for colour in colours if not colour.startswith("var(--")} <= {"none"}


def shade(value: str) -> Shade:
    """What a value comes to, light and dark, through the variables it refers to."""
    while reference := re.fullmatch(r"var\((--[\w-]+)\)", value.strip()):
        value = DECLARED[reference[1]]
    both = re.fullmatch(r"light-dark\(\s*(#\w+)\s*,\s*(#\w+)\s*\)", value.strip())
    assert both, f"not a colour for light and dark: {value}"
    return Shade(*both.groups())
