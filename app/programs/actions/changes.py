"""Changes of a plan that are no date: an owner, the budget; and who agrees to a change."""

from collections.abc import Sequence
from datetime import timedelta

from app.accounts.models import User
from app.activity.actions import record
from app.clock import now
from app.db import db
from app.planning.money import money
from app.programs import log
from app.programs.models import Change, Program
from app.refusal import Refused
from app.tenancy import new_id
from app.versions import refuse_stale

UNDO_FOR = timedelta(minutes=5)
LONGEST = 200


def shortened(words: str) -> str:
    """As much as a change keeps of a name."""
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"


def keep_change(change: Change, program: Program) -> None:
    """Keep a change for the log of the plan; the sponsor's own are agreed at once."""
    change.id = new_id()
    if change.by_id == program.sponsor_id:
        change.agreed_at, change.agreed_by_id = change.at, change.by_id
    db.session.add(change)


def agree_at_once(changes: Sequence[Change]) -> None:
    """Whoever made these changes may agree to them, and did with the making."""
    for change in changes:
        if change.asks:
            change.agreed_at, change.agreed_by_id = change.at, change.by_id


def agree(changes: Sequence[Change], program: Program, by: User) -> int:
    """Say yes to those of these changes that still wait for it; answers how many they were."""
    waiting = [change for change in changes if change.asks]
    moment = now()
    for change in waiting:
        change.agreed_at, change.agreed_by_id = moment, by.id
    if waiting:
        record("changes agreed", program, by=by, program_id=program.id, count=len(waiting))
    return len(waiting)


def take_agreement_back(program: Program, by: User) -> int:
    """Undo one's own last yes within a few minutes; answers how many changes wait again."""
    changes = log.agreed_last(program.id, by.id)
    if not changes:
        return 0
    if now() - (changes[0].agreed_at or now()) > UNDO_FOR:
        raise Refused("It is too late to take this back. Change the plan instead, with a reason.")
    for change in changes:
        change.agreed_at = change.agreed_by_id = None
    record("agreement taken back", program, by=by, program_id=program.id, count=len(changes))
    return len(changes)


def set_budget(
    program: Program, budget: int, currency: str, reason: str, by: User, version: int | None = None
) -> None:
    """The program may cost this much, in minor units; the first budget needs no reason and stays.

    The currency is chosen with the first budget.
    """
    if program.budget == budget:
        return
    before = program.budget
    if before is None:
        refuse_stale(program, version, {"budget": "No budget"})
        program.first_budget, program.currency = budget, currency
    else:
        refuse_stale(program, version, {"budget": money(before, program.currency)})
        if not reason:
            raise Refused("Say why the budget changes, so that nobody wonders later.")
        keep_change(change_of_budget(program, before, budget, reason, by), program)
    program.budget = budget
    told = {"after": money(budget, program.currency), "why": reason}
    record("budget set", program, by=by, program_id=program.id, **told)


def change_of_budget(program: Program, before: int, after: int, reason: str, by: User) -> Change:
    return Change(
        program_id=program.id,
        thing_kind="program",
        thing_id=program.id,
        thing_name=program.name,
        what="budget",
        before=money(before, program.currency),
        after=money(after, program.currency),
        cost=after - before,
        reason=reason,
        at=now(),
        by_id=by.id,
    )
