"""Importing the log of 141,712 events: a process of its own, its time and its peak memory."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

from flask_migrate import upgrade

from app import create_app
from app.accounts.actions import add_msp
from app.config import Settings
from app.db import commit, write_intent

LOG = Path("data") / "servicenow-incidents" / "events_full_141712.csv.gz"
MAP = "servicenow-full"
MSP = "harbor-desk"


class Imported(NamedTuple):
    """Rows read, CPU and wall-clock seconds, and the peak of resident memory in MiB."""

    rows: int
    cpu: float
    wall: float
    peak: float


def log_path() -> Path | None:
    """The log in the folder `shared` beside the project, or in SHARED_DIR; None where absent."""
    shared = os.environ.get("SHARED_DIR") or Path(__file__).resolve().parents[2] / "shared"
    path = Path(shared) / LOG
    return path if path.is_file() else None


def measure(folder: Path, log: Path) -> Imported:
    """Import the log with the command that people use, into an empty store."""
    prepare(folder)
    environ = {**os.environ, "NIBBLE_DATA_DIR": str(folder)}
    command = [sys.executable, "-m", "app.cli", "psa", "import", str(log)]
    begin = time.perf_counter()
    child = subprocess.Popen(
        [*command, "--msp", MSP, "--map", MAP, "--json"],
        env=environ, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert child.stdout is not None
    told = child.stdout.read()
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - begin
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError("The import failed.")
    cpu = usage.ru_utime + usage.ru_stime
    return Imported(json.loads(told)["rows"], cpu, wall, usage.ru_maxrss / 1024)


def prepare(folder: Path) -> None:
    app = create_app(Settings(data_dir=folder))
    token = write_intent.set(True)
    with app.app_context():
        upgrade()
        add_msp("Harbor Desk", MSP)
        commit()
    write_intent.reset(token)
