"""nibble serve."""

import gc
import socket
import sys
from typing import Any

import click
from flask import Flask

from app.config import read_settings

THREADS = 8


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--workers", default=2, show_default=True)
def serve(host: str, port: int, workers: int) -> None:
    """Serve the site in production."""
    from app import create_app

    refuse_taken(host, port)
    run(create_app(read_settings()), host, port, workers)


def run(app: Flask, host: str, port: int, workers: int = 1) -> None:
    """Serve until stopped: gunicorn with threads, waitress on Windows.

    What stands by now stays until the end, so no later collection of garbage looks through it
    again; one in the middle of a page took as long as three pages.
    """
    gc.collect()
    gc.freeze()
    try:
        listen(app, host, port, workers)
    finally:
        gc.unfreeze()


def refuse_taken(host: str, port: int) -> None:
    """Say before anything is built that the port cannot be had, and how to choose another one."""
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            raise click.ClickException(
                f"Port {port} cannot be had: {error.strerror}. Choose another one with --port, "
                f"such as --port {port + 1}."
            ) from None


def listen(app: Flask, host: str, port: int, workers: int) -> None:
    if sys.platform == "win32":
        from waitress import serve as serve_waitress

        serve_waitress(app, host=host, port=port, threads=THREADS)
        return
    options = {
        "bind": f"{host}:{port}",
        "workers": workers,
        "worker_class": "gthread",
        "threads": THREADS,
        "graceful_timeout": 10,
        "control_socket_disable": True,
        "loglevel": "warning",
    }
    embedded(app, options).run()


def embedded(app: Flask, options: dict[str, Any]) -> Any:
    from gunicorn.app.base import BaseApplication

    class Embedded(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            for name, value in options.items():
                self.cfg.set(name, value)

        def load(self) -> Flask:
            return app

    return Embedded()
