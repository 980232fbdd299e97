"""The templates to start from: shipped ones, the MSP's own, and those of its practices."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import defer, joinedload

from app.db import db
from app.kpis import library as kpis
from app.kpis.catalogue import Kpi
from app.programs import library
from app.programs.models import (
    Edition,
    KeptDraft,
    KeptEdition,
    KeptTemplate,
    OwnTemplate,
    PracticeDraft,
    PracticeEdition,
    PracticeTemplate,
    Program,
    TemplateDraft,
)
from app.programs.template import Template
from app.programs.template_file import Reader
from app.tenancy import current_msp_id, practices
from app.tomlfile import Table, TomlError, line_of, parse

MOST_TEMPLATES = 50
SHOWN_EDITIONS = 20
SHOWN_PROGRAMS = 20
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
    try:
        found, errors = checked(parse(text, FILE))
    except TomlError as error:
        found, errors = None, [error]
    if found is None:
        told = errors[:MOST_MISTAKES]
        mistakes = [Mistake(line_of(text, one), plain(str(one))) for one in told]
        raise Unreadable(sorted(mistakes, key=lambda one: one.line or 0))
    return found


def checked(table: Table) -> tuple[Template | None, list[TomlError]]:
    """The template of the tables of a file; or none, and every mistake that was found first."""
    phases = {key: one.phases[0] for key, one in library.templates().items()}
    reader = Reader(phases, frozenset(known_kpis()))
    found = None
    try:
        found = reader.template(table)
    except TomlError as error:
        reader.errors.append(error)
    return (None if reader.errors else found), reader.errors


def known_kpis() -> Mapping[str, Kpi]:
    """The KPIs that a template may name: a practice's, those that every MSP knows."""
    return kpis.known() if practices.get() is None else kpis.catalogue().kpis


def kpis_to_choose() -> Mapping[str, Kpi]:
    return {key: one for key, one in known_kpis().items() if one.is_offered}


def checked_draft(tables: Mapping[str, Any]) -> tuple[Template | None, list[TomlError]]:
    """The same for what somebody changes part by part."""
    return checked(Table(dict(tables), FILE))


def plain(sentence: str) -> str:
    """The sentence without the name of the file, which has none here."""
    told = sentence.removeprefix(f"{FILE}: ")
    return told[:1].upper() + told[1:]


@lru_cache(maxsize=128)
def parsed(text: str) -> Template:
    """The template of a kept edition, which was read before it was kept."""
    return Reader().template(parse(text, FILE))


EDITIONS: dict[type[KeptTemplate], Any] = {OwnTemplate: Edition, PracticeTemplate: PracticeEdition}
DRAFTS: dict[type[KeptTemplate], Any] = {
    OwnTemplate: TemplateDraft,
    PracticeTemplate: PracticeDraft,
}

OWNERS: dict[type[KeptTemplate], str] = {OwnTemplate: "msp_id", PracticeTemplate: "practice_id"}


def own(template_id: UUID) -> OwnTemplate | None:
    return db.session.get(OwnTemplate, (current_msp_id(), template_id))


def of_practice(template_id: UUID) -> PracticeTemplate | None:
    """A template of the practice that the person acts for, or of one that the MSP let in."""
    return db.session.scalar(select(PracticeTemplate).where(PracticeTemplate.id == template_id))


def offered_here(template_id: UUID) -> KeptTemplate | None:
    """A template that can be looked at: the MSP's own, or one of its practices."""
    return own(template_id) or of_practice(template_id)


@dataclass(frozen=True)
class Kept:
    """A template of an MSP or a practice, with its present edition."""

    row: KeptTemplate
    edition: KeptEdition

    @property
    def template(self) -> Template:
        """As somebody starts from it: by the key under which it is kept, with its edition."""
        found = parsed(self.edition.text)
        row = self.row
        return replace(found, key=row.key, name=row.name, id=row.id, edition=self.edition.number)


def kept(kind: type[KeptTemplate] = OwnTemplate) -> list[Kept]:
    """Every template of the MSP in scope by name, or of its practices; those put away as well."""
    told, owner = EDITIONS[kind], OWNERS[kind]
    of_it = (getattr(told, owner) == getattr(kind, owner)) & (told.template_id == kind.id)
    wanted = (
        select(kind, told)
        .join(told, of_it & (told.number == kind.edition))
        .options(joinedload(told.by))
        .order_by(kind.name, kind.id)
    )
    return [Kept(row, edition) for row, edition in db.session.execute(wanted)]


def offered() -> dict[str, Template]:
    """What a program can start from, by key: shipped templates, the MSP's own, its practices'."""
    every = [*kept(), *kept(PracticeTemplate)]
    mine = [one.template for one in every if not one.row.put_away]
    return library.templates() | {one.key: one for one in mine}


def edition(row: KeptTemplate, number: int) -> KeptEdition | None:
    kind = EDITIONS[type(row)]
    wanted = select(kind).where(kind.template_id == row.id, kind.number == number)
    found: KeptEdition | None = db.session.scalar(wanted.options(joinedload(kind.by)))
    return found


def present(row: KeptTemplate) -> KeptEdition:
    """The edition from which programs start today."""
    found = edition(row, row.edition)
    assert found is not None
    return found


def editions(row: KeptTemplate) -> Sequence[KeptEdition]:
    """The latest editions of a template, newest first, without their texts."""
    kind = EDITIONS[type(row)]
    wanted = select(kind).where(kind.template_id == row.id).order_by(kind.number.desc())
    lines = wanted.options(joinedload(kind.by), defer(kind.text)).limit(SHOWN_EDITIONS)
    found: Sequence[KeptEdition] = db.session.scalars(lines).all()
    return found


def draft_of(row: KeptTemplate) -> KeptDraft | None:
    """What somebody changed of a template and has neither kept as an edition nor dropped."""
    found = last_draft(row)
    return found if found and found.tables else None


def last_draft(row: KeptTemplate) -> KeptDraft | None:
    """The same, or the one that was dropped last, which says nothing and can be brought back."""
    kind = DRAFTS[type(row)]
    wanted = select(kind).where(kind.template_id == row.id).options(joinedload(kind.by))
    found: KeptDraft | None = db.session.scalar(wanted)
    return found


def draft_to_change(row: KeptTemplate) -> KeptDraft | None:
    """The draft, with the template held until the end: of two who save, one waits."""
    hold(row)
    return draft_of(row)


def hold(row: KeptTemplate) -> None:
    db.session.refresh(row, with_for_update={"of": type(row)})


def is_taken(kind: type[KeptTemplate], key: str) -> bool:
    return db.session.scalar(select(kind.id).where(kind.key == key)) is not None


def count_templates(kind: type[KeptTemplate]) -> int:
    return db.session.scalar(select(func.count()).select_from(kind)) or 0


def started_from(row: KeptTemplate) -> Sequence[Program]:
    """The programs in scope that started from it and are not closed, the newest first."""
    wanted = select(Program).where(Program.template_id == row.id, Program.closed_at.is_(None))
    newest = wanted.options(joinedload(Program.msp)).order_by(Program.started_at.desc())
    return db.session.scalars(newest.limit(SHOWN_PROGRAMS)).all()
