"""Deleting and bringing back on the pages: what goes along is said, and there is a way back."""

from collections.abc import Callable
from uuid import UUID

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import select

from app.cli import nibble
from app.db import db
from app.programs import files, log, queries
from app.programs.actions.bring_back import bring_back, files_in
from app.programs.actions.changes import agree
from app.programs.actions.delete import delete_part
from app.programs.actions.proofs import add_file, remove_proof
from app.programs.models import Deletion, Note
from tests import make
from tests.conftest import Time
from tests.person import Person
from tests.programs.conftest import the_item, the_program, the_task
from tests.scopes import inside
from tests.world import NEVER, same_words

pytestmark = pytest.mark.one_database
Named = Callable[[str], UUID]
HERE = "/msps/northwind"
WHY = "The vendor does this for us now."


def deleted_id(app: Flask) -> UUID:
    with inside(app):
        wanted = select(Deletion.id).order_by(Deletion.id.desc())
        return db.session.scalars(wanted).first() or UUID(int=0)


def test_a_task_is_deleted_and_brought_back(
    app: Flask, alice: Person, bob: Person, bobs_task: UUID, time: Time
) -> None:
    page = f"{HERE}/tasks/{bobs_task}"
    bob.post(f"{page}/comments", text="A word about the vendor.")
    with inside(app):
        by = make.user("alice")
        remove_proof(add_file(the_task(bobs_task), "a.txt", b"A word.", by), by)
    ask = alice.get(f"{page}/delete")
    assert "With it goes <b>1 comment</b>." in ask
    assert bob.get(f"{page}/delete").status == 403 and bob.post(f"{page}/delete").status == 403
    refused = alice.post(f"{page}/delete", why="No.", version="1")
    assert refused.status == 422 and "Say why in one sentence" in refused and "No." in refused
    assert alice.post(f"{page}/delete", why=WHY, version="77").status == 409
    done = alice.post(f"{page}/delete", why=WHY, version="1")
    assert done.status == 303
    title = "Write down what every ticket must hold"
    after = alice.get(done.location)
    undo = f"{HERE}/deleted/{deleted_id(app)}?undo=1"
    assert f"Deleted: {title}" in after and undo in after
    assert title not in after.text.replace("Deleted: Write down", "")
    never = f"{HERE}/tasks/{NEVER}"
    assert same_words(bob.get(page), page) == same_words(bob.get(never), never)
    assert bob.get(page).status == 404 and title not in bob.get("/my-work")
    offline = bob.client.post(f"{page}/check", data={"csrf_token": bob.csrf_token(), "once": "x"})
    assert offline.status_code == 404
    assert title in alice.get(f"{HERE}/roadmap/changes")
    assert f"tasks/{bobs_task}" not in alice.get(f"{HERE}/roadmap/changes")
    time.pass_by(minutes=6)
    assert "Bring this task back" in alice.post(undo)
    assert alice.get(f"{HERE}/deleted").text.count(title) >= 1
    assert title not in bob.get(f"{HERE}/deleted")
    assert bob.post(undo).status == 403
    with inside(app):
        the_program().stand_in_id = make.user("bob").id
    assert title in bob.get(f"{HERE}/deleted")
    back = alice.post(f"{HERE}/deleted/{deleted_id(app)}", why=WHY)
    assert back.status == 303 and title in bob.get(page)
    assert ", brought back." in alice.get(f"{HERE}/roadmap/changes")


def test_an_improvement_and_a_phase_leave_the_roadmap_and_the_last_one_stays(
    app: Flask, alice: Person, mona: Person, item_keyed: Named
) -> None:
    intake = item_keyed("intake")
    with inside(app):
        phase = the_item(intake).phase
        phases = [one.id for one in queries.roadmap(phase.program_id)]
    ask = mona.get(f"{HERE}/items/{intake}/delete")
    assert "<b>7 tasks</b>" in ask and "counts towards another improvement too stays" in ask
    gone = mona.post(f"{HERE}/items/{intake}/delete", why=WHY, version="1")
    after = mona.get(gone.location)
    assert gone.location.endswith("/roadmap") and "Deleted: Intake" in after
    assert f"items/{intake}" not in after
    undone = mona.post(f"{HERE}/deleted/{deleted_id(app)}?undo=1")
    assert "Intake" in mona.get(undone.location)
    assert "deleted" not in mona.get(f"{HERE}/roadmap/changes").text.lower().split("<main")[1]
    for one in phases[:-1]:
        page = f"{HERE}/phases/{one}"
        assert f"{page}/delete" in alice.get(f"{page}/sign-off")
        assert alice.post(f"{page}/delete", why=WHY, version="1").status == 303
        assert alice.get(f"{page}/sign-off").status == 404
    for page in ("", "roadmap", "roadmap/timeline", "roadmap/changes", "deleted", "check-in"):
        assert alice.get(f"{HERE}/{page}").status == 200, page
    last = alice.post(f"{HERE}/phases/{phases[-1]}/delete", why=WHY, version="1")
    assert last.status == 409 and "Delete the program instead" in last


def test_a_phase_goes_and_comes_back_with_the_last_of_its_improvements(
    app: Flask, alice: Person, item_keyed: Named
) -> None:
    intake = item_keyed("intake")
    with inside(app):
        phase, elsewhere = queries.roadmap(the_program().id)[-1], the_item(intake).phase_id
        moved, last = phase.items[1:], phase.items[0].id
        for item in moved:
            item.phase_id = elsewhere
        gate = f"{HERE}/phases/{phase.id}/sign-off"
    assert "<b>1 phase, " in alice.get(f"{HERE}/items/{last}/delete")
    assert alice.post(f"{HERE}/items/{last}/delete", why=WHY, version="1").status == 303
    assert alice.get(gate).status == 404
    assert alice.post(f"{HERE}/deleted/{deleted_id(app)}?undo=1").status == 303
    assert alice.get(gate).status == 200
    with inside(app):
        the_item(last).phase_id = elsewhere
    page = alice.get(gate)
    assert page.status == 200 and "Delete this phase" in page
    for path in ("roadmap", "roadmap/timeline"):
        page = alice.get(f"{HERE}/{path}")
        assert "Phases without improvements" in page and gate in page, path
    assert "Phases without improvements" not in alice.get(f"{HERE}/roadmap?show=late")


def test_a_program_asks_for_its_name_and_comes_back_under_a_free_short_one(
    app: Flask, alice: Person, mona: Person, carol: Person, running: str
) -> None:
    page = f"{HERE}/programs/{running}"
    assert mona.get(f"{page}/delete").status == 403
    assert f"{page}/delete" in alice.get(f"{HERE}/programs")
    with inside(app):
        name = the_program().name
    ask = alice.get(f"{page}/delete")
    assert "3 phases, 21 improvements" in ask and "Readings stay." in ask
    wrong = alice.post(f"{page}/delete", why=WHY, name="Another", version="1")
    assert wrong.status == 422 and f"Type its name: {name}." in wrong
    done = alice.post(f"{page}/delete", why=WHY, name=name.upper(), version="2")
    assert done.status == 303, done.text
    assert alice.get(page + "/roadmap").status == 404
    assert "No program yet" in alice.get(f"{HERE}/programs")
    for where in ("/my-work", "/clients", f"{HERE}/", f"{HERE}/kpis", "/search?q=intake"):
        assert name not in carol.get(where), where
    with inside(app):
        make.program()
    entry = f"{HERE}/deleted/{deleted_id(app)}"
    assert mona.get(entry).status == 403 and mona.post(entry).status == 403
    back = carol.post(entry)
    assert back.location.endswith(f"/programs/{running}-2/")
    assert name in carol.get(back.location)
    assert carol.post(entry).status == 404


def test_a_closed_program_keeps_its_parts(
    app: Flask, alice: Person, bobs_task: UUID, running: str
) -> None:
    alice.post(f"{HERE}/tasks/{bobs_task}/delete", why=WHY, version="1")
    lessons = "We asked for too much at once."
    alice.post(f"{HERE}/programs/{running}/close", lessons=lessons, version=version(app))
    entry = f"{HERE}/deleted/{deleted_id(app)}"
    refused = alice.post(entry, why=WHY)
    assert refused.status == 409 and "This program is closed" in refused
    assert entry not in alice.get(f"{HERE}/deleted")


def test_a_comment_goes_with_one_tap_and_its_words_with_it(
    app: Flask, alice: Person, bob: Person, gus: Person, bobs_task: UUID
) -> None:
    page, words = f"{HERE}/tasks/{bobs_task}", "The zeppelin is late."
    alice.post(f"{page}/comments", text="Ask the vendor.")
    bob.post(f"{page}/stuck", holdup=words)
    with inside(app):
        own, other = db.session.scalars(select(Note.id).order_by(Note.stuck.desc()))
    assert bob.post(f"{HERE}/notes/{other}/delete", sure="yes").status == 403
    assert gus.post(f"{HERE}/notes/{own}/delete", sure="yes").status == 403
    assert bob.post(f"{HERE}/notes/{own}/delete").status == 409
    assert words in alice.get(f"{HERE}/")
    gone = bob.post(f"{HERE}/notes/{own}/delete", sure="yes")
    assert words not in bob.get(gone.location) and words not in alice.get(f"{HERE}/")
    assert words in bob.get(f"{HERE}/deleted")
    back = bob.post(f"{HERE}/deleted/{deleted_id(app)}?undo=1")
    after = bob.get(back.location)
    assert words in after and "The comment is back." in after


def test_after_thirty_days_it_is_not_offered_and_a_command_removes_it(
    app: Flask, alice: Person, bobs_task: UUID, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = f"{HERE}/tasks/{bobs_task}"
    with inside(app):
        proof = add_file(the_task(bobs_task), "a.txt", b"A word.", make.user("alice"))
        kept = files.folder() / proof.stored
    alice.post(f"{page}/delete", why=WHY, version="1")
    entry = f"{HERE}/deleted/{deleted_id(app)}"
    assert "It can be brought back until 23 Dec." in alice.get(f"{HERE}/deleted")
    monkeypatch.setattr("app.cli.context.create_app", lambda: app)
    assert run("bin", "empty") == "Removed for good: 0 things.\n"
    time.pass_by(days=30)
    alice = Person(app, "alice")
    assert alice.get(entry).status == 404 and alice.post(entry, why=WHY).status == 404
    assert "Nothing is here" in alice.get(f"{HERE}/deleted")
    assert run("bin", "empty", "--dry-run") == "To remove for good: 1 thing.\n"
    assert kept.is_file()
    assert run("bin", "empty") == "Removed for good: 1 thing.\n"
    assert not kept.exists() and deleted_id(app) == UUID(int=0)


def test_the_files_of_what_was_in_the_bin_of_a_program_go_with_it() -> None:
    inner = {"rows": {"proofs": [{"stored": "b"}], "deletions": []}}
    rows = {"proofs": [{"stored": "a"}, {"stored": ""}], "deletions": [inner]}
    assert list(files_in(rows)) == ["a", "b"]


def test_only_the_undo_of_ones_own_slip_leaves_no_trace_unless_somebody_agreed(
    app: Flask, bobs_task: UUID, time: Time
) -> None:
    for by, agreed, kept in (("alice", False, 0), ("olga", False, 2), ("alice", True, 4)):
        time.pass_by(hours=1)
        with inside(app):
            deletion = delete_part(the_task(bobs_task), WHY, make.user("alice"))
            if agreed:
                told, olga = log.changes([bobs_task])[:1], make.user("olga")
                assert [agree(told, the_program(), olga) for _twice in range(2)] == [1, 0]
            bring_back(deletion, "", make.user(by))
            db.session.flush()
            assert len(log.changes([bobs_task])) == kept


def run(*words: str) -> str:
    done = CliRunner().invoke(nibble, words)
    assert done.exit_code == 0, done.output
    return done.output


def version(app: Flask) -> str:
    with inside(app):
        return str(the_program().version)
