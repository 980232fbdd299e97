"""From `nibble demo` to its first page: building the world once, then starting it again."""

import os
import subprocess
import sys
import time
from http.client import HTTPException
from pathlib import Path
from statistics import median
from typing import NamedTuple
from urllib.error import URLError
from urllib.request import urlopen

from bench.pages import free_port

AGAIN = 3
PATIENCE = 180.0


class Start(NamedTuple):
    """Wall-clock seconds to the first page, and CPU seconds of the whole process by its end."""

    wall: float
    cpu: float


def measure(folder: Path) -> tuple[Start, Start]:
    """The first start, which builds the demo world, and the median of those after it."""
    first = start(folder)
    later = [start(folder) for _ in range(AGAIN)]
    again = Start(median(one.wall for one in later), median(one.cpu for one in later))
    return first, again


def start(folder: Path) -> Start:
    port = free_port()
    begin = time.perf_counter()
    demo = subprocess.Popen(
        [sys.executable, "-m", "app.cli", "demo", "--port", str(port)],
        env={**os.environ, "NIBBLE_DATA_DIR": str(folder)},
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_for_page(f"http://127.0.0.1:{port}/sign-in")
        wall = time.perf_counter() - begin
    finally:
        demo.terminate()
        _, status, usage = os.wait4(demo.pid, 0)
        demo.returncode = os.waitstatus_to_exitcode(status)
    return Start(wall, usage.ru_utime + usage.ru_stime)


def wait_for_page(address: str) -> None:
    until = time.perf_counter() + PATIENCE
    while time.perf_counter() < until:
        try:
            urlopen(address, timeout=10).read()
            return
        except (URLError, HTTPException, ConnectionError):
            time.sleep(0.02)
    raise RuntimeError("The demo did not start.")
