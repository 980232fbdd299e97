"""Drawings are made once for the same data and the same code, and kept in memory."""

import hashlib
import re
from collections import OrderedDict
from collections.abc import Callable
from functools import cache
from pathlib import Path
from threading import Lock

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


drawings = Kept(KEPT_BYTES)


def svg(name: str, draw: Callable[[], str]) -> str:
    """A drawing to stand inside a page, by its name."""
    return drawings.get(name, lambda: draw().encode()).decode()


def digest(*data: object) -> str:
    """A name for a picture: the same data drawn by the same code, the same name."""
    return hashlib.sha256(f"{hand()}{data!r}".encode()).hexdigest()[:32]


@cache
def hand() -> str:
    """What draws: it changes with the code of the charts."""
    folder = Path(__file__).parent
    code = b"".join(path.read_bytes() for path in sorted(folder.glob("*.py")))
    return hashlib.sha256(code).hexdigest()


def as_file(drawn: str) -> str:
    """A drawing as a file of its own: on white, in the colours of the light theme."""
    drawn = VARIABLE.sub(lambda token: TOKENS[token[1]].light, drawn)
    opened, rest = drawn.split(">", 1)
    face = 'font-family="Source Sans 3, Segoe UI, Helvetica, Arial, sans-serif"'
    sheet = f'<rect width="100%" height="100%" fill="{TOKENS["sheet"].light}"/>'
    return f"{opened} {face}>{sheet}{rest}"
