"""The clients page put together: filters, search, order, one page at a time, and its words."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Any
from urllib.parse import urlencode

from app.criteria.rules import UNREAD
from app.planning.signs import SEVERITY, State
from app.planning.words import ago, counted
from app.portfolio import rules
from app.portfolio.queries import Client

PAGE = 50
RESTS = "Not judged"
REST = "rest"
NUMBERS = ("No calls", "One call", "Two calls", "Three calls", "Four calls", "Five calls")
FILTERS = (
    ("", "All"),
    ("off", "Off track"),
    ("watch", "Watch"),
    ("ok", "On track"),
    ("none", "No baseline"),
    (REST, "Paused or closed"),
)

SHOWN = {show for show, _ in FILTERS if show}


@dataclass(frozen=True)
class Wish:
    """What the coach asked to see: a state, words of a name, an order, a page."""

    show: str = ""
    words: str = ""
    sort: str = ""
    number: int = 1

    def address(self, **changes: Any) -> str:
        """The same wish with some things changed, as it stands in the browser's address."""
        wanted = {"show": self.show, "q": self.words, "sort": self.sort} | changes
        kept = {name: value for name, value in wanted.items() if value}
        return f"/clients?{urlencode(kept)}" if kept else "/clients"


@dataclass(frozen=True)
class Chip:
    label: str
    url: str
    current: bool
    count: int
    state: str = ""


@dataclass(frozen=True)
class Head:
    """A heading of the table; without an address it does not sort."""

    label: str
    url: str = ""
    order: str = ""
    icon: str = ""


@dataclass(frozen=True)
class CallLine:
    """A call of today: the client, why, the question to open with, and whom to ask for."""

    client: Client
    reason: str
    question: str

    @property
    def who(self) -> str:
        return self.client.champion.split()[0] if self.client.champion else "Call"


@dataclass(frozen=True)
class Portfolio:
    """Everything the clients page says."""

    title: str
    says: str
    calls: tuple[CallLine, ...]
    total: int
    chips: tuple[Chip, ...]
    heads: tuple[Head, ...]
    clients: tuple[Client, ...]
    shown_says: str
    page_says: str
    previous: str
    next: str
    show: str
    words: str
    sort: str


def behind(client: Client) -> tuple[int, int]:
    return -SEVERITY[client.facts.roadmap.state], -client.behind


def least_on_pace(client: Client) -> int:
    return -SEVERITY[client.facts.criteria.state]


def longest_silent(client: Client) -> tuple[int, int]:
    return -SEVERITY[client.facts.champion.state], -(client.facts.days_silent or 0)


def share_done(client: Client) -> float:
    return client.done / client.total if client.total else 0


ORDERS: dict[str, Callable[[Client], Any]] = {
    "name": lambda client: client.facts.name.casefold(),
    "roadmap": behind,
    "criteria": least_on_pace,
    "champion": longest_silent,
    "progress": share_done,
}
ORDER_SAYS = {
    "": "those who need you first",
    "name": "by name",
    "roadmap": "the furthest behind first",
    "criteria": "the furthest from their targets first",
    "champion": "the longest silent first",
    "progress": "those with the most to do first",
}
HEADS = (
    ("Client", "name", ""),
    ("Roadmap", "roadmap", "roadmap"),
    ("Success criteria", "criteria", "criteria"),
    ("Champion", "champion", "champion"),
    ("12 weeks", "", ""),
    ("Progress", "progress", ""),
)


def put_together(clients: Sequence[Client], wish: Wish, today: date) -> Portfolio:
    """The page that was wished for, out of all clients of the coach."""
    by_name = {client.facts: client for client in clients}
    in_need = [by_name[facts] for facts in rules.in_need_order(by_name, today)]
    found = [client for client in in_need if fits(client, wish)]
    if wish.sort in ORDERS:
        found.sort(key=ORDERS[wish.sort])
    counts = Counter(map(standing, clients))
    number = min(wish.number, max(ceil(len(found) / PAGE), 1))
    first = (number - 1) * PAGE
    shown = found[first : first + PAGE]
    calls = [
        CallLine(by_name[call.client], call.reason, call.question)
        for call in rules.calls(by_name, today)
    ]
    return Portfolio(
        title=f"{NUMBERS[len(calls)]} today",
        says=says(len(clients), counts[State.OK]),
        calls=tuple(calls),
        total=len(clients),
        chips=chips(len(clients), counts, wish),
        heads=tuple(head(*one, wish) for one in HEADS),
        clients=tuple(shown),
        shown_says=f"{counted(len(found), 'client')}, {ORDER_SAYS[wish.sort]}.",
        page_says=f"{first + 1} to {first + len(shown)} of {len(found)}",
        previous=wish.address(page=number - 1) if number > 1 else "",
        next=wish.address(page=number + 1) if first + PAGE < len(found) else "",
        show=wish.show,
        words=wish.words,
        sort=wish.sort,
    )


def fits(client: Client, wish: Wish) -> bool:
    if wish.show and standing(client) != wish.show:
        return False
    name = client.facts.name.casefold()
    return all(word in name for word in wish.words.casefold().split())


def standing(client: Client) -> str:
    """The filter that finds a client: how it rests, or how it is doing."""
    return REST if client.hold else rules.health(client.facts)


def says(total: int, on_track: int) -> str:
    return f"{counted(total, 'client')}, {on_track} on track."


def chips(total: int, counts: Mapping[str, int], wish: Wish) -> tuple[Chip, ...]:
    """The filters; that of resting programs stands there where there are any."""
    return tuple(
        Chip(
            label,
            wish.address(show=show),
            wish.show == show,
            counts[show] if show else total,
            "" if show == REST else show,
        )
        for show, label in FILTERS
        if show != REST or counts[show] or wish.show == show
    )


def head(label: str, sort: str, icon: str, wish: Wish) -> Head:
    if not sort:
        return Head(label)
    return Head(label, wish.address(sort=sort), "ascending" if wish.sort == sort else "", icon)


def behind_says(client: Client) -> str:
    """The roadmap's distance from the first plan in a few words."""
    if client.hold:
        return RESTS
    if client.program_id is None or client.total == 0:
        return "No roadmap"
    if client.late > max(client.behind, 0):
        return f"{counted(client.late, 'day')} late"
    if client.behind == 0:
        return "To plan"
    return f"{counted(abs(client.behind), 'day')} {'behind' if client.behind > 0 else 'ahead'}"


def criteria_says(client: Client) -> str:
    sign = client.facts.criteria
    if client.hold:
        return RESTS
    if sign.state is not State.NONE:
        return sign.line
    return "No reading yet" if sign.line == UNREAD else "No baseline"


def silence(client: Client) -> str:
    days = client.facts.days_silent
    return "" if days is None or client.program_id is None else ago(days)


def where(client: Client, phase: str) -> str:
    """Which week and which phase: "Week 11, Drive to Thrive"."""
    if client.program_id is None:
        return "No program yet"
    if client.hold:
        return client.hold
    return f"Week {client.week}, {phase}" if client.week and phase else "Not started yet"
