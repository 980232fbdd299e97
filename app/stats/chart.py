"""An XmR chart in stages: limits begin anew at given days, and stay as they were once frozen."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.stats.control import OPEN, Bounds, Limits, NoLimits, Signal, limits, signals
from app.stats.series import Series


@dataclass(frozen=True, slots=True)
class Stage:
    """A day from which limits are new.

    They are learned from the values until `learn_to`, and stay so after it; without it, from every
    value of the stage. Given limits are taken as they are.
    """

    starts_on: date
    learn_to: date | None = None
    frozen: Limits | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """The values of a stage with their limits.

    Limits are `carried` from the stage before, while this one has too few values of its own; `why`
    says what is missing then, or that there are none at all. Those that were given are `frozen`.
    """

    starts_on: date
    values: Series
    limits: Limits | None
    why: NoLimits | None
    carried: bool
    signals: tuple[Signal, ...]
    frozen: bool = False


def chart(
    values: Series, stages: Iterable[Stage] = (), bounds: Bounds = OPEN
) -> tuple[Segment, ...]:
    """The segments of a chart, oldest first; what comes before the first stage is one of its own.

    A period belongs to the stage that had begun when it ended. Rows of points do not cross stages.
    """
    told: list[Segment] = []
    for stage, part in parts(values, sorted(stages, key=lambda one: one.starts_on)):
        before = told[-1].limits if told else None
        told.append(segment(stage, part, bounds, before))
    return tuple(told)


def parts(values: Series, stages: Sequence[Stage]) -> Iterator[tuple[Stage, Series]]:
    """Each stage that has a value, with its values."""
    begun = [Stage(date.min), *stages]
    ends = [*(stage.starts_on for stage in stages), date.max]
    for stage, end in zip(begun, ends, strict=True):
        part = values.part(one for one in values.points if stage.starts_on <= one.ends_on < end)
        if part.points:
            yield stage, part


def segment(stage: Stage, values: Series, bounds: Bounds, before: Limits | None) -> Segment:
    starts_on = max(stage.starts_on, values.points[0].starts_on)
    own = stage.frozen or limits(learned_from(stage, values), bounds)
    if isinstance(own, Limits):
        found = signals(values, own)
        return Segment(starts_on, values, own, None, False, found, stage.frozen is not None)
    found = signals(values, before) if before else ()
    return Segment(starts_on, values, before, own, before is not None, found)


def learned_from(stage: Stage, values: Series) -> Series:
    return values if stage.learn_to is None else values.ending(date.min, stage.learn_to)
