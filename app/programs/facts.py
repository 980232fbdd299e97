"""Rows as the rules see them, and back: what a roadmap's signs are computed from."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from app.clock import local
from app.programs.health import RoadmapFacts
from app.programs.models import Program
from app.programs.rules import ItemFacts, Work


class Planned(Protocol):
    """An item, or as much of it as its state depends on."""

    @property
    def name(self) -> str: ...

    @property
    def starts_on(self) -> date: ...

    @property
    def due(self) -> date | None: ...

    @property
    def owner_id(self) -> UUID | None: ...


def facts_from(item: Planned, work: Work, held: bool) -> ItemFacts:
    """The facts of an item from its columns, with its work and its program's rest handed in."""
    return ItemFacts(
        name=item.name,
        start=item.starts_on,
        due=item.due,
        owned=item.owner_id is not None,
        work=work,
        held=held,
    )


def local_day(moment: datetime | None, zone: str) -> date | None:
    """The calendar day of an instant where the MSP is."""
    return local(moment, zone).date() if moment else None


def stored(facts: RoadmapFacts) -> dict[str, Any]:
    """Facts as JSON keeps them."""
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in asdict(facts).items()
    }


DAYS = frozenset(f.name for f in fields(RoadmapFacts) if "date" in str(f.type))


def restored(values: Mapping[str, Any]) -> RoadmapFacts:
    """Facts from the JSON that keeps them; nothing kept is an empty roadmap."""
    known: dict[str, Any] = {
        name: date.fromisoformat(value) if value and name in DAYS else value
        for name, value in values.items()
    }
    return RoadmapFacts(**known) if known else RoadmapFacts(0, 0)


def roadmap_facts_of(program: Program) -> RoadmapFacts:
    """The facts that the last change of the plan left with the program."""
    return restored(program.facts)
