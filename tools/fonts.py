"""Cuts the fonts of the PNG charts from the page's variable web fonts.

python tools/fonts.py [FOLDER WITH THE WOFF2 FILES]

matplotlib reads neither woff2 nor variable fonts, so each weight is frozen into a TTF of its own
and the Latin and Latin Extended parts are joined. The licence reserves the name "Source", so
what is cut here is called "Nibble Sans". Same input, same bytes.
"""

import sys
import tempfile
from pathlib import Path

from fontTools.merge import Merger, Options
from fontTools.subset import Options as SubsetOptions
from fontTools.subset import Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

ROOT = Path(__file__).resolve().parent.parent
WEB_FONTS = ROOT / "app/static/fonts"
CUT_FONTS = ROOT / "app/charts/fonts"
LATIN = "source-sans-3-latin-wght-normal.woff2"
LATIN_EXT = "source-sans-3-latin-ext-wght-normal.woff2"
FAMILY = "Nibble Sans"
CUTS = {"Regular": 400, "Bold": 650}


def main(folder: Path) -> None:
    for style, weight in CUTS.items():
        target = CUT_FONTS / f"nibble-sans-{weight}.ttf"
        cut(folder, style, weight).save(target, reorderTables=True)
        print(f"{target.name}: {target.stat().st_size:,} bytes")


def cut(folder: Path, style: str, weight: int) -> TTFont:
    latin = frozen(folder / LATIN, weight)
    extended = frozen(folder / LATIN_EXT, weight)
    keep(latin, set(latin.getBestCmap()))
    keep(extended, set(extended.getBestCmap()) - set(latin.getBestCmap()))
    font = joined([latin, extended])
    rename(font, style, weight, copyright_of=latin)
    return font


def frozen(path: Path, weight: int) -> TTFont:
    font = TTFont(path, recalcTimestamp=False)
    font.flavor = None
    return instantiateVariableFont(font, {"wght": weight})


def keep(font: TTFont, codepoints: set[int]) -> None:
    options = SubsetOptions(hinting=False, layout_features=["kern"], glyph_names=False)
    options.name_IDs = [0, 14]
    options.drop_tables += ["STAT", "MVAR", "HVAR", "BASE", "gasp", "prep"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codepoints)
    subsetter.subset(font)


def joined(parts: list[TTFont]) -> TTFont:
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, part in enumerate(parts):
            paths.append(f"{folder}/{number}.ttf")
            part.save(paths[-1])
        font = Merger(Options(drop_tables=["GSUB"])).merge(paths)
    font.recalcTimestamp = False
    font["head"].created = font["head"].modified = parts[0]["head"].created
    return font


def rename(font: TTFont, style: str, weight: int, copyright_of: TTFont) -> None:
    names = font["name"]
    rights = copyright_of["name"].getDebugName(0)
    names.names = []
    full = f"{FAMILY} {style}"
    for number, text in {
        0: rights,
        1: FAMILY,
        2: style,
        3: f"{FAMILY} {weight}",
        4: full,
        6: full.replace(" ", ""),
        13: "SIL Open Font License 1.1",
        14: "https://openfontlicense.org",
    }.items():
        names.setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = 400 if style == "Regular" else 700


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else WEB_FONTS)
