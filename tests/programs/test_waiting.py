"""What waits for somebody besides their tasks stands on My work until it is done."""

from datetime import date
from uuid import UUID

from flask import Flask
from sqlalchemy import select

from app.clock import now
from app.criteria.models import Criterion
from app.db import db
from app.programs.actions.delete import delete_part
from app.programs.models import Phase, SignOff, Sop, SopReader, SopSignature
from app.programs.waiting import waiting_for
from app.tenancy import current_msp_id
from tests import make
from tests.counting import counting
from tests.person import Person
from tests.programs.conftest import the_program, the_task
from tests.scopes import inside

TODAY = date(2026, 11, 23)


def waits(app: Flask, name: str, slug: str = "northwind") -> list[tuple[str, str, int]]:
    with inside(app, slug):
        found = waiting_for(make.user(name).id, TODAY)
        return [(one.kind, one.name, one.count) for one in found]


def asked(number: int, stands: str) -> None:
    phase = db.session.scalars(select(Phase).order_by(Phase.position)).first()
    assert phase is not None
    told = {"thing_kind": "phase", "thing_id": phase.id, "thing_name": phase.name}
    by = {"program_id": phase.program_id, "by_id": make.user("alice").id, "at": now()}
    db.session.add(SignOff(number=number, deed=stands, stands=stands, seen={}, **told, **by))


def test_signatures_sign_offs_and_numbers_wait_until_they_are_given(
    app: Flask, bobs_task: UUID, bob: Person, olga: Person, alice: Person
) -> None:
    with inside(app):
        sop = Sop(task_id=bobs_task, number=2, asked=2)
        db.session.add(sop)
        db.session.flush()
        bob_id = make.user("bob").id
        db.session.add(SopReader(sop_id=sop.id, user_id=bob_id))
        db.session.add(SopSignature(sop_id=sop.id, user_id=bob_id, number=1, at=now()))
        asked(1, "asked")
        told = {"direction": "up", "starts_on": make.START, "due": make.END}
        for key, read_on in (
            ("rhem", date(2026, 11, 15)),
            ("mttr_net_hours", date(2026, 11, 22)),
        ):
            aim = Criterion(program_id=the_program().id, kpi_key=key, read_on=read_on, **told)
            db.session.add(aim)
        sop_id = sop.id
    title = "Write down what every ticket must hold"
    assert [(kind, name[: len(title)]) for kind, name, _ in waits(app, "bob")] == [("sign", title)]
    assert waits(app, "olga") == [("gate", "Drive to Thrive", 1)]
    assert waits(app, "alice") == [("numbers", "Service delivery program", 1)]
    assert waits(app, "alice", "fabrikam") == waits(app, "dave", "fabrikam") == []
    for rests in (TODAY, None):
        with inside(app):
            the_program().paused_on = rests
        found = [waits(app, name) for name in ("alice", "bob", "olga")]
        assert [bool(one) for one in found] == [rests is None] * 3
    assert "Read and sign how it is done" in bob.get("/my-work")
    assert "You are asked to sign off" in olga.get("/my-work")
    with counting(app) as seen:
        assert "1 number to enter" in alice.get("/my-work")
    assert len(seen) <= 12
    with inside(app):
        db.session.add(SopSignature(sop_id=sop_id, user_id=bob_id, number=2, at=now()))
        asked(2, "signed off")
        the_task(bobs_task).done_at = now()
        for aim in db.session.scalars(select(Criterion)):
            aim.read_on = date(2026, 11, 22)
    assert waits(app, "bob") == waits(app, "olga") == waits(app, "alice") == []
    assert "Waiting for you" not in bob.get("/my-work")
    with inside(app):
        db.session.get_one(Sop, (current_msp_id(), sop_id)).asked = 3
    assert [kind for kind, *_ in waits(app, "bob")] == ["sign"], "A done task's SOP changes too."
    with inside(app):
        the_program().closed_at = now()
    assert waits(app, "bob") == []


def test_who_is_asked_to_be_the_champion_reads_it_in_my_work(
    app: Flask, running: str, bob: Person
) -> None:
    lead = [("lead", "Service delivery program", 1)]
    with inside(app):
        the_program().asked_id = make.user("bob").id
    assert (waits(app, "bob"), waits(app, "alice")) == (lead, [])
    page = bob.get("/my-work")
    assert "You are asked to be the champion" in page
    assert f'href="/msps/northwind/programs/{running}/"' in page
    with inside(app):
        the_program().asked_id, the_program().champion_accepted_at = None, None
        the_program().champion_id = make.user("bob").id
    assert waits(app, "bob") == lead
    with inside(app):
        the_program().champion_accepted_at = now()
    assert waits(app, "bob") == []


def test_without_a_sponsor_the_owners_are_asked_to_sign_off(app: Flask, running: str) -> None:
    gate = [("gate", "Drive to Thrive", 1)]
    for sponsor, owner_waits in (("olga", gate), (None, gate), ("mona", [])):
        with inside(app):
            the_program().sponsor_id = make.user(sponsor).id if sponsor else None
            if sponsor == "olga":
                asked(1, "asked")
        assert waits(app, "olga") == owner_waits and waits(app, "bob") == []
    assert waits(app, "mona") == gate
    with inside(app):
        first = db.session.scalars(select(Phase).order_by(Phase.position)).first()
        assert first is not None
        delete_part(first, "The vendor does this for us now.", make.user("alice"))
    assert waits(app, "mona") == []


def test_a_number_waits_once_its_first_week_is_over(
    app: Flask, bobs_task: UUID, alice: Person
) -> None:
    with inside(app):
        told = {"direction": "up", "due": make.END}
        for key, starts_on in (("rhem", TODAY), ("mttr_net_hours", date(2026, 11, 16))):
            aim = Criterion(program_id=the_program().id, kpi_key=key, starts_on=starts_on, **told)
            db.session.add(aim)
    assert waits(app, "alice") == [("numbers", "Service delivery program", 1)]
