"""The demo world, built once for the whole run, and its people."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app import clock
from app.accounts import secrets
from app.config import Settings
from app.demo import folder
from tests.demo.visitor import Visitor

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PASSWORD = "a calm monday walk"


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    secrets.use_quick_hashes()
    made = Settings(data_dir=tmp_path_factory.mktemp("demo"), demo_password=PASSWORD)
    token = clock.source.set(lambda: MONDAY)
    try:
        folder.build(made)
    finally:
        clock.source.reset(token)
    return made


@pytest.fixture(autouse=True)
def on_a_monday() -> Iterator[None]:
    """The demo tells its story relative to today; the tests read it on a Monday morning."""
    token = clock.source.set(lambda: MONDAY)
    yield
    clock.source.reset(token)


@pytest.fixture(scope="session")
def demo(settings: Settings) -> folder.Demo:
    return folder.opened(settings)


@pytest.fixture
def visitor(demo: folder.Demo) -> Callable[[str], Visitor]:
    return lambda email: Visitor(demo, email)


@pytest.fixture
def place(settings: Settings) -> Path:
    return folder.place(settings)
