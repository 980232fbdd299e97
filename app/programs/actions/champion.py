"""Who leads a program, and who signs off what it reaches."""

from datetime import date

from app.accounts.models import User
from app.activity.actions import record
from app.activity.models import Event
from app.activity.queries import history
from app.clock import now
from app.planning.hours import hours
from app.programs.actions.changes import UNDO_FOR, keep_change
from app.programs.models import Change, Program
from app.refusal import Refused
from app.versions import refuse_stale

NOBODY = "Nobody"
Span = tuple[date | None, date | None]


def accept(program: Program, by: User) -> None:
    """The chosen champion says yes, and leads from now on; twice is once."""
    if program.asked_id == by.id:
        note("champion changed", program, program.champion, by, program.asked_why, by)
        lead(program, by, by)
        return
    if program.champion_id != by.id:
        raise Refused("Only the person who was asked can accept.")
    if program.champion_accepted_at is None:
        program.champion_accepted_at = now()
        record("champion accepted", program, by=by, program_id=program.id)


def take_yes_back(program: Program, by: User) -> None:
    """Undo one's own yes to a role that nobody had before, a few minutes later."""
    at = program.champion_accepted_at
    last = next((one for one in history(program.id, limit=20) if is_on_lead(one)), None)
    said = last is not None and last.deed == "champion accepted" and last.by_id == by.id
    if program.champion_id != by.id or at is None or not said or now() - at > UNDO_FOR:
        raise Refused("This cannot be undone any more. Hand the program over instead.")
    program.champion_accepted_at = None
    record("champion answer taken back", program, by=by, program_id=program.id)


def is_on_lead(event: Event) -> bool:
    return event.deed.startswith("champion ")


def decline(program: Program, by: User) -> None:
    """Who was asked to take over says no; the champion stays."""
    if program.asked_id != by.id:
        raise Refused("Only the person who was asked can answer.")
    program.asked_id, program.asked_why = None, ""
    record("champion declined", program, by=by, program_id=program.id)


def think_again(program: Program, by: User) -> None:
    """Undo one's own no, a few minutes later: one is asked again, for the same reason.

    Raises Refused when that is too long ago, or somebody else was asked since.
    """
    events = history(program.id, limit=20)
    no = next((one for one in events if is_on_lead(one)), None)
    asked = next((one for one in events if one.deed == "champion asked"), None)
    said = no is not None and no.deed == "champion declined" and no.by_id == by.id
    if no is None or not said or asked is None or now() - no.at > UNDO_FOR:
        raise Refused("This cannot be undone any more. Whoever leads the program can ask again.")
    program.asked_id, program.asked_why = by.id, asked.detail["why"]
    record("champion asked", program, by=by, program_id=program.id, name=by.name,
           why=program.asked_why)  # fmt: skip


def hand_over(
    program: Program,
    champion: User | None,
    sponsor: User | None,
    reason: str,
    by: User,
    version: int | None = None,
) -> None:
    """Choose who leads and who signs off.

    Somebody else is asked to take over from a champion who has accepted, and the champion stays
    until they accept. Whoever chooses themself, or is chosen where nobody leads, leads at once.
    """
    refuse_stale(
        program,
        version,
        {"champion": name_of(program.champion), "sponsor": name_of(program.sponsor)},
    )
    if champion != program.champion:
        choose(program, champion, reason, by)
    elif program.asked_id:
        program.asked_id, program.asked_why = None, ""
        record("champion stays", program, by=by, program_id=program.id, why=reason)
    if sponsor != program.sponsor:
        note("sponsor changed", program, program.sponsor, sponsor, reason, by)
        program.sponsor = sponsor


def choose(program: Program, champion: User | None, reason: str, by: User) -> None:
    leads = program.champion is not None and program.champion_accepted_at is not None
    if champion is not None and champion.id != by.id and leads:
        ask(program, champion, reason, by)
        return
    note("champion changed", program, program.champion, champion, reason, by)
    lead(program, champion, by)


def ask(program: Program, person: User, reason: str, by: User) -> None:
    if program.asked_id != person.id:
        program.asked_id, program.asked_why = person.id, reason
        record("champion asked", program, by=by, program_id=program.id, name=person.name,
               why=reason)  # fmt: skip


def lead(program: Program, champion: User | None, by: User) -> None:
    """This person leads; they have accepted if they say so themself."""
    program.champion = champion
    program.champion_accepted_at = now() if champion and champion.id == by.id else None
    program.asked_id, program.asked_why = None, ""
    program.reserved_minutes = None
    if champion and champion == program.stand_in:
        program.stand_in = None
    if champion and champion.id == program.cover_id:
        program.cover_id = program.cover_from = program.cover_to = None


def reserve_hours(
    program: Program, minutes: int | None, by: User, version: int | None = None
) -> None:
    """The champion keeps so many minutes a week free for the program; None takes the word back."""
    if program.reserved_minutes == minutes:
        return
    said = program.reserved_minutes
    refuse_stale(program, version, {"hours": "Not said" if said is None else hours(said)})
    if program.champion is None:
        raise Refused("Nobody is the champion yet. Choose one first, who then says how many hours.")
    program.reserved_minutes = minutes
    after = "" if minutes is None else hours(minutes)
    record("hours reserved", program, by=by, program_id=program.id,
           name=program.champion.name, after=after)  # fmt: skip


def cover(
    program: Program, person: User | None, span: Span, by: User, version: int | None = None
) -> None:
    """This person covers for the champion from the first to the last day; nobody ends it."""
    refuse_stale(program, version, {"cover": name_of(program.cover)})
    first, last = span if person else (None, None)
    program.cover_id = person.id if person else None
    program.cover_from, program.cover_to = first, last
    if person is None:
        record("cover ended", program, by=by, program_id=program.id)
        return
    record("covered", program, by=by, program_id=program.id, name=person.name,
           first=first, until=last)  # fmt: skip


def note(
    deed: str, program: Program, before: User | None, after: User | None, reason: str, by: User
) -> None:
    """Keep the change for the log of the plan, and the deed for the record of deeds."""
    words = {"before": name_of(before), "after": name_of(after)}
    change = Change(
        program_id=program.id,
        thing_kind="program",
        thing_id=program.id,
        thing_name=program.name,
        what=deed.removesuffix(" changed"),
        reason=reason,
        at=now(),
        by_id=by.id,
        **words,
    )
    keep_change(change, program)
    record(deed, program, by=by, program_id=program.id, why=reason, **words)


def name_of(person: User | None) -> str:
    return person.name if person else NOBODY
