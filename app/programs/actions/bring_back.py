"""What was deleted stands again as it was, with all that hung on it; or goes for good."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm.attributes import flag_modified

from app.accounts.models import User
from app.activity.actions import record
from app.clock import now
from app.db import db
from app.planning.network import refuse_circle
from app.programs import bin, going, linked, queries, tree
from app.programs.actions.changes import keep_change
from app.programs.actions.facts import keep_facts
from app.programs.actions.start import free_slug
from app.programs.bin import Thing
from app.programs.models import Change, Deletion, Item, Note, Phase, Program, Task
from app.programs.template_file import free_key
from app.programs.tree import Astray, Rows
from app.refusal import Refused

NO_REASON = "Brought back a moment after it was deleted."
HOME_FIRST = {
    "task": "Bring its improvement back first, then this task.",
    "item": "Bring its phase back first, or the improvement with which it went.",
    "note": "Bring its task back first, then this comment.",
}
MODELS: dict[str, type[Thing]] = {
    "task": Task,
    "item": Item,
    "phase": Phase,
    "program": Program,
    "note": Note,
}


def bring_back(deletion: Deletion, reason: str, by: User) -> None:
    """It stands again as it was; what hung on something that is deleted by now waits with that.

    A part that comes back is a change of the plan, with a reason, unless it is the undo of a slip.
    Raises Refused where what it belonged to is deleted too, or where it was brought back already.
    """
    program, rows = deletion.program, deletion.rows
    if program:
        linked.hold_plan(program)
    lifted = tree.lift_astray(rows)
    refuse_homeless(deletion, rows)
    hand_on(lifted, bin.beside(deletion) if lifted else ())
    take_from_bin(deletion)
    if program is None:
        fit_program(rows)
    else:
        fit_keys(program, rows)
    tree.put_in(rows)
    tell(deletion, reason, by)
    if program and deletion.is_part:
        refuse_circle_in(program)
        keep_change_back(deletion, program, reason, by)
        keep_facts(program)


def refuse_homeless(deletion: Deletion, rows: Rows) -> None:
    """A thing needs the one that it was in; a task needs one at least of its improvements."""
    own = rows.get(MODELS[deletion.kind].__tablename__, [])
    is_there = any(row["id"] == str(deletion.thing_id) for row in own)
    if not is_there or (deletion.kind == "task" and not rows.get("task_items")):
        raise Refused(HOME_FIRST[deletion.kind])


def hand_on(lifted: Sequence[Astray], others: Sequence[Deletion]) -> None:
    """A row that names another one which was deleted later comes back together with that one;
    where that is nowhere any more, the row has gone with it."""
    for one in lifted:
        for other in others:
            named = other.rows.get(one.parent, ())
            if any(row["id"] == str(one.parent_id) for row in named):
                other.rows.setdefault(one.table, []).append(one.row)
                flag_modified(other, "rows")
                break


def take_from_bin(deletion: Deletion) -> None:
    """Two people who bring it back at once do so once."""
    mine = delete(Deletion).where(Deletion.id == deletion.id)
    gone = db.session.execute(mine, execution_options={"synchronize_session": False})
    if gone.rowcount != 1:  # type: ignore[attr-defined]
        raise Refused("Somebody else brought this back already.")
    db.session.expunge(deletion)


def fit_program(rows: Rows) -> None:
    """Another program may have its short name by now, or have been started by the same form."""
    for row in rows["programs"]:
        if queries.is_taken(row["slug"]):
            row["slug"] = free_slug(row["name"])
        if row["once"] and queries.started_with(row["once"]):
            row["once"] = None


def fit_keys(program: Program, rows: Rows) -> None:
    """A phase or an improvement that was added meanwhile may have its key by now."""
    taken: dict[str, set[str]] = {}
    for key in db.session.scalars(select(Phase.key).where(Phase.program_id == program.id)):
        taken.setdefault(str(program.id), set()).add(key)
    beside = select(Item.phase_id, Item.key).where(Item.program_id == program.id)
    for phase_id, key in db.session.execute(beside):
        taken.setdefault(str(phase_id), set()).add(key)
    for row in rows.get("phases", ()):
        row["key"] = free_key(row["key"], taken.get(row["program_id"], ()))
    for row in rows.get("items", ()):
        row["key"] = free_key(row["key"], taken.get(row["phase_id"], ()))


def refuse_circle_in(program: Program) -> None:
    """A link that comes back may close a circle with those that were made meanwhile."""
    links = linked.plan_links(program.id)
    if links:
        refuse_circle(linked.titles(program.id), links[1:], links[0])


def keep_change_back(deletion: Deletion, program: Program, reason: str, by: User) -> None:
    """It is a change of the plan that it comes back; the undo of one's own slip is none, and takes
    the change away that the slip was."""
    was = bin.change_of(deletion)
    if was and is_slip(deletion, by) and was.agreed_by_id in {None, by.id}:
        db.session.delete(was)
        return
    change = Change(
        program_id=program.id,
        thing_kind=deletion.kind,
        thing_id=deletion.thing_id,
        thing_name=deletion.name,
        what="scope",
        before="",
        after="brought back",
        reason=reason or NO_REASON,
        at=now(),
        by_id=by.id,
    )
    keep_change(change, program)


def is_slip(deletion: Deletion, by: User) -> bool:
    """Does somebody undo what they deleted themself a moment ago?"""
    return going.is_slip(deletion.at, deletion.by_id == by.id, now())


def tell(deletion: Deletion, reason: str, by: User) -> None:
    """Keep the deed; that of a comment stands with its task."""
    thing = found_again(deletion)
    if isinstance(thing, Note):
        task = thing.task
        detail = {"title": task.title, "note": str(thing.id)}
        record("comment brought back", task, by=by, program_id=task.program_id, **detail)
        return
    program_id, detail = deletion.program_id or thing.id, {"name": deletion.name, "why": reason}
    record("brought back", thing, by=by, program_id=program_id, **detail)


def found_again(deletion: Deletion) -> Thing:
    model: Any = MODELS[deletion.kind]
    found: Thing = db.session.get_one(model, (deletion.msp_id, deletion.thing_id))
    return found


def throw_away(deletions: Iterable[Deletion]) -> list[str]:
    """Remove these from the bin for good; answers the names under which files of theirs lie."""
    stored: list[str] = []
    for deletion in deletions:
        stored += files_in(deletion.rows)
        db.session.delete(deletion)
    return stored


def files_in(rows: Rows) -> Iterator[str]:
    """The files on deleted tasks, and on those that were in the bin of a deleted program."""
    yield from (row["stored"] for row in rows.get("proofs", ()) if row["stored"])
    for row in rows.get("deletions", ()):
        yield from files_in(row["rows"])
