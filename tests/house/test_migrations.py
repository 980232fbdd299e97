"""Migrations say what the models say, and go up, down and up again."""

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import func, inspect, select

from app.db import db
from app.places import migrations
from tests import make
from tests.scopes import inside


def test_models_equal_migrations(own_app: Flask) -> None:
    with own_app.app_context(), db.engine.connect() as connection:
        opts = {"compare_type": True, "include_name": is_mapped}
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, db.metadata) == []


def is_mapped(name: str | None, kind: str, _parent: object) -> bool:
    """The index of words is no mapped table: FTS5's own on SQLite, vectors on PostgreSQL."""
    return kind != "table" or not str(name).startswith("search_words")


def test_up_down_and_up_again(own_app: Flask) -> None:
    with own_app.app_context():
        before = set(inspect(db.engine).get_table_names())
        downgrade(revision="base")
        assert set(inspect(db.engine).get_table_names()) == {"alembic_version"}
        upgrade()
        assert set(inspect(db.engine).get_table_names()) == before


def test_a_migration_of_a_table_keeps_the_rows_that_point_to_it(own_app: Flask) -> None:
    """On SQLite a table is changed by writing it anew and dropping the old one."""
    with inside(own_app):
        make.program()
    before = counts(own_app)
    with own_app.app_context():
        downgrade(revision="ba7cfee7e7f2")
        upgrade()
    assert before["task_items"] > before["items"] > 0
    assert counts(own_app) == before


def counts(app: Flask) -> dict[str, int]:
    with app.app_context(), db.engine.connect() as connection:
        return {
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0
            for table in db.metadata.sorted_tables
        }


def test_migrations_import_nothing_of_the_application() -> None:
    for file in Path(migrations() / "versions").glob("*.py"):
        assert "app" not in [
            line.split()[1].split(".")[0]
            for line in file.read_text().splitlines()
            if line.startswith(("import ", "from "))
        ], file.name
