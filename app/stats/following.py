"""Whether a result followed its leading indicator within the time that was expected."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from app.stats.finding import Answer, Finding, Question, finding


class Follow(StrEnum):
    """How a result went after its leading indicator had moved."""

    NO_LEAD = "no lead"
    TOO_EARLY = "too early"
    NOT_ENOUGH = "not enough data"
    FIRST = "moved first"
    FOLLOWED = "followed"
    LATER = "followed later"
    NOT = "did not follow"
    AGAINST = "moved the other way"


@dataclass(frozen=True, slots=True)
class Following:
    """The answer, the two findings behind it, and the last day of the expected lag."""

    answer: Follow
    lead: Finding
    result: Finding | None = None
    until: date | None = None


def following(lead: Finding, result: Question, within: int) -> Following:
    """Whether the result moved as the leading indicator did, at most `within` days after it.

    `result` asks about the same change as `lead`. What counts is the first period of each signal:
    a result that moved a period or more before its lead did not follow it. A lead that moved where
    neither way is better gives no lead.
    """
    if lead.since is None or lead.better is None:
        return Following(Follow.NO_LEAD, lead)
    begun = lead.since.starts_on
    until = begun + timedelta(days=within)
    wait = max((begun - result.go_live.on).days, 0)
    found = finding(replace(result, lag=wait))
    return Following(judged(lead, found, until), lead, found, until)


def judged(lead: Finding, found: Finding, until: date) -> Follow:
    if found.answer is Answer.NOT_ENOUGH:
        return Follow.NOT_ENOUGH
    if found.answer is Answer.TOO_EARLY or (
        found.answer is Answer.NO_SIGNAL and found.question.today <= until
    ):
        return Follow.TOO_EARLY
    if found.since is None or found.better is None or lead.since is None:
        return Follow.NOT
    if found.better != lead.better:
        return Follow.AGAINST
    if found.since.ends_on < lead.since.starts_on:
        return Follow.FIRST
    return Follow.FOLLOWED if found.since.starts_on <= until else Follow.LATER
