"""Jump to in an index of 100,000 rows: CPU of a search at one MSP, and at 200 at once.

python -m bench.words [CLIENTS]
"""

import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from sqlalchemy import func, select

from app import create_app
from app.accounts.models import Msp
from app.config import Settings
from app.db import db
from app.search.queries import INDEX, found
from app.search.rules import words_of
from app.tenancy import scope_of
from bench.world import build

SEARCHES = ("t", "ti", "ticket", "priority matrix", "zebra", "the")
ROUNDS = 15


def main(clients: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(
            Settings(secret_key="only for this measurement" * 2, data_dir=Path(folder))
        )
        build(app, clients)
        with app.app_context():
            rows = db.session.connection().scalar(select(func.count()).select_from(INDEX))
            msps = list(db.session.scalars(select(Msp.id)))
            print(f"{rows:,} rows of {clients:,} clients")
            print("| Search | hits | one client, CPU ms | 200 clients, CPU ms |")
            print("| --- | ---: | ---: | ---: |")
            for typed in SEARCHES:
                hits, one = timed(typed, msps[:1])
                print(f"| {typed} | {hits} | {one:.1f} | {timed(typed, msps[:200])[1]:.1f} |")


def timed(typed: str, msps: list) -> tuple[int, float]:
    """How many it finds, and the median of its CPU in milliseconds."""
    with scope_of(msps):
        times, hits = [], 0
        for _ in range(ROUNDS):
            begin = time.process_time()
            hits = len(found(words_of(typed), msps))
            times.append(1000 * (time.process_time() - begin))
    return hits, median(times)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1600)
