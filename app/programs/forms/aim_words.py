"""What is known about a number, in words: who published what, and what a start rests on."""

from collections.abc import Callable
from datetime import date

from app.criteria.baseline import BaselineValue
from app.criteria.goals import Goal
from app.kpis.benchmarks import Level, to_compare
from app.kpis.catalogue import Kpi
from app.planning.words import counted, span
from app.web.filters import long_day

LEVELS = {Level.TYPICAL: "typical", Level.GOOD: "good", Level.BEST: "best in class"}


def benchmark_words(kpi: Kpi) -> str:
    """The published figure to compare with, and who published it."""
    found = to_compare(kpi.benchmarks)
    if found is None:
        return "No published benchmark"
    source = found.sources[0]
    year = f", {source.year}" if source.year else ""
    return f"Benchmark {found.words}, {LEVELS[found.level]} ({source.site}{year})"


def start_words(start: BaselineValue | None, today: date) -> str:
    """What a baseline rests on: "Typed, not measured: 1 to 31 Oct, 412 records"."""
    if start is None:
        return ""
    days = span(start.starts_on, start.ends_on, today) if start.starts_on and start.ends_on else ""
    records = "" if start.n is None else counted(start.n, "record")
    about = ", ".join(filter(None, (days, records)))
    return f"{start.source}{': ' if about else ''}{about}."


def way_words(goal: Goal, say: Callable[[float], str]) -> str:
    """The steps on the way to a goal, and how long it is to be held; empty for neither."""
    steps = " and ".join(f"{say(step.value)} by {long_day(step.by)}" for step in goal.steps)
    hold = f", held in {goal.hold.needed} of {goal.hold.of} readings"
    return (f", by way of {steps}" if steps else "") + ("" if goal.hold.is_off else hold)
