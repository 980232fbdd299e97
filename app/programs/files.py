"""Where files on tasks lie: in the data folder, apart from what is served, under random names."""

import os
import secrets
from pathlib import Path

from flask import current_app

from app.config import Settings
from app.tenancy import current_msp_id

MEGABYTE = 1024 * 1024


def settings() -> Settings:
    found: Settings = current_app.config["SETTINGS"]
    return found


def largest() -> int:
    """The bytes of the largest file that is kept."""
    return settings().largest_file_mb * MEGABYTE


def folder() -> Path:
    """The folder of the MSP in scope."""
    return settings().data_dir.resolve() / "files" / current_msp_id().hex


def keep(data: bytes) -> str:
    """Write a file and answer the name that it is found by."""
    stored = secrets.token_hex(16)
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(folder() / stored, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(handle)
    return stored


def read(stored: str) -> bytes | None:
    """A file that was kept; None when somebody emptied the folder."""
    path = folder() / stored
    return path.read_bytes() if path.is_file() else None
