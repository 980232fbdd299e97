"""What a KPI's page depends on, asked cheaply: the same basis is the same page."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Protocol

from app.charts.kept import hand
from app.criteria import queries as criteria
from app.criteria.models import Criterion
from app.kpis import care, library
from app.kpis import queries as kpis
from app.kpis.care import Counted
from app.kpis.kept_benchmarks import kept
from app.kpis.models import Definition, Owners
from app.kpis.own import own_kpis
from app.numbers import queries
from app.numbers.compared import Compared, Tokens, compared
from app.numbers.queries import Moved, Number
from app.numbers.trend import Mover, Movers, Redefined
from app.programs.models import Program
from app.programs.queries import program as newest_program
from app.tenancy import current_msp_id


@dataclass(frozen=True)
class Basis:
    """A KPI today, with what aims at it and what moves it; `name` changes with any of it."""

    number: Number
    criterion: Criterion | None
    movers: Sequence[Mover]
    definitions: Sequence[Definition]
    owners: Owners | None
    compared: Compared
    today: date
    name: str

    @property
    def agreed(self) -> bool:
        return bool(self.definitions and self.definitions[0].agreed_at)

    @property
    def redefined(self) -> list[Redefined]:
        return [Redefined(one.starts_on, one.why) for one in self.definitions if one.starts_on]


def basis(number: Number, today: date, chosen: Tokens = None) -> Basis:
    """What the page and the pictures of one KPI depend on; `chosen` are benchmarks to draw."""
    program, key = number.program, number.kpi.key
    about = number.about
    aimed = program if about.is_firm else None
    every = criteria.criteria(aimed.id) if aimed else ()
    criterion = next((one for one in every if one.kpi_key == key), None)
    movers = queries.movers(program, key, today) if program else []
    counted, owners = care.definitions(key), number.owners
    rows = [one for one in (criterion, owners, *counted) if one is not None]
    revision = queries.revisions(key).get((about.kind.value, about.key))
    for_all = tuple(owners.drawn) if owners and owners.drawn is not None else None
    beside = compared(number.kpi, kept(key), chosen, for_all)
    told = (key, about, versions(rows), movers, revision, beside, today)
    name = named(*told) if number.kpi.own else named_alone(*told)
    return Basis(number, criterion, movers, counted, owners, beside, today, name)


@dataclass(frozen=True)
class ListBasis:
    """A program's criteria and what its improvements move, today."""

    criteria: Sequence[Criterion]
    moved: Sequence[Moved]
    agreed: frozenset[str]
    today: date
    name: str


def list_basis(program: Program | None, today: date) -> ListBasis:
    """What the list of KPIs depends on."""
    found = criteria.criteria(program.id) if program else ()
    moved = queries.moved(program.id, today) if program else ()
    newest = newest_program(None)
    which = (program and program.id, newest and newest.id)
    agreed = frozenset(key for key, counted in care.counted().items() if counted[-1].agreed)
    name = named(*which, versions(found), moved, sorted(agreed), kpis.revision(), today)
    return ListBasis(found, moved, agreed, today, name)


@dataclass(frozen=True)
class EvidenceBasis:
    """A program's improvements with what each is meant to move, and how the KPIs are counted."""

    movers: Movers
    counted: Mapping[str, Sequence[Counted]]
    today: date
    name: str


def evidence_basis(program: Program, today: date) -> EvidenceBasis:
    """What the evidence page of a program depends on."""
    movers, newest = queries.every_mover(program, today), newest_program(None)
    counted, which = care.counted(), (program.id, newest and newest.id)
    name = named("evidence", *which, movers, counted, kpis.revision(), today)
    return EvidenceBasis(movers, counted, today, name)


def leading_basis(number: Number, other: str, today: date) -> EvidenceBasis:
    """What the page of a KPI with what it leads to depends on; `other` is named in the address."""
    program, key = number.program, number.kpi.key
    movers = queries.every_mover(program, today) if program else []
    counted, which = care.counted(), (key, other, program and program.id)
    name = named("leading", *which, movers, counted, kpis.revision(), today)
    return EvidenceBasis(movers, counted, today, name)


class Row(Protocol):
    """A row that says which one it is, and how often it has changed."""

    @property
    def id(self) -> Any: ...
    @property
    def version(self) -> Any: ...


def versions(found: Sequence[Row]) -> list[tuple[object, int]]:
    return [(one.id, one.version) for one in found]


def named(*told: object) -> str:
    """A name for these facts of the MSP in scope, with its own KPIs, under the present code."""
    return named_alone(
        [(key, one.own and one.own.version) for key, one in own_kpis().items()], told
    )


def named_alone(*told: object) -> str:
    """The same for what no own KPI is named on: the page of one of the catalogue."""
    facts = f"{hand()}{shelf()}{current_msp_id()}{told!r}"
    return hashlib.sha256(facts.encode()).hexdigest()[:32]


@cache
def shelf() -> str:
    return hashlib.sha256(repr(library.catalogue()).encode()).hexdigest()
