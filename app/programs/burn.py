"""What is finished of a roadmap over time, beside what the first plan promised."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import date

from app.charts import kept
from app.charts.burnup import BurnUp, Step, burn_up, burn_up_png
from app.planning import words
from app.planning.words import counted
from app.programs.models import Program
from app.programs.roadmap import Board, ItemLine

THING = "improvement"


def burn_of(program: Program, board: Board, today: date) -> BurnUp:
    """The burn-up of a program's improvements; `today` is the day where the MSP is."""
    lines = [line for line in board.lines if line.facts.applies]
    done = [line.done_on for line in lines if line.done_on]
    first = [line.item.first_due for line in lines if line.item.first_due]
    ahead = [due_from(line, today) for line in lines if line.open]
    ends = max(ahead, default=None)
    return BurnUp(
        title=finding(len(done), sum(day <= today for day in first)),
        subtitle=f"Improvements finished, out of {len(lines)}",
        sentence=sentence(len(done), len(lines), ends, today),
        start=program.starts_on,
        today=today,
        scope=(Step(program.starts_on, len(lines)),),
        done=stairs(done),
        first_plan=stairs(first),
        plan=stairs(ahead, len(done)),
        first_end=max(first, default=None),
        plan_end=ends,
        things=f"{THING}s",
    )


def due_from(line: ItemLine, today: date) -> date:
    """When an open item can end at the earliest by the plan: nothing ends in the past."""
    return max(line.item.due or today, today)


def stairs(days: Iterable[date], from_count: int = 0) -> tuple[Step, ...]:
    """One step up for each day."""
    counts = {day: from_count + number for number, day in enumerate(sorted(days), start=1)}
    return tuple(Step(day, count) for day, count in counts.items())


def finding(done: int, promised: int) -> str:
    """The title of the chart: how many are finished beside how many should be by now."""
    behind = promised - done
    if not behind:
        return "As many finished as the first plan promised"
    side = "behind" if behind > 0 else "ahead of"
    return f"{counted(abs(behind), THING).capitalize()} {side} the first plan"


def sentence(done: int, total: int, ends: date | None, today: date) -> str:
    said = f"{done} of {counted(total, THING)} finished by {words.day(today, today)}."
    return f"{said} The plan today ends on {words.day(ends, today)}." if ends else said


def digest(data: BurnUp) -> str:
    return kept.digest("burn-up", [getattr(data, field.name) for field in fields(data)])


def svg(data: BurnUp, width: int, name: str = "") -> str:
    """The chart to stand inside a page; whoever wants several widths hands its digest in."""
    return kept.svg(f"{name or digest(data)}-{width}", lambda: burn_up(data, "burn", width))


def png(data: BurnUp) -> bytes:
    return kept.drawings.get(f"{digest(data)}-png", lambda: burn_up_png(data, kept.WIDE))


def svg_file(data: BurnUp) -> bytes:
    """The chart as a file of its own."""
    return kept.as_file(svg(data, kept.WIDE)).encode()
