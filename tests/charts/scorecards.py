"""Scorecards that someone has looked at: weeks and months, and every awkward case."""

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from app.charts.scorecard import Block, Cell, Row, Scorecard

SUNDAYS = [date(2026, 8, 30) + timedelta(weeks=n) for n in range(13)]
WEEKS = tuple(f"{on.day} {on:%b}" for on in SUNDAYS)
RISING = (58, 57.5, 59, 59.5, 60, 61.5, 61, 62, 62.5, 62, 65.2, 68, 68.4)
STALE = (30, 24, 20, 16, None, 12, 14, None, 16, 17, 5, 4, None)
OLD = (9, 8, None, None, 7, *[None] * 8)
WORK = (5200, 5300, 5100, 5500, 5600, 6100)


def row(name: str, target: str, values: Sequence[float | None], form: str, edge: float) -> Row:
    """A row whose target is met from `edge` on, or up to it; without a target nothing is judged."""
    less = target.endswith(("fewer", "less"))
    met = (value is not None and (value <= edge if less else value >= edge) for value in values)
    cells = (
        None if value is None else Cell(value, form.format(value), is_met if target else None)
        for value, is_met in zip(values, met, strict=True)
    )
    return Row(name, target, tuple(cells))


UTILIZATION = row("Resource utilization", "68% or more", RISING, "{:.1f}%", 68)
SMALL = tuple(
    cell and replace(cell, small=at % 4 == 1) for at, cell in enumerate(UTILIZATION.cells)
)
CARD = Scorecard(
    title="1 of 3 numbers with a target met it in the latest week",
    subtitle="Scorecard: every number in use, with its course and its target",
    sentence=(
        "1 of 3 numbers with a target met it in the latest week, 2 have no reading for it. "
        "Readings are late for On hold past due."
    ),
    blocks=(
        Block(
            "The latest 13 weeks, to 22 November 2026",
            WEEKS,
            (
                UTILIZATION,
                row("Waiting tickets without a note for three days", "5 or fewer", STALE, "{}", 5),
                row("On hold past due", "8 or fewer", OLD, "{}", 8),
                row("Open tickets", "", RISING, "{:.0f}", 0),
            ),
        ),
        Block(
            "The latest 6 months, to 31 October 2026",
            ("May", "Jun", "Jul", "Aug", "Sep", "Oct"),
            (row("Monthly revenue in the plan", "$5,500 or more", WORK, "${:,.0f}", 5500),),
        ),
    ),
)
SCORECARDS = {
    "scorecard": CARD,
    "scorecard-of-nothing": replace(CARD, title="No numbers yet", sentence="", blocks=()),
    "scorecard-hostile": replace(
        CARD,
        title='$$ per <b>"ticket"</b> & $x^2$ ' + "long name " * 30,
        blocks=(
            replace(
                CARD.blocks[0],
                rows=(
                    replace(UTILIZATION, cells=SMALL),
                    row("<i>漢字</i> & " + "long " * 30, "9" * 60, [math.nan, 1e300], "{}", 0),
                    row("Huge", "$1 or more", [1e12] * 13, "${:,.2f}", 1),
                    Row("Nothing", "", (None,) * 13),
                ),
            ),
        ),
    ),
}
