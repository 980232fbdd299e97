"""The words in which a program's health is told: four states, and a sign with its reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How a vital sign stands; the value is the name of its shape on screen."""

    OK = "ok"
    WATCH = "watch"
    OFF = "off"
    NONE = "none"

    @property
    def word(self) -> str:
        return WORDS[self]


WORDS = {
    State.OK: "On track",
    State.WATCH: "Watch",
    State.OFF: "Off track",
    State.NONE: "No data",
}
SEVERITY = {State.NONE: 0, State.OK: 1, State.WATCH: 2, State.OFF: 3}


@dataclass(frozen=True)
class Sign:
    """One vital sign: its state, the sentence that explains it, and a second line.

    `instead` is the word for a state that says more than the state does: "Paused".
    """

    key: str
    name: str
    state: State
    line: str
    more: str = ""
    instead: str = ""

    def __post_init__(self) -> None:
        if not self.line.strip():
            raise ValueError(f"The sign {self.key} has a state without a reason.")

    @property
    def word(self) -> str:
        return self.instead or self.state.word


def worst(states: Iterable[State]) -> State:
    """The most severe of some states; no data only when there is nothing else."""
    return max(states, key=SEVERITY.__getitem__, default=State.NONE)
