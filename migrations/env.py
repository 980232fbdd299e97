"""Runs migrations against the application's database."""

from alembic import context
from flask import current_app
from sqlalchemy import create_engine

database = current_app.extensions["migrate"].db
settings = current_app.config["SETTINGS"]


def owner_engine():
    """The engine of the role that owns the tables, where there is one."""
    if settings.owner_database_url:
        url = settings.owner_database_url.replace("postgresql://", "postgresql+psycopg://", 1)
        return create_engine(url)
    return database.engine


def plain_type(kind, item, _context):
    """Migrations import nothing from the application."""
    if kind == "type" and type(item).__name__ == "UTCDateTime":
        return "sa.DateTime(timezone=True)"
    if kind == "type" and type(item).__name__ == "Id":
        return "sa.Uuid()"
    return False


with owner_engine().connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=database.metadata,
        render_as_batch=True,
        compare_type=True,
        render_item=plain_type,
    )
    with context.begin_transaction():
        context.run_migrations()
