"""The SQL of the canonical tables: how the rows of an import join those that are stored."""

from pathlib import Path

from app.psa.duck import named, quoted
from app.psa.reading.fields import FIELDS, SQL_TYPES

CONTENT = {
    **{field.name: SQL_TYPES[field.kind] for field in FIELDS},
    "family": "VARCHAR",
    "queue_kind": "VARCHAR",
}
COLUMNS = {
    "tickets": {
        "source": "VARCHAR",
        **CONTENT,
        "completed_at": "TIMESTAMP",
        "last_complete_at": "TIMESTAMP",
    },
    "events": {"source": "VARCHAR", **CONTENT, "nth": "BIGINT"},
}
ROW = ", ".join(named(name) for name in (*CONTENT, "nth"))
SAME = " AND ".join(
    f"incoming.{name} IS NOT DISTINCT FROM own.{name}"
    for name in ("ticket", "updated_at", "seq", "nth")
)
CHANGES = f"""
    SELECT whole - known AS added, known - alike AS changed, alike AS unchanged FROM (SELECT
        (SELECT count(*) FROM incoming) AS whole,
        (SELECT count(*) FROM incoming SEMI JOIN own ON {SAME}) AS known,
        (SELECT count(*) FROM (SELECT {ROW} FROM incoming INTERSECT SELECT {ROW} FROM own)) AS alike
    )
"""
FRESH = f"""
    CREATE TABLE fresh AS
    SELECT {ROW} FROM incoming UNION ALL SELECT {ROW} FROM own ANTI JOIN incoming ON {SAME}
"""
TICKETS_OF_LOG = """
    WITH steps AS (
        SELECT
            *,
            lag(family) OVER in_order AS family_before,
            row_number() OVER backwards AS place
        FROM fresh
        WINDOW
            in_order AS (PARTITION BY ticket ORDER BY updated_at, seq NULLS FIRST, nth),
            backwards AS (
                PARTITION BY ticket ORDER BY updated_at DESC, seq DESC NULLS LAST, nth DESC
            )
    ),
    spans AS (
        SELECT
            ticket,
            min(updated_at) AS first_at,
            max(updated_at) FILTER (
                WHERE family = 'complete' AND family_before IS DISTINCT FROM 'complete'
            ) AS completed_at,
            max(updated_at) FILTER (WHERE family = 'complete') AS last_complete_at
        FROM steps
        GROUP BY ticket
    )
    SELECT
        steps.* EXCLUDE (nth, family_before, place) REPLACE (
            coalesce(created_at, first_at) AS created_at,
            coalesce(last_activity_at, updated_at) AS last_activity_at
        ),
        completed_at,
        last_complete_at
    FROM steps JOIN spans USING (ticket)
    WHERE place = 1
"""
TICKETS_OF_LIST = """
    SELECT * EXCLUDE (nth), ended_at AS completed_at, ended_at AS last_complete_at
    FROM (SELECT *, CASE WHEN family = 'complete' THEN coalesce(resolved_at, closed_at) END
        AS ended_at FROM fresh)
"""


def incoming(records: Path) -> str:
    """The view of the rows read; of one row in several files, the last file's counts."""
    return f"""
        CREATE VIEW incoming AS SELECT {ROW} FROM read_parquet({quoted(str(records))})
        QUALIFY row_number() OVER (
            PARTITION BY ticket, updated_at, seq, nth ORDER BY file DESC
        ) = 1
    """


def stored(name: str, path: Path | None) -> str:
    """The view of a stored table, empty before the first import."""
    if path is not None:
        return f"CREATE VIEW stored_{name} AS SELECT * FROM read_parquet({quoted(str(path))})"
    empty = ", ".join(
        f"CAST(NULL AS {kind}) AS {named(column)}" for column, kind in COLUMNS[name].items()
    )
    return f"CREATE VIEW stored_{name} AS SELECT {empty} WHERE false"


def own(is_log: bool, source: str) -> str:
    """The view of the stored rows that this source's import may replace."""
    table, nth = ("stored_events", "nth") if is_log else ("stored_tickets", "1 AS nth")
    content = ", ".join(named(name) for name in CONTENT)
    return f"""
        CREATE VIEW own AS SELECT {content}, {nth} FROM {table} WHERE source = {quoted(source)}
    """


def merged(is_log: bool, source: str) -> str:
    """The tables tickets and events of the next generation."""
    name = quoted(source)
    mine = TICKETS_OF_LOG if is_log else TICKETS_OF_LIST
    events = f"UNION ALL BY NAME SELECT {name} AS source, * FROM fresh" if is_log else ""
    return f"""
        {FRESH};
        CREATE TABLE tickets AS
            SELECT * FROM stored_tickets WHERE source <> {name}
            UNION ALL BY NAME SELECT {name} AS source, * FROM ({mine});
        CREATE TABLE events AS
            SELECT * FROM stored_events WHERE source <> {name} {events};
    """


def copied(name: str, path: Path) -> str:
    """Write one table, sorted, so that the same rows give the same file."""
    columns = ", ".join(named(column) for column in COLUMNS[name])
    nth = ", nth" if name == "events" else ""
    return f"""
        COPY (
            SELECT {columns} FROM {name}
            ORDER BY source, ticket, updated_at, seq NULLS FIRST{nth}
        ) TO {quoted(str(path))} (FORMAT parquet, COMPRESSION zstd)
    """


def span(source: str) -> str:
    """First, last and latest observed moment of a source's tickets, and their number."""
    ends = "resolved_at, closed_at, completed_at, last_activity_at"
    seen = "created_at, first_response_at, plan_at, " + ends
    return f"""
        SELECT min(created_at), max(greatest(created_at, {ends})), max(greatest({seen})), count(*)
        FROM tickets WHERE source = {quoted(source)}
    """


def latest_event(source: str) -> str:
    """The number of a source's events, and the moment of the latest."""
    return f"SELECT count(*), max(updated_at) FROM events WHERE source = {quoted(source)}"
