"""What happened, newest first."""

from uuid import UUID

from sqlalchemy import select

from app.activity.models import Event
from app.db import db


def feed(program_id: UUID, deeds: list[str], limit: int = 5) -> list[Event]:
    """The latest deeds of these kinds in a program."""
    return list(
        db.session.scalars(
            select(Event)
            .where(Event.program_id == program_id, Event.deed.in_(deeds))
            .order_by(Event.at.desc(), Event.id.desc())
            .limit(limit)
        )
    )


def history(*thing_ids: UUID, limit: int = 50) -> list[Event]:
    """Everything recorded about one thing, or about several."""
    return list(
        db.session.scalars(
            select(Event)
            .where(Event.thing_id.in_(thing_ids))
            .order_by(Event.at.desc(), Event.id.desc())
            .limit(limit)
        )
    )
