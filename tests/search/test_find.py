"""What a search finds, and for whom: on every database, inside the person's reach."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import delete, insert, select, update

from app.accounts.models import Membership
from app.accounts.queries import member
from app.clock import now
from app.db import db
from app.programs.actions.talk import comment
from app.programs.models import Item, Note, Program, Sop, SopText, Task
from app.search.queries import MOST, Found, found
from app.search.rules import Kind, words_of
from app.tenancy import current_msp_id, new_id
from tests import make
from tests.conftest import make_app
from tests.counting import counting
from tests.person import Person
from tests.scopes import inside
from tests.world import invite_more

ODD = (
    *('"', "'", "*", "^a", "a:b", "-a", "NEAR(a b)", "a AND", "(", "\\", "%", "{title}:x", "a'b"),
    *("'a' & !'b'", "a:*", "<->", "|", "🔥", "\x00", "%ff", "ﬁ ½ ß İ ǆ", "and or not near", "١٢٣"),
)
LONG = ("x" * 10_000, "zebra " * 2000, "🔥" * 3000)
TITLE = re.compile(r'class="hit__title" href="([^"]+)">([^<]*)')


@pytest.fixture(scope="module")
def site(
    prepared: Callable[[Path], str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Flask]:
    """Both MSPs run the same program; a few things have words of their own."""
    folder = tmp_path_factory.mktemp("search")
    app = make_app(folder, prepared(folder))
    with inside(app):
        invite_more()
    for slug, champion in (("northwind", "alice"), ("fabrikam", "dave")):
        with inside(app, slug):
            program = make.program(champion, sponsor=champion)
            program.name = f"Marigold at {slug}"
            program.msp.name = slug.title()
            task = db.session.scalars(select(Task).order_by(Task.id)).first()
            assert task is not None
            task.title = f"Zebra crossing of {slug}: Größe & naïve “quotes”"
            comment(task, f"Ask the Quetzal vendor of {slug}.", make.user(champion))
    yield app
    with app.app_context():
        db.engine.dispose()


class Cast(dict[str, Person]):
    """The people of the site, each signed in once."""

    def __init__(self, app: Flask) -> None:
        super().__init__()
        self.app = app

    def __missing__(self, name: str) -> Person:
        self[name] = Person(self.app, name)
        return self[name]


@pytest.fixture(scope="module")
def cast(site: Flask) -> Cast:
    return Cast(site)


def titles(person: Person, words: str, at: str = "/search") -> list[str]:
    page = person.get(f"{at}?q={quote(words)}")
    if page.status == 302:
        page = person.get(page.location)
    assert page.status == 200
    return [title for _url, title in TITLE.findall(page.text)]


def search(app: Flask, words: str, slug: str = "northwind") -> list[Found]:
    with inside(app, slug):
        return found(words_of(words), [current_msp_id()])


class TestWho:
    """Two MSPs, a coach of both, a guest, and people whose reach has ended."""

    def test_a_member_and_a_guest_find_what_is_of_their_msp_only(
        self, site: Flask, cast: Cast
    ) -> None:
        for word in ("marigold", "zebra", "quetzal", "intake"):
            theirs = {one.msp_slug for one in search(site, word)}
            assert theirs == {"northwind"}
            assert titles(cast["gus"], word) == titles(cast["alice"], word) != []

    def test_each_of_two_msps_finds_its_own(self, site: Flask, cast: Cast) -> None:
        alice, dave = cast["alice"], cast["dave"]
        assert titles(alice, "marigold") == ["Marigold at northwind"]
        assert titles(dave, "marigold") == ["Marigold at fabrikam"]
        assert titles(alice, "dave dunn") == titles(dave, "alice adams") == []
        assert titles(alice, "fabrikam") == titles(dave, "northwind") == []

    def test_a_coach_finds_both_and_at_one_only_its_own(self, site: Flask, cast: Cast) -> None:
        carol = cast["carol"]
        both = {"Marigold at northwind", "Marigold at fabrikam"}
        assert set(titles(carol, "marigold")) == both
        at_one = titles(carol, "marigold", "/msps/fabrikam/search")
        assert at_one == ["Marigold at fabrikam"]
        assert titles(carol, "northwind", "/msps/fabrikam/search") == ["Northwind"]
        assert "Look everywhere" in carol.get("/msps/fabrikam/search?q=marigold")
        assert "Look everywhere" not in cast["dave"].get("/msps/fabrikam/search?q=marigold")

    def test_whose_reach_has_ended_finds_nothing(self, cast: Cast) -> None:
        for name in ("sam", "ned", "cleo"):
            assert titles(cast[name], "marigold") == titles(cast[name], "zebra") == []
            assert cast[name].get("/msps/northwind/search?q=zebra").status == 404

    def test_people_are_found_by_who_shares_an_msp_and_not_when_suspended(
        self, site: Flask, cast: Cast
    ) -> None:
        alice = cast["alice"]
        assert titles(alice, "bob") == ["Bob Brown"]
        assert "Tess" in titles(alice, "tess") and "Sam" not in titles(alice, "sam")
        with inside(site):
            bob = make.user("bob").id
            assert member(bob) is not None
        assert "Northwind" in alice.get(f"/msps/northwind/people/{bob}")
        assert cast["dave"].get(f"/msps/fabrikam/people/{bob}").status == 404

    def test_pages_are_those_that_one_may_open(self, site: Flask, cast: Cast) -> None:
        assert "Enter this week’s numbers" in titles(cast["alice"], "numbers")
        assert "Enter this week’s numbers" not in titles(cast["gus"], "numbers")
        assert "Clients" in titles(cast["carol"], "clients")
        assert "Clients" not in titles(cast["bob"], "clients")
        assert "Check in" in titles(cast["alice"], "check in")
        assert "Check in" not in titles(cast["olga"], "check in")


class TestWhat:
    def test_each_kind_is_found_and_leads_to_its_page(self, site: Flask, cast: Cast) -> None:
        alice, led = cast["alice"], {}
        for words, url in (
            ("marigold", "/msps/northwind/programs/"),
            ("intake", "/msps/northwind/items/"),
            ("zebra", "/msps/northwind/tasks/"),
            ("quetzal", "/msps/northwind/tasks/"),
            ("resource util", "/msps/northwind/kpis/resource_utilization_pct"),
            ("bob", "/msps/northwind/people/"),
            ("timel", "/msps/northwind/roadmap/timeline"),
        ):
            page = alice.get(f"/msps/northwind/search?q={quote(words)}")
            places = [place for place, _title in TITLE.findall(page.text)]
            led[url] = next(place for place in places if place.startswith(url))
        for kind in ("items", "tasks", "people"):
            assert alice.get(led[f"/msps/northwind/{kind}/"]).status == 200

    def test_beginnings_capitals_and_accents_do_not_matter(self, site: Flask) -> None:
        for words in ("ZEB", "große", "GRÖßE", "naive quotes", "cross zebra"):
            assert [one.kind for one in search(site, words)] == [Kind.TASK], words

    def test_no_string_is_a_fault(self, site: Flask, cast: Cast) -> None:
        with inside(site):
            for typed in (*ODD, *LONG):
                found(words_of(typed) or ("a",), [current_msp_id()])
        for typed in (ODD[0], "\x00 <b>", "%ff", *LONG):
            page = cast["alice"].get(f"/msps/northwind/search?q={quote(typed)}")
            assert page.status == 200 and "<b>" not in page.text.split("</nav>")[1], typed[:20]
            assert cast["carol"].get(f"/search?as=options&q={quote(typed)}").status == 200

    def test_many_tasks_do_not_hide_the_improvement(self, site: Flask, cast: Cast) -> None:
        with inside(site, "fabrikam"):
            program = db.session.scalars(select(Program)).one()
            told = {"program_id": program.id, "strand": "sop", "due": None, "first_due": None}
            rows = [{"id": new_id(), "title": f"Intake {n}", **told} for n in range(300)]
            db.session.execute(insert(Task), rows)
        hits = search(site, "intake", "fabrikam")
        assert Kind.ITEM in {one.kind for one in hits}
        assert len(hits) <= 4 * MOST
        with inside(site, "fabrikam"):
            db.session.execute(delete(Task).where(Task.id.in_([row["id"] for row in rows])))
        assert search(site, "intake 299", "fabrikam") == []


class TestSops:
    def test_a_sop_is_found_by_what_it_says_now(self, app: Flask) -> None:
        with inside(app):
            make.program()
        task = one(app, Task)
        with inside(app):
            sop = Sop(task_id=task)
            db.session.add(sop)
            db.session.flush()
            by = {"sop_id": sop.id, "html": "", "at": now(), "by_id": make.user("alice").id}
            db.session.add(SopText(number=1, words="Ask the capybara.", **by))
        assert [(hit.kind, UUID(hit.path)) for hit in search(app, "capybara")] == [("sop", task)]
        with inside(app):
            sop = db.session.scalars(select(Sop)).one()
            sop.number = 2
            db.session.add(SopText(number=2, words="Ask the tapir.", **{**by, "sop_id": sop.id}))
        assert (ids(app, "capybara"), len(ids(app, "tapir"))) == ([], 1)


class TestTruth:
    """The index changes with the row, in its transaction, whichever way the row is written."""

    def test_every_way_of_writing_is_seen_and_nothing_else_is(self, app: Flask) -> None:
        with inside(app):
            program_id = make.program().id
        some = one(app, Task)
        with inside(app):
            task = db.session.get_one(Task, (current_msp_id(), some))
            task.title, task.why = "Walrus", "Because of the ocelot."
        assert ids(app, "walrus") == ids(app, "ocelot") == [some]
        with inside(app):
            db.session.execute(update(Task).where(Task.id == some).values(title="Narwhal"))
        assert (ids(app, "walrus"), ids(app, "narwhal")) == ([], [some])
        with inside(app):
            db.session.execute(update(Item).values(name="Pangolin"))
            db.session.flush()
            db.session.rollback()
        assert ids(app, "pangolin") == []
        with inside(app):
            task = db.session.get_one(Task, (current_msp_id(), some))
            note = comment(task, "The axolotl said so.", make.user("bob")).id
        assert ids(app, "axolotl") == [note]
        with inside(app):
            db.session.execute(delete(Program).where(Program.id == program_id))
        assert ids(app, "axolotl") == ids(app, "narwhal") == ids(app, "intake") == []

    def test_the_same_text_is_found_whatever_was_there_before(self, app: Flask) -> None:
        """A word as long as a comment may be, and a comment of nothing but signs."""
        with inside(app):
            make.program()
        task = one(app, Task)
        with inside(app):
            for text in ("ß" * 2000, "x" * 2000, "🔥" * 500, "…"):
                db.session.add(note_on(task, text))
        assert len(ids(app, "x" * 300)) == 1
        assert len(ids(app, "ß" * 60)) == 1

    @pytest.mark.one_database
    def test_a_search_is_one_statement_however_many_rows(self, app: Flask) -> None:
        alice = Person(app, "alice")
        with inside(app):
            make.program()
        assert asked(app, alice) == (few := asked(app, alice)) <= 12
        with inside(app):
            item = db.session.scalars(select(Item)).first()
            assert item is not None
            make.tasks(item, 200)
        assert asked(app, alice) == few
        with counting(app) as seen:
            alice.get("/msps/northwind/search?q=task&as=options")
        assert len(seen) <= 7, "one of them asks for the KPIs of the MSP's own"


def one(app: Flask, model: type[Task]) -> UUID:
    with inside(app):
        return db.session.scalars(select(model.id).order_by(model.id)).first()


def ids(app: Flask, words: str) -> list[UUID]:
    return [hit.id for hit in search(app, words)]


def note_on(task_id: UUID, text: str) -> Note:
    task = db.session.get_one(Task, (current_msp_id(), task_id))
    by = db.session.scalars(select(Membership).where(Membership.msp_id == current_msp_id())).first()
    assert by is not None
    told = {"program_id": task.program_id, "task_id": task_id, "by_id": by.user_id}
    return Note(text=text, at=now(), **told)


def asked(app: Flask, person: Person) -> int:
    with counting(app) as seen:
        assert person.get("/msps/northwind/search?q=task").status == 200
    return len(seen)
