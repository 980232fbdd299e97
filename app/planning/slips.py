"""How far a plan has left the first plan or a named baseline: how often, and by how much.

A plan or baseline is the due day of each thing by its key. A group is whatever is asked about with
the keys that count for it: an item with its tasks, a phase with its items, a whole program.
"""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic, NamedTuple, TypeVar

from app.planning.network import K
from app.planning.workdays import Workdays

G = TypeVar("G", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Moved(Generic[K]):
    """A recorded change of one thing's due day."""

    key: K
    before: date
    after: date

    @property
    def slipped(self) -> bool:
        return self.after > self.before


class Slip(NamedTuple):
    """How often a due day moved later, and how many working days the end lies behind.

    Below 0 it lies ahead; None when either plan has no due day to compare.
    """

    times: int
    days: int | None


def slips(
    groups: Mapping[G, Collection[K]],
    first: Mapping[K, date],
    now: Mapping[K, date],
    moves: Iterable[Moved[K]],
    calendar: Workdays,
) -> Mapping[G, Slip]:
    """The slip of every group against the first plan.

    What joined since counts for the end as it is now, what was dropped for the end as it was.
    """
    often = Counter(move.key for move in moves if move.slipped)
    return {
        group: Slip(sum(often[key] for key in set(keys)), behind(keys, first, now, calendar))
        for group, keys in groups.items()
    }


def behind(
    keys: Collection[K], then: Mapping[K, date], now: Mapping[K, date], calendar: Workdays
) -> int | None:
    """Working days from the last due day of some things in one plan to that in another.

    Below 0 when it lies ahead; None when either has none of them.
    """
    was, is_now = last_day(keys, then), last_day(keys, now)
    if was is None or is_now is None:
        return None
    return calendar.distance(was, is_now)


def last_day(keys: Collection[K], plan: Mapping[K, date]) -> date | None:
    """The last due day of some things; None when none of them is in the plan."""
    return max((plan[key] for key in keys if key in plan), default=None)


def against_each(
    baselines: Mapping[str, Mapping[K, date]],
    keys: Collection[K],
    now: Mapping[K, date],
    calendar: Workdays,
) -> Mapping[str, int | None]:
    """Working days behind each named baseline, in their order; None where it has none of these."""
    return {name: behind(keys, then, now, calendar) for name, then in baselines.items()}
