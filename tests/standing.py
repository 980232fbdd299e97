"""One app and one database for all tests of a worker; what a test wrote is undone before the next.

A new app would read its pages, addresses and statements anew, which takes longer than most tests.
"""

import shutil
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import event

from app import create_app
from app.charts.kept import drawings
from app.config import Settings
from app.db import db
from app.numbers.pages import kept
from tests.databases import PostgreSQL

SECRET = "a-secret-key-only-for-tests-of-32-characters"
WORN_AFTER = 100
"""Deleted rows stay in PostgreSQL's files, so a database is made anew after so many tests."""
KEEP = """
DO $$ DECLARE one text; BEGIN
  CREATE SCHEMA kept;
  FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('CREATE TABLE kept.%I AS TABLE public.%I', one, one);
  END LOOP;
END $$
"""
RESTORE = """
SET session_replication_role = replica;
SET lock_timeout = '5s';
DO $$ DECLARE one text; names text; written boolean; BEGIN
  FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('SELECT EXISTS (SELECT FROM public.%I)', one) INTO written;
    CONTINUE WHEN NOT written;
    SELECT string_agg(quote_ident(column_name), ', ') INTO names FROM information_schema.columns
      WHERE table_schema = 'public' AND table_name = one AND is_generated = 'NEVER';
    EXECUTE format('DELETE FROM public.%I', one);
    EXECUTE format('INSERT INTO public.%I (%s) SELECT %s FROM kept.%I', one, names, names, one);
  END LOOP;
END $$
"""


def make_app(folder: Path, url: str, **settings: Any) -> Flask:
    app = create_app(Settings(secret_key=SECRET, data_dir=folder, database_url=url, **settings))
    app.testing = True
    if not url:
        with app.app_context():
            event.listen(db.engine, "connect", hurry)
    return app


def hurry(connection: Any, _record: Any) -> None:
    """No test pulls the plug out of this database; those that do start a process of their own."""
    connection.execute("PRAGMA synchronous=OFF")


class Standing:
    """The app that stands from the first test to the last."""

    def __init__(self, folder: Path, url: str = "") -> None:
        self.folder = folder
        self.app = make_app(folder, url)

    def fresh(self) -> Flask:
        """The app with the cast in its database, and nothing else in its folder or in memory: at
        a clock that stands still, readings of two tests look the same to what keeps pages."""
        for one in (drawings, kept):
            one.drawings.clear()
            one.size = 0
        with self.app.app_context():
            db.engine.dispose()
        for one in self.folder.iterdir():
            shutil.rmtree(one) if one.is_dir() else one.unlink()
        self.restore()
        return self.app

    def restore(self) -> None:
        raise NotImplementedError


class StandingSQLite(Standing):
    def __init__(self, folder: Path, source: Path) -> None:
        super().__init__(folder)
        self.source = source

    def restore(self) -> None:
        shutil.copyfile(self.source, self.folder / "nibble.db")


class StandingPostgreSQL(Standing):
    def __init__(self, folder: Path, server: PostgreSQL, template: str) -> None:
        super().__init__(folder, server.dsn("standing"))
        self.server = server
        self.template = template
        self.tests = 0

    def restore(self) -> None:
        if self.tests % WORN_AFTER == 0:
            self.server.sql("DROP DATABASE IF EXISTS standing WITH (FORCE)")
            self.server.sql(f"CREATE DATABASE standing TEMPLATE {self.template}")
            self.server.sql(KEEP, "standing")
        else:
            self.server.sql(RESTORE, "standing")
        self.tests += 1
