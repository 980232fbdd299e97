"""The weekly check-in: its weeks, its confidence, and the Champion sign."""

from dataclasses import dataclass
from datetime import date, timedelta

from app.planning.signs import Sign, State
from app.planning.words import ago, counted, day

WEEK = timedelta(days=7)
CONFIDENCE = {
    1: "Very worried",
    2: "Worried",
    3: "Unsure",
    4: "Confident",
    5: "Very confident",
}


@dataclass(frozen=True)
class ChampionLimits:
    """Days since the last check-in; up to `calm` is on track, up to `watch` is watch."""

    calm: int = 7
    watch: int = 14


@dataclass(frozen=True)
class ChampionFacts:
    """What the Champion sign needs; `name` is empty when nobody is the champion.

    `days_paused` counts the calendar days of the program's pauses, the last of which ended on
    `resumed_on`.
    """

    name: str
    start: date
    last_check_in: date | None = None
    weeks_checked_in: int = 0
    confidence: int | None = None
    accepted: bool = True
    resumed_on: date | None = None
    days_paused: int = 0

    @property
    def heard_from(self) -> date:
        """The day from which silence is counted: the last check-in, the start, or the last pause's
        end."""
        known = (self.last_check_in, self.start, self.resumed_on)
        return max(day for day in known if day)


def champion_sign(facts: ChampionFacts, today: date, limits: ChampionLimits | None = None) -> Sign:
    """The Champion sign of ui.md section 2; before the first check-in the start day counts."""
    limits = limits or ChampionLimits()
    if not facts.name:
        return champion_sign_of(State.OFF, "Nobody is the champion", nobody_more(facts, today))
    if not facts.accepted:
        return champion_sign_of(State.WATCH, f"{facts.name} has not accepted yet", "")
    if facts.start > today:
        line = f"{facts.name} begins on {day(facts.start, today)}"
        return champion_sign_of(State.NONE, line, "")
    days = days_silent(facts, today)
    return champion_sign_of(
        graded(days, limits), silence_line(facts, days, today), tally(facts, today)
    )


def champion_sign_of(state: State, line: str, more: str) -> Sign:
    return Sign("champion", "Champion", state, line, more)


def days_silent(facts: ChampionFacts, today: date) -> int:
    """Days since the last check-in, or since the program began or went on after it."""
    return (today - facts.heard_from).days


def graded(days: int, limits: ChampionLimits) -> State:
    if days <= limits.calm:
        return State.OK
    return State.WATCH if days <= limits.watch else State.OFF


def silence_line(facts: ChampionFacts, days: int, today: date) -> str:
    if facts.resumed_on and facts.resumed_on == facts.heard_from != facts.last_check_in:
        return f"{facts.name} has not checked in since the program resumed, {ago(days)}"
    if facts.last_check_in is None:
        return f"{facts.name} has not checked in yet; the program began {ago(days)}"
    return f"{facts.name} checked in {ago((today - facts.last_check_in).days)}"


def nobody_more(facts: ChampionFacts, today: date) -> str:
    if facts.last_check_in is None:
        return ""
    return f"Last check-in {day(facts.last_check_in, today)}"


def tally(facts: ChampionFacts, today: date) -> str:
    """How many weeks have a check-in, and the latest confidence; this week counts once done."""
    waiting = not is_done_this_week(facts.last_check_in, today)
    weeks = week_number(facts.start, today) - waiting - facts.days_paused // WEEK.days
    if weeks < 1:
        return "The first check-in is this week"
    sure = f". Confidence {facts.confidence} of 5" if facts.confidence else ""
    return f"Checked in {facts.weeks_checked_in} of {counted(weeks, 'week')}{sure}"


def monday(day_in_week: date) -> date:
    """The Monday of the week a day lies in."""
    return day_in_week - timedelta(days=day_in_week.weekday())


def week_key(day_in_week: date) -> str:
    """The ISO week as it stands in addresses: "2026-W48"."""
    return f"{day_in_week:%G-W%V}"


def week_from_key(key: str) -> date | None:
    """The Monday of an ISO week such as "2026-W48"; None when it is not one."""
    try:
        start = date.fromisoformat(f"{key}-1")
    except ValueError:
        return None
    return start if week_key(start) == key else None


def week_number(start: date, today: date) -> int:
    """Which week of the program a day lies in: 1 in the week of its start, 0 before."""
    return max((monday(today) - monday(start)) // WEEK + 1, 0)


def is_done_this_week(last_check_in: date | None, today: date) -> bool:
    """Whether the week of today already has its check-in."""
    return last_check_in is not None and monday(last_check_in) == monday(today)
