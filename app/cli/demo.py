"""nibble demo."""

from dataclasses import replace

import click

from app.config import read_settings

HOST = "127.0.0.1"
CAST = (
    ("Dana Whitlock", "champion", "dana@northwind.example"),
    ("Marcus Bell", "technician", "marcus@northwind.example"),
    ("Rick Salas", "owner", "rick@northwind.example"),
    ("Helen Marsh", "coach", "helen@beaconrow.example"),
)


@click.command()
@click.option("--port", default=8000, show_default=True)
@click.option("--fresh", is_flag=True, help="Build the world anew, dated from today.")
def demo(port: int, fresh: bool) -> None:
    """Serve a made-up world to look around in, built at the first start."""
    from app.cli.serve import refuse_taken, run
    from app.demo import folder

    refuse_taken(HOST, port)
    settings = replace(read_settings(), public_url=f"http://{HOST}:{port}")
    if fresh or not folder.is_built(settings):
        click.echo("Building the demo world. This takes about half a minute, once.")
        folder.build(settings)
    found = folder.opened(settings)
    click.echo(welcome(settings.public_url, found.password))
    run(found.app, HOST, port)


def welcome(address: str, password: str) -> str:
    """Where it stands and whom to sign in as."""
    lines = [f"  {name:<15}{role:<12}{email}" for name, role, email in CAST]
    return "\n".join(
        [
            f"The demo stands at {address}/ until Ctrl+C stops it. Sign in as",
            *lines,
            f"with the password {password}",
        ]
    )
