"""Runs migrations against the application's database."""

from contextlib import contextmanager

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


@contextmanager
def tables_let_go(connection):
    """On SQLite a changed table is written anew and the old one dropped, which would take with it
    every row that points there. So keys are not followed meanwhile, and looked at in the end."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def check_keys(connection):
    """Raises when a row points to one that is not there."""
    if connection.dialect.name == "sqlite":
        lost = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if lost:
            raise RuntimeError(f"{len(lost)} rows point nowhere, the first in {lost[0][0]}")


with owner_engine().connect() as connection, tables_let_go(connection):
    context.configure(
        connection=connection,
        target_metadata=database.metadata,
        render_as_batch=True,
        compare_type=True,
        render_item=plain_type,
    )
    with context.begin_transaction():
        context.run_migrations()
        check_keys(connection)
