"""One world for all the questions of a module."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app import clock
from app.db import db
from tests.conftest import MONDAY
from tests.standing import make_app
from tests.world import World, build


@pytest.fixture(scope="module")
def world(
    prepared: Callable[[Path], str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """Northwind and Fabrikam on Monday 23 November 2026, in the eleventh week of programs."""
    token = clock.source.set(lambda: MONDAY)
    folder = tmp_path_factory.mktemp("world")
    app = make_app(folder, prepared(folder))
    yield build(app)
    with app.app_context():
        db.engine.dispose()
    clock.source.reset(token)
