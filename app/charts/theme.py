"""The chart colours: the --c-… tokens of tokens.css, with the light and the dark value of each."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple


class Shade(NamedTuple):
    light: str
    dark: str


TOKENS: Mapping[str, Shade] = MappingProxyType(
    {
        "ink": Shade("#15201f", "#e7edeb"),
        "muted": Shade("#5a6764", "#97a4a0"),
        "grid": Shade("#dee4e1", "#2a3438"),
        "axis": Shade("#c2ccc8", "#3d4a4f"),
        "main": Shade("#1b5499", "#8fbff5"),
        "soft": Shade("#75847f", "#77858a"),
        "band": Shade("#e3ebe7", "#223034"),
        "band-edge": Shade("#a9bab3", "#4d6269"),
        "target": Shade("#15201f", "#e7edeb"),
        "sheet": Shade("#ffffff", "#161c1f"),
    }
)

# A drawing narrower than this is for a phone: its labels move into the plot.
NARROW = 500

REGULAR = 400
STRONG = 650


def var(token: str) -> str:
    """The token as CSS reads it: `var(--c-main)`."""
    return f"var(--c-{token})"


class Stroke(NamedTuple):
    """How a line is drawn: colour token, width in pixels, dash and gap in pixels."""

    token: str
    width: float = 1
    dash: tuple[float, float] | None = None


class Face(NamedTuple):
    """How a text is set: colour token, size in pixels, weight, side it is anchored on."""

    token: str
    size: float = 14
    weight: int = REGULAR
    anchor: Literal["left", "center", "right"] = "left"


TITLE = Face("ink", 18, STRONG)
LABEL = Face("muted")
STRONG_LABEL = Face("ink", weight=STRONG)
NUMBER = Face("main", 17, STRONG)
NUMBER_BEFORE = Face("muted", 17, STRONG)
FLAG = Face("sheet", 13, STRONG, "center")
