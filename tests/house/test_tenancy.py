"""Every table is an MSP's own, or on the short list on purpose."""

import pytest
from flask import Flask
from sqlalchemy import func, insert, select, text, update  # noqa: TID251

from app.activity.models import Event
from app.db import Base, db
from app.programs.models import Program, Task
from app.tenancy import MspOwned, OutOfScope, PracticeOwned, new_id
from tests import make
from tests.scopes import inside

OF_NOBODY = {
    "attempts",
    "grants",
    "memberships",
    "msps",
    "practice_members",
    "practices",
    "sessions",
    "users",
}


OWNERS = {MspOwned: "msp_id", PracticeOwned: "practice_id"}


def owned() -> list[type]:
    """Every table of an MSP's or a practice's data."""
    found = [m.class_ for m in Base.registry.mappers if issubclass(m.class_, tuple(OWNERS))]
    return sorted(found, key=lambda model: model.__tablename__)


def owner_of(model: type) -> str:
    (owner,) = [column for kind, column in OWNERS.items() if issubclass(model, kind)]
    return owner


def test_every_table_belongs_to_an_msp_or_stands_on_the_short_list() -> None:
    ours = {model.__tablename__ for model in owned()}
    assert set(Base.metadata.tables) == ours | OF_NOBODY


@pytest.mark.parametrize("model", owned(), ids=lambda model: model.__tablename__)
def test_the_owner_leads_every_key_and_index(model: type) -> None:
    table, owner = model.__table__, owner_of(model)
    assert [column.name for column in table.primary_key] == [owner, "id"]
    for index in table.indexes:
        assert next(iter(index.columns)).name == owner, index.name
    for constraint in table.constraints:
        columns = [column.name for column in getattr(constraint, "columns", [])]
        if constraint.__class__.__name__ == "UniqueConstraint":
            assert columns[0] == owner, columns


@pytest.mark.parametrize("model", owned(), ids=lambda model: model.__tablename__)
def test_a_reference_across_owners_cannot_be_stored(model: type) -> None:
    owned_tables = {other.__tablename__ for other in owned()}
    for constraint in model.__table__.foreign_key_constraints:
        if constraint.referred_table.name in owned_tables:
            assert constraint.column_keys[0] == owner_of(model), constraint.name


class TestTheScopeOfASession:
    def test_every_way_of_reading_is_limited(self, app: Flask) -> None:
        with inside(app):
            make.program()
        with inside(app, "fabrikam"):
            assert db.session.scalars(select(Task)).all() == []
            assert db.session.scalar(select(func.count()).select_from(Task)) == 0
            assert db.session.scalar(select(func.count(Task.id))) == 0
            inner = select(Task.id).subquery()
            assert db.session.scalar(select(func.count()).select_from(inner)) == 0
            assert (
                db.session.execute(
                    select(Program.name).join(Task, Task.program_id == Program.id)
                ).all()
                == []
            )

    def test_bulk_changes_do_not_reach_another_msp(self, app: Flask) -> None:
        with inside(app):
            make.program()
        with inside(app, "fabrikam"):
            db.session.execute(update(Program).values(name="Taken over"))
        with inside(app):
            assert db.session.scalar(select(Program.name)) != "Taken over"

    def test_plain_sql_and_plain_tables_are_refused(self, app: Flask) -> None:
        with inside(app):
            for statement in (
                text("SELECT 1"),
                select(Task.__table__),
                select(func.count()).select_from(Task.__table__),
            ):
                with pytest.raises(OutOfScope):
                    db.session.execute(statement)

    def test_a_bulk_insert_for_another_msp_is_refused(self, app: Flask) -> None:
        with inside(app), pytest.raises(OutOfScope):
            db.session.execute(insert(Event), [{"msp_id": new_id(), "deed": "x"}])

    def test_a_new_row_is_stamped_with_the_msp_in_scope(self, app: Flask) -> None:
        with inside(app):
            program = make.program()
            assert program.msp_id == program.msp.id
            assert program.msp.slug == "northwind"


class TestTheRecordOfDeeds:
    @pytest.mark.parametrize("verb", ["update", "delete"])
    def test_an_event_is_never_changed(self, app: Flask, verb: str) -> None:
        with inside(app):
            make.program()
        with inside(app):
            event = db.session.scalars(select(Event)).first()
            assert event is not None
            if verb == "update":
                event.deed = "nothing happened"
            else:
                db.session.delete(event)
            with pytest.raises(Exception, match="Events are never changed"):
                db.session.flush()
            db.session.rollback()
