"""nibble migrate."""

import click
from flask_migrate import upgrade

from app.cli.context import application


@click.command()
def migrate() -> None:
    """Bring the database to the newest shape."""
    with application():
        upgrade()
    click.echo("The database has the newest shape.")
