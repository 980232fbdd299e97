"""A practice with two firms of the demo: one without a program, one measured by a real log."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from flask_migrate import upgrade

from app.demo.folder import writing
from app.demo.scripts import firm, practice
from app.demo.world import SEED, add_practice, build_harbor_desk, open_firm
from tests.browser import served
from tests.cast import PASSWORD
from tests.conftest import Time
from tests.standing import make_app


@pytest.fixture
def beacon_row(time: Time, tmp_path: Path) -> Iterator[str]:
    """The address of Helen's practice: Northwind IT before its program, and Harbor Desk."""
    app = make_app(tmp_path, "")
    with writing(app):
        upgrade()
        coaches, _helen = add_practice(practice(), PASSWORD)
        open_firm(firm("northwind"), coaches, PASSWORD, time.at)
        build_harbor_desk(coaches, PASSWORD, time.at, Random(SEED))
    with served(app) as url:
        yield url
