"""Something is deleted with all that hangs on it, and can be brought back for 30 days."""

from app.accounts.models import User
from app.activity.actions import record
from app.clock import now
from app.db import db
from app.programs import bin, going, linked
from app.programs.actions.changes import keep_change, shortened
from app.programs.actions.facts import keep_facts
from app.programs.actions.plan import change_of
from app.programs.bin import Part, Thing
from app.programs.models import Deletion, Item, Note, Phase, Program
from app.programs.tree import Rows, take_out
from app.refusal import Refused, Stale
from app.tenancy import new_id

LAST = "Nothing would be left of the program. Delete the program instead."


def delete_part(part: Part, reason: str, by: User, version: int | None = None) -> Deletion:
    """A task, an improvement or a phase leaves the plan, which is a change of its scope.

    Raises Refused where nothing would be left of the program, and Stale for an older page.
    """
    program = part.program
    linked.hold_plan(program)
    if is_last(part):
        raise Refused(LAST)
    name = name_of(part)
    change = change_of(part, name, reason, by)
    record("deleted", part, by=by, program_id=program.id, name=name, why=reason)
    deletion = take(part, program, reason, by, version)
    along = going.along(deletion.goes)
    change.what, change.at = "scope", deletion.at
    change.after = shortened(f"deleted with {along}" if along else "deleted")
    keep_change(change, program)
    keep_facts(program)
    return deletion


def is_last(part: Part) -> bool:
    """Would a program without improvements be left?"""
    if isinstance(part, Item):
        return not bin.has_others(part)
    return isinstance(part, Phase) and not bin.has_others_outside(part)


def delete_program(program: Program, reason: str, by: User, version: int | None = None) -> Deletion:
    """A program goes with all that is in it; readings are the MSP's and stay."""
    linked.hold_plan(program)
    record("deleted", program, by=by, program_id=program.id, name=program.name, why=reason)
    return take(program, None, reason, by, version)


def delete_note(note: Note, by: User) -> Deletion:
    """A comment goes, and whom it names is asked no more."""
    task = note.task
    told = {"title": task.title, "note": str(note.id)}
    record("comment deleted", task, by=by, program_id=task.program_id, **told)
    return take(note, task.program, "", by)


def take(
    thing: Thing, program: Program | None, reason: str, by: User, version: int | None = None
) -> Deletion:
    """Take a thing out with all that hangs on it, into the bin."""
    found = bin.bundle(thing)
    rows = take_out(found.roots)
    if version not in {None, version_in(rows, thing)}:
        raise Stale({})
    deletion = Deletion(
        id=new_id(),
        program_id=program.id if program else None,
        kind=type(thing).__name__.lower(),
        thing_id=thing.id,
        name=name_of(thing),
        reason=reason,
        goes={table: count for table, count in found.goes.items() if count},
        rows=rows,
        at=now(),
        by_id=by.id,
    )
    db.session.add(deletion)
    db.session.flush()
    return deletion


def version_in(rows: Rows, thing: Thing) -> int:
    """The version that was taken out; raises Stale where somebody was quicker to delete it."""
    own = (row for row in rows.get(thing.__tablename__, ()) if row["id"] == str(thing.id))
    found = next(own, None)
    if found is None:
        raise Stale({})
    return int(found.get("version", 0))


def name_of(thing: Thing) -> str:
    names = {"task": "title", "note": "text"}
    name: str = getattr(thing, names.get(type(thing).__name__.lower(), "name"))
    return shortened(name)
