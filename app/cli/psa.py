"""nibble psa."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from app.cli.context import in_msp
from app.psa.actions import keep
from app.psa.arrival import Arrival, Rejected, arriving
from app.psa.maps import find_map
from app.psa.models import ImportRun
from app.psa.queries import store_folder
from app.psa.reading.problems import Problems, Unreadable
from app.psa.store import bad_rows_path


@click.group()
def psa() -> None:
    """Bring in what the PSA knows."""


@psa.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--msp", "slug", required=True, help="The MSP's short name.")
@click.option("--map", "map_name", required=True, help="A MAP.toml, or a shipped map's name.")
@click.option("--dry-run", is_flag=True, help="Say what would happen, and store nothing.")
@click.option("--skip-bad", is_flag=True, help="Leave bad rows out, and list them in a file.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def import_files(
    files: tuple[Path, ...], slug: str, map_name: str, dry_run: bool, skip_bad: bool, as_json: bool
) -> None:
    """Read FILES (CSV or TSV, packed with gzip or not) into the MSP's ticket store."""
    with in_msp(slug, writes=False) as msp:
        folder, home = store_folder(), msp.zone
    try:
        with arriving(folder, files, find_map(map_name, home)) as arrival:
            arrival.refuse_problems(skip_bad)
            run = None if dry_run else kept(arrival, slug, skip_bad)
            report = report_of(arrival, dry_run, run)
    except (Rejected, Unreadable) as no:
        if as_json:
            click.echo(json.dumps({"stored": False, **problems_of(no.problems)}, indent=1))
        raise
    click.echo(json.dumps(report, indent=1) if as_json else "\n".join(sentences(report)))


def kept(arrival: Arrival, slug: str, skip_bad: bool) -> ImportRun | None:
    """Store an arrival; the rows are on the disk before the database is asked to wait."""
    arrival.write()
    with in_msp(slug):
        return keep(arrival, by=None, skip_bad=skip_bad)


def report_of(arrival: Arrival, dry_run: bool, run: ImportRun | None) -> dict[str, Any]:
    reading, changes = arrival.reading, arrival.changes
    bad_rows = bad_rows_path(arrival.folder, run.id) if run and arrival.skipped else None
    return {
        "source": arrival.mapping.source,
        "stored": bool(arrival.written and run),
        "dry_run": dry_run,
        "files": [asdict(file) for file in reading.files],
        "rows": reading.rows,
        "added": changes.added,
        "changed": changes.changed,
        "unchanged": changes.unchanged,
        "skipped": arrival.skipped,
        "bad_rows": str(bad_rows) if bad_rows else None,
        "notices": list(reading.notices),
        **problems_of(reading.problems),
    }


def problems_of(problems: Problems) -> dict[str, Any]:
    return {"problem_count": problems.count, "problems": [asdict(one) for one in problems.first]}


def sentences(report: dict[str, Any]) -> list[str]:
    """What happened, in plain words."""
    rows = f"{report['rows']:,} rows read"
    counts = ", ".join(f"{report[key]:,} {key}" for key in ("added", "changed", "unchanged"))
    lines = [f"{rows} for the source {report['source']}: {counts}, {report['skipped']:,} left out."]
    lines += [f"Note: {notice}" for notice in report["notices"]]
    if report["bad_rows"]:
        lines.append(f"The rows left out are listed in {report['bad_rows']}.")
    return [*lines, ending(report)]


def ending(report: dict[str, Any]) -> str:
    if report["dry_run"]:
        return "Nothing was stored: this was a dry run."
    if report["stored"]:
        return "Stored."
    return "Nothing changed: the store holds all of it already."
