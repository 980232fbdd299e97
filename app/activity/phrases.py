"""A deed as a sentence, for feeds and histories."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from app.activity.models import Event
from app.planning import words

Detail = dict[str, Any]


@dataclass(frozen=True)
class Phrase:
    """When it was, what happened in a sentence, why in the person's own words, and who did it."""

    at: datetime
    icon: str
    text: str
    why: str
    who: str


def phrases(events: Iterable[Event]) -> list[Phrase]:
    """Sentences in the order of the events, the newest first; a comment that has been deleted
    since is told without its words."""
    told, stands = [], dict[str, bool]()
    for event in events:
        note = event.detail.get("note", "")
        if event.deed in COMES_AND_GOES:
            stands.setdefault(note, event.deed == "comment brought back")
        one = phrase(event)
        told.append(one if stands.get(note, True) else without_words(one))
    return told


def without_words(one: Phrase) -> Phrase:
    """A sentence that led to words which are deleted, without them and without its colon."""
    return replace(one, why="", text=f"{one.text[:-1]}." if one.text.endswith(":") else one.text)


COMES_AND_GOES = {"comment deleted", "comment brought back"}


def phrase(event: Event) -> Phrase:
    """The sentence of one event; a deed without a sentence of its own is told as it is named."""
    icon, tell = SENTENCES.get(event.deed, ("clock", told_plainly(event.deed)))
    who = event.by.first_name if event.by else "Nibble"
    detail = {"who": who, "told_on": event.at.date(), **quoted(event)}
    return Phrase(
        event.at, icon, tell(detail), detail.get("why") or detail.get("reason") or "", who
    )


def quoted(event: Event) -> Detail:
    """The detail; a task's title is a sentence, so it stands in quotes within another one."""
    if event.thing_kind != "task":
        return event.detail
    return {
        key: f"“{value}”" if key in {"title", "name", "was"} else value
        for key, value in event.detail.items()
    }


Tell = Callable[[Detail], str]


def told_plainly(deed: str) -> Tell:
    return lambda detail: f"{detail['who']}: {deed}."


def says(pattern: str) -> Tell:
    """A sentence with the words of the detail filled in; a word that is missing stays out."""
    return lambda detail: pattern.format_map(Words(detail))


class Words(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return ""


def checked_in(detail: Detail) -> str:
    sentence = str(detail.get("sentence", ""))
    return (
        f"{detail['who']} checked in: “{sentence}”" if sentence else f"{detail['who']} checked in."
    )


def moved(detail: Detail) -> str:
    name, before, after = detail.get("name", ""), day(detail, "before"), day(detail, "after")
    if before is None or after is None:
        return f"{name} is now due on {said(detail, after)}." if after else f"{name} was moved."
    if (before.year, before.month) == (after.year, after.month):
        return f"{name} moved from {before.day} to {said(detail, after)}."
    if before.year != after.year:
        return f"{name} moved from {words.in_full(before)} to {words.in_full(after)}."
    return f"{name} moved from {words.day(before, after)} to {said(detail, after)}."


def covered(detail: Detail) -> str:
    span = from_to(detail)
    return f"{detail.get('name', '')} covers {span}." if span else ""


def away(detail: Detail) -> str:
    span = from_to(detail)
    return f"{detail.get('name', '')} is away {span}." if span else ""


def from_to(detail: Detail) -> str:
    first, last = day(detail, "first"), day(detail, "until")
    if first is None or last is None:
        return ""
    return f"from {said(detail, first)} to {said(detail, last)}"


def reserved(detail: Detail) -> str:
    name, after = detail.get("name", ""), detail.get("after")
    if not after:
        return f"{name} has not said how many hours a week they keep free."
    return f"{name} keeps {after} a week free."


def paused(detail: Detail) -> str:
    until = day(detail, "until")
    if until is None:
        return ""
    return f"{detail['who']} paused {detail.get('name', '')} until {said(detail, until)}."


def reworded(detail: Detail) -> str:
    was, name = detail.get("was"), detail["name"]
    if was:
        return f"{detail['who']} renamed {was} to {name}."
    return f"{detail['who']} changed what {name} says."


def assigned(detail: Detail) -> str:
    """Whose it was and whose it is."""
    name, after = detail.get("name") or detail.get("title", ""), detail.get("after")
    if not after:
        return f"{detail['who']} took {detail.get('before', '')} off {name}."
    return f"{detail['who']} gave {name} to {after}."


def day(detail: Detail, key: str) -> date | None:
    value = detail.get(key)
    return date.fromisoformat(value) if value else None


def said(detail: Detail, value: date) -> str:
    """A day as it was spoken of then: with the year when it was not that of the deed."""
    return words.day(value, detail["told_on"])


SENTENCES: dict[str, tuple[str, Tell]] = {
    "program started": ("roadmap", says("{who} started {name}.")),
    "program paused": ("wait", paused),
    "program resumed": ("arrow", says("{who} resumed {name}.")),
    "program closed": ("check", says("{who} closed {name}:")),
    "program reopened": ("list", says("{who} opened {name} again:")),
    "template kept": ("roadmap", says("{who} kept the template {name}.")),
    "template changed": ("move", says("{who} changed {name}, now edition {edition}.")),
    "template change taken": ("check", says("{who} took a change of the template of {name}:")),
    "template change refused": ("close", says("{who} refused a change of the template of {name}:")),
    "template put away": ("close", says("{who} put the template {name} away.")),
    "template taken out": ("list", says("{who} took the template {name} out again.")),
    "task checked off": ("check", says("{who} checked off {title}.")),
    "task marked": ("check", says("{who} did their part of {title}.")),
    "task put back": ("list", says("{who} put {title} back on the list.")),
    "task assigned": ("work", assigned),
    "commented": ("list", says("{who} commented on {title}:")),
    "comment deleted": ("close", says("{who} deleted a comment on {title}.")),
    "comment brought back": ("list", says("{who} brought a comment on {title} back.")),
    "deleted": ("close", says("{who} deleted {name}.")),
    "brought back": ("list", says("{who} brought {name} back.")),
    "stuck": ("help", says("{who} is stuck on {title}:")),
    "goes on": ("check", says("{title} goes on, {who} says:")),
    "task linked": ("wait", says("{who} let {title} wait for {name}.")),
    "task unlinked": ("wait", says("{title} no longer waits for {name}.")),
    "steps added": ("list", says("{who} added {count} to {title}.")),
    "step removed": ("close", says("{who} took a step off {title}:")),
    "step brought back": ("list", says("{who} brought a step of {title} back:")),
    "evidence asked": ("list", says("{who} changed what {title} asks for as evidence.")),
    "evidence added": ("plus", says("{who} added {what} to {title}.")),
    "evidence removed": ("close", says("{who} took {what} off {title}.")),
    "evidence brought back": ("list", says("{who} brought {what} of {title} back.")),
    "SOP written": ("list", says("{who} wrote version {number} of the SOP of {title}.")),
    "SOP readers changed": ("people", says("{who} changed who signs the SOP of {title}.")),
    "SOP signed": ("check", says("{who} signed version {number} of the SOP of {title}.")),
    "SOP signature taken back": ("list", says("{who} took back a signature of {title}.")),
    "item assigned": ("work", assigned),
    "item done": ("check", says("{name} is done.")),
    "item opened again": ("list", says("{name} is open again.")),
    "date moved": ("move", moved),
    "date moved along": ("move", moved),
    "phase added": ("plus", says("{who} added the phase {name}.")),
    "improvement added": ("plus", says("{who} added {name} to {phase}.")),
    "task added": ("plus", says("{who} added {title} to {towards}.")),
    "reworded": ("list", reworded),
    "counts too": ("plus", says("{title} counts towards {towards} too.")),
    "counts no more": ("close", says("{title} counts no more towards {towards}.")),
    "repeats": ("wait", says("{title} repeats: {after}.")),
    "repeats no more": ("wait", says("{who} lets {title} repeat no more.")),
    "set aside": ("close", says("{who} set {title} aside.")),
    "taken up": ("list", says("{who} took {title} up again.")),
    "changes agreed": ("check", says("{who} agreed to {count} of the changes to the plan.")),
    "agreement taken back": ("left", says("{who} took an agreement back.")),
    "budget set": ("roadmap", says("{who} set the budget to {after}.")),
    "sign-off asked": ("work", says("{who} asks to sign off {name}:")),
    "signed off": ("check", says("{who} signed off {name}:")),
    "sent back": ("left", says("{who} sent {name} back:")),
    "sign-off taken back": ("left", says("{who} took the last word on {name} back.")),
    "opened again": ("list", says("{who} opened {name} again:")),
    "gate set": ("roadmap", says("{who} set the gate of {name}.")),
    "plan saved": ("timeline", says("{who} saved the plan as “{name}”.")),
    "criterion added": ("criteria", says("{who} added the criterion {name}.")),
    "baseline frozen": ("criteria", says("{who} froze the baseline of {name}.")),
    "target moved": ("criteria", says("{who} moved the target of {name}.")),
    "criteria needed": (
        "criteria",
        says("{who} decided: {after} of the criteria of {name} must be met."),
    ),
    "reading entered": ("kpi", says("{who} entered a reading of {name}.")),
    "reading corrected": ("kpi", says("{who} corrected a reading of {name}.")),
    "reading confirmed": ("check", says("{who} said that {value} is right for {name}.")),
    "number given": (
        "kpi",
        says("{who} gave {name} its people: {accountable} answers for it, {enters} types it."),
    ),
    "definition agreed": ("check", says("{who} agreed on how {name} is counted.")),
    "definition not agreed": ("kpi", says("{who} took back that {name} is agreed.")),
    "definition changed": ("kpi", says("{who} changed how {name} is counted.")),
    "benchmark kept": ("kpi", says("{who} wrote down a benchmark of {name}.")),
    "benchmarks chosen": ("kpi", says("{who} chose which benchmarks the chart of {name} draws.")),
    "benchmark put away": ("kpi", says("{who} took away a benchmark of {name}.")),
    "benchmark brought back": ("kpi", says("{who} brought back a benchmark of {name}.")),
    "KPI defined": ("kpi", says("{who} defined the KPI {name}.")),
    "KPI changed": ("kpi", says("{who} changed the KPI {name}.")),
    "KPI put away": ("kpi", says("{who} put the KPI {name} away.")),
    "KPI brought back": ("kpi", says("{who} brought the KPI {name} back.")),
    "readings stored": ("kpi", says("Readings came in from {source}.")),
    "readings imported": ("download", says("{who} imported readings from {name}.")),
    "readings closed": ("check", says("{who} closed readings {until}.")),
    "readings opened": ("list", says("{who} opened readings {until}.")),
    "import undone": ("download", says("{who} undid the import of {name}.")),
    "tickets imported": ("download", says("{who} imported {rows} rows from {source}.")),
    "comparison agreed": (
        "people",
        says("{who} agreed to compare numbers among the clients of {name}."),
    ),
    "comparison taken back": (
        "people",
        says("{who} took back the comparison among the clients of {name}."),
    ),
    "checked in": ("checkin", checked_in),
    "champion accepted": ("champion", says("{who} is the champion.")),
    "champion answer taken back": ("left", says("{who} took the yes to being champion back.")),
    "champion changed": ("champion", says("{after} leads the program now.")),
    "champion asked": ("champion", says("{who} asked {name} to lead the program.")),
    "champion declined": ("champion", says("{who} does not take the program over.")),
    "champion stays": ("champion", says("{who} took the question back; the champion stays.")),
    "leave entered": ("wait", away),
    "leave taken away": ("close", says("{who} took leave of {name} away.")),
    "leave brought back": ("wait", says("{who} brought leave of {name} back.")),
    "covered": ("champion", covered),
    "hours reserved": ("champion", reserved),
    "cover ended": ("champion", says("The champion is back; {who} ended the cover.")),
    "sponsor changed": ("champion", says("{after} is the sponsor now.")),
}
