"""How wide a text is, measured in the bundled fonts; shortening, wrapping and spelling by it."""

import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Final

from matplotlib import get_data_path
from matplotlib.font_manager import fontManager
from matplotlib.ft2font import FT2Font, LoadFlags

from app.charts.theme import REGULAR, STRONG, Face

FONTS: Final = {
    weight: Path(__file__).parent / "fonts" / f"nibble-sans-{weight}.ttf"
    for weight in (REGULAR, STRONG)
}
FALLBACK: Final = Path(get_data_path()) / "fonts/ttf/DejaVuSans.ttf"
FAMILIES: Final = ["Nibble Sans", "DejaVu Sans"]
OTHER_LETTER: Final = 0.62
WIDE_LETTER: Final = 1.0
UNKNOWN: Final = "□"

for path in FONTS.values():
    fontManager.addfont(path)


@lru_cache(maxsize=len(FONTS))
def advances(weight: int) -> dict[str, float]:
    """The width of each letter, for a font size of 1."""
    font = FT2Font(FONTS[weight])
    return {
        chr(code): font.load_glyph(glyph, flags=LoadFlags.NO_SCALE).horiAdvance / font.units_per_EM
        for code, glyph in font.get_charmap().items()
    }


def width(text: str, face: Face) -> float:
    """Pixels from the first to the last letter, without kerning (at most 2 % too wide)."""
    table = advances(face.weight)
    return face.size * sum(table.get(letter) or foreign(letter) for letter in text)


def foreign(letter: str) -> float:
    return WIDE_LETTER if unicodedata.east_asian_width(letter) in "WF" else OTHER_LETTER


def fitted(text: str, face: Face, room: float) -> str:
    """The text on one line, cut with an ellipsis where it is wider than `room` pixels."""
    line = " ".join(text.split())
    if width(line, face) <= room:
        return line
    while line and width(line + "…", face) > room:
        line = line[: min(len(line) - 1, int(len(line) * 0.95))].rstrip()
    return line + "…"


def wrapped(text: str, face: Face, room: float, most: int) -> list[str]:
    """The text on at most `most` lines of `room` pixels, an ellipsis where it is cut."""
    lines = [""]
    words = text.split()
    for number, word in enumerate(words):
        longer = f"{lines[-1]} {word}".strip()
        if width(longer, face) <= room or not lines[-1]:
            lines[-1] = longer
        elif len(lines) < most:
            lines.append(word)
        else:
            lines[-1] = " ".join([lines[-1], *words[number:]])
            break
    return [fitted(line, face, room) for line in lines if line]


@lru_cache(maxsize=1)
def known_letters() -> frozenset[str]:
    paths = (FONTS[REGULAR], FALLBACK)
    return frozenset(chr(code) for path in paths for code in FT2Font(path).get_charmap())


def printable(text: str) -> str:
    """The text with an empty square for what no bundled font can draw; for pictures only."""
    known = known_letters()
    return "".join(
        letter if letter in known else UNKNOWN
        for letter in text
        if letter in known or unicodedata.category(letter) not in {"Cf", "Mn", "Cc"}
    )
