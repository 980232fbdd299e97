"""Whether a number moved after a change went live: since when, how far, and what else changed."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.stats.control import LEAST_POINTS, OPEN, Bounds, Limits, NoLimits, limits, signals
from app.stats.difference import Difference, difference
from app.stats.series import Point, Series

LEAST_AFTER = 4
MOST = 20

Better = Callable[[float, float], bool | None]


class Answer(StrEnum):
    """What the data say about a change."""

    TOO_EARLY = "too early"
    NOT_ENOUGH = "not enough data"
    NO_SIGNAL = "no signal"
    SIGNAL = "signal"


class Lack(StrEnum):
    """What an answer is waiting for, or cannot have."""

    BEFORE = "before"
    AFTER = "after"
    FLAT = "flat"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on a day; one that `redefines` made the number another number."""

    on: date
    name: str
    redefines: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """Did the values move after `go_live`?

    `lag` is the number of days until an effect is expected; `others` is what else is on record;
    `better` says of two values whether the later is better, None where neither is.
    """

    values: Series
    go_live: Event
    today: date
    better: Better
    others: tuple[Event, ...] = ()
    lag: int = 0
    bounds: Bounds = OPEN


@dataclass(frozen=True, slots=True)
class Window:
    """The periods that are compared; `live` are all since the change, expected lag included."""

    before: Series
    live: Series
    after: Series

    @property
    def whole(self) -> Series:
        return self.before.part((*self.before.points, *self.live.points))


@dataclass(frozen=True, slots=True)
class Finding:
    """What is known of a change.

    `since` is the first period of the signal and `better` its way. `n_before` and `n_after` count
    the periods compared, `missing` those without a value among them. `others` lie in the window
    too, and `cut` are the changes of definition that end it. `due` is the day from which there can
    be enough periods.
    """

    answer: Answer
    question: Question
    n_before: int
    n_after: int
    missing: int
    others: tuple[Event, ...]
    cut: tuple[Event, ...]
    due: date
    lack: Lack | None = None
    difference: Difference | None = None
    since: Point | None = None
    better: bool | None = None


def finding(asked: Question) -> Finding:
    """Compare what was before a change with what came after its expected lag.

    There is a signal when both hold: points since the change stand out of the limits of what was
    before (`app.stats.control`), and the difference of levels is clear (`app.stats.difference`).
    Needs 6 periods before and 4 after; compares at most 20 on either side. The period in which the
    change went live is neither. Where enough periods lie between the neighbouring events, only they
    are compared; otherwise those events are named in `others`. Never across a new definition.
    """
    window = window_of(asked)
    usual = limits(window.before, asked.bounds)
    if not isinstance(usual, Limits):
        return told(asked, window, Answer.NOT_ENOUGH, lack=LACKS[usual])
    if len(window.after.points) < LEAST_AFTER:
        return told(asked, window, waiting(asked), lack=Lack.AFTER)
    moved = difference(window.before, window.after)
    since = first_signal(window, usual, above=moved.size > 0) if moved.is_clear else None
    if since is None:
        return told(asked, window, Answer.NO_SIGNAL, moved=moved)
    return told(asked, window, Answer.SIGNAL, moved=moved, since=since)


LACKS = {NoLimits.TOO_FEW: Lack.BEFORE, NoLimits.FLAT: Lack.FLAT}


def told(
    asked: Question,
    window: Window,
    answer: Answer,
    lack: Lack | None = None,
    moved: Difference | None = None,
    since: Point | None = None,
) -> Finding:
    return Finding(
        answer,
        asked,
        n_before=len(window.before.points),
        n_after=len(window.after.points),
        missing=missing(asked.values, window),
        others=others_in(asked, window),
        cut=tuple(one for one in asked.others if one.redefines and cuts(one, asked)),
        due=due(asked),
        lack=lack,
        difference=moved,
        since=since,
        better=asked.better(moved.before, moved.after) if moved and since else None,
    )


def missing(values: Series, window: Window) -> int:
    """How many periods have no value at all, from the first to the last of the window.

    The period in which the change went live is compared with nothing, and is not missing.
    """
    points = window.whole.points
    return values.ending(points[0].ends_on, points[-1].ends_on).missing() if points else 0


def window_of(asked: Question) -> Window:
    """The periods before and after, as clean of other events as their number allows."""
    values, live_on = asked.values, asked.go_live.on
    first, last = defined(asked)
    before = [one for one in values.points if first <= one.starts_on and one.ends_on < live_on]
    live = [one for one in values.points if live_on <= one.starts_on and one.ends_on < last]
    settled = live_on + timedelta(days=asked.lag)
    after = [one for one in live if one.starts_on >= settled]
    ordinary = [one.on for one in asked.others if not one.redefines]
    since = max((on for on in ordinary if on < live_on), default=date.min)
    until = min((on for on in ordinary if on > live_on), default=date.max)
    before = enough([one for one in before if one.starts_on >= since], before, LEAST_POINTS)
    after = enough([one for one in after if one.ends_on < until], after, LEAST_AFTER)[:MOST]
    end = after[-1].ends_on if after else date.max
    live = [one for one in live if one.ends_on <= end]
    return Window(values.part(before[-MOST:]), values.part(live), values.part(after))


def enough(clean: list[Point], every: list[Point], least: int) -> list[Point]:
    return clean if len(clean) >= least else every


def defined(asked: Question) -> tuple[date, date]:
    """From when and until when the number is the one it was when the change went live."""
    changed = [one.on for one in asked.others if one.redefines]
    first = max((on for on in changed if on <= asked.go_live.on), default=date.min)
    last = min((on for on in changed if on > asked.go_live.on), default=date.max)
    return first, last


def cuts(event: Event, asked: Question) -> bool:
    """Whether values beyond a change of definition were left out."""
    if event.on not in defined(asked):
        return False
    points = asked.values.points
    if event.on > asked.go_live.on:
        return any(one.ends_on >= event.on for one in points)
    return any(one.starts_on < event.on for one in points)


def others_in(asked: Question, window: Window) -> tuple[Event, ...]:
    """What else happened within the periods compared, in order of time."""
    points = window.whole.points
    if not points:
        return ()
    first, last = points[0].starts_on, points[-1].ends_on
    if not window.after.points:
        last = max(last, asked.today)
    found = (one for one in asked.others if first < one.on <= last and not one.redefines)
    return tuple(sorted(found, key=lambda one: (one.on, one.name)))


def waiting(asked: Question) -> Answer:
    """Too early until the periods needed can be over; after that their readings are missing."""
    early = asked.today < due(asked) and defined(asked)[1] > due(asked)
    return Answer.TOO_EARLY if early else Answer.NOT_ENOUGH


def due(asked: Question) -> date:
    """The day by which the periods needed after the change are over, whatever day it went live."""
    days = asked.lag + (LEAST_AFTER + 1) * asked.values.every
    return asked.go_live.on + timedelta(days=days)


def first_signal(window: Window, usual: Limits, above: bool) -> Point | None:
    """The first point of what stands out on one side and reaches past the expected lag."""
    found = (one.points for one in signals(window.live, usual) if one.above == above)
    lasting = [points for points in found if reaches(points, window.after.points)]
    return min((points[0] for points in lasting), key=lambda one: one.ends_on, default=None)


def reaches(points: Iterable[Point], after: Sequence[Point]) -> bool:
    return any(one.starts_on >= after[0].starts_on for one in points)
