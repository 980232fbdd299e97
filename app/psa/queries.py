"""The MSP's sources, its imports, and where its store lies."""

from pathlib import Path
from uuid import UUID

from flask import current_app
from sqlalchemy import func, select

from app.config import Settings
from app.db import db
from app.psa.models import ImportRun, Source
from app.tenancy import current_msp_id


def store_folder(msp_id: UUID | None = None) -> Path:
    """The folder of an MSP's PSA store, of the one in scope unless another is named."""
    settings: Settings = current_app.config["SETTINGS"]
    return settings.data_dir.resolve() / "psa" / str(msp_id or current_msp_id())


def sources() -> list[Source]:
    return list(db.session.scalars(select(Source).order_by(Source.name)))


def source(name: str) -> Source | None:
    return db.session.scalar(select(Source).where(Source.name == name))


def imports(limit: int = 50) -> list[ImportRun]:
    """The imports that changed the store, newest first."""
    newest = select(ImportRun).order_by(ImportRun.at.desc(), ImportRun.id.desc())
    return list(db.session.scalars(newest.limit(limit)))


def recorded_generation() -> int:
    """The store's number after the last recorded import, 0 before the first."""
    return db.session.scalar(select(func.max(ImportRun.generation))) or 0
