"""nibble doctor."""

import json

import click

from app.cli.context import application
from app.house.queries import findings


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def doctor(as_json: bool) -> None:
    """Look the installation over, and say what is wrong."""
    with application(writes=False):
        found = findings()
    if as_json:
        click.echo(json.dumps({"findings": found}))
    else:
        for line in found or ["All is well."]:
            click.echo(line)
    if found:
        raise SystemExit(1)
