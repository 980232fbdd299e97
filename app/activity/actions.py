"""Recording a deed, in the transaction that did it."""

from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from app.activity.models import Event
from app.clock import now
from app.db import db


class Person(Protocol):
    """Whoever did it, as far as the record needs to know."""

    @property
    def id(self) -> Any: ...


class Thing(Protocol):
    """Whatever it was done to."""

    @property
    def id(self) -> Any: ...


def record(
    deed: str, thing: Thing, by: Person | None, program_id: UUID | None = None, **detail: Any
) -> None:
    """Write that `by` did `deed` to `thing`; `detail` keeps what a sentence about it needs."""
    db.session.add(
        Event(
            at=now(),
            by_id=by.id if by else None,
            deed=deed,
            thing_kind=type(thing).__name__.lower(),
            thing_id=thing.id,
            program_id=program_id,
            detail={key: plain(value) for key, value in detail.items()},
        )
    )


def plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value
