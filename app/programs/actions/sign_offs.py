"""A phase or a criterion is signed off, sent back, or opened again; every word is kept."""

from dataclasses import asdict, dataclass
from datetime import timedelta

from app.accounts.models import User
from app.activity.actions import record
from app.clock import now
from app.db import db
from app.planning.gates import Deed, open_words
from app.programs import linked, sign_offs
from app.programs.models import Phase, SignOff
from app.programs.sign_offs import Subject
from app.refusal import Refused, Stale

UNDO_FOR = timedelta(minutes=5)
NEWS = {
    Deed.ASKED: "sign-off asked",
    Deed.SIGNED: "signed off",
    Deed.SENT_BACK: "sent back",
    Deed.TAKEN_BACK: "sign-off taken back",
    Deed.REOPENED: "opened again",
}


@dataclass(frozen=True)
class Words:
    """What somebody says: the evidence or the reason, a link, and why in spite of what is open."""

    said: str = ""
    link: str = ""
    despite: str = ""


def ask(subject: Subject, said: str, by: User, number: int | None = None) -> None:
    """The work is done as far as its people can tell; whoever signs off is asked to look."""
    if subject.facts.stands == Deed.SIGNED and not subject.facts.opened_since:
        raise Refused(f"{subject.name} is signed off already.")
    keep(subject, Deed.ASKED, Words(said), by, number)


def sign(subject: Subject, words: Words, by: User, number: int | None = None) -> None:
    """It is reached, on this evidence; with something open it needs a reason, kept as such."""
    facts = subject.facts
    if not facts.complete and not words.despite:
        left = open_words(facts.criteria, facts.tasks)
        raise Refused(f"Say why {subject.name} is signed off with {left} open.")
    keep(subject, Deed.SIGNED, words, by, number)


def send_back(subject: Subject, why: str, by: User, number: int | None = None) -> None:
    """It is not reached yet, for this reason; the work goes on."""
    if subject.facts.stands == Deed.SIGNED and not subject.facts.opened_since:
        raise Refused(f"{subject.name} is signed off. Open it again instead.")
    keep(subject, Deed.SENT_BACK, Words(why), by, number)


def reopen(subject: Subject, why: str, by: User, number: int | None = None) -> None:
    """It was signed off, and is open again, for this reason."""
    if subject.facts.stands != Deed.SIGNED:
        raise Refused(f"{subject.name} is not signed off, so there is nothing to open again.")
    keep(subject, Deed.REOPENED, Words(why), by, number)


def take_back(subject: Subject, by: User) -> None:
    """Undo one's own last word within a few minutes: it stands as before, and both are kept."""
    last, before = [*sign_offs.records(subject.thing.id, limit=2), None, None][:2]
    if last is None or last.deed == Deed.TAKEN_BACK:
        return
    if last.deed == Deed.REOPENED:
        raise Refused(f"{subject.name} is open again, for a reason. Sign it off anew.")
    if not is_takeable(last, by):
        raise Refused("It is too late to take this back. Open it again, and say why.")
    keep(subject, Deed.TAKEN_BACK, Words(), by, stands=before.stands if before else "")


def is_takeable(last: SignOff, by: User) -> bool:
    """Is it this person's own word, of a few minutes ago? What was opened again stays open."""
    final = last.deed in {Deed.TAKEN_BACK, Deed.REOPENED}
    return last.by_id == by.id and now() - last.at <= UNDO_FOR and not final


def keep(
    subject: Subject,
    deed: Deed,
    words: Words,
    by: User,
    number: int | None = None,
    stands: str | None = None,
) -> None:
    """Write the record; `number` is that of the last one on the page that it was made from."""
    linked.hold_plan(subject.program)
    last = sign_offs.newest(subject.thing.id)
    if last and number is not None and last.number != number:
        if (last.deed, last.by_id) == (deed, by.id):
            return
        raise Stale({"sign-off": last.deed}, who=last.by.name)
    written = row_of(subject, deed, words, by)
    written.number = last.number + 1 if last else 1
    written.stands = deed.value if stands is None else stands
    db.session.add(written)
    record(NEWS[deed], subject.thing, by=by, program_id=subject.program.id,
           name=subject.name, why=words.despite or words.said)  # fmt: skip
    db.session.flush()
    if isinstance(subject.thing, Phase):
        db.session.expire(subject.thing, ["last_word"])


def row_of(subject: Subject, deed: Deed, words: Words, by: User) -> SignOff:
    """The record of a deed, still without its place among the others."""
    return SignOff(
        program_id=subject.program.id,
        thing_kind=subject.kind,
        thing_id=subject.thing.id,
        thing_name=subject.name,
        deed=deed.value,
        said=words.said,
        link=words.link,
        despite=words.despite,
        seen=seen(subject),
        at=now(),
        by_id=by.id,
    )


def seen(subject: Subject) -> dict[str, object]:
    """How it stands at this moment, for ever."""
    facts = subject.facts
    criteria = [asdict(one) for one in subject.shown]
    return {"tasks": facts.tasks, "open": facts.criteria, "criteria": criteria}


def set_gate(
    phase: Phase, entry: str, exit_kpis: list[str], by: User, needed: int | None = None
) -> None:
    """How the phase is entered, and which criteria, how many of them, are met at its sign-off."""
    if (phase.entry, phase.exit_kpis, phase.exit_needed) == (entry, exit_kpis, needed):
        return
    phase.entry, phase.exit_kpis, phase.exit_needed = entry, exit_kpis, needed
    record("gate set", phase, by=by, program_id=phase.program_id, name=phase.name)
