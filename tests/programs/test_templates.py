"""An MSP's own templates: kept from a program, brought in, changed, started from."""

from dataclasses import replace
from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.activity.models import Event
from app.db import db
from app.programs import queries
from app.programs.actions.links import link_tasks
from app.programs.actions.plan import set_aside
from app.programs.actions.template import keep_template
from app.programs.library import templates as shipped
from app.programs.models import Edition, OwnTemplate, Program, TaskLink
from app.programs.template import Duty, Template
from app.programs.template_file import written
from app.programs.templates import parsed
from app.refusal import Refused
from tests import make
from tests.person import Page, Person
from tests.programs.conftest import the_program
from tests.programs.wizard import DATES, KNOWN_AIMS, START, answer, hidden, team
from tests.scopes import inside

pytestmark = pytest.mark.one_database
LIST = "/msps/northwind/templates"
HERE = "/msps/northwind/programs/service-delivery-program"
NAME, PURPOSE = "The Northwind way", "What worked for us."
WHAT = "Intake takes a day longer than we thought."


@pytest.fixture(autouse=True)
def program(app: Flask, running: str) -> None:
    """A task waits for another, and one was set aside."""
    with inside(app):
        item = queries.items_with_tasks(the_program().id)[0]
        first, second, third, *_ = item.tasks
        link_tasks(second, first, 2, make.user("alice"))
        set_aside(third, "Nobody needs it here.", make.user("alice"))


def keep(alice: Person) -> str:
    """Keep the program as a template; its address."""
    page = alice.post(f"{HERE}/template", name=NAME, purpose=PURPOSE)
    assert page.status == 303, page.text
    return page.location


def file(alice: Person, address: str) -> str:
    return alice.get(address).response.get_data(as_text=True)


def kept(app: Flask) -> Template:
    with inside(app):
        return parsed(db.session.scalars(select(Edition).order_by(Edition.at)).all()[-1].text)


def test_a_program_becomes_a_template(app: Flask, alice: Person) -> None:
    where = keep(alice)
    template = kept(app)
    origin = shipped()["service-delivery"]
    assert (template.name, template.purpose) == (NAME, PURPOSE)
    assert [len(phase.items) for phase in template.phases] == [8, 6, 7]
    assert template.tasks == origin.tasks - 1
    first, second = template.items[0].tasks[:2]
    assert second.waits_for[0].task == f"drive-to-thrive.intake.{first.key}"
    assert {item.owner for item in template.items} >= {Duty.CHAMPION, Duty.SERVICE_COORDINATOR}
    assert abs(template.weeks - origin.weeks) <= 1
    page = alice.get(where)
    assert "21 improvements" in page and "Made from Service delivery program." in page
    assert NAME in alice.get(LIST) and "Edition 1" in alice.get(LIST)


def test_a_new_program_starts_from_it(app: Flask, alice: Person) -> None:
    keep(alice)
    assert NAME in alice.get(f"{START}/template")
    answer(alice, "template", template="own-the-northwind-way")
    for step, typed in (("champion", team(app)), ("dates", DATES), ("criteria", KNOWN_AIMS)):
        assert answer(alice, step, **typed).status == 303
    last = alice.get(f"{START}/done")
    alice.post(f"{START}/done", version=hidden(last, "version"), once=hidden(last, "once"))
    with inside(app):
        started = db.session.scalars(select(Program).order_by(Program.started_at)).all()[-1]
        row = db.session.scalars(select(OwnTemplate)).one()
        assert (started.name, started.template_id, started.template_edition) == (NAME, row.id, 1)
        links = select(func.count(TaskLink.id)).where(TaskLink.program_id == started.id)
        assert db.session.scalar(links) == 1


def test_a_change_is_a_new_edition_and_can_be_undone(app: Flask, alice: Person) -> None:
    where = keep(alice)
    page = alice.get(f"{where}/edit")
    longer = kept(app)
    text = written(longer).replace("ends_after = 9\n", "ends_after = 10\n", 1)
    version = hidden(page, "version")
    wrong = alice.post(f"{where}/edit", version=version, words=text + "x", what=WHAT)
    assert wrong.status == 422 and "Line " in wrong and WHAT in wrong
    assert alice.post(f"{where}/edit", version=version, words=text, what=WHAT).status == 303
    stale = alice.post(f"{where}/edit", version=version, words=text + "# mine", what=WHAT)
    assert stale.status == 409 and "# mine" in stale
    assert "Edition 2" in alice.get(where) and WHAT in alice.get(where)
    assert file(alice, f"{where}/file") == written(kept(app)) == text
    assert file(alice, f"{where}/file?edition=1") == written(longer)
    alice.post(f"{where}/restore", edition="1")
    assert kept(app) == longer and "Back to edition 1." in alice.get(where)
    with inside(app):
        deeds = db.session.scalars(select(Event.deed).where(Event.deed.startswith("template")))
        assert list(deeds) == ["template kept", "template changed", "template changed"]
    undo = f"{where}/restore?edition=3"
    alice.post(f"{where}/restore", edition="2")
    assert undo in alice.get(where) and kept(app) != longer
    alice.post(undo)
    assert kept(app) == longer


def test_put_away_it_is_offered_no_more(app: Flask, alice: Person) -> None:
    where = keep(alice)
    alice.post(f"{where}/away")
    assert "Put away" in alice.get(LIST)
    assert NAME not in alice.get(f"{START}/template")
    alice.post(f"{where}/back")
    assert NAME in alice.get(f"{START}/template")


def send_file(alice: Person, content: bytes, name: str = "a.toml") -> Page:
    data = {"csrf_token": alice.csrf_token(), "file": (BytesIO(content), name)}
    return Page(alice.client.post(f"{LIST}/new", data=data))


def test_a_file_of_a_name_that_is_kept_becomes_its_next_edition(app: Flask, alice: Person) -> None:
    text = file(alice, f"{LIST}/shipped?key=drive-to-thrive")
    kept_at = send_file(alice, text.encode()).location
    longer = text.replace('name = "Drive to Thrive"', 'name = "Drive to thrive"', 1)
    page = send_file(alice, longer.encode())
    assert page.status == 422 and "A template is called Drive to Thrive already." in page
    assert "Make it edition 2" in page and "Drive to thrive" in page
    asked = {"words": longer, "edition": kept_at.rpartition("/")[2]}
    for asked_at in (hidden(page, "version"), ""):
        answer = alice.post(f"{LIST}/new", version=asked_at, **asked)
        assert (answer.status, answer.location) == (303, kept_at)
    assert "It says the same already." in alice.get(kept_at)
    with inside(app):
        rows = db.session.scalars(select(OwnTemplate)).all()
        assert [(row.name, row.edition) for row in rows] == [("Drive to thrive", 2)]


def test_a_file_is_brought_in_or_refused_with_a_sentence(app: Flask, alice: Person) -> None:
    text = file(alice, f"{LIST}/shipped?key=drive-to-thrive")
    page = send_file(alice, text.encode())
    assert page.status == 303 and "Drive to Thrive" in alice.get(page.location)
    other = text.replace('name = "Drive to Thrive"', 'name = "Another way"', 1)
    assert alice.post(f"{LIST}/new", words=other.replace("\n", "\r\n")).status == 303
    for content, says in (
        (b"\xff\xfe", "This is not a text file."),
        (b"x" * 300_000, "A template has at most 256 KB."),
        (text.replace('"data"', '"date"').encode(), "date is not known; choose from sop"),
        (b"", "Choose a file, or paste its text."),
    ):
        refused = send_file(alice, content)
        assert refused.status == 422 and says in refused
    with inside(app):
        assert db.session.scalar(select(func.count(OwnTemplate.id))) == 2


def test_templates_are_the_msps_own(app: Flask, alice: Person, bob: Person, dave: Person) -> None:
    where = keep(alice)
    assert bob.get(LIST).status == bob.post(f"{HERE}/template").status == 403
    assert dave.get(where).status == 404
    assert NAME not in dave.get("/msps/fabrikam/templates")
    theirs = where.replace("northwind", "fabrikam")
    assert dave.get(f"{theirs}/file").status == 404


def test_what_could_not_be_read_again_is_not_kept(app: Flask) -> None:
    wrong = replace(shipped()["drive-to-thrive"], purpose="A bell:\x07")
    with inside(app):
        with pytest.raises(Refused, match=r"cannot be kept as a template. Purpose: take out"):
            keep_template(wrong, WHAT, make.user("alice"))
        assert not db.session.scalars(select(Edition)).all()
