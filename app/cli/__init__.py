"""The command line: one file for each group of commands."""

import importlib
import sys

import click

from app.refusal import Refused

GROUPS = {
    "bin": "app.cli.bin",
    "demo": "app.cli.demo",
    "doctor": "app.cli.doctor",
    "kpis": "app.cli.kpis",
    "migrate": "app.cli.migrate",
    "msp": "app.cli.people",
    "practice": "app.cli.people",
    "psa": "app.cli.psa",
    "serve": "app.cli.serve",
    "user": "app.cli.people",
}


class Lazy(click.Group):
    """Imports a command's module when it is asked for, so that each starts quickly."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(GROUPS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in GROUPS:
            return None
        module = importlib.import_module(GROUPS[cmd_name])
        found: click.Command = getattr(module, cmd_name)
        return found


@click.command(cls=Lazy)
def nibble() -> None:
    """Improvement programs for MSPs: finished, and proved."""


def main() -> None:
    """Exit 0 when done, 1 when refused with a sentence, 2 for wrong use."""
    try:
        nibble(prog_name="nibble")
    except Refused as no:
        click.echo(no.sentence, err=True)
        sys.exit(1)
