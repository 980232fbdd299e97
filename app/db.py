"""The database handle: base class, SQLite's switches, and the one commit."""

import importlib
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import UUID, SafeUUID

from flask import Flask, Response, current_app, g, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, DateTime, Dialect, Double, MetaData, TypeDecorator, Uuid, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.orm.exc import StaleDataError

from app.config import Settings

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
FIXED_IN = ((3, 51, 3), (3, 50, 7), (3, 44, 6))
UNKNOWN = SafeUUID.unknown
write_intent: ContextVar[bool] = ContextVar("write_intent", default=False)


class UTCDateTime(TypeDecorator[datetime]):
    """An instant, always aware and in UTC, on both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Id(Uuid[UUID]):
    """A key. SQLite keeps 32 hexadecimal digits; a page reads thousands of them, so they are put
    together without the checks of UUID(text), which cost six times as much."""

    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        if dialect.name == "sqlite":
            return put_together
        return super().result_processor(dialect, coltype)  # type: ignore[no-untyped-call]


def put_together(digits: str | None) -> UUID | None:
    if digits is None:
        return None
    made = object.__new__(UUID)
    object.__setattr__(made, "int", int(digits, 16))
    object.__setattr__(made, "is_safe", UNKNOWN)
    return made


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {
        datetime: UTCDateTime(),
        UUID: Id(),
        float: Double(),
        dict[str, Any]: JSON(),
        list[str]: JSON(),
        list[int]: JSON(),
    }


db = SQLAlchemy(metadata=Base.metadata, session_options={"expire_on_commit": False})


def install(app: Flask, settings: Settings) -> None:
    """Bind the database; create_app says when a request commits."""
    url = database_url(settings)
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(url)
    db.init_app(app)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            event.listen(db.engine, "connect", switch_on)
            event.listen(db.engine, "begin", begin)
    app.before_request(intend)
    app.teardown_request(lambda _error: write_intent.set(False) and None)


def intend() -> None:
    """An unsafe request writes, so it takes SQLite's one writer's place at once."""
    write_intent.set(request.method not in {"GET", "HEAD", "OPTIONS"})


def database_url(settings: Settings) -> URL:
    if settings.database_url:
        url = make_url(settings.database_url)
        return url.set(drivername="postgresql+psycopg") if url.drivername == "postgresql" else url
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    return URL.create("sqlite", database=str((settings.data_dir / "nibble.db").resolve()))


def engine_options(url: URL) -> dict[str, Any]:
    if url.get_backend_name() == "sqlite":
        Path(url.database or "").parent.mkdir(parents=True, exist_ok=True)
        return {"module": sqlite_module()}
    return {"pool_pre_ping": True}


def sqlite_module() -> ModuleType:
    """pysqlite3 where there is a wheel, else the interpreter's own SQLite."""
    for name in ("pysqlite3.dbapi2", "sqlite3"):
        try:
            return importlib.import_module(name)
        except ModuleNotFoundError:
            continue
    raise ModuleNotFoundError("No SQLite module")


def journal_mode(version: tuple[int, ...]) -> str:
    """WAL on a library without the WAL-reset bug, else TRUNCATE."""
    fixed = version >= FIXED_IN[0] or any(
        version[:2] == safe[:2] and version >= safe for safe in FIXED_IN[1:]
    )
    return "WAL" if fixed else "TRUNCATE"


def switch_on(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    mode = journal_mode(sqlite_module().sqlite_version_info)
    for pragma in (
        "busy_timeout=8000",
        f"journal_mode={mode}",
        "synchronous=FULL",
        "foreign_keys=ON",
        "cache_size=-32000",
        "mmap_size=134217728",
        "temp_store=MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}")


def begin(connection: Any) -> None:
    """A read that turns into a write fails at once on SQLite, so writers say so first."""
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write_intent.get() else "BEGIN")


def commit_on_success(response: Response) -> Response:
    """A page that succeeded keeps its changes; any other answer keeps none."""
    if response.status_code >= 400:
        db.session.rollback()
        write_kept()
        return response
    try:
        db.session.commit()
    except (StaleDataError, IntegrityError, OperationalError) as error:
        db.session.rollback()
        return current_app.make_response(current_app.handle_user_exception(error))
    write_kept()
    return response


def keep(row: Base) -> None:
    """Write a row whatever becomes of the request, in a transaction of its own afterwards."""
    g.setdefault("kept", []).append(row)


def write_kept() -> None:
    rows = g.pop("kept", [])
    if not rows:
        return
    token = write_intent.set(True)
    try:
        with Session(db.engine) as session, session.begin():
            for row in rows:
                session.merge(row)
    finally:
        write_intent.reset(token)


def commit() -> None:
    """The commit of commands; requests have theirs in commit_on_success."""
    db.session.commit()
