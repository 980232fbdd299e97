"""A deed that a browser may send twice, because the first answer got lost, is done once."""

from typing import Any
from uuid import UUID

from sqlalchemy.dialects import postgresql, sqlite

from app.accounts.models import User
from app.clock import now
from app.db import db
from app.programs.models import Once
from app.tenancy import current_msp_id

INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def is_first(typed: str, by: User) -> bool:
    """Is this the first time that this key arrives? What is no key is always a first time."""
    try:
        key = UUID(typed)
    except ValueError:
        return True
    insert = INSERTS[db.engine.dialect.name](Once)
    row = {"msp_id": current_msp_id(), "id": key, "user_id": by.id, "at": now()}
    kept = db.session.execute(insert.values(row).on_conflict_do_nothing().returning(Once.id))
    return kept.one_or_none() is not None
