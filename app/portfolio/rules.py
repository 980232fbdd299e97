"""A coach's clients: who needs a call today, why, and the question to open with."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import cached_property

from app.planning.signs import SEVERITY, Sign, State
from app.planning.words import counted, day

MOST_CALLS = 5
OFF_SIGNS = 2
WRONG_WEEKS = 4
SILENT_DAYS = 14


class Why(IntEnum):
    """Why a client needs a call, the most pressing first (ui.md section 3)."""

    NO_CHAMPION = 1
    OFF_TRACK = 2
    WRONG_WAY = 3
    SILENT = 4
    PROMISED = 5


QUESTIONS = {
    Why.NO_CHAMPION: "Who could hold Mondays until there is a champion?",
    Why.OFF_TRACK: "What would make one hour a week possible?",
    Why.WRONG_WAY: "What changed when it turned?",
    Why.SILENT: "What got in the way of the last check-in?",
    Why.PROMISED: "What has moved since we last spoke?",
}


@dataclass(frozen=True)
class WrongWay:
    """A criterion whose readings got worse for `weeks` weeks; values as they are shown."""

    name: str
    weeks: int
    was: str
    now: str


@dataclass(frozen=True, eq=False)
class ClientFacts:
    """What the call list looks at; two clients of one name and state are still two.

    `days_silent` counts from the last check-in, or the start.
    """

    name: str
    roadmap: Sign
    criteria: Sign
    champion: Sign
    has_champion: bool
    days_silent: int | None = None
    wrong_way: WrongWay | None = None
    promised_call: date | None = None

    @property
    def signs(self) -> tuple[Sign, Sign, Sign]:
        return self.roadmap, self.criteria, self.champion

    @cached_property
    def off(self) -> tuple[Sign, ...]:
        return tuple(sign for sign in self.signs if sign.state is State.OFF)


@dataclass(frozen=True)
class Call:
    """One line of the call list: the client, the reason in a sentence, the opening question."""

    client: ClientFacts
    why: Why
    reason: str
    question: str


def calls(clients: Iterable[ClientFacts], today: date, most: int = MOST_CALLS) -> tuple[Call, ...]:
    """At most `most` calls, the most pressing first; a promised call always has a place."""
    found = sorted(filter(None, (call(one, today) for one in clients)), key=pressing)
    promised = [one for one in found if is_promised(one.client, today)]
    others = [one for one in found if not is_promised(one.client, today)]
    return tuple(sorted([*promised, *others][:most], key=pressing))


def call(client: ClientFacts, today: date) -> Call | None:
    """The call a client needs, with its first reason; None when there is none."""
    why = first_reason(client, today)
    if why is None:
        return None
    return Call(client, why, reason(client, why, today), QUESTIONS[why])


def first_reason(client: ClientFacts, today: date) -> Why | None:
    if not client.has_champion:
        return Why.NO_CHAMPION
    if len(client.off) >= OFF_SIGNS:
        return Why.OFF_TRACK
    if client.wrong_way is not None and client.wrong_way.weeks >= WRONG_WEEKS:
        return Why.WRONG_WAY
    if client.days_silent is not None and client.days_silent > SILENT_DAYS:
        return Why.SILENT
    return Why.PROMISED if is_promised(client, today) else None


def is_promised(client: ClientFacts, today: date) -> bool:
    return client.promised_call is not None and client.promised_call <= today


def reason(client: ClientFacts, why: Why, today: date) -> str:
    """The reason as a sentence or two, with the facts that stand behind it."""
    if why is Why.NO_CHAMPION:
        return join_sentences("Nobody is the champion", silence(client))
    if why is Why.OFF_TRACK:
        return join_sentences(*(sign.line for sign in client.off))
    if why is Why.WRONG_WAY and client.wrong_way:
        return wrong_way_sentence(client.wrong_way)
    if why is Why.SILENT:
        return join_sentences(silence(client))
    promised = client.promised_call or today
    return join_sentences(f"You promised to call on {day(promised, today)}")


def silence(client: ClientFacts) -> str:
    days = client.days_silent
    return f"No check-in for {counted(days, 'day')}" if days else ""


def wrong_way_sentence(turn: WrongWay) -> str:
    weeks = counted(turn.weeks, "week")
    return f"{turn.name} has gone the wrong way for {weeks}, from {turn.was} to {turn.now}."


def join_sentences(*parts: str) -> str:
    return " ".join(f"{part}." for part in parts if part)


def pressing(one: Call) -> tuple[int, int, str]:
    """Order of the call list: reason first, then the more signs off track, then the name."""
    return one.why, -len(one.client.off), one.client.name.casefold()


def health(client: ClientFacts) -> State:
    """The state a client is filtered by: no data until it has criteria, then the worst sign."""
    if client.criteria.state is State.NONE and not client.off:
        return State.NONE
    return max((sign.state for sign in client.signs), key=SEVERITY.__getitem__)


def in_need_order(clients: Iterable[ClientFacts], today: date) -> tuple[ClientFacts, ...]:
    """All clients, those who need the coach first: calls, then by how bad their signs are."""

    def need(client: ClientFacts) -> tuple[int, int, int, str]:
        why = first_reason(client, today) or len(Why) + 1
        watched = sum(sign.state is State.WATCH for sign in client.signs)
        return why, -len(client.off), -watched, client.name.casefold()

    return tuple(sorted(clients, key=need))
