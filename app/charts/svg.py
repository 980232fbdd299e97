"""A matplotlib renderer that writes SVG to stand inside a page under a strict content policy.

Colours are the page's CSS variables, text is set by anchor in the page's typeface, everything is
a plain attribute, and the only ids are those of title and description, led by the chart's key.
"""

import re
from typing import Any, Final, NamedTuple

import matplotlib.backend_bases
import matplotlib.figure
import matplotlib.path
import matplotlib.text
from matplotlib.patheffects import withStroke

from app.charts.markup import clean, num
from app.charts.places import Box
from app.charts.scales import Days
from app.charts.theme import REGULAR, TOKENS, var

Ink = tuple[float, float, float, float]

# Each token travels through matplotlib as a colour of its own, and is read back when written.
INKS: Final[dict[str, Ink]] = {name: (n / 255, 0.0, 0.0, 1.0) for n, name in enumerate(TOKENS)}
VARIABLES: Final = {ink: var(name) for name, ink in INKS.items()}

ANCHORS: Final = {"left": "start", "center": "middle", "right": "end"}
COMMANDS: Final = {
    matplotlib.path.Path.MOVETO: "M",
    matplotlib.path.Path.LINETO: "L",
    matplotlib.path.Path.CURVE3: "Q",
    matplotlib.path.Path.CURVE4: "C",
    matplotlib.path.Path.CLOSEPOLY: "Z",
}
CIRCLE: Final = matplotlib.path.Path.unit_circle()
KEY: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


class Naming(NamedTuple):
    """What a drawing is called: `key` is unique on the page, title and sentence are read aloud.

    `axis` says where its days lie, and inside what, for a drawing on which days are pointed at.
    """

    key: str
    title: str
    sentence: str
    axis: tuple[Days, Box] | None = None

    @property
    def days(self) -> str:
        """The plot as an attribute: first and last day; left, right, top and bottom in pixels."""
        if self.axis is None:
            return ""
        days, area = self.axis
        edges = " ".join(map(num, (area.left, area.right, area.top, area.bottom)))
        return f' data-axis="{days.first} {days.last} {edges}"'


def inline_svg(figure: matplotlib.figure.Figure, naming: Naming) -> str:
    """The figure (72 dpi, so that a point is a CSS pixel) as one `<svg>` element.

    The ids are `{key}-{width}-title` and `-desc`: the wide and the narrow drawing share a page.
    Raises ValueError when the key is not made of letters, digits, hyphens and underscores.
    """
    if not KEY.fullmatch(naming.key):
        raise ValueError(f"not a key for ids: {naming.key!r}")
    width, height = num(figure.bbox.width), num(figure.bbox.height)
    renderer = SvgRenderer(figure.bbox.width, figure.bbox.height)
    figure.draw(renderer)
    name = f"{naming.key}-{width}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="plot" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" role="img" '
        f'aria-labelledby="{name}-title {name}-desc"{naming.days}>'
        f'<title id="{name}-title">{clean(naming.title)}</title>'
        f'<desc id="{name}-desc">{clean(naming.sentence)}</desc>'
        f"{''.join(renderer.parts)}</svg>"
    )


class SvgRenderer(matplotlib.backend_bases.RendererBase):
    """Collects SVG elements in `parts`; y runs down from the top, as on a page."""

    def __init__(self, width: float, height: float) -> None:
        super().__init__()
        self.width, self.height = width, height
        self.parts: list[str] = []

    def get_canvas_width_height(self) -> tuple[float, float]:
        return self.width, self.height

    def draw_path(self, gc: Any, path: Any, transform: Any, rgbFace: Any = None) -> None:  # noqa: N803
        commands = self.commands(path, transform)
        self.parts.append(f'<path d="{commands}"{self.paint(gc, rgbFace)}/>')

    def draw_markers(
        self,
        gc: Any,
        marker_path: Any,
        marker_trans: Any,
        path: Any,
        trans: Any,
        rgbFace: Any = None,  # noqa: N803
    ) -> None:
        paint = self.paint(gc, rgbFace)
        for x, y in trans.transform(path.vertices):
            if marker_path is CIRCLE:
                radius = num(float(marker_trans.get_matrix()[0, 0]))
                place = f'cx="{num(x)}" cy="{num(self.height - y)}" r="{radius}"'
                self.parts.append(f"<circle {place}{paint}/>")
            else:
                commands = self.commands(marker_path, marker_trans.frozen().translate(x, y))
                self.parts.append(f'<path d="{commands}"{paint}/>')

    def draw_anchored(self, label: "Label") -> None:
        """One line of text by its anchor; nothing is measured."""
        x, y = label.get_transform().transform(label.get_position()).tolist()
        anchor = ANCHORS[label.get_horizontalalignment()]
        extra = "" if anchor == "start" else f' text-anchor="{anchor}"'
        extra += "" if label.weight == REGULAR else f' font-weight="{label.weight}"'
        if label.halo is not None:
            stroke = VARIABLES[label.halo]
            extra += f' stroke="{stroke}" stroke-width="4" stroke-linejoin="round"'
            extra += ' paint-order="stroke"'
        self.parts.append(
            f'<text x="{num(x)}" y="{num(self.height - y)}" font-size="{num(label.size)}"'
            f' fill="{VARIABLES[label.ink]}"{extra}>{clean(label.get_text())}</text>'
        )

    def commands(self, path: Any, transform: Any) -> str:
        """The path as `d` of an SVG path."""
        height = self.height
        points = [
            f"{num(x)},{num(height - y)}" for x, y in transform.transform(path.vertices).tolist()
        ]
        if path.codes is None:
            return f"M{points[0]}L{' '.join(points[1:])}"
        out: list[str] = []
        last = ""
        for code, point in zip(path.codes.tolist(), points, strict=True):
            command = COMMANDS[code]
            out.append(command if command == "Z" else (" " if command == last else command) + point)
            last = command
        return "".join(out)

    def paint(self, gc: Any, face: Any) -> str:
        """Fill and stroke as attributes."""
        fill = f' fill="{VARIABLES[tuple(face)]}"' if face is not None else ' fill="none"'
        width = gc.get_linewidth()
        if not width:
            return fill
        out = f'{fill} stroke="{VARIABLES[tuple(gc.get_rgb())]}"'
        out += "" if width == 1 else f' stroke-width="{width:g}"'
        dashes = gc.get_dashes()[1]
        if dashes is not None:
            out += f' stroke-dasharray="{" ".join(num(dash) for dash in dashes)}"'
        elif gc.get_capstyle() == "round":
            out += ' stroke-linecap="round" stroke-linejoin="round"'
        return out


class Label(matplotlib.text.Text):
    """One line of text; the SVG renderer takes it by anchor, any other lays it out.

    `halo`: the colour of an outline that keeps the text legible over lines.
    """

    ink: Any = None
    halo: Any = None
    weight: int = REGULAR
    size: float = 0

    def draw(self, renderer: Any) -> None:
        if isinstance(renderer, SvgRenderer):
            renderer.draw_anchored(self)
            return
        if self.halo is not None:
            self.set_path_effects([withStroke(linewidth=4, foreground=self.halo)])
        super().draw(renderer)
