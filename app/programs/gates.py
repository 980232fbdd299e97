"""The gates of a program: what each phase still needs for its sign-off, as pages show it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from app.criteria.groups import GroupVerdict, group_verdict
from app.criteria.models import Criterion
from app.criteria.queries import aim_of, latest_of, name_of, verdict_of
from app.criteria.rules import Verdict, state, target_words
from app.kpis.library import kpi
from app.kpis.rules import show
from app.planning.gates import (
    Deed,
    Entry,
    GateFacts,
    GateState,
    Said,
    gate_state,
    next_step,
    open_words,
)
from app.planning.words import day_short
from app.programs.facts import local_day
from app.programs.models import Phase, Program, SignOff
from app.programs.rules import Work
from app.programs.sketch import Sketch

REACHED = frozenset({Verdict.MET})
LOOKS = {
    GateState.NOT_STARTED: "todo",
    GateState.WAITING: "waiting",
    GateState.RUNNING: "doing",
    GateState.READY: "ready",
    GateState.SIGNED_OFF: "signed",
    GateState.REOPENED: "reopened",
}


@dataclass(frozen=True)
class Gate:
    """A phase between its entry and its sign-off: how it stands, and what comes next."""

    phase: Phase
    facts: GateFacts
    criteria: tuple[Criterion, ...]
    today: date

    @cached_property
    def state(self) -> GateState:
        return gate_state(self.facts, self.today)

    @property
    def look(self) -> str:
        """The name of its shape."""
        return LOOKS[self.state]

    @property
    def why(self) -> str:
        """Why it is ready: nothing is open any more, or somebody asked all the same."""
        if not self.facts.complete:
            left = open_words(self.facts.criteria, self.facts.tasks)
            return f"You are asked to, with {left} open"
        return "Every task of it is done" + (", and its criteria are met" if self.criteria else "")

    @property
    def step(self) -> str:
        return next_step(self.facts, self.today)


def gates(plan: Sketch, criteria: Sequence[Criterion], today: date) -> dict[UUID, Gate]:
    """The gate of each phase that has items, in their order."""
    found: dict[UUID, Gate] = {}
    before: Phase | None = None
    for phase in plan.phases:
        aims = criteria_at(phase, criteria)
        own = [item.work for item in plan.of(phase)]
        facts = facts_of(plan.program, phase, before, (own, aims), today)
        found[phase.id] = Gate(phase, facts, aims, today)
        before = phase
    return found


def criteria_at(phase: Phase, criteria: Iterable[Criterion]) -> tuple[Criterion, ...]:
    """The criteria that are met when the phase is signed off: the chosen ones, else its results."""
    keys = phase.result_kpis if phase.exit_kpis is None else phase.exit_kpis
    return tuple(one for one in criteria if one.kpi_key in keys)


def facts_of(
    program: Program,
    phase: Phase,
    before: Phase | None,
    todo: tuple[Sequence[Work], Sequence[Criterion]],
    today: date,
) -> GateFacts:
    work, criteria = todo
    return GateFacts(
        starts_on=phase.starts_on,
        tasks=sum(one.left for one in work),
        criteria=together(phase, criteria, today).left,
        work=sum(one.counting for one in work) + len(criteria),
        begun=any(one.first_check for one in work),
        waits_for=awaited(phase, before),
        signer=program.sponsor.first_name if program.sponsor else "",
        said=said_in(phase.last_word, program.msp.zone),
    )


def together(phase: Phase, criteria: Sequence[Criterion], today: date) -> GroupVerdict:
    """How the criteria of a phase stand together: all of them are needed, or some."""
    return group_verdict([verdict_of(one, today) for one in criteria], phase.exit_needed)


def awaited(phase: Phase, before: Phase | None) -> str:
    """The name of the phase before, while this one waits for its sign-off."""
    if before is None or phase.entry != Entry.PHASE or is_signed(before):
        return ""
    return before.name


def is_signed(phase: Phase) -> bool:
    return phase.last_word is not None and phase.last_word.stands == Deed.SIGNED


def is_reached(criterion: Criterion, today: date) -> bool:
    return verdict_of(criterion, today) in REACHED


def said_in(record: SignOff | None, zone: str) -> Said | None:
    """A record as the rules read it; what was taken back said nothing."""
    if record is None:
        return None
    on = local_day(record.at, zone)
    assert on is not None
    words = "" if record.deed == Deed.TAKEN_BACK else record.said
    tasks, criteria = record.seen.get("tasks", 0), record.seen.get("open", 0)
    return Said(record.stands, record.by.first_name, on, words, tasks, criteria)


@dataclass(frozen=True)
class Shown:
    """A criterion as it stands on a day, in words, with the numbers behind them."""

    id: str
    name: str
    baseline: str
    target: str
    now: str
    verdict: str
    state: str
    values: dict[str, float | None]


def shown(criterion: Criterion, today: date) -> Shown:
    verdict = verdict_of(criterion, today)
    return Shown(
        id=str(criterion.id),
        name=name_of(criterion),
        baseline=in_words(criterion, criterion.baseline) or "Not frozen",
        target=target_of(criterion, today),
        now=latest_words(criterion, today),
        verdict=verdict.value,
        state=state(verdict).value,
        values=numbers_of(criterion),
    )


def numbers_of(criterion: Criterion) -> dict[str, float | None]:
    names = ("baseline", "target", "band_low", "band_high", "latest")
    return {name: getattr(criterion, name) for name in names}


def target_of(criterion: Criterion, today: date) -> str:
    aim = aim_of(criterion)
    by = day_short(criterion.due, today)
    if aim is None:
        return f"{in_words(criterion, criterion.target) or 'Not set'}, by {by}"
    definition = kpi(criterion.kpi_key)
    if definition is None:
        return f"By {by}"
    words = target_words(aim, lambda value: show(value, definition.unit, definition.decimals))
    return f"{words}, by {by}"


def latest_words(criterion: Criterion, today: date) -> str:
    value = in_words(criterion, None if latest_of(criterion) is None else criterion.latest)
    if not value or criterion.latest_on is None:
        return "No reading yet"
    return f"{value}, {day_short(criterion.latest_on, today)}"


def in_words(criterion: Criterion, value: float | None) -> str:
    definition = kpi(criterion.kpi_key)
    if value is None:
        return ""
    return show(value, definition.unit, definition.decimals) if definition else f"{value:g}"
