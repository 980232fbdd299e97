"""DuckDB as this house uses it: in memory, bounded, and without downloading anything."""

from pathlib import Path

import duckdb

MEMORY = "256MB"
THREADS = 2


def connect(spill: Path) -> duckdb.DuckDBPyConnection:
    """A connection of its own; what does not fit into memory goes to the folder `spill`.

    It draws no bar while it works: standard output belongs to the command.
    """
    connection = duckdb.connect(
        config={
            "memory_limit": MEMORY,
            "threads": THREADS,
            "temp_directory": str(spill),
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "preserve_insertion_order": "false",
        }
    )
    return connection.execute("SET enable_progress_bar = false")


def quoted(text: str) -> str:
    """A text as a DuckDB literal."""
    return "'" + text.replace("'", "''") + "'"


def named(name: str) -> str:
    """A column's name as DuckDB reads it."""
    return '"' + name.replace('"', '""') + '"'
