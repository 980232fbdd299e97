"""Questions about the installation."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.exc import SQLAlchemyError

from app.accounts.queries import anyone_yet
from app.db import db


def database_answers() -> bool:
    """Ask the smallest thing."""
    try:
        anyone_yet()
    except SQLAlchemyError:
        return False
    return True


def findings() -> list[str]:
    """What is wrong with the installation, one sentence each; nothing when all is well."""
    with db.engine.connect() as connection:
        changes = compare_metadata(MigrationContext.configure(connection), db.metadata)
    if changes:
        return ["The database has an older shape than the program. Run: nibble migrate"]
    return []
