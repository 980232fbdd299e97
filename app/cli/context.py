"""What every command needs: the application, an MSP's scope, and one commit."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask

from app import create_app
from app.accounts.models import Msp
from app.accounts.queries import msp_by_slug
from app.db import commit, db, write_intent
from app.refusal import Refused
from app.tenancy import scope_of


@contextmanager
def application(writes: bool = True) -> Iterator[Flask]:
    """The application with its database; what was done is kept unless something raises."""
    app = create_app()
    token = write_intent.set(writes)
    try:
        with app.app_context():
            yield app
            commit()
    finally:
        write_intent.reset(token)


@contextmanager
def in_msp(slug: str, writes: bool = True) -> Iterator[Msp]:
    """The same, inside one MSP's scope. Raises Refused where there is none by that name."""
    with application(writes):
        msp = msp_by_slug(slug)
        if msp is None:
            raise Refused(
                f"There is no MSP at {slug!r}. Add one: nibble msp add NAME --slug {slug}"
            )
        with scope_of([msp.id]):
            yield msp
            db.session.flush()
            commit()
