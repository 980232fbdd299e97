"""KPIs as a program sees them: on which criterion, moved by what, read how."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from flask import g, has_request_context, request
from sqlalchemy import bindparam, func, select

from app.accounts.models import User
from app.accounts.queries import assignable
from app.criteria import queries as criteria
from app.criteria.models import Criterion
from app.db import db
from app.kpis import care, library
from app.kpis import queries as kpis
from app.kpis.catalogue import Kpi, Scope
from app.kpis.formula import formulas
from app.kpis.models import Owners, Reading, ReadingFile
from app.kpis.scopes import FIRM, About, Known
from app.numbers.trend import Mover
from app.programs.facts import local_day
from app.programs.models import Item, ItemKpi, Phase, Program, Task, TaskItem
from app.programs.queries import COUNTED
from app.programs.queries import program as named_program
from app.tenancy import current_msp_id


@dataclass(frozen=True)
class InProgram:
    """Something of a program: who leads the program has the champion's rights on it."""

    program: Program | None

    @property
    def led_by(self) -> frozenset[UUID]:
        return self.program.led_by if self.program else frozenset()

    @property
    def closed(self) -> bool:
        return self.program is not None and self.program.closed


@dataclass(frozen=True)
class Number(InProgram):
    """A KPI, in the newest running program if there is one, and whose numbers of it."""

    kpi: Kpi
    about: About = field(default=FIRM, kw_only=True)

    @property
    def only_for(self) -> frozenset[UUID] | None:
        return self.about.only_for

    @cached_property
    def owners(self) -> Owners | None:
        return care.owners(self.kpi.key)


@dataclass(frozen=True)
class Typed(Number):
    """A KPI whose readings are entered: by whoever is named as typing it, too."""

    @property
    def entered_by(self) -> frozenset[UUID]:
        person_id = self.owners.enters_id if self.owners else None
        return frozenset({person_id} if person_id else ())


@dataclass(frozen=True)
class Entered(Typed):
    """A reading that stands, with its KPI."""

    reading: Reading


@dataclass(frozen=True)
class Sheet(InProgram):
    """A program's numbers to enter; `typists` has the keys of the KPIs that each person types."""

    typists: Mapping[UUID, frozenset[str]]
    about: About = FIRM

    @property
    def only_for(self) -> frozenset[UUID] | None:
        return self.about.only_for

    @property
    def entered_by(self) -> frozenset[UUID]:
        return frozenset(self.typists)

    def typed_by(self, person_id: UUID) -> frozenset[str]:
        return self.typists.get(person_id, frozenset())


@dataclass(frozen=True)
class Pursued(InProgram):
    """A success criterion with its KPI."""

    criterion: Criterion
    kpi: Kpi


@dataclass(frozen=True)
class Filed(InProgram):
    """A file of readings."""

    file: ReadingFile


def filed(file_id: UUID) -> Filed | None:
    file = kpis.reading_file(file_id)
    return Filed(named_program(None), file) if file else None


def number(kpi_key: str) -> Number | None:
    kpi = library.kpi(kpi_key)
    return Number(named_program(None), kpi) if kpi else None


def known(kpi_key: str | None = None) -> Known:
    """The people of the MSP in scope, and whom its readings are of: those of a KPI, or all."""
    kept: dict[str | None, Known] = once("known_scopes")
    if kpi_key not in kept:
        named = kpis.named() if kpi_key is None else [one for one in revisions(kpi_key) if one[1]]
        kpi = library.kpi(kpi_key) if kpi_key else None
        has_people = kpi is None or Scope.TECHNICIAN in kpi.scopes
        kept[kpi_key] = Known(assignable(current_msp_id()) if has_people else (), named)
    return kept[kpi_key]


def revisions(kpi_key: str) -> dict[tuple[str, str], kpis.Revision]:
    """How often the readings of a KPI have changed, by whose they are."""
    kept: dict[str, dict[tuple[str, str], kpis.Revision]] = once("revisions_by_scope")
    if kpi_key not in kept:
        kept[kpi_key] = kpis.revisions(kpi_key)
    return kept[kpi_key]


def once(name: str) -> dict[Any, Any]:
    """What a page that only shows asked already; else nothing, for it may have changed."""
    if has_request_context() and request.method == "GET":
        found: dict[Any, Any] = g.setdefault(name, {})
        return found
    return {}


def typed(kpi_key: str, about: About = FIRM) -> Typed | None:
    """A KPI with what its readings are of; None where it is not measured of such a thing."""
    found = number(kpi_key)
    is_of = found and (about.is_firm or about.kind in found.kpi.scopes)
    return Typed(found.program, found.kpi, about=about) if found and is_of else None


def sheet(slug: str | None, about: About = FIRM) -> Sheet | None:
    """The numbers of a program, the newest running one without a name; None for an unknown name."""
    program = named_program(slug)
    return sheet_of(program, about) if program or slug is None else None


def sheet_of(program: Program | None, about: About = FIRM) -> Sheet:
    return Sheet(program, care.typists(), about)


def own_number(own_key: str) -> Number | None:
    """A KPI that the MSP defined itself; None for one of the catalogue."""
    found = number(own_key)
    return found if found and found.kpi.own else None


def entered(reading_id: UUID) -> Entered | None:
    """A reading by its id, with its KPI and whose it is."""
    reading = kpis.reading(reading_id)
    kpi = library.kpi(reading.kpi_key) if reading else None
    if reading is None or kpi is None:
        return None
    kind = Scope(reading.scope_kind)
    about = known(kpi.key).about(kind, reading.scope_key) if reading.scope_key else FIRM
    return Entered(named_program(None), kpi, reading, about=about)


def pursued(criterion_id: UUID) -> Pursued | None:
    criterion = criteria.criterion(criterion_id)
    kpi = library.kpi(criterion.kpi_key) if criterion else None
    return Pursued(program_of(criterion), criterion, kpi) if criterion and kpi else None


def program_of(criterion: Criterion) -> Program | None:
    return db.session.get(Program, (criterion.msp_id, criterion.program_id))


COUNTS = (
    (Task.msp_id == TaskItem.msp_id) & (Task.id == TaskItem.task_id) & Task.set_aside_at.is_(None)
)
MOVERS = (
    select(
        ItemKpi.kpi_key,
        Item.id,
        Item.name,
        Item.starts_on,
        func.min(COUNTED).label("first"),
        func.max(COUNTED).label("last"),
        (func.count(Task.id) - func.count(COUNTED)).label("left"),
    )
    .outerjoin(ItemKpi, (ItemKpi.msp_id == Item.msp_id) & (ItemKpi.item_id == Item.id))
    .join(Phase, (Phase.msp_id == Item.msp_id) & (Phase.id == Item.phase_id))
    .outerjoin(TaskItem, (TaskItem.msp_id == Item.msp_id) & (TaskItem.item_id == Item.id))
    .outerjoin(Task, COUNTS)
    .where(Item.program_id == bindparam("program_id"))
    .group_by(
        ItemKpi.kpi_key,
        ItemKpi.position,
        Item.id,
        Item.name,
        Item.starts_on,
        Phase.position,
        Item.position,
    )
    .order_by(Phase.position, Item.position, ItemKpi.position)
)
OF_ONE_KPI = MOVERS.where(ItemKpi.kpi_key == bindparam("kpi_key"))


def movers(program: Program, kpi_key: str, today: date) -> list[Mover]:
    """The improvements that are meant to move a KPI, in the order of the roadmap."""
    asked = {"program_id": program.id, "kpi_key": kpi_key}
    zone = program.msp.zone
    return [mover(row, zone, today) for row in db.session.execute(OF_ONE_KPI, asked)]


def every_mover(program: Program, today: date) -> list[tuple[str | None, Mover]]:
    """Each improvement with each KPI that it is meant to move, in the order of the roadmap; one
    that moves none stands with None."""
    zone = program.msp.zone
    rows = db.session.execute(MOVERS, {"program_id": program.id})
    return [(row.kpi_key, mover(row, zone, today)) for row in rows]


def mover(row: Any, zone: str, today: date) -> Mover:
    """An improvement as a row of `movers` tells it: begun by a check or by its start."""
    begun = [day for day in (local_day(row.first, zone), row.starts_on) if day and day <= today]
    done_on = local_day(row.last, zone) if row.left == 0 else None
    return Mover(row.id, row.name, min(begun, default=None), done_on)


@dataclass(frozen=True)
class Moved:
    """A KPI that an improvement is meant to move, and whether the improvement has begun."""

    kpi_key: str
    begun: bool


def moved(program_id: UUID, today: date) -> list[Moved]:
    """What a program's improvements move, once each, in the order of the roadmap."""
    wanted = (
        select(ItemKpi.kpi_key, Item.starts_on)
        .join(Item, (Item.msp_id == ItemKpi.msp_id) & (Item.id == ItemKpi.item_id))
        .join(Phase, (Phase.msp_id == Item.msp_id) & (Phase.id == Item.phase_id))
        .where(Item.program_id == program_id)
        .order_by(Phase.position, Item.position, ItemKpi.position)
    )
    found: dict[str, bool] = {}
    for key, starts_on in db.session.execute(wanted):
        found[key] = found.get(key, False) or starts_on <= today
    return [Moved(key, begun) for key, begun in found.items()]


def formula_text(kpi_key: str) -> str:
    """The SQL that computes a KPI from PSA data, as it stands; empty where it is entered."""
    found = formulas().get(kpi_key)
    return found.sql if found else ""


def next_position(program_id: UUID) -> int:
    """The place after a program's last criterion."""
    return max((one.position for one in criteria.criteria(program_id)), default=-1) + 1


def person(user_id: UUID | None) -> User | None:
    return db.session.get(User, user_id) if user_id else None
