"""A KPI's chart, drawn once for the same data and kept in memory."""

import hashlib
import re
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import fields
from functools import cache
from pathlib import Path
from threading import Lock

from app import charts
from app.charts.kpi_trend import KpiTrend, kpi_trend, kpi_trend_png
from app.charts.theme import TOKENS

WIDE, NARROW = 840, 358
KEPT_BYTES = 24 * 1024 * 1024
VARIABLE = re.compile(r"var\(--c-([a-z-]+)\)")


class Kept:
    """The drawings used last, up to a number of bytes."""

    def __init__(self, limit: int) -> None:
        self.limit, self.size = limit, 0
        self.drawings: OrderedDict[str, bytes] = OrderedDict()
        self.lock = Lock()

    def get(self, name: str, draw: Callable[[], bytes]) -> bytes:
        """The drawing by that name; drawn now when it is not here, without holding up others."""
        with self.lock:
            if name in self.drawings:
                self.drawings.move_to_end(name)
                return self.drawings[name]
        drawing = draw()
        with self.lock:
            self.keep(name, drawing)
        return drawing

    def keep(self, name: str, drawing: bytes) -> None:
        if name not in self.drawings:
            self.size += len(drawing)
        self.drawings[name] = drawing
        while self.size > self.limit and len(self.drawings) > 1:
            _, oldest = self.drawings.popitem(last=False)
            self.size -= len(oldest)


kept = Kept(KEPT_BYTES)


def digest(trend: KpiTrend, unit: str) -> str:
    """A name for the picture: the same data drawn by the same code, the same name."""
    told = [(f.name, getattr(trend, f.name)) for f in fields(trend) if f.name != "say"]
    return hashlib.sha256(f"{hand()}{unit}{told!r}".encode()).hexdigest()[:32]


@cache
def hand() -> str:
    """What draws: it changes with the code of the charts."""
    folder = Path(str(charts.__file__)).parent
    code = b"".join(path.read_bytes() for path in sorted(folder.glob("*.py")))
    return hashlib.sha256(code).hexdigest()


def svg(trend: KpiTrend, name: str, width: int) -> str:
    """The chart to stand inside a page; `name` is its digest."""
    return kept.get(f"{name}-{width}", lambda: kpi_trend(trend, "trend", width).encode()).decode()


def png(trend: KpiTrend, name: str) -> bytes:
    return kept.get(f"{name}-png", lambda: kpi_trend_png(trend, WIDE))


def svg_file(trend: KpiTrend, name: str) -> str:
    """The chart as a file of its own: on white, in the colours of the light theme."""
    drawn = VARIABLE.sub(lambda token: TOKENS[token[1]].light, svg(trend, name, WIDE))
    opened, rest = drawn.split(">", 1)
    face = 'font-family="Source Sans 3, Segoe UI, Helvetica, Arial, sans-serif"'
    sheet = f'<rect width="100%" height="100%" fill="{TOKENS["sheet"].light}"/>'
    return f"{opened} {face}>{sheet}{rest}"
