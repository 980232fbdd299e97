"""How a phase stands between its entry and its sign-off, and the one next step, in words."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.planning.words import counted, day


class GateState(StrEnum):
    """How a phase stands; each value is its word on screen."""

    NOT_STARTED = "Not started"
    WAITING = "Waiting for its gate"
    RUNNING = "Running"
    READY = "Ready for sign-off"
    SIGNED_OFF = "Signed off"
    REOPENED = "Reopened"


class Entry(StrEnum):
    """What a phase enters by: its first day, or the sign-off of the phase before it."""

    DATE = "date"
    PHASE = "phase"


class Deed(StrEnum):
    """What was said about a sign-off; each one is a record that stays."""

    ASKED = "asked"
    SIGNED = "signed off"
    SENT_BACK = "sent back"
    TAKEN_BACK = "taken back"
    REOPENED = "reopened"


@dataclass(frozen=True)
class Said:
    """The last record of a sign-off: how it stands by it, who wrote it, on which day, and what.

    `tasks` and `criteria` are how many were open at that moment.
    """

    stands: str
    who: str
    on: date
    words: str = ""
    tasks: int = 0
    criteria: int = 0


@dataclass(frozen=True)
class GateFacts:
    """All that the state of a gate depends on.

    `tasks` and `criteria` are how many are open now, `work` how many there are of both. `begun`
    says that a task was checked off, `waits_for` names the phase before it while that one is not
    signed off and this one enters by it. `signer` is who is asked for the sign-off.
    """

    starts_on: date
    tasks: int
    criteria: int
    work: int
    begun: bool = False
    waits_for: str = ""
    signer: str = ""
    said: Said | None = None

    @property
    def stands(self) -> str:
        return self.said.stands if self.said else ""

    @property
    def complete(self) -> bool:
        """Is everything reached that can be reached?"""
        return self.work > 0 and not (self.tasks or self.criteria)

    @property
    def opened_since(self) -> int:
        """How many more tasks are open than when it was signed off."""
        return max(self.tasks - (self.said.tasks if self.said else 0), 0)


def gate_state(facts: GateFacts, today: date) -> GateState:
    """Signed off until it is reopened, or until a task is; ready once all is reached or asked for.

    What was sent back runs on until somebody asks again.
    """
    if facts.stands == Deed.SIGNED:
        return GateState.REOPENED if facts.opened_since else GateState.SIGNED_OFF
    if facts.stands == Deed.REOPENED:
        return GateState.REOPENED
    if facts.stands == Deed.ASKED or (facts.complete and facts.stands != Deed.SENT_BACK):
        return GateState.READY
    return entered(facts, today)


def entered(facts: GateFacts, today: date) -> GateState:
    """Whether the phase has begun: by its date, by a task, or once the one before is signed off."""
    has_come = facts.begun or facts.starts_on <= today
    if facts.waits_for:
        return GateState.WAITING if has_come else GateState.NOT_STARTED
    return GateState.RUNNING if has_come else GateState.NOT_STARTED


def next_step(facts: GateFacts, today: date) -> str:
    """The one thing that comes next, as the beginning of a sentence without its end."""
    state = gate_state(facts, today)
    if state in {GateState.NOT_STARTED, GateState.WAITING}:
        return entry_words(facts, state, today)
    if state is GateState.SIGNED_OFF:
        return signed_words(facts, today)
    if state is GateState.REOPENED:
        return reopened_words(facts)
    if state is GateState.READY:
        return ready_words(facts)
    return running_words(facts)


def entry_words(facts: GateFacts, state: GateState, today: date) -> str:
    if state is GateState.WAITING:
        return f"{facts.waits_for} is signed off first"
    if facts.waits_for:
        return f"Starts when {facts.waits_for} is signed off"
    return f"Starts on {day(facts.starts_on, today)}"


def running_words(facts: GateFacts) -> str:
    if facts.stands == Deed.SENT_BACK:
        return f"{sent_back(facts)}. Ask again when it is settled"
    return f"{open_words(facts.criteria, facts.tasks)} still open" if facts.work else "No work yet"


def sent_back(facts: GateFacts) -> str:
    assert facts.said is not None
    return f"Sent back by {facts.said.who}{quoted(facts.said)}"


def quoted(said: Said) -> str:
    """What was said, within a sentence."""
    return f": “{said.words.rstrip('.')}”" if said.words else ""


def open_words(criteria: int, tasks: int) -> str:
    """What is open: "2 criteria and 14 tasks"; "nothing" for none of both."""
    parts = [
        counted(criteria, "criterion", "criteria") if criteria else "",
        counted(tasks, "task") if tasks else "",
    ]
    return " and ".join(filter(None, parts)) or "nothing"


def ready_words(facts: GateFacts) -> str:
    left = "" if facts.complete else f", with {open_words(facts.criteria, facts.tasks)} open"
    signer = facts.signer or "a sponsor or coach"
    if facts.stands == Deed.ASKED:
        return f"{signer[0].upper()}{signer[1:]} is asked to sign off{left}"
    return f"Ask {signer} to sign off"


def signed_words(facts: GateFacts, today: date) -> str:
    assert facts.said is not None
    said = facts.said
    left = open_words(said.criteria, said.tasks) if said.criteria or said.tasks else ""
    return f"By {said.who} on {day(said.on, today)}{f', with {left} open' if left else ''}"


def reopened_words(facts: GateFacts) -> str:
    if facts.stands == Deed.SIGNED:
        were = counted(facts.opened_since, "task is", "tasks are")
        return f"{were} open again since the sign-off"
    assert facts.said is not None
    return f"By {facts.said.who}{quoted(facts.said)}"
