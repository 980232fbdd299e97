"""Findings in plain words: what is known, since when, how far, and what else happened."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.planning.words import counted, day
from app.stats.control import LEAST_POINTS
from app.stats.finding import LEAST_AFTER, Answer, Finding, Lack
from app.stats.following import Follow, Following
from app.stats.series import Point

NAMED = 3


@dataclass(frozen=True, slots=True)
class Voice:
    """How a number is talked about.

    `say` writes a value and `gap` a distance of two values ("5.2 points"); `noun` is one period
    ("week"), `period` a certain one with its article ("the week ending 12 October").
    """

    say: Callable[[float], str]
    gap: Callable[[float], str]
    noun: str
    period: Callable[[Point], str]


def sentence(found: Finding, voice: Voice) -> str:
    """A finding, told so that a calm colleague could have said it. It never claims a cause."""
    parts = [ANSWERS[found.answer](found, voice), cut_words(found), missing_words(found, voice)]
    if found.answer is Answer.SIGNAL:
        parts.append(others_words(found))
    return " ".join(part for part in parts if part)


def signal_words(found: Finding, voice: Voice) -> str:
    moved = found.difference
    if moved is None or found.since is None:
        raise ValueError("A signal has a beginning and a size.")
    ends = sorted((abs(moved.low), abs(moved.high)))
    return (
        f"{WAYS[found.better]} since {voice.period(found.since)}: {voice.say(moved.before)} "
        f"before {found.question.go_live.name} went live, {voice.say(moved.after)} after. "
        f"The difference is {voice.gap(abs(moved.size))}, most likely between "
        f"{voice.gap(ends[0])} and {voice.gap(ends[1])}."
    )


WAYS = {True: "Better", False: "Worse", None: "Changed"}


def no_signal_words(found: Finding, voice: Voice) -> str:
    moved = found.difference
    if moved is None:
        raise ValueError("What shows no signal was compared.")
    told = (
        f"No clear change since {found.question.go_live.name} went live: "
        f"{voice.say(moved.before)} before, {voice.say(moved.after)} after."
    )
    if moved.is_clear:
        return f"{told} The level differs a little, but no {voice.noun} stands out."
    low, high = side_words(moved.low, voice), side_words(moved.high, voice)
    return f"{told} Anything from {low} to {high} would look the same."


def side_words(size: float, voice: Voice) -> str:
    return f"{voice.gap(abs(size))} {'lower' if size < 0 else 'higher'}"


def early_words(found: Finding, voice: Voice) -> str:
    needed = counted(LEAST_AFTER, voice.noun)
    return (
        f"Too early to say: {found.n_after} of the {needed} needed after "
        f"{found.question.go_live.name} went live are in. "
        f"Look again from {day(found.due, found.question.today)}."
    )


def lack_words(found: Finding, voice: Voice) -> str:
    live = f"{found.question.go_live.name} went live"
    if found.lack is Lack.FLAT:
        return (
            f"Not enough data: every reading before {live} was the same. "
            "Without ups and downs nobody can say how much change is usual."
        )
    if found.lack is Lack.BEFORE:
        have = counted(found.n_before, "reading")
        return f"Not enough data: {have} before {live}, and {LEAST_POINTS} in a row are needed."
    have = counted(found.n_after, "reading")
    return f"Not enough data: {have} since {live}, and {LEAST_AFTER} are needed."


ANSWERS: dict[Answer, Callable[[Finding, Voice], str]] = {
    Answer.SIGNAL: signal_words,
    Answer.NO_SIGNAL: no_signal_words,
    Answer.TOO_EARLY: early_words,
    Answer.NOT_ENOUGH: lack_words,
}


def cut_words(found: Finding) -> str:
    days = [day(one.on, found.question.today) for one in found.cut]
    if not days:
        return ""
    return f"The definition changed on {listed(days)}; readings beyond that day are left out."


def missing_words(found: Finding, voice: Voice) -> str:
    if not found.missing:
        return ""
    has = "has" if found.missing == 1 else "have"
    return f"{counted(found.missing, voice.noun)} in between {has} no reading."


def others_words(found: Finding) -> str:
    """What else happened in the window: with it, nobody can say which of them it was."""
    names = [f"{one.name} ({day(one.on, found.question.today)})" for one in found.others]
    if not names:
        return "Nothing else on record changed in that time. That is a sign, not a proof."
    return f"In the same time: {listed(names)}. So this does not show which of them it was."


def listed(names: Sequence[str]) -> str:
    """ "A", "A and B", "A, B, C and 2 more"."""
    if len(names) > NAMED:
        return f"{', '.join(names[:NAMED])} and {len(names) - NAMED} more"
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)


def following_words(told: Following, lead: str, result: str, voice: Voice) -> str:
    """Whether a result followed its leading indicator; `lead` and `result` are their names."""
    if told.answer is Follow.NO_LEAD:
        return f"{lead} has not clearly moved, so there is nothing for {result} to follow."
    if told.until is None or told.result is None or told.lead.since is None:
        raise ValueError("A lead that moved has a result and a day to move by.")
    begun, until = voice.period(told.lead.since), day(told.until, told.result.question.today)
    moved = voice.period(told.result.since) if told.result.since else ""
    return FOLLOWS[told.answer].format(
        lead=lead, result=result, begun=begun, moved=moved, until=until
    )


FOLLOWS = {
    Follow.TOO_EARLY: "Too early to say: {lead} moved in {begun}, and {result} has time until "
    "{until}.",
    Follow.NOT_ENOUGH: "Not enough data: {result} has too few readings around {begun}.",
    Follow.FIRST: "{result} moved first, in {moved}; {lead} moved in {begun}.",
    Follow.FOLLOWED: "{result} followed {lead} within the time expected: {lead} moved in "
    "{begun}, {result} in {moved}.",
    Follow.LATER: "{result} followed {lead} later than expected: in {moved}, and {until} was "
    "the day.",
    Follow.NOT: "{result} did not follow: {lead} moved in {begun}, and until {until} "
    "{result} shows no clear change.",
    Follow.AGAINST: "{result} went the other way: {lead} moved in {begun}, {result} in {moved}.",
}
