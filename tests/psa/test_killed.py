"""An import that is killed at any moment leaves the store as it was, and the next one repairs."""

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest

from app.psa import store
from tests.psa.desk import LOG, written
from tests.psa.terminal import SLUG, Terminal, terminal
from tests.shared import ROOT

FIRST = "Ticket,When,State\nT1,1/2/2026 08:00,New\nT2,1/2/2026 09:00,New\n"
SECOND = "Ticket,When,State\nT1,2/2/2026 08:00,Done\nT3,2/2/2026 09:00,New\n"
NOTHING_COUNTS = (
    "app.psa.reading.loading:load:return",
    "app.psa.reading.records:read:return",
    "app.psa.store:write_manifest:call",
    "app.psa.store:prepare:return",
    "app.psa.actions:noted:return",
    "app.psa.store:publish:call",
)
ALL_COUNTS = ("app.psa.store:publish:return", "app.psa.actions:keep:return")


@pytest.fixture
def desk(tmp_path: Path) -> Terminal:
    """A store that holds the first file already."""
    desk = terminal(tmp_path / "data")
    written(tmp_path, LOG, "desk.toml")
    answer = desk.bring(written(tmp_path, FIRST, "first.csv"), with_map=tmp_path / "desk.toml")
    assert answer.status == 0, answer.err
    written(tmp_path, SECOND, "second.csv")
    return desk


def killed(desk: Terminal, point: str) -> None:
    """Import the second file in a process that dies at the point."""
    folder = desk.data.parent
    file, mapping = folder / "second.csv", folder / "desk.toml"
    command = ["psa", "import", file, "--msp", SLUG, "--map", mapping]
    end = subprocess.run(
        [sys.executable, "-m", "tests.psa.dying", point, *command],
        cwd=ROOT,
        env={**os.environ, **desk.environment},
        check=False,
        capture_output=True,
    )
    assert end.returncode == -signal.SIGKILL, end.stderr.decode()


def held(desk: Terminal) -> list[tuple[Any, ...]]:
    """Every update in the store."""
    now = store.current(desk.store)
    assert now is not None
    found = duckdb.execute(
        f"SELECT ticket, updated_at, family FROM '{now.events}' ORDER BY ALL"
    ).fetchall()
    assert len(found) == now.sources["desk"].events
    return found


def recorded(desk: Terminal) -> int:
    with sqlite3.connect(desk.data / "nibble.db") as con:
        (count,) = con.execute("SELECT count(*) FROM psa_imports").fetchone()
    return int(count)


def again(desk: Terminal) -> None:
    folder = desk.data.parent
    answer = desk.bring(folder / "second.csv", with_map=folder / "desk.toml")
    assert answer.status == 0, answer.err


@pytest.mark.parametrize("point", NOTHING_COUNTS)
def test_killed_before_the_new_generation_counts(desk, point):
    before = held(desk)
    killed(desk, point)
    assert (held(desk), recorded(desk)) == (before, 1)
    again(desk)
    assert (len(held(desk)), recorded(desk)) == (4, 2)
    assert not list(desk.store.glob("work-*"))


@pytest.mark.parametrize("point", ALL_COUNTS)
def test_killed_between_the_store_and_the_record_of_it(desk, point):
    killed(desk, point)
    assert len(held(desk)) == 4
    again(desk)
    assert (len(held(desk)), recorded(desk)) == (4, 2)
