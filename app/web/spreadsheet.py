"""Rows as a CSV file that a spreadsheet opens without running anything in it."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date

BOM = "\ufeff"
RUNS = re.compile(r"^\s*[=+\-@＝＋－＠\t\r]")


def csv_file(rows: Iterable[Sequence[object]]) -> bytes:
    """Days as 2026-11-30, numbers with every digit, nothing for None; UTF-8 with a mark.

    A text that a spreadsheet would take for a formula gets a ' before it.
    """
    out = io.StringIO(newline="")
    out.write(BOM)
    csv.writer(out).writerows([cell(value) for value in row] for row in rows)
    return out.getvalue().encode()


def cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.12g}"
    if isinstance(value, int | date):
        return str(value)
    text = str(value)
    return f"'{text}" if RUNS.match(text) else text
