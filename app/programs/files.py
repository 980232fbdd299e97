"""Where files on tasks lie: in the data folder, apart from what is served, under random names."""

import os
import secrets
from pathlib import Path

from flask import current_app
from sqlalchemy import event
from sqlalchemy.orm import Session

from app.config import Settings
from app.db import db
from app.tenancy import current_msp_id

MEGABYTE = 1024 * 1024
UNSAVED = "files that no row names yet"


def settings() -> Settings:
    found: Settings = current_app.config["SETTINGS"]
    return found


def room() -> int:
    """The bytes that all files of one MSP may have together."""
    return settings().files_per_msp_mb * MEGABYTE


def taken() -> int:
    """The bytes that they have now, with those of what was deleted and may come back."""
    here = folder()
    return sum(one.stat().st_size for one in here.iterdir()) if here.is_dir() else 0


def largest() -> int:
    """The bytes of the largest file that is kept."""
    return settings().largest_file_mb * MEGABYTE


def folder() -> Path:
    """The folder of the MSP in scope."""
    return settings().data_dir.resolve() / "files" / current_msp_id().hex


def keep(data: bytes) -> str:
    """Write a file and answer the name that it is found by; it goes if the request is undone."""
    stored = secrets.token_hex(16)
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(folder() / stored, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    db.session().info.setdefault(UNSAVED, []).append(folder() / stored)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(handle)
    return stored


def read(stored: str) -> bytes | None:
    """A file that was kept; None when somebody emptied the folder."""
    path = folder() / stored
    return path.read_bytes() if path.is_file() else None


@event.listens_for(Session, "after_commit")
def leave_files(session: Session) -> None:
    session.info.pop(UNSAVED, None)


@event.listens_for(Session, "after_rollback")
def take_files_back(session: Session) -> None:
    """A file whose row was not kept is not kept either."""
    for path in session.info.pop(UNSAVED, ()):
        path.unlink(missing_ok=True)


def remove(stored: str) -> None:
    """Remove a file for good; one that is gone already is no trouble."""
    (folder() / stored).unlink(missing_ok=True)
