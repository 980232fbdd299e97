"""A program that runs at Northwind, and ways to look at it."""

from collections.abc import Callable
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from app.db import db
from app.programs.models import Item, Program, Task
from tests import make
from tests.conftest import Time
from tests.scopes import inside


@pytest.fixture
def running(app: Flask, time: Time) -> str:
    """The shipped program at Northwind, in its eleventh week; its slug."""
    with inside(app):
        return make.program().slug


@pytest.fixture
def task_named(app: Flask, running: str) -> Callable[[str], UUID]:
    """The id of the task whose title begins with these words."""

    def find(words: str) -> UUID:
        with inside(app):
            return db.session.scalars(select(Task.id).where(Task.title.startswith(words))).one()

    return find


@pytest.fixture
def item_keyed(app: Flask, running: str) -> Callable[[str], UUID]:
    """The id of the item with this key."""

    def find(key: str) -> UUID:
        with inside(app):
            return db.session.scalars(select(Item.id).where(Item.key == key)).one()

    return find


@pytest.fixture
def bobs_task(task_named: Callable[[str], UUID]) -> UUID:
    """A task of Bob's: Intake is the service coordinator's."""
    return task_named("Write down what every ticket must hold")


@pytest.fixture
def alices_task(task_named: Callable[[str], UUID]) -> UUID:
    return task_named("Agree the priority matrix")


def the_task(task_id: UUID) -> Task:
    return db.session.scalars(select(Task).where(Task.id == task_id)).one()


def the_item(item_id: UUID) -> Item:
    return db.session.scalars(select(Item).where(Item.id == item_id)).one()


def the_program() -> Program:
    return db.session.scalars(select(Program)).one()
