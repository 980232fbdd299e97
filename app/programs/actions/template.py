"""A template is kept, changed in a new edition, put away, and taken out again."""

from dataclasses import replace

from app.accounts.models import Practice, User
from app.activity.actions import record
from app.clock import now
from app.db import db
from app.programs import templates
from app.programs.models import KeptTemplate, OwnTemplate, PracticeTemplate
from app.programs.template import Template
from app.programs.template_file import free_key, key_from, written
from app.programs.templates import LONGEST_FILE, MOST_TEMPLATES
from app.refusal import Refused
from app.tenancy import new_id
from app.tomlfile import TomlError
from app.versions import refuse_stale

OWN, OF_PRACTICE = "own-", "practice-"
TOO_MANY = f"At most {MOST_TEMPLATES} templates are kept in one place. Change one of them."
TOO_LONG = "A template has at most 256 KB. Shorten or take out something, then keep it."


def keep_template(template: Template, what: str, by: User) -> OwnTemplate:
    """A new template of the MSP, as its first edition."""
    refuse_more(OwnTemplate)
    row = OwnTemplate(id=new_id(), key=own_key(template.name), name=template.name)
    keep_first(row, template, what, by)
    record("template kept", row, by=by, name=row.name, why=what)
    return row


def keep_for_practice(
    template: Template, what: str, by: User, practice: Practice
) -> PracticeTemplate:
    """The same for a practice that the person acts for; its editions are its record."""
    refuse_more(PracticeTemplate)
    row = PracticeTemplate(practice_id=practice.id, id=new_id(), name=template.name)
    row.key = f"{OF_PRACTICE}{key_from(template.name)[:30].strip('-')}-{row.id.hex[-12:]}"
    keep_first(row, template, what, by)
    return row


def refuse_more(kind: type[KeptTemplate]) -> None:
    if templates.count_templates(kind) >= MOST_TEMPLATES:
        raise Refused(TOO_MANY)


def keep_first(row: KeptTemplate, template: Template, what: str, by: User) -> None:
    db.session.add(row)
    db.session.flush()
    add_edition(row, template, what, by)


def own_key(name: str) -> str:
    """A key that no shipped template and no other of the MSP has."""
    taken: set[str] = set()
    while True:
        key = free_key(f"{OWN}{key_from(name)[:40].strip('-')}", taken)
        if not templates.is_taken(OwnTemplate, key):
            return key
        taken.add(key)


def change_template(
    row: KeptTemplate, template: Template, what: str, by: User, version: int | None = None
) -> int:
    """The template says this from now on; what says the same is no new edition.

    Answers the number of the present edition.
    """
    refuse_stale(row, version, {"edition": str(row.edition)})
    before = templates.edition(row, row.edition)
    if before is None or before.text != text_of(template):
        add_edition(row, template, what, by)
        if isinstance(row, OwnTemplate):
            record("template changed", row, by=by, name=row.name, edition=row.edition, why=what)
    return row.edition


def add_edition(row: KeptTemplate, template: Template, what: str, by: User) -> None:
    text = readable(text_of(template))
    row.edition += 1
    row.name = template.name
    kind = templates.EDITIONS[type(row)]
    db.session.add(
        kind(
            template_id=row.id,
            number=row.edition,
            text=text,
            what=what,
            at=now(),
            by_id=by.id,
            **owner_of(row),
        )
    )
    db.session.flush()


def owner_of(row: KeptTemplate) -> dict[str, object]:
    """Whose the rows beside a template are: the template's own MSP or practice."""
    owner = templates.OWNERS[type(row)]
    return {owner: getattr(row, owner)}


def readable(text: str) -> str:
    """The text of an edition, which must be read again wherever the template is shown."""
    if len(text) > LONGEST_FILE:
        raise Refused(TOO_LONG)
    try:
        templates.parsed(text)
    except TomlError as no:
        told = templates.plain(str(no))
        raise Refused(f"This cannot be kept as a template. {told}") from None
    return text


def text_of(template: Template) -> str:
    return written(replace(template, key=template.key.removeprefix(OWN)))


def put_away(row: KeptTemplate, by: User) -> None:
    """Nobody starts from it any more; programs that did go on with it. Twice is once."""
    if row.put_away:
        return
    row.put_away_at = now()
    if isinstance(row, OwnTemplate):
        record("template put away", row, by=by, name=row.name)


def take_out(row: KeptTemplate, by: User) -> None:
    if not row.put_away:
        return
    row.put_away_at = None
    if isinstance(row, OwnTemplate):
        record("template taken out", row, by=by, name=row.name)
