"""What a running program said to a change of its template: kept, and a refusal undone."""

from sqlalchemy import select

from app.accounts.models import User
from app.activity.actions import record
from app.clock import now
from app.db import db
from app.programs.actions.changes import UNDO_FOR
from app.programs.following import following
from app.programs.models import Program, TemplateAnswer
from app.programs.template_changes import TemplateChange
from app.refusal import Refused

TOO_LATE = "This cannot be undone any more. The answer stands under Decided."
REFUSED = "template change refused"


def refuse(program: Program, change: TemplateChange, by: User) -> None:
    """It stays as it is here; the change is not asked about again."""
    keep_answer(program, change, by, taken=False)
    record(REFUSED, program, by=by, program_id=program.id, name=program.name, why=change.told)


def ask_again(program: Program, key: str, since: int, by: User) -> None:
    """Undo one's own refusal, a few minutes later; the program follows the edition that it followed
    then.

    Raises Refused when that is too long ago, or the change is no more.
    """
    wanted = select(TemplateAnswer).where(
        TemplateAnswer.program_id == program.id,
        TemplateAnswer.change == key,
        TemplateAnswer.taken.is_(False),
        TemplateAnswer.by_id == by.id,
        TemplateAnswer.at >= now() - UNDO_FOR,
    )
    answer = db.session.scalar(wanted)
    if answer is None or not 0 < since <= program.template_edition:
        raise Refused(TOO_LATE)
    db.session.delete(answer)
    program.template_edition = since
    db.session.flush()
    if following(program).named(key) is None:
        raise Refused(TOO_LATE)


def keep_answer(program: Program, change: TemplateChange, by: User, *, taken: bool) -> None:
    db.session.add(
        TemplateAnswer(
            program_id=program.id,
            change=change.key,
            told=change.told[:400],
            taken=taken,
            at=now(),
            by_id=by.id,
        )
    )
    db.session.flush()
    follow_on(program)


def follow_on(program: Program) -> None:
    """With the last answer the program follows the present edition."""
    beside = following(program)
    if beside.template is not None and not beside.open:
        program.template_edition = beside.template.edition
