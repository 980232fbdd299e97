"""A template is kept, changed in a new edition, put away, and taken out again."""

from dataclasses import replace

from app.accounts.models import User
from app.activity.actions import record
from app.clock import now
from app.db import db
from app.programs import templates
from app.programs.models import Edition, OwnTemplate
from app.programs.template import Template
from app.programs.template_file import free_key, key_from, written
from app.programs.templates import MOST_TEMPLATES
from app.refusal import Refused
from app.tenancy import new_id
from app.tomlfile import TomlError
from app.versions import refuse_stale

OWN = "own-"


def keep_template(template: Template, what: str, by: User) -> OwnTemplate:
    """A new template of the MSP, as its first edition."""
    if templates.count_templates() >= MOST_TEMPLATES:
        raise Refused(f"An MSP keeps at most {MOST_TEMPLATES} templates. Change one of them.")
    row = OwnTemplate(id=new_id(), key=own_key(template.name), name=template.name)
    db.session.add(row)
    db.session.flush()
    add_edition(row, template, what, by)
    record("template kept", row, by=by, name=row.name, why=what)
    return row


def own_key(name: str) -> str:
    """A key that no shipped template and no other of the MSP has."""
    taken: set[str] = set()
    while True:
        key = free_key(f"{OWN}{key_from(name)[:40].strip('-')}", taken)
        if not templates.is_taken(key):
            return key
        taken.add(key)


def change_template(
    row: OwnTemplate, template: Template, what: str, by: User, version: int | None = None
) -> int:
    """The template says this from now on; what says the same is no new edition.

    Answers the number of the present edition.
    """
    refuse_stale(row, version, {"edition": str(row.edition)})
    before = templates.edition(row.id, row.edition)
    if before is None or before.text != text_of(template):
        add_edition(row, template, what, by)
        record("template changed", row, by=by, name=row.name, edition=row.edition, why=what)
    return row.edition


def add_edition(row: OwnTemplate, template: Template, what: str, by: User) -> None:
    text = readable(text_of(template))
    row.edition += 1
    row.name = template.name
    edition = Edition(
        template_id=row.id,
        number=row.edition,
        text=text,
        what=what,
        at=now(),
        by_id=by.id,
    )
    db.session.add(edition)
    db.session.flush()


def readable(text: str) -> str:
    """The text of an edition, which must be read again wherever the template is shown."""
    try:
        templates.parsed(text)
    except TomlError as no:
        told = templates.plain(str(no))
        raise Refused(f"This cannot be kept as a template. {told}") from None
    return text


def text_of(template: Template) -> str:
    return written(replace(template, key=template.key.removeprefix(OWN)))


def put_away(row: OwnTemplate, by: User) -> None:
    """Nobody starts from it any more; programs that did go on with it. Twice is once."""
    if not row.put_away:
        row.put_away_at = now()
        record("template put away", row, by=by, name=row.name)


def take_out(row: OwnTemplate, by: User) -> None:
    if row.put_away:
        row.put_away_at = None
        record("template taken out", row, by=by, name=row.name)
