"""How often a finding is wrong and how often it sees a step, on made-up series.

python -m bench.evidence
"""

import math
import random
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import product
from typing import NamedTuple

from app.stats.control import Limits, limits, signals
from app.stats.difference import difference
from app.stats.finding import LEAST_AFTER, Answer, Event, Question, finding
from app.stats.series import Point, Series

SERIES = 1_000
SEED = 20261123
STEPS = (0.0, 0.5, 1.0, 1.5, 2.0, 3.0)
WEEKS = ((6, 4), (8, 8), (12, 12), (20, 20))
LOOKS = 20
MONDAYS = [date(2026, 1, 5) + timedelta(weeks=n) for n in range(60)]
SUNDAYS = [monday + timedelta(days=6) for monday in MONDAYS]
LOGNORMAL = 0.6

Noise = Callable[[random.Random, int], list[float]]


class Cell(NamedTuple):
    """The share of series with a signal, by its way: as the step went, and the other way."""

    seen: float
    astray: float


def normal(chance: random.Random, count: int) -> list[float]:
    return [chance.gauss(0, 1) for _ in range(count)]


def skewed(chance: random.Random, count: int) -> list[float]:
    """Lognormal, as times to resolve are, with mean 0 and spread 1."""
    mean = math.exp(LOGNORMAL**2 / 2)
    spread = mean * math.sqrt(math.exp(LOGNORMAL**2) - 1)
    return [(chance.lognormvariate(0, LOGNORMAL) - mean) / spread for _ in range(count)]


def alike(correlation: float) -> Noise:
    """Each week resembles the one before it: autoregressive, with spread 1."""

    def draw(chance: random.Random, count: int) -> list[float]:
        fresh = math.sqrt(1 - correlation**2)
        values = [chance.gauss(0, 1)]
        while len(values) < count:
            values.append(correlation * values[-1] + fresh * chance.gauss(0, 1))
        return values

    return draw


NOISES: dict[str, Noise] = {
    "normal": normal,
    "skewed": skewed,
    "autocorrelated 0.3": alike(0.3),
    "autocorrelated 0.5": alike(0.5),
}


def better(before: float, after: float) -> bool:
    return after > before


def question(values: list[float], before: int) -> Question:
    points = tuple(map(Point, MONDAYS, SUNDAYS, values))
    change = Event(MONDAYS[before], "The change")
    return Question(Series(points, 7), change, MONDAYS[len(values)], better)


def drawn(noise: str, step: float, weeks: tuple[int, int]) -> Iterator[list[float]]:
    """The series of a cell: the same ones in every run."""
    before, after = weeks
    chance = random.Random(f"{SEED} {noise} {step} {weeks}")
    for _ in range(SERIES):
        values = NOISES[noise](chance, before + after)
        yield values[:before] + [value + step for value in values[before:]]


def cell(noise: str, step: float, weeks: tuple[int, int]) -> Cell:
    told = [finding(question(values, weeks[0])) for values in drawn(noise, step, weeks)]
    ways = [one.better for one in told if one.answer is Answer.SIGNAL]
    return Cell(ways.count(True) / SERIES, ways.count(False) / SERIES)


def alarm_by_looking(noise: str, before: int) -> tuple[float, float]:
    """False alarms on the last of twenty weeks after, and on any of them when each is looked at."""
    last = ever = 0
    for values in drawn(noise, 0.0, (before, LOOKS)):
        looks = [
            finding(question(values[: before + after], before)).answer is Answer.SIGNAL
            for after in range(LEAST_AFTER, LOOKS + 1)
        ]
        last += looks[-1]
        ever += any(looks)
    return last / SERIES, ever / SERIES


def alarms_by_parts(noise: str, weeks: tuple[int, int]) -> tuple[float, float, float]:
    """False alarms of the rows of points alone, of the interval alone, and of both together."""
    rows = apart = both = 0
    for values in drawn(noise, 0.0, weeks):
        whole = question(values, weeks[0]).values
        before, after = whole.part(whole.points[: weeks[0]]), whole.part(whole.points[weeks[0] :])
        usual = limits(before)
        rows += isinstance(usual, Limits) and bool(signals(after, usual))
        apart += difference(before, after).is_clear
        both += finding(question(values, weeks[0])).answer is Answer.SIGNAL
    return rows / SERIES, apart / SERIES, both / SERIES


def percent(share: float) -> str:
    return f"{100 * share:.1f}"


def row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def steps_table() -> Iterator[str]:
    yield row("Noise", "Weeks before, after", "No step", *(f"{step:g} σ" for step in STEPS[1:]))
    yield row("---", "---", *("---:" for _ in STEPS))
    for noise, weeks in product(NOISES, WEEKS):
        cells = [cell(noise, step, weeks) for step in STEPS]
        alarm = percent(cells[0].seen + cells[0].astray)
        yield row(
            noise, f"{weeks[0]}, {weeks[1]}", alarm, *(percent(one.seen) for one in cells[1:])
        )


def looks_table() -> Iterator[str]:
    yield row("Noise", "After twenty weeks", "In any of seventeen weekly looks")
    yield row("---", "---:", "---:")
    for noise in NOISES:
        yield row(noise, *(percent(share) for share in alarm_by_looking(noise, 12)))


def parts_table() -> Iterator[str]:
    yield row("Noise", "Points that stand out", "Interval", "Both")
    yield row("---", "---:", "---:", "---:")
    for noise in NOISES:
        yield row(noise, *(percent(share) for share in alarms_by_parts(noise, (12, 12))))


def main() -> None:
    begun = time.perf_counter()
    print(f"{SERIES:,} series a cell. Percent of series with a signal.\n")
    print("\n".join(steps_table()), end="\n\n")
    print("\n".join(looks_table()), end="\n\n")
    print("\n".join(parts_table()))
    print(f"\n{time.perf_counter() - begun:.0f} s")


if __name__ == "__main__":
    main()
