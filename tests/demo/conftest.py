"""The demo world, built once for the whole run, and its people."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.accounts import secrets
from app.config import Settings
from app.demo import folder
from tests.demo.visitor import Visitor

PASSWORD = "a calm monday walk"


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    secrets.use_quick_hashes()
    made = Settings(data_dir=tmp_path_factory.mktemp("demo"), demo_password=PASSWORD)
    folder.build(made)
    return made


@pytest.fixture(scope="session")
def demo(settings: Settings) -> folder.Demo:
    return folder.opened(settings)


@pytest.fixture
def visitor(demo: folder.Demo) -> Callable[[str], Visitor]:
    return lambda email: Visitor(demo, email)


@pytest.fixture
def place(settings: Settings) -> Path:
    return folder.place(settings)
