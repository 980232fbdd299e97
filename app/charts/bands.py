"""Several benchmarks at once: each a bar with its letter beside the plot, its edges across it."""

from collections.abc import Sequence

from app.charts.axes import Plot
from app.charts.kpi_trend import LETTERS, Benchmark
from app.charts.places import Box
from app.charts.theme import STRONG, Face, Stroke

PITCH, INSET = 16, 10
BAR, LEAST_BAR = 6, 3
ABOVE = 9
KEEP_OFF_EDGE = 0.1
LETTER = Face("ink", 13, STRONG, "center")
DASHES = ((1, 3), (3, 3), (6, 3), (11, 4))


def room(bands: Sequence[Benchmark]) -> float:
    """How wide the bars are together, in pixels; one band alone lies in the plot itself."""
    return INSET + PITCH * len(bands) if len(bands) > 1 else 0


def draw_beside(plot: Plot, bands: Sequence[Benchmark]) -> None:
    """A bar for each of several bands, as high as it reaches; an open one ends with the plot."""
    if len(bands) < 2:
        return
    spots = [plot.area.right + INSET + PITCH * number for number in range(len(bands))]
    for band, x, dash in zip(bands, spots, DASHES, strict=False):
        for edge in dict.fromkeys((band.low, band.high)):
            if edge is None:
                continue
            y = plot.y(edge)
            plot.drawing.line([(plot.area.left, y), (x, y)], Stroke("soft", 1, dash))
            plot.places.take_line([(plot.area.left, y), (plot.area.right, y)], KEEP_OFF_EDGE)
    for letter, band, x in zip(LETTERS, bands, spots, strict=False):
        top = plot.area.top if band.high is None else plot.y(band.high)
        bottom = plot.area.bottom if band.low is None else plot.y(band.low)
        bottom = max(bottom, top + LEAST_BAR)
        plot.drawing.rect(Box(x, top, x + BAR, bottom), "muted")
        plot.drawing.text((x + BAR / 2, top - ABOVE), letter, LETTER, halo=True)
