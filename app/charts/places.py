"""Finding room for labels: boxes that must not touch, and marks along a line pushed apart."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

OUTSIDE = 20.0
LABEL_WEIGHT = 3.0
AROUND_LABEL = 6.0
RANK = 6.0
SLOPE_STEP = 6
LINE_WIDTH = 4


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

    def wider(self, by: float) -> "Box":
        return Box(self.left - by, self.top, self.right + by, self.bottom)


class Places:
    """What is taken inside `bounds`, and the best of several places for the next label."""

    def __init__(self, bounds: Box) -> None:
        self.bounds = bounds
        self.taken: list[tuple[float, float, float, float, float]] = []

    def take(self, box: Box, weight: float = 1) -> None:
        """`weight`: how bad it is to cover a square pixel of this."""
        self.taken.append((*box, weight))

    def take_line(self, points: Sequence[tuple[float, float]], weight: float = 1) -> None:
        """Keep labels off a line: a box for each straight part, many small ones where it slopes."""
        for (x0, y0), (x1, y1) in pairwise(points):
            across, down = abs(x1 - x0), abs(y1 - y0)
            steps = max(1, int(max(across, down) / SLOPE_STEP)) if across and down else 1
            wide, high = across / steps, down / steps
            for step in range(steps):
                x, y = x0 + (x1 - x0) * (step + 0.5) / steps, y0 + (y1 - y0) * (step + 0.5) / steps
                self.take(around(x, y, max(wide, LINE_WIDTH), max(high, LINE_WIDTH)), weight)

    def best(self, boxes: Sequence[Box], most: float = float("inf")) -> int:
        """The number of the best box, which is now taken; -1 when even that covers over `most`.

        The boxes come in order of preference: each step down weighs as much as a small overlap.
        """
        costs = self.costs(boxes)
        number = int(np.argmin(costs + RANK * np.arange(len(boxes))))
        if costs[number] > most:
            return -1
        self.take(boxes[number].wider(AROUND_LABEL), LABEL_WEIGHT)
        return number

    def costs(self, boxes: Sequence[Box]) -> NDArray[np.float64]:
        """What each box covers of the taken ones, weighed, and of the world out of bounds."""
        wanted = np.array(boxes)
        low, high = wanted[:, :2], wanted[:, 2:]
        taken = np.array([(*self.bounds, -OUTSIDE), *self.taken])
        near = (taken[:, :2] < high.max(axis=0)) & (taken[:, 2:4] > low.min(axis=0))
        taken = taken[near.all(axis=1)]
        shared = np.minimum(high[:, np.newaxis], taken[:, 2:4])
        shared -= np.maximum(low[:, np.newaxis], taken[:, :2])
        covered = (shared.clip(min=0).prod(axis=2) * taken[:, 4]).sum(axis=1)
        costs: NDArray[np.float64] = ((high - low).prod(axis=1) * OUTSIDE + covered).round(3)
        return costs


def around(x: float, y: float, width: float, height: float) -> Box:
    """The box of this size with its middle there."""
    return Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)


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
