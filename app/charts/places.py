"""Finding room for labels: boxes that must not touch, and marks along a line pushed apart."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

OUTSIDE = 20.0
LABEL_WEIGHT = 3.0
AROUND_LABEL = 6.0
RANK = 6.0


class Box(NamedTuple):
    """A rectangle in pixels, y downwards."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def area(self) -> float:
        return max(self.width, 0) * max(self.height, 0)

    def wider(self, by: float) -> "Box":
        return Box(self.left - by, self.top, self.right + by, self.bottom)

    def shared(self, other: "Box") -> float:
        """The area that both cover."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return wide * high if wide > 0 and high > 0 else 0.0


class Places:
    """What is taken inside `bounds`, and the best of several places for the next label."""

    def __init__(self, bounds: Box) -> None:
        self.bounds = bounds
        self.taken: list[tuple[Box, float]] = []

    def take(self, box: Box, weight: float = 1) -> None:
        """`weight`: how bad it is to cover a square pixel of this."""
        self.taken.append((box, weight))

    def take_line(self, points: Sequence[tuple[float, float]], weight: float = 1) -> None:
        """Keep labels off a line: one small box for every six pixels of it."""
        for (x0, y0), (x1, y1) in pairwise(points):
            steps = max(1, int(max(abs(x1 - x0), abs(y1 - y0)) / 6))
            for step in range(steps + 1):
                x, y = x0 + (x1 - x0) * step / steps, y0 + (y1 - y0) * step / steps
                self.take(Box(x - 2, y - 2, x + 2, y + 2), weight)

    def cost(self, box: Box) -> float:
        outside = box.area - box.shared(self.bounds)
        return outside * OUTSIDE + sum(box.shared(other) * weight for other, weight in self.taken)

    def best(self, boxes: Iterable[Box], most: float = float("inf")) -> int | None:
        """The number of the best box, which is now taken; None when it covers more than `most`.

        The boxes come in order of preference: each step down weighs as much as a small overlap.
        """
        choices = list(boxes)
        costs: list[float] = []
        for box in choices:
            costs.append(self.cost(box))
            if costs[-1] == 0:
                break
        number = min(range(len(costs)), key=lambda at: costs[at] + at * RANK)
        if costs[number] > most:
            return None
        self.take(choices[number].wider(AROUND_LABEL), LABEL_WEIGHT)
        return number


def pushed_apart(
    wanted: Sequence[float], widths: Sequence[float], low: float, high: float
) -> list[float]:
    """Middles for marks in a row, in order, each as near to `wanted` as the others let it.

    Fits when the widths together are at most `high - low`.
    """
    spots: list[float] = []
    edge = low
    for middle, width in zip(wanted, widths, strict=True):
        spots.append(max(middle, edge + width / 2))
        edge = spots[-1] + width / 2
    edge = high
    for number in range(len(spots) - 1, -1, -1):
        spots[number] = min(spots[number], edge - widths[number] / 2)
        edge = spots[number] - widths[number] / 2
    return spots
