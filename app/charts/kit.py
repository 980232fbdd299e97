"""A picture in CSS pixels, origin top left: matplotlib artists on a bare Figure, without Axes."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

import matplotlib
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.transforms import Affine2D

from app.charts import letters
from app.charts.places import Box
from app.charts.svg import INKS, Label
from app.charts.theme import FLAG, STRONG, Face, Stroke

Point = tuple[float, float]

POINTS_PER_INCH: Final = 72
HALF_CAPITAL: Final = 0.33
PILL: Final = 19.0
ROUND_FROM: Final = 2

matplotlib.rcParams["text.hinting"] = "none"


class Drawing:
    """What a chart is drawn on. Every length is in CSS pixels, every colour a token."""

    inks: Mapping[str, Any] = INKS
    pixel_ratio = 1

    def __init__(self, width: float, height: float) -> None:
        self.size = (width, height)
        self.figure = Figure(
            figsize=(width / POINTS_PER_INCH, height / POINTS_PER_INCH),
            dpi=POINTS_PER_INCH * self.pixel_ratio,
        )
        self.figure.patch.set_visible(False)
        ratio = self.pixel_ratio
        self.transform = Affine2D().scale(ratio, -ratio).translate(0, height * ratio)

    @property
    def box(self) -> Box:
        return Box(0, 0, *self.size)

    def line(self, points: Sequence[Point], stroke: Stroke) -> None:
        if len(points) < 2:
            return
        dash = None if stroke.dash is None else tuple(part / stroke.width for part in stroke.dash)
        self.add(
            Line2D(
                [x for x, _ in points],
                [y for _, y in points],
                color=self.inks[stroke.token],
                linewidth=stroke.width,
                linestyle="-" if dash is None else (0, dash),
                solid_capstyle="round" if stroke.width >= ROUND_FROM else "butt",
                solid_joinstyle="round",
                dash_capstyle="butt",
            )
        )

    def rect(self, box: Box, token: str) -> None:
        self.add(
            Rectangle((box.left, box.top), box.width, box.height, facecolor=self.inks[token], lw=0)
        )

    def dot(self, at: Point, radius: float, token: str, ring: Stroke | None = None) -> None:
        self.mark("o", at, 2 * radius, (token, ring))

    def diamond(self, at: Point, half: float, token: str) -> None:
        """`half`: from the middle to each corner."""
        self.mark("D", at, half * 2**0.5, (token, None))

    def mark(self, shape: str, at: Point, size: float, look: tuple[str, Stroke | None]) -> None:
        token, ring = look
        self.add(
            Line2D(
                [at[0]],
                [at[1]],
                linestyle="none",
                marker=shape,
                markersize=size,
                markerfacecolor=self.inks[token],
                markeredgecolor=self.inks[ring.token if ring else token],
                markeredgewidth=ring.width if ring else 0,
            )
        )

    def text(self, at: Point, words: str, face: Face, halo: bool = False) -> None:
        """One line of text; `at` is on the anchored side, halfway up the capitals."""
        x, y = at
        label = Label(
            x,
            y + HALF_CAPITAL * face.size,
            self.spelled(" ".join(words.split())),
            color=self.inks[face.token],
            horizontalalignment=face.anchor,
            fontproperties=font(face.weight),
            fontsize=face.size,
            parse_math=False,
        )
        label.ink, label.size, label.weight = self.inks[face.token], face.size, face.weight
        label.halo = self.inks["sheet"] if halo else None
        self.add(label)

    def pill(self, at: Point, words: str, token: str) -> None:
        """A short text in a filled circle, or a capsule where it needs more room."""
        x, y = at
        half = self.pill_width(words) / 2 - PILL / 2
        if half > 0:
            self.line([(x - half, y), (x + half, y)], Stroke(token, PILL))
        else:
            self.dot(at, PILL / 2, token)
        self.text(at, words, FLAG)

    def width(self, words: str, face: Face) -> float:
        return letters.width(self.spelled(words), face)

    def fitted(self, words: str, face: Face, room: float) -> str:
        return letters.fitted(self.spelled(words), face, room)

    def wrapped(self, words: str, face: Face, room: float, most: int) -> list[str]:
        return letters.wrapped(self.spelled(words), face, room, most)

    def pill_width(self, words: str) -> float:
        return max(PILL, self.width(words, FLAG) + 6)

    def add(self, artist: Any) -> None:
        artist.set_transform(self.transform)
        artist.set_zorder(1)
        self.figure.add_artist(artist)

    def spelled(self, words: str) -> str:
        """The words as this medium can show them."""
        return words


@lru_cache(maxsize=8)
def font(weight: int) -> FontProperties:
    return FontProperties(family=letters.FAMILIES, weight="bold" if weight == STRONG else "regular")
