"""What was said on tasks, and who waits for help."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.db import db
from app.programs.models import Mention, Note
from app.tenancy import current_msp_id

MOST_NOTES, MOST_STUCK = 50, 12
WAITS_FOR_HELP = (Note.stuck, Note.settled_at.is_(None))


def note(note_id: UUID) -> Note | None:
    """A note with its task."""
    return db.session.get(Note, (current_msp_id(), note_id), options=[joinedload(Note.task)])


def notes_on(task_id: UUID) -> Sequence[Note]:
    """The last things that were said on a task, oldest first."""
    wanted = select(Note).where(Note.task_id == task_id).order_by(Note.at.desc(), Note.id.desc())
    people = (joinedload(Note.by), joinedload(Note.settled_by), joinedload(Note.mentions))
    return db.session.scalars(wanted.limit(MOST_NOTES).options(*people)).unique().all()[::-1]


def mentions_on(task_id: UUID, person_id: UUID) -> Sequence[Mention]:
    """What names a person on a task and waits for them."""
    wanted = select(Mention).join(Mention.note).where(Note.task_id == task_id)
    return db.session.scalars(
        wanted.where(Mention.user_id == person_id, Mention.seen_at.is_(None))
    ).all()


def seen_on(task_id: UUID, person_id: UUID) -> Sequence[Mention]:
    """What named a person on a task, and what they saw last of it, in one tap."""
    wanted = select(Mention).join(Mention.note).where(Note.task_id == task_id)
    theirs = wanted.where(Mention.user_id == person_id, Mention.seen_at.is_not(None))
    found = db.session.scalars(theirs.order_by(Mention.seen_at.desc())).all()
    return [one for one in found if one.seen_at == found[0].seen_at]


def open_notes_on(task_id: UUID) -> Sequence[Note]:
    wanted = select(Note).where(Note.task_id == task_id, *WAITS_FOR_HELP)
    return db.session.scalars(wanted.options(joinedload(Note.task))).all()


def stuck_notes(program_id: UUID) -> Sequence[Note]:
    """Whoever waits for help in a program, the longest first, as many as one can help."""
    wanted = select(Note).where(Note.program_id == program_id, *WAITS_FOR_HELP)
    with_all = (joinedload(Note.by), joinedload(Note.task))
    return db.session.scalars(
        wanted.order_by(Note.at, Note.id).limit(MOST_STUCK).options(*with_all)
    ).all()
