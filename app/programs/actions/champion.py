"""Who leads a program, and who signs off what it reaches."""

from app.accounts.models import User
from app.activity.actions import record
from app.clock import now
from app.programs.actions.changes import keep_change
from app.programs.models import Change, Program
from app.refusal import Refused
from app.versions import refuse_stale

NOBODY = "Nobody"


def accept(program: Program, by: User) -> None:
    """The chosen champion says yes; twice is once."""
    if program.champion_id != by.id:
        raise Refused("Only the person who was asked can accept.")
    if program.champion_accepted_at is None:
        program.champion_accepted_at = now()
        record("champion accepted", program, by=by, program_id=program.id)


def hand_over(
    program: Program,
    champion: User | None,
    sponsor: User | None,
    reason: str,
    by: User,
    version: int | None = None,
) -> None:
    """Choose who leads and who signs off; a new champion is asked, unless they choose themself."""
    refuse_stale(
        program,
        version,
        {"champion": name_of(program.champion), "sponsor": name_of(program.sponsor)},
    )
    if champion != program.champion:
        note("champion changed", program, program.champion, champion, reason, by)
        program.champion = champion
        program.champion_accepted_at = now() if champion and champion.id == by.id else None
        if champion and champion == program.stand_in:
            program.stand_in = None
    if sponsor != program.sponsor:
        note("sponsor changed", program, program.sponsor, sponsor, reason, by)
        program.sponsor = sponsor


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
