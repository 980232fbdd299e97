"""How the burn-up is drawn: staircases over time, with their names at the right-hand end."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from app.charts.axes import (
    Margins,
    Plot,
    Ticks,
    day_span,
    draw_grid,
    draw_today,
    left_margin,
    plot_with_axes,
)
from app.charts.burnup import BurnUp, Step, reached
from app.charts.places import Box
from app.charts.scales import long_day, value_ticks
from app.charts.tags import Tag, draw_tags_beside, draw_tags_inside, right_margin
from app.charts.theme import LABEL, NARROW, STRONG_LABEL, Face, Stroke

if TYPE_CHECKING:
    from app.charts.kit import Drawing, Point

SCOPE = Stroke("muted", 1.25)
FIRST_PLAN = Stroke("soft", 2)
PLAN = Stroke("main", 1.6, (2, 3))
DONE = Stroke("ink", 3)
RING = Stroke("main", 2)
HALO = Stroke("sheet", 2)
PLAN_LABEL = Face("main")
KEEP_OFF_DONE = 2
ALONG = (0.7, 0.6, 0.5, 0.8, 0.4, 0.3)


def draw_burn_up(drawing: "Drawing", data: BurnUp, whole: Box) -> None:
    highest = max((step.count for steps in staircases(data) for step in steps), default=0)
    ticks = Ticks(count_ticks(highest), lambda count: f"{count:,.0f}")
    tags = list(line_tags(data))
    right = right_margin(drawing, tags, narrow=whole.width < NARROW)
    margins = Margins(left_margin(drawing, whole, ticks), right)
    plot = plot_with_axes(drawing, whole, margins, day_span(days(data), data.today), ticks)
    draw_grid(plot, ticks)
    draw_today(plot, data.today)
    draw_lines(plot, data)
    draw_ends(plot, data)
    if not plot.narrow:
        draw_tags_beside(plot, tags)
    draw_done(plot, data)
    if plot.narrow:
        draw_tags_inside(plot, tags[: bool(data.scope)])
        label_lines(plot, data)


def count_ticks(highest: int) -> list[float]:
    """Round counts from zero, and the highest count itself on top."""
    ticks = value_ticks([0, highest], decimals=0)
    room = (ticks[1] - ticks[0]) * 0.6
    return [tick for tick in ticks if highest - tick > room] + [highest] if highest else ticks


def staircases(data: BurnUp) -> tuple[Sequence[Step], ...]:
    return data.scope, data.done, data.first_plan, data.plan


def days(data: BurnUp) -> list[date]:
    """Every day the axis must reach."""
    found = [step.on for steps in staircases(data) for step in steps]
    found += [end for end in (data.first_end, data.plan_end) if end]
    return [data.start, *(found or [data.today])]


def line_tags(data: BurnUp) -> Iterator[Tag]:
    total = data.total
    if data.scope:
        yield Tag([(f"{total:,} {data.things}", STRONG_LABEL)], total)
    if data.first_plan:
        yield Tag(named("First plan", data.first_end, LABEL), top(data.first_plan))
    if data.plan:
        yield Tag(named("Plan today", data.plan_end, PLAN_LABEL), top(data.plan))


def named(name: str, end: date | None, face: Face) -> list[tuple[str, Face]]:
    return [(name, face)] + ([(long_day(end), face)] if end else [])


def top(steps: Sequence[Step]) -> int:
    return max(step.count for step in steps)


def draw_lines(plot: Plot, data: BurnUp) -> None:
    if data.scope:
        first = min(data.scope, key=lambda step: step.on).count
        plot.stroke(stairs(plot, data.scope, (data.start, plot.x.last), first), SCOPE)
    plot.stroke(first_plan_line(plot, data), FIRST_PLAN)
    plot.stroke(plan_line(plot, data), PLAN)


def first_plan_line(plot: Plot, data: BurnUp) -> "list[Point]":
    if not data.first_plan:
        return []
    last = data.first_end or max(step.on for step in data.first_plan)
    return stairs(plot, data.first_plan, (data.start, last))


def plan_line(plot: Plot, data: BurnUp) -> "list[Point]":
    """From what is done today onwards."""
    ahead = [step for step in data.plan if step.on >= data.today]
    if not ahead:
        return []
    last = data.plan_end or max(step.on for step in ahead)
    return stairs(plot, ahead, (max(data.start, data.today), last), reached(data.done, data.today))


def label_lines(plot: Plot, data: BurnUp) -> None:
    """On a narrow plot: each plan's name beside its line, the first plan's above it."""
    for words, face, line, side in (
        ("First plan", LABEL, first_plan_line(plot, data), -1),
        ("Plan today", PLAN_LABEL, plan_line(plot, data), 1),
    ):
        half = plot.drawing.width(words, face) / 2 + 8
        along = [line[round(share * (len(line) - 1))] for share in ALONG if line]
        spots = [(x + side * half, y + side * dy) for dy in (4, 14) for x, y in along]
        if spots:
            plot.put(words, face, spots)


def stairs(
    plot: Plot, steps: Sequence[Step], span: tuple[date, date], level: int = 0
) -> "list[Point]":
    """The corners of a staircase over the days of `span`, starting at `level`."""
    begin, end = span
    points = [plot.at(begin, level)]
    for step in sorted(steps, key=lambda step: (step.on, step.count)):
        if begin <= step.on <= end:
            points += [plot.at(step.on, level), plot.at(step.on, step.count)]
        if step.on <= end:
            level = step.count
    return [*points, plot.at(end, level)]


def draw_ends(plot: Plot, data: BurnUp) -> None:
    """A diamond where the first plan ends, a ring where today's plan does."""
    if data.first_end and data.scope:
        plot.drawing.diamond(plot.at(data.first_end, top(data.first_plan or data.scope)), 6, "soft")
    if data.plan_end and data.plan:
        plot.drawing.dot(plot.at(data.plan_end, top(data.plan)), 4.5, "sheet", RING)


def draw_done(plot: Plot, data: BurnUp) -> None:
    """The heavy line up to today, and how many that is."""
    if data.today < data.start:
        return
    until = min(data.today, plot.x.last)
    count = reached(data.done, data.today)
    plot.stroke(stairs(plot, data.done, (data.start, until)), DONE, KEEP_OFF_DONE)
    x, y = plot.at(until, count)
    plot.drawing.dot((x, y), 4.5, "ink", HALO)
    words = f"{count} done"
    half = plot.drawing.width(words, STRONG_LABEL) / 2
    spots = [(x + dx * (half + 9), y + dy) for dx in (1, -1) for dy in (11, -11, 0, 26, -26)]
    plot.put(words, STRONG_LABEL, spots)
