"""A draft keeps the answers of the start wizard, until a program begins with them."""

from collections.abc import Sequence
from uuid import uuid4

from app.accounts.models import User
from app.criteria.actions import NewCriterion, add_criterion
from app.db import db
from app.planning.workdays import Workdays
from app.programs import queries
from app.programs.actions.start import People, start_program
from app.programs.first_plan import PlannedProgram
from app.programs.models import Draft, Program
from app.refusal import Stale

Answer = dict[str, list[str]]


def keep_answer(step: str, answer: Answer, by: User, version: int | None) -> None:
    """Keep what was answered to a step; the same answer twice is one.

    Raises Stale when another page of the same person has saved since this one was loaded.
    """
    draft = queries.draft_to_change(by.id)
    if draft is None and version == 0:
        db.session.add(Draft(user_id=by.id, once=uuid4().hex, answers={step: answer}))
    elif draft is None or draft.answers.get(step) != answer:
        draft = fresh(draft, version)
        draft.answers = draft.answers | {step: answer}


def fresh(draft: Draft | None, version: int | None) -> Draft:
    """The draft, when it is the one that the page was made from."""
    if draft is None or draft.version != version:
        raise Stale({}, who="You, on another page,")
    return draft


def begin(
    draft: Draft,
    plan: PlannedProgram,
    people: People,
    calendar: Workdays,
    criteria: Sequence[NewCriterion],
    by: User,
) -> Program:
    """Start the program that the draft describes, with its criteria; the draft is done."""
    program = start_program(plan, people, calendar, by, draft.once)
    for new in criteria:
        add_criterion(program.id, new, by)
    db.session.delete(draft)
    return program
