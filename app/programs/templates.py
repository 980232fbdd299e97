"""The templates to start from: those that are shipped, and the MSP's own in their editions."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.db import db
from app.kpis import library as kpis
from app.programs import library
from app.programs.models import Edition, OwnTemplate, Program
from app.programs.template import Template
from app.programs.template_file import Reader
from app.tenancy import current_msp_id
from app.tomlfile import TomlError, line_of, parse

MOST_TEMPLATES = 50
SHOWN_EDITIONS = 20
LONGEST_FILE = 256 * 1024
MOST_MISTAKES = 50
FILE = "template.toml"
TOO_LONG = "A template has at most 256 KB. This file is larger, so nothing was read."
NO_TEXT = "This is not a text file. Save the template as plain text in UTF-8, ending in .toml."


@dataclass(frozen=True)
class Mistake:
    """What is wrong with a file: the line, where one tells, and a sentence."""

    line: int | None
    sentence: str

    def __str__(self) -> str:
        return f"Line {self.line}: {self.sentence}" if self.line else self.sentence


class Unreadable(ValueError):
    """A file that is no template; `mistakes` say why, in the order of its lines."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        super().__init__("; ".join(map(str, mistakes)))
        self.mistakes = mistakes


def decoded(content: bytes) -> str:
    """The text of a file that somebody sent. Raises Unreadable for what is no text, or too long."""
    if len(content) > LONGEST_FILE:
        raise Unreadable([Mistake(None, TOO_LONG)])
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise Unreadable([Mistake(None, NO_TEXT)]) from None


def read(text: str) -> Template:
    """The template of a text from outside. Raises Unreadable with the mistakes found first."""
    if len(text) > LONGEST_FILE:
        raise Unreadable([Mistake(None, TOO_LONG)])
    phases = {key: one.phases[0] for key, one in library.templates().items()}
    reader = Reader(phases, frozenset(kpis.known()))
    found = None
    try:
        found = reader.template(parse(text, FILE))
    except TomlError as error:
        reader.errors.append(error)
    if found is None or reader.errors:
        told = reader.errors[:MOST_MISTAKES]
        mistakes = [Mistake(line_of(text, one), plain(str(one))) for one in told]
        raise Unreadable(sorted(mistakes, key=lambda one: one.line or 0))
    return found


def plain(sentence: str) -> str:
    """The sentence without the name of the file, which has none here."""
    told = sentence.removeprefix(f"{FILE}: ")
    return told[:1].upper() + told[1:]


@lru_cache(maxsize=128)
def parsed(text: str) -> Template:
    """The template of a kept edition, which was read before it was kept."""
    return Reader().template(parse(text, FILE))


def own(template_id: UUID) -> OwnTemplate | None:
    return db.session.get(OwnTemplate, (current_msp_id(), template_id))


@dataclass(frozen=True)
class Kept:
    """An MSP's own template, with its present edition."""

    row: OwnTemplate
    edition: Edition

    @property
    def template(self) -> Template:
        """As somebody starts from it: by the key under which it is kept, with its edition."""
        found = parsed(self.edition.text)
        row = self.row
        return replace(found, key=row.key, name=row.name, id=row.id, edition=self.edition.number)


def kept() -> list[Kept]:
    """Every template of the MSP in scope by name, those put away as well."""
    present = (Edition.template_id == OwnTemplate.id) & (Edition.number == OwnTemplate.edition)
    wanted = (
        select(OwnTemplate, Edition)
        .join(Edition, (Edition.msp_id == OwnTemplate.msp_id) & present)
        .options(joinedload(Edition.by))
        .order_by(OwnTemplate.name, OwnTemplate.id)
    )
    return [Kept(row, edition) for row, edition in db.session.execute(wanted)]


def offered() -> dict[str, Template]:
    """What a program can start from: the shipped templates, then the MSP's own, by their keys."""
    mine = [one.template for one in kept() if not one.row.put_away]
    return library.templates() | {one.key: one for one in mine}


def edition(template_id: UUID, number: int) -> Edition | None:
    wanted = select(Edition).where(Edition.template_id == template_id, Edition.number == number)
    return db.session.scalar(wanted.options(joinedload(Edition.by)))


def editions(template_id: UUID) -> Sequence[Edition]:
    """The latest editions of a template, newest first."""
    wanted = select(Edition).where(Edition.template_id == template_id)
    in_order = wanted.order_by(Edition.number.desc()).limit(SHOWN_EDITIONS)
    return db.session.scalars(in_order.options(joinedload(Edition.by))).all()


def is_taken(key: str) -> bool:
    return db.session.scalar(select(OwnTemplate.id).where(OwnTemplate.key == key)) is not None


def count_templates() -> int:
    return db.session.scalar(select(func.count()).select_from(OwnTemplate)) or 0


def started_from(template_id: UUID) -> Sequence[Program]:
    """The programs that started from a template and are not closed, the newest first."""
    wanted = select(Program).where(Program.template_id == template_id, Program.closed_at.is_(None))
    return db.session.scalars(wanted.order_by(Program.started_at.desc()).limit(20)).all()
