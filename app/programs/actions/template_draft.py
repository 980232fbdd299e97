"""The next edition of a template is drafted part by part, and then kept or dropped."""

import json
from typing import Any

from app.accounts.models import User
from app.clock import now
from app.db import db
from app.programs import templates
from app.programs.actions.template import TOO_LONG, change_template, owner_of
from app.programs.models import KeptDraft, KeptTemplate
from app.programs.outline import Outline
from app.programs.template import Template
from app.programs.templates import LONGEST_FILE
from app.refusal import Refused, Stale

TOO_LATE = "The draft has changed since, so this cannot be undone any more."


def save_draft(
    row: KeptTemplate,
    draft: KeptDraft | None,
    outline: Outline,
    by: User,
    before: dict[str, Any] | None = None,
) -> KeptDraft:
    """The draft says this from now on; a first change begins it. `before` is what an undo
    brings back."""
    if len(json.dumps(outline.tables)) > LONGEST_FILE:
        raise Refused(TOO_LONG)
    if draft is None:
        forget_dropped(row)
        kind = templates.DRAFTS[type(row)]
        draft = kind(template_id=row.id, edition=row.edition, **owner_of(row))
        db.session.add(draft)
    draft.tables, draft.before = outline.tables, before
    draft.at, draft.by_id = now(), by.id
    db.session.flush()
    return draft


def undo_last(draft: KeptDraft | None, version: int, by: User) -> None:
    """Put back what was taken out last, or the draft that was dropped, if nothing changed since."""
    if draft is None or draft.before is None or draft.version != version:
        raise Refused(TOO_LATE)
    draft.tables, draft.before = draft.before, None
    draft.at, draft.by_id = now(), by.id


def drop_draft(draft: KeptDraft | None) -> int:
    """The template stays as it is; twice is once. Answers the version that an undo asks for."""
    if draft is None:
        return 0
    draft.tables, draft.before = {}, draft.tables
    db.session.flush()
    return draft.version


def forget_dropped(row: KeptTemplate) -> None:
    """A new draft begins where one was dropped before."""
    dropped = templates.last_draft(row)
    if dropped is not None:
        db.session.delete(dropped)
        db.session.flush()


def keep_draft(
    row: KeptTemplate, draft: KeptDraft, template: Template, what: str, by: User
) -> bool:
    """The draft becomes the next edition; answers whether it says anything new."""
    before = row.edition
    number = change_template(row, template, what, by)
    db.session.delete(draft)
    return number > before


def refuse_older(row: KeptTemplate, draft: KeptDraft, edition: int, version: int) -> None:
    """Raise Stale where a page shows another edition or draft than there are now."""
    if row.edition != edition:
        last = templates.present(row)
        raise Stale({}, who=last.by.name)
    if draft.version != version:
        raise Stale({}, who=draft.by.name)
