"""Nibble as `nibble serve` runs it, beside a hello-world route of bare Flask on the same server.

python -m bench.server PORT, with the data folder in NIBBLE_DATA_DIR.
"""

import sys

from flask import Flask
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from app import create_app
from app.charts import kept
from app.cli.serve import run
from app.numbers import pages


def bare() -> Flask:
    """Hello, and a way to make the server forget what it drew and put together."""
    hello = Flask("hello")

    @hello.get("/hello")
    def say_hello() -> str:
        return "Hello, world"

    @hello.get("/forget")
    def forget() -> str:
        kept.drawings = kept.Kept(kept.KEPT_BYTES)
        pages.kept = kept.Kept(pages.KEPT_BYTES)
        return "Forgotten"

    return hello


def main() -> None:
    app = create_app()
    app.wsgi_app = DispatcherMiddleware(app.wsgi_app, {"/bench": bare()})  # type: ignore[method-assign]
    run(app, "127.0.0.1", int(sys.argv[1]), workers=1)


if __name__ == "__main__":
    main()
