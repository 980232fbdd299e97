"""A draft keeps the answers of the start wizard, until a program begins with them."""

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any
from uuid import uuid4

from app.accounts.models import User
from app.criteria.actions import NewCriterion, add_criterion
from app.db import db
from app.planning.workdays import Workdays
from app.programs.actions.start import People, start_program
from app.programs.first_plan import PlannedProgram
from app.programs.models import Draft, Program
from app.refusal import Stale

Answer = dict[str, list[str]]
NO_EDITION = "0"


def edition(answer: Mapping[str, Any] | None) -> str:
    """A mark of what an answer says, to tell a page made from another; "0" before the first."""
    if not answer:
        return NO_EDITION
    return sha256(json.dumps(answer, sort_keys=True).encode()).hexdigest()[:16]


def keep_answer(draft: Draft | None, step: str, answer: Answer, by: User, seen: str) -> None:
    """Keep what was answered to a step; the same answer twice is one.

    Raises Stale when another page of the same person has answered the step since the page with
    the edition `seen` was loaded.
    """
    before = draft.answers.get(step) if draft else None
    if before == answer:
        return
    if before is not None:
        refuse_older(before, seen)
    if draft is None:
        db.session.add(Draft(user_id=by.id, once=uuid4().hex, answers={step: answer}))
    else:
        draft.answers = draft.answers | {step: answer}


def refuse_older(answer: Mapping[str, Any], seen: str) -> None:
    """Raise Stale for a page that was made from another edition of the answer."""
    if seen != edition(answer):
        raise Stale({}, who="You, on another page,")


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
