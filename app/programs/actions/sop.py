"""The SOP beside a task is written, and people sign that they read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm.attributes import flag_modified

from app.accounts.models import User
from app.activity.actions import record
from app.clock import local, now
from app.db import db
from app.programs import linked, sops
from app.programs.models import Sop, SopReader, SopSignature, SopText, Task
from app.programs.moves import in_full
from app.refusal import Refused, Stale
from app.web.prose import as_html

UNDO_FOR = timedelta(minutes=5)


@dataclass(frozen=True)
class Written:
    """What somebody wrote: the text, whether it is a small correction, and who is to sign it."""

    words: str
    changed: str = ""
    small: bool = False
    readers: Sequence[User] = ()
    needed: bool = False


def write_sop(task: Task, new: Written, by: User, version: int | None = None) -> Sop:
    """The text becomes the newest version, and asks its readers for their signature again unless
    it is a small correction. Raises Stale when `version` is not the one that is kept; 0 is none."""
    linked.hold_plan(task.program)
    sop = sops.sop_of(task.id)
    if version is not None and version != (sop.version if sop else 0):
        raise Stale({"text": sops.words_of(sop)}, *who_was_quicker(sop, task.program.msp.zone))
    if sop is None:
        sop = Sop(task_id=task.id, number=0, needed=False)
        db.session.add(sop)
        db.session.flush()
    if new.words != sops.words_of(sop):
        add_version(task, sop, new, by)
    ask(task, sop, new, by)
    flag_modified(sop, "needed")
    db.session.flush()
    return sop


def who_was_quicker(sop: Sop | None, zone: str) -> tuple[str, str]:
    if sop is None:
        return "", ""
    return sop.text.by.name, in_full(local(sop.text.at, zone).date())


def add_version(task: Task, sop: Sop, new: Written, by: User) -> None:
    sop.number += 1
    small = new.small and sop.number > 1
    if not small:
        sop.asked = sop.number
    db.session.add(
        SopText(
            sop_id=sop.id,
            number=sop.number,
            words=new.words,
            html=as_html(new.words),
            changed=new.changed,
            small=small,
            at=now(),
            by_id=by.id,
        )
    )
    tell("SOP written", task, by, number=sop.number, why=new.changed)


def ask(task: Task, sop: Sop, new: Written, by: User) -> None:
    """Exactly these people are asked to sign; what somebody else signed is kept."""
    asked, wanted = sops.readers(sop), {person.id for person in new.readers}
    if set(asked) != wanted or sop.needed != new.needed:
        sop.needed = new.needed
        tell("SOP readers changed", task, by)
    for person_id, reader in asked.items():
        if person_id not in wanted:
            db.session.delete(reader)
    for person_id in wanted - asked.keys():
        db.session.add(SopReader(sop_id=sop.id, user_id=person_id))


def sign(task: Task, number: int, by: User) -> None:
    """`by` has read this version; it must be the newest, and signing twice is signing once."""
    linked.hold_plan(task.program)
    sop = asked_of(task, by)
    if number != sop.number:
        raise Refused("The SOP changed while you had it open. Read the new text, then sign it.")
    if sops.signature(sop, by.id) is None:
        db.session.add(SopSignature(sop_id=sop.id, user_id=by.id, number=number, at=now()))
        tell("SOP signed", task, by, number=number)


def take_back_signature(task: Task, by: User) -> None:
    """The undo of sign, for a few minutes."""
    sop = asked_of(task, by)
    mine = sops.signature(sop, by.id)
    if mine and now() - mine.at <= UNDO_FOR:
        db.session.delete(mine)
        tell("SOP signature taken back", task, by, number=sop.number)


def asked_of(task: Task, person: User) -> Sop:
    """The SOP that a person is asked to sign."""
    sop = task.sop
    if sop is None or person.id not in sops.readers(sop):
        raise Refused("You are not asked to sign this SOP. Whoever leads the program can ask you.")
    return sop


def tell(deed: str, task: Task, by: User, **detail: object) -> None:
    record(deed, task, by=by, program_id=task.program_id, title=task.title, **detail)
