"""People talk on a task: a comment, "I'm stuck", and that it goes on."""

from app.accounts.models import User
from app.accounts.queries import people_at
from app.activity.actions import record
from app.clock import now
from app.db import db
from app.programs import talk
from app.programs.actions.changes import UNDO_FOR
from app.programs.mentions import mentioned
from app.programs.models import Mention, Note, Task
from app.refusal import Refused


def comment(task: Task, words: str, by: User) -> Note:
    note = said(task, words, by)
    told("commented", note, by)
    see_mentions(task, by)
    return note


def name_people(note: Note, by: User) -> None:
    """Whoever the words name is asked to look; nobody asks themselves."""
    if "@" not in note.text:
        return
    for person in mentioned(note.text, people_at(note.msp_id)):
        if person.id != by.id:
            db.session.add(Mention(note_id=note.id, user_id=person.id))


def see_mentions(task: Task, by: User) -> None:
    """Whoever says something on a task has seen what named them there."""
    at = now()
    for mention in talk.mentions_on(task.id, by.id):
        mention.seen_at = at


def wait_again(task: Task, by: User) -> None:
    """Undo one's own "Seen", a few minutes later: what was seen then waits again."""
    seen = [one for one in talk.seen_on(task.id, by.id) if one.seen_at]
    if not seen or now() - (seen[0].seen_at or now()) > UNDO_FOR:
        raise Refused("This cannot be undone any more. The comment stays on the task.")
    for mention in seen:
        mention.seen_at = None


def say_stuck(task: Task, words: str, by: User) -> Note:
    """`by` cannot go on, for this reason; the champion sees it until somebody settles it."""
    if task.done:
        raise Refused("This task is done, so nothing holds it up.")
    note = said(task, words, by, stuck=True)
    told("stuck", note, by)
    return note


def said(task: Task, words: str, by: User, *, stuck: bool = False) -> Note:
    note = Note(
        program_id=task.program_id,
        task=task,
        task_id=task.id,
        text=words,
        stuck=stuck,
        at=now(),
        by_id=by.id,
    )
    db.session.add(note)
    db.session.flush()
    name_people(note, by)
    return note


def settle(note: Note, by: User) -> None:
    """It goes on; saying so twice is saying it once."""
    if not note.open:
        return
    note.settled_at, note.settled_by_id = now(), by.id
    told("goes on", note, by)


def stuck_again(note: Note, by: User) -> None:
    """Undo one's own "It goes on", a few minutes later."""
    own = note.settled_at is not None and note.settled_by_id == by.id
    if not own or note.task.done or now() - (note.settled_at or now()) > UNDO_FOR:
        raise Refused("This cannot be undone any more. Say on the task what holds it up.")
    note.settled_at = note.settled_by_id = None
    told("stuck", note, by)


def settle_all(task: Task, by: User) -> None:
    """A finished task holds nobody up."""
    for note in talk.open_notes_on(task.id):
        settle(note, by)


def told(deed: str, note: Note, by: User) -> None:
    task = note.task
    detail = {"title": task.title, "why": note.text, "note": str(note.id)}
    record(deed, task, by=by, program_id=task.program_id, **detail)
