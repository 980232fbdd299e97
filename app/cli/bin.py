"""nibble bin."""

from uuid import UUID

import click

from app.accounts.queries import every_msp
from app.cli.context import application
from app.db import commit
from app.planning.words import counted
from app.programs import bin as deleted
from app.programs import files
from app.programs.actions.bring_back import throw_away
from app.tenancy import scope_of


@click.group()
def bin() -> None:
    """Look after what was deleted."""


@bin.command("empty")
@click.option("--dry-run", is_flag=True, help="Say how much would go, and remove nothing.")
def empty(dry_run: bool) -> None:
    """Remove for good what was deleted more than 30 days ago, with its files."""
    with application(writes=not dry_run):
        found = sum(emptied(msp_id, dry_run) for msp_id in every_msp())
    click.echo(f"{'To remove' if dry_run else 'Removed'} for good: {counted(found, 'thing')}.")


def emptied(msp_id: UUID, dry_run: bool) -> int:
    """How much goes at an MSP; files go after the rows, so that no row is left without its own."""
    with scope_of([msp_id]):
        over = deleted.over()
        stored = [] if dry_run else throw_away(over)
        commit()
        for name in stored:
            files.remove(name)
        return len(over)
