"""Settings: read once from the environment, wrong ones stop the start with a sentence."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from pathlib import Path
from typing import Any

from app.refusal import Refused

PREFIX = "NIBBLE_"
SHORTEST_SECRET = 32


def setting(default: Any, words: str) -> Any:
    """A field with its sentence for docs/configuration.md."""
    return field(default=default, metadata={"words": words})


@dataclass(frozen=True)
class Settings:
    """Everything an installation can set; what an MSP can choose is a column, not a setting."""

    secret_key: str = setting(
        "", "Any long random text. Made at the first start and kept in the data folder."
    )
    database_url: str = setting("", "Where the data lives; SQLite in the data folder when not set.")
    owner_database_url: str = setting(
        "", "PostgreSQL only: the role that owns the tables and migrates them."
    )
    data_dir: Path = setting(
        Path("var"), "Folder of the database, PSA store, files of tasks and secret key."
    )
    public_url: str = setting("http://127.0.0.1:8000", "How people reach the site.")
    trusted_proxies: int = setting(
        0, "How many reverse proxies stand in front and set X-Forwarded-For and -Proto."
    )
    largest_file_mb: int = setting(10, "The largest file that a task keeps, in megabytes.")
    files_per_msp_mb: int = setting(
        2000, "What all files of one MSP may have together, in megabytes."
    )
    demo_password: str = setting(
        "", "Demo only: the password of all its people; made up and printed when not set."
    )

    @property
    def is_https(self) -> bool:
        return self.public_url.startswith("https://")


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Settings from NIBBLE_* variables. Raises Refused for an unknown name or a wrong value."""
    given = {k: v for k, v in environ.items() if k.startswith(PREFIX)}
    known = {PREFIX + f.name.upper(): f for f in fields(Settings)}
    unknown = sorted(set(given) - set(known))
    if unknown:
        raise Refused(f"{unknown[0]} is not a setting. Known: {', '.join(sorted(known))}.")
    return Settings(**{known[k].name: convert(k, known[k], v) for k, v in given.items()})


def convert(name: str, into: Field[Any], text: str) -> Any:
    kind = type(into.default) if into.default is not MISSING else str
    try:
        return kind(text)
    except ValueError as error:
        raise Refused(f"{name} is {text!r}; it must be a {kind.__name__}.") from error


def secret_key(settings: Settings) -> str:
    """The configured key, or the one made at the first start (file mode 0600)."""
    if settings.secret_key:
        if len(settings.secret_key) < SHORTEST_SECRET:
            raise Refused(f"NIBBLE_SECRET_KEY is too short; use {SHORTEST_SECRET} characters.")
        return settings.secret_key
    path = settings.data_dir / "secret-key"
    if not path.exists():
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text()


def lend_folder_to_matplotlib(settings: Settings) -> None:
    """matplotlib keeps its font cache in a folder of the installation, not of a person."""
    os.environ.setdefault("MPLCONFIGDIR", str((settings.data_dir / "matplotlib").resolve()))
