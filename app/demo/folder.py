"""The folder of the demo: built beside its place, then moved there in one step."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from secrets import choice

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import update

from app import create_app
from app.accounts.models import User
from app.accounts.rules import password_problem
from app.accounts.secrets import hash_password
from app.config import Settings
from app.db import commit, db, write_intent
from app.refusal import Refused

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, LENGTH = 4, 4
PASSWORD_FILE = "password"  # noqa: S105 (the file's name)


@dataclass(frozen=True)
class Demo:
    """A demo that stands: its application, and the password of everybody in it."""

    app: Flask
    password: str


def place(settings: Settings) -> Path:
    return settings.data_dir / "demo"


def is_built(settings: Settings) -> bool:
    return (place(settings) / PASSWORD_FILE).exists()


def build(settings: Settings) -> None:
    """Build the world in a folder that does not count yet, and let it take its place."""
    folder = place(settings)
    made, old = folder.with_name("demo.new"), folder.with_name("demo.old")
    for left in (made, old):
        shutil.rmtree(left, ignore_errors=True)
    made.mkdir(parents=True, mode=0o700)
    password = settings.demo_password or made_up()
    fill(create_app(own(settings, made)), password)
    keep_password(made, password)
    with suppress(FileNotFoundError):
        folder.rename(old)
    made.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def fill(app: Flask, password: str) -> None:
    from app.demo.world import build_world  # with DuckDB, which a second start does without

    with writing(app):
        upgrade()
        build_world(password)


@contextmanager
def writing(app: Flask) -> Iterator[None]:
    """The application's database for changes that are kept together, and let go of afterwards."""
    token = write_intent.set(True)
    try:
        with app.app_context():
            yield
            commit()
            db.session.remove()
            db.engine.dispose()
    finally:
        write_intent.reset(token)


def opened(settings: Settings) -> Demo:
    """The demo as it was built, in the newest shape; another password set since takes over."""
    folder = place(settings)
    app = create_app(own(settings, folder))
    with writing(app):
        upgrade()
    password = (folder / PASSWORD_FILE).read_text(encoding="utf-8")
    if settings.demo_password and settings.demo_password != password:
        password = settings.demo_password
        change_password(app, password)
        keep_password(folder, password)
    return Demo(app, password)


def own(settings: Settings, folder: Path) -> Settings:
    """Settings of the environment, with a database and files of the demo's own."""
    return replace(settings, data_dir=folder, database_url="", owner_database_url="")


def change_password(app: Flask, password: str) -> None:
    problem = password_problem(password, [])
    if problem:
        raise Refused(f"NIBBLE_DEMO_PASSWORD cannot be used. {problem}")
    with writing(app):
        db.session.execute(update(User).values(password_hash=hash_password(password)))


def keep_password(folder: Path, password: str) -> None:
    path = folder / PASSWORD_FILE
    path.touch(mode=0o600)
    path.write_text(password, encoding="utf-8")


def made_up() -> str:
    """Four groups of four letters and digits that are hard to confuse."""
    return "-".join("".join(choice(LETTERS) for _ in range(LENGTH)) for _ in range(GROUPS))
