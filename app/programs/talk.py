"""What was said on tasks, and who waits for help."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import contains_eager, joinedload

from app.db import db
from app.programs.models import Mention, Note, Program, Task
from app.tenancy import current_msp_id

MOST_NOTES, MOST_STUCK, MOST_MENTIONS = 50, 12, 12
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
    return db.session.scalars(wanted.where(*waits_for(person_id))).all()


def mentions_of(person_id: UUID) -> Sequence[Mention]:
    """The comments that name a person and wait for them, at every MSP in scope, oldest first."""
    wanted = select(Mention).join(Mention.note).where(*waits_for(person_id))
    whole = contains_eager(Mention.note)
    seen = (
        whole.joinedload(Note.by),
        whole.joinedload(Note.task).joinedload(Task.program).joinedload(Program.msp),
    )
    in_order = wanted.order_by(Note.at, Mention.id).limit(MOST_MENTIONS)
    return db.session.scalars(in_order.options(*seen)).all()


def waits_for(person_id: UUID) -> tuple[ColumnElement[bool], ...]:
    return Mention.user_id == person_id, Mention.seen_at.is_(None)


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
