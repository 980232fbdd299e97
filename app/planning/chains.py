"""Which linked tasks can have anything to do with the end of a plan, before it is laid out whole.

Of thousands of tasks that wait for one another, most chains are over long before the end. They
have room, so nobody needs to lay them out to know it.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Generic, NamedTuple

from app.planning.dayline import DayLine
from app.planning.network import K, Link
from app.planning.workdays import ONE_DAY, Workdays


class Span(NamedTuple):
    """A plan without its tasks: its working days, its first day, today, and its last day."""

    calendar: Workdays
    first: date
    today: date
    last: date


class Chain(NamedTuple, Generic[K]):
    """Tasks that wait for one another, directly or through others, and the links among them."""

    keys: set[K]
    links: list[Link[K]]


def near_the_end(dues: Mapping[K, date], links: Collection[Link[K]], span: Span) -> set[K]:
    """The tasks of every chain that can end on the last day or later.

    `dues` has the due day of each task, which takes that day alone and is free to move. Whatever
    is left out has slack, and neither moves nor holds up what is not.
    """
    line = DayLine(span.calendar, min([span.first, span.today, span.last, *dues.values()]))
    number = {key: line.at_or_after(due) for key, due in dues.items()}
    unfit = {key for key, due in dues.items() if due < span.first or line.day(number[key]) != due}
    soonest = max(line.at_or_after(span.first), line.at_or_after(span.today))
    end = line.at_or_after(span.last + ONE_DAY)
    found: set[K] = set()
    for chain in chains(dues, links):
        latest = max(number[key] for key in chain.keys)
        if not unfit.isdisjoint(chain.keys) or any(is_broken(number, one) for one in chain.links):
            latest = max(latest, soonest) + most_days(chain) - 1
        if latest + 1 >= end:
            found |= chain.keys
    return found


def is_broken(number: Mapping[K, int], link: Link[K]) -> bool:
    """Does the one that waits begin too early, by the numbers of their days?"""
    return number[link.after] <= number[link.before] + link.lag


def most_days(chain: Chain[K]) -> int:
    """The working days of a chain if all of it came one after the other."""
    return len(chain.keys) + sum(link.lag for link in chain.links)


def chains(keys: Collection[K], links: Collection[Link[K]]) -> Iterator[Chain[K]]:
    """Every task in exactly one chain; one that is linked with nothing is a chain of its own."""
    beside: dict[K, list[Link[K]]] = {key: [] for key in keys}
    for link in links:
        beside[link.before].append(link)
        beside[link.after].append(link)
    seen: set[K] = set()
    for key in keys:
        if key not in seen:
            found = reached(key, beside)
            seen |= found
            yield Chain(found, [link for one in found for link in beside[one] if link.after == one])


def reached(key: K, beside: Mapping[K, Collection[Link[K]]]) -> set[K]:
    found, todo = {key}, [key]
    while todo:
        for link in beside[todo.pop()]:
            fresh = {link.before, link.after} - found
            found |= fresh
            todo += fresh
    return found
