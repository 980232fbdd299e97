"""Whether a success criterion is being met: pace, verdict, and the vital sign of all of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from app.criteria.aims import ONE, ZERO, Aim, exact
from app.criteria.holds import NO_HOLD, Hold
from app.planning.signs import Sign, State, worst
from app.planning.words import counted, day

Show = Callable[[Decimal], str]


class Verdict(StrEnum):
    """How a criterion stands; each value is its word on screen."""

    UNMEASURED = "No reading yet"
    NO_BASELINE = "No baseline yet"
    ON_PACE = "On pace"
    HOLDING = "Holding"
    BEHIND = "Behind pace"
    WORSE = "Worse than at the start"
    MET = "Met"
    MISSED = "Missed"


STATES = {
    Verdict.UNMEASURED: State.NONE,
    Verdict.NO_BASELINE: State.NONE,
    Verdict.ON_PACE: State.OK,
    Verdict.HOLDING: State.OK,
    Verdict.MET: State.OK,
    Verdict.BEHIND: State.WATCH,
    Verdict.WORSE: State.OFF,
    Verdict.MISSED: State.OFF,
}


def verdict(aim: Aim | None, value: Decimal | None, today: date, hold: Hold = NO_HOLD) -> Verdict:
    """How a criterion stands today; without an aim there is no baseline or no target.

    With a hold rule a value at the target is not enough: it is met once the rule is kept, and
    until then it holds. Nothing is missed before its day is over.
    """
    if aim is None:
        return Verdict.NO_BASELINE
    if value is None:
        return Verdict.UNMEASURED
    closed = aim.share_closed(value)
    if is_met(closed, hold):
        return Verdict.MET
    if closed >= ONE and hold.reached:
        return Verdict.HOLDING
    if today > aim.by:
        return Verdict.MISSED
    if closed < ZERO:
        return Verdict.WORSE
    return Verdict.ON_PACE if closed >= aim.share_needed(today) else Verdict.BEHIND


def is_met(closed: Decimal, hold: Hold) -> bool:
    return closed >= ONE if hold.is_off else hold.is_kept


def state(judged: Verdict) -> State:
    """The state that a verdict shows as."""
    return STATES[judged]


def reason(
    aim: Aim | None, value: Decimal | None, today: date, show: Show, hold: Hold = NO_HOLD
) -> str:
    """The verdict's sentence, with the numbers written by `show`."""
    if aim is None:
        return "Set a baseline and a target, so that the pace can be judged."
    if value is None:
        return "Add the first reading, so that the pace can be judged."
    judged = verdict(aim, value, today, hold)
    told = sentence_of(judged, aim, aim.share_closed(value), hold)
    return told.format(**words_of(aim, value, today, show, hold))


def sentence_of(judged: Verdict, aim: Aim, closed: Decimal, hold: Hold) -> str:
    """The sentence of a verdict before its numbers are filled in."""
    if not hold.is_off and (judged is Verdict.MET or closed >= ONE):
        return HELD[judged]
    return STEPPED.get(judged, SENTENCES[judged]) if aim.steps else SENTENCES[judged]


def words_of(aim: Aim, value: Decimal, today: date, show: Show, hold: Hold) -> dict[str, str | int]:
    """The numbers that the sentences are made of."""
    coming = aim.next_step(today)
    return {
        "now": show(value),
        "start": show(aim.baseline),
        "pace": show(aim.expected(today)),
        "target": target_words(aim, show),
        "step": show(exact(coming.value)),
        "by": day(coming.by, today),
        "reached": hold.reached,
        "of": hold.of,
        "needed": hold.needed,
        "period": hold.period,
    }


SENTENCES = {
    Verdict.ON_PACE: "{now} now, {start} at the start. The pace line asks for {pace} by today.",
    Verdict.BEHIND: "{now} now. The pace line asks for {pace} by today.",
    Verdict.WORSE: "{now} now, worse than the {start} at the start.",
    Verdict.MET: "{now} now. The target of {target} is reached.",
    Verdict.MISSED: "{now} now. The day has passed, and the target was {target}.",
}
STEPPED = {
    Verdict.ON_PACE: "{now} now, {start} at the start. The next step is {step} by {by}.",
    Verdict.BEHIND: "{now} now. The last step asked for {pace}; the next is {step} by {by}.",
}
LATELY = "{reached} of the last {of} {period}s"
HELD = {
    Verdict.MET: f"{{now}} now. {{target}} was held in {LATELY}.",
    Verdict.HOLDING: f"{{now}} now. {{target}} in {LATELY}; it takes {{needed}}.",
    Verdict.ON_PACE: "{now} at the last reading. Enter what came since, so that it can count.",
    Verdict.MISSED: "{now} at the last reading. The day has passed, and {target} was not held.",
}


def brief(
    aim: Aim | None, value: Decimal | None, today: date, show: Show, hold: Hold = NO_HOLD
) -> str:
    """What the verdict rests on in a few words, beside a drawing that has the other numbers."""
    if aim is None:
        return "Needs a baseline and a target"
    if value is None:
        return "Waits for its first reading"
    judged = verdict(aim, value, today, hold)
    told = BRIEFLY[judged]
    if aim.steps and judged is Verdict.ON_PACE:
        told = "Next: {step} by {by}"
    elif judged is Verdict.MET and not hold.is_off:
        told = "Held in {reached} of {of} {period}s"
    return told.format(**words_of(aim, value, today, show, hold))


BRIEFLY = {
    Verdict.ON_PACE: "{pace} expected by now",
    Verdict.HOLDING: "{reached} of {needed} {period}s held",
    Verdict.BEHIND: "{pace} expected by now",
    Verdict.WORSE: "{start} at the start",
    Verdict.MET: "The target is reached",
    Verdict.MISSED: "Its day has passed",
}


def target_words(aim: Aim, show: Show) -> str:
    return show(aim.target) if aim.upper is None else f"{show(aim.target)} to {show(aim.upper)}"


@dataclass(frozen=True)
class Judged:
    """A criterion by its name, and how it stands."""

    name: str
    verdict: Verdict

    @property
    def state(self) -> State:
        return state(self.verdict)


def criteria_sign(criteria: Sequence[Judged]) -> Sign:
    """The Success criteria sign: the worst of the criteria that can be judged.

    Two or more of them and none on pace is off track; no data only when none can be judged
    (ui.md section 2, product.md section 7).
    """
    known = [one for one in criteria if one.state is not State.NONE]
    on_pace = [one for one in known if one.state is State.OK]
    lost = len(known) > 1 and not on_pace
    signed = State.OFF if lost else worst(one.state for one in known)
    if not known:
        return criteria_sign_of(State.NONE, unjudged_line(criteria), unjudged_more(criteria))
    line = f"{len(on_pace)} of {len(known)} on pace"
    return criteria_sign_of(signed, line, laggard_line(criteria))


def criteria_sign_of(signed: State, line: str, more: str) -> Sign:
    return Sign("criteria", "Success criteria", signed, line, more)


UNREAD = "No criterion has a reading yet"


def unjudged_line(criteria: Sequence[Judged]) -> str:
    if not criteria:
        return "No success criterion yet"
    if all(one.verdict is Verdict.NO_BASELINE for one in criteria):
        return "No criterion has a baseline and a target yet"
    return UNREAD


def unjudged_more(criteria: Sequence[Judged]) -> str:
    return f"{counted(len(criteria), 'criterion', 'criteria')} to measure" if criteria else ""


def laggard_line(criteria: Sequence[Judged]) -> str:
    """The worst criterion by name; else the one that cannot be judged; else nothing."""
    ranked = sorted(criteria, key=lambda one: LAGGING.index(one.verdict))
    first = ranked[0]
    if first.state is State.OK:
        return ""
    return f"{first.name}: {first.verdict.value[0].lower()}{first.verdict.value[1:]}"


LAGGING = (
    Verdict.WORSE,
    Verdict.MISSED,
    Verdict.BEHIND,
    Verdict.NO_BASELINE,
    Verdict.UNMEASURED,
    Verdict.ON_PACE,
    Verdict.HOLDING,
    Verdict.MET,
)
