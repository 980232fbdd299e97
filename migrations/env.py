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


class Triggers:
    """On SQLite a table that is written anew loses its triggers; they are put on the new one."""

    def __init__(self, connection):
        self.connection = connection
        self.before = self.standing()
        connection.rollback()

    def standing(self):
        """By name: the place of the table in the schema, which a new table has not, and the SQL."""
        if self.connection.dialect.name != "sqlite":
            return {}
        rows = self.connection.exec_driver_sql(
            "SELECT one.name, theirs.rowid, one.sql, one.tbl_name FROM sqlite_master one "
            "JOIN sqlite_master theirs ON theirs.type = 'table' AND theirs.name = one.tbl_name "
            "WHERE one.type = 'trigger'"
        )
        return {name: (place, sql, table) for name, place, sql, table in rows}

    def places(self):
        if self.connection.dialect.name != "sqlite":
            return {}
        wanted = "SELECT name, rowid FROM sqlite_master WHERE type = 'table'"
        return dict(self.connection.exec_driver_sql(wanted).all())

    def keep(self, **_step):
        """After each migration: what stood on a table that is there, but is no longer the same."""
        now, places = self.standing(), self.places()
        for name, (place, sql, table) in self.before.items():
            if name not in now and places.get(table, place) != place:
                self.connection.exec_driver_sql(sql)
        self.before = self.standing()


def is_mapped(name, kind, _parent):
    """The index of words is the database's own affair: other tables on SQLite than elsewhere."""
    return kind != "table" or not name.startswith("search_words")


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
        include_name=is_mapped,
        on_version_apply=Triggers(connection).keep,
    )
    with context.begin_transaction():
        context.run_migrations()
        check_keys(connection)
