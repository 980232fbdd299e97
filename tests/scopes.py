"""Looking into the database from a test, inside one MSP's scope."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask

from app.accounts.queries import msp_by_slug
from app.db import db, write_intent
from app.tenancy import scope_of


@contextmanager
def writing(app: Flask) -> Iterator[None]:
    """An application context; what is done in it is committed."""
    token = write_intent.set(True)
    try:
        with app.app_context():
            yield
            db.session.commit()
    finally:
        write_intent.reset(token)


@contextmanager
def inside(app: Flask, slug: str = "northwind") -> Iterator[None]:
    """The same in the scope of one MSP."""
    with writing(app):
        msp = msp_by_slug(slug)
        assert msp is not None
        with scope_of([msp.id]):
            yield
            db.session.commit()
