"""The coach's clients: whom to call and why, and every client of hers, and no other."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.actions import add_msp, add_practice, grant, join_msp, join_practice
from app.accounts.models import Grant, Msp
from app.accounts.queries import msp_by_slug, practice_by_slug
from app.criteria.models import Criterion
from app.db import db
from app.kpis.catalogue import Cadence, Direction, Kind, Unit
from app.kpis.define import Looks, NewKpi, define
from app.kpis.models import OwnKpi
from app.policy import Role
from app.programs.facts import stored
from app.programs.health import RoadmapFacts
from app.programs.models import Program
from app.tenancy import scope_of
from tests import make
from tests.conftest import Time
from tests.counting import counting
from tests.person import Page, Person
from tests.portfolio.clients import Client, add_clients
from tests.scopes import inside, writing

pytestmark = pytest.mark.usefixtures("time")
PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}
SILENT = Client("Lakeline", silent=20)
TURNED = Client("Pinecrest", latest=64, worse_weeks=5)
BEHIND = Client("Alder & Sons", behind=10)
WELL = Client("Cobalt", done=12)
UNMEASURED = Client("Sparrow", latest=None)
LEADERLESS = Client("Bluebird", champion="", silent=22)
TROUBLED = Client("Thornbury", behind=21, latest=50, phone="+1 555 0101")
ALL = [WELL, UNMEASURED, BEHIND, TURNED, SILENT, TROUBLED, LEADERLESS]
LATER = stored(RoadmapFacts(12, 21, make.END, make.END + timedelta(days=21)))
TWO_OF_THE_CAST = ["Fabrikam", "Northwind IT"]


@pytest.fixture
def seven(app: Flask) -> None:
    """A client for each reason to call, and some that are left in peace."""
    add_clients(app, ALL)


def listed(page: Page) -> list[str]:
    """The clients of the table, from top to bottom."""
    assert page.status == 200, page.text
    return [unescape(name) for name in re.findall(r'class="rowlink"[^>]*>([^<]+)<', page.text)]


def called(page: Page) -> list[tuple[str, str]]:
    """Whom to call, with the reason."""
    found = re.findall(r'class="call">.*?<h2><a[^>]*>([^<]+)</a>.*?<p>(.*?)</p>', page.text, re.S)
    return [(unescape(name), unescape(why)) for name, why in found]


def places(page: Page) -> list[str]:
    """What the menu leads to."""
    menu = page.text.partition('id="menu"')[2].partition("</nav>")[0]
    return re.findall(r'class="nav__link".*?</svg><span>([^<]+)</span>', menu)


def row(page: Page, client: str) -> str:
    """What the table says of a client."""
    rows = re.findall(r"<tr>.*?</tr>", page.text, re.S)
    said = next(one for one in rows if f">{client}</a>" in one)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", said)).split())


def chips(page: Page) -> dict[str, int]:
    found = re.findall(r'class="chip"[^>]*>(?:<svg.*?</svg>)?([^<]+?) <b>(\d+)</b>', page.text)
    return {label.strip(): int(count) for label, count in found}


class TestWhoSeesWhom:
    def test_a_coach_sees_exactly_her_clients(self, carol: Person, seven: None) -> None:
        wanted = sorted([*(one.name for one in ALL), *TWO_OF_THE_CAST])
        assert sorted(listed(carol.get("/clients"))) == wanted

    @pytest.mark.parametrize("name", ["alice", "olga", "bob", "gus"])
    def test_a_person_of_an_msp_finds_no_such_page(self, app: Flask, name: str) -> None:
        page = Person(app, name).get("/clients")
        assert page.status == 404
        assert 'href="/clients"' not in page
        assert 'href="/my-work"' in page
        assert "Fabrikam" not in page

    def test_a_stranger_signs_in_first(self, stranger: Person) -> None:
        assert stranger.get("/clients").location.startswith("/sign-in")

    @pytest.mark.parametrize("practice", [None, "quiet-harbour"])
    @pytest.mark.parametrize("query", ["", "?q=hidden", "?show=off", "?sort=name", "?page=2"])
    def test_a_client_of_no_practice_or_another_never_appears(
        self, app: Flask, carol: Person, practice: str | None, query: str
    ) -> None:
        with writing(app):
            add_practice("Quiet Harbour")
        add_clients(app, [Client("Hidden Oak", behind=30, latest=50)], practice)
        page = carol.get(f"/clients{query}")
        assert "Hidden Oak" not in page
        assert chips(page)["All"] == 2
        assert chips(page)["Off track"] == 0
        assert carol.get("/msps/hidden-oak/").status == 404

    def test_a_client_that_withdrew_is_gone(self, app: Flask, carol: Person) -> None:
        with writing(app):
            practice, msp = practice_by_slug("beacon-row"), msp_by_slug("fabrikam")
            assert practice is not None and msp is not None
            let_in = db.session.get(Grant, (practice.id, msp.id))
            assert let_in is not None
            let_in.status = "ended"
        assert listed(carol.get("/clients")) == ["Northwind IT"]

    def test_who_works_for_two_practices_sees_a_shared_client_once(
        self, app: Flask, carol: Person
    ) -> None:
        with writing(app):
            other, msp = add_practice("Quiet Harbour"), msp_by_slug("fabrikam")
            assert msp is not None
            join_practice(make.user("carol"), other)
            grant(msp, other)
        assert listed(carol.get("/clients")) == TWO_OF_THE_CAST

    def test_who_also_works_at_an_msp_does_not_coach_it(self, app: Flask, carol: Person) -> None:
        with writing(app):
            join_msp(make.user("carol"), add_msp("Her Own Desk"), Role.OWNER)
        with inside(app):
            make.program()
        page = carol.get("/clients")
        assert "Her Own Desk" not in page
        assert "nav__prog" not in page
        assert places(page) == ["Clients", "Benchmarks", "Templates", "My work"]
        assert places(carol.get("/my-work")) == ["My work", "Clients"]

    def test_two_clients_of_one_name_both_stand_there(self, app: Flask, carol: Person) -> None:
        with writing(app):
            practice = practice_by_slug("beacon-row")
            assert practice is not None
            for slug in ("twin-one", "twin-two"):
                grant(add_msp("Twin", slug), practice)
        page = carol.get("/clients?q=twin")
        assert "/msps/twin-one/" in page and "/msps/twin-two/" in page

    def test_her_clients_alone_come_out_of_the_whole_program_list(
        self, app: Flask, carol: Person
    ) -> None:
        """A program that was closed stays with its client, and says so."""
        with inside(app):
            program = make.program()
            program.closed_at = program.started_at
        line = row(carol.get("/clients"), "Northwind IT")
        assert "Closed on 23 November" in line and "Not judged" in line


class TestWhomToCall:
    def test_the_calls_come_with_their_reasons_most_pressing_first(
        self, carol: Person, seven: None
    ) -> None:
        page = carol.get("/clients")
        assert "<h1>Four calls today</h1>" in page
        assert called(page) == [
            ("Bluebird", "Nobody is the champion. No check-in for 22 days."),
            ("Thornbury", "21 days behind the first plan. 0 of 1 on pace."),
            (
                "Pinecrest",
                "Resource utilization has gone the wrong way for 5 weeks, from 66% to 64%.",
            ),
            ("Lakeline", "No check-in for 20 days."),
        ]

    def test_the_day_and_the_number_of_clients_stand_above(
        self, carol: Person, seven: None
    ) -> None:
        assert "Monday 23 November. 9 clients, 2 on track." in carol.get("/clients")

    def test_a_call_names_whom_to_ask_for_and_the_question(
        self, carol: Person, seven: None
    ) -> None:
        page = carol.get("/clients")
        assert 'href="tel:+1 555 0101"' in page
        assert "Dave, +1 555 0101" in page
        assert "Ask: “What would make one hour a week possible?”" in page

    def test_more_than_five_wait_for_tomorrow(self, app: Flask, carol: Person) -> None:
        add_clients(app, [Client(f"Firm {number}", silent=20) for number in range(8)])
        page = carol.get("/clients")
        assert "<h1>Five calls today</h1>" in page
        assert len(called(page)) == 5

    def test_nobody_to_call_is_said(self, carol: Person) -> None:
        page = carol.get("/clients")
        assert "<h1>No calls today</h1>" in page
        assert called(page) == []

    def test_searching_and_filtering_leave_the_calls_alone(
        self, carol: Person, seven: None
    ) -> None:
        calls = called(carol.get("/clients"))
        assert called(carol.get("/clients?q=cobalt&show=ok")) == calls


class TestTheTable:
    def test_who_needs_the_coach_comes_first(self, carol: Person, seven: None) -> None:
        assert listed(carol.get("/clients")) == [
            "Bluebird",
            "Thornbury",
            "Pinecrest",
            "Lakeline",
            "Alder & Sons",
            "Cobalt",
            *["Fabrikam", "Northwind IT", "Sparrow"],
        ]

    def test_a_line_says_where_a_client_stands(self, carol: Person, seven: None) -> None:
        said = row(carol.get("/clients"), "Thornbury")
        for words in (
            "Week 11, Build",
            "Off track 21 days behind",
            "Off track 0 of 1 on pace",
            "On track Dave Dunn 4 days ago",
            "3 of 21 done",
        ):
            assert words in said

    def test_a_client_without_a_champion_says_so(self, carol: Person, seven: None) -> None:
        assert "Off track Nobody 22 days ago" in row(carol.get("/clients"), "Bluebird")

    def test_no_program_and_no_baseline_are_no_data_never_zero(
        self, carol: Person, seven: None
    ) -> None:
        page = carol.get("/clients")
        assert "No data No roadmap No data No baseline No data No program" in row(page, "Fabrikam")
        assert "No data No baseline" in row(page, "Sparrow")

    @pytest.mark.parametrize(
        ("show", "names"),
        [
            ("off", ["Bluebird", "Thornbury", "Lakeline"]),
            ("watch", ["Alder & Sons"]),
            ("ok", ["Pinecrest", "Cobalt"]),
            ("none", ["Fabrikam", "Northwind IT", "Sparrow"]),
        ],
    )
    def test_a_filter_shows_what_its_chip_counts(
        self, carol: Person, seven: None, show: str, names: list[str]
    ) -> None:
        page = carol.get(f"/clients?show={show}")
        assert listed(page) == names
        counts = {"All": 9, "Off track": 3, "Watch": 1, "On track": 2, "No baseline": 3}
        assert chips(page) == counts
        assert page.text.count('aria-current="true"') == 1

    def test_a_program_that_rests_is_found_as_such(
        self, app: Flask, carol: Person, seven: None
    ) -> None:
        assert "Paused or closed" not in carol.get("/clients")
        with inside(app, "cobalt"):
            program = db.session.scalars(select(Program)).one()
            program.closed_at = program.started_at
        page = carol.get("/clients?show=rest")
        assert listed(page) == ["Cobalt"]
        assert chips(page)["Paused or closed"] == 1 and chips(page)["No baseline"] == 3

    @pytest.mark.parametrize(
        ("words", "names"),
        [
            ("COBALT", ["Cobalt"]),
            ("  son  ald ", ["Alder & Sons"]),
            ("northw it", ["Northwind IT"]),
            ("&", ["Alder & Sons"]),
            ("%", []),
            ("_", []),
        ],
    )
    def test_search_finds_every_word_anywhere_in_a_name(
        self, carol: Person, seven: None, words: str, names: list[str]
    ) -> None:
        found = carol.client.get("/clients", query_string={"q": words})
        assert listed(Page(found)) == names

    def test_search_and_filter_go_together(self, carol: Person, seven: None) -> None:
        assert listed(carol.get("/clients?show=off&q=lake")) == ["Lakeline"]
        assert listed(carol.get("/clients?show=ok&q=lake")) == []

    @pytest.mark.parametrize(
        ("sort", "first", "last"),
        [
            ("name", "Alder & Sons", "Thornbury"),
            ("roadmap", "Thornbury", "Northwind IT"),
            ("criteria", "Thornbury", "Sparrow"),
            ("champion", "Bluebird", "Northwind IT"),
            ("progress", "Fabrikam", "Cobalt"),
        ],
    )
    def test_each_heading_sorts(
        self, carol: Person, seven: None, sort: str, first: str, last: str
    ) -> None:
        page = carol.get(f"/clients?sort={sort}")
        names = listed(page)
        assert (names[0], names[-1]) == (first, last)
        assert page.text.count("aria-sort=") == 1
        assert len(names) == 9

    def test_the_foot_says_in_which_order_it_stands(self, carol: Person, seven: None) -> None:
        assert "9 clients, those who need you first." in carol.get("/clients")
        sorted_by_name = carol.get("/clients?sort=name")
        assert "those who need you first" not in sorted_by_name
        assert "9 clients, by name." in sorted_by_name

    def test_a_choice_keeps_the_other_choices(self, carol: Person, seven: None) -> None:
        page = carol.get("/clients?show=off&q=e&sort=name")
        assert "/clients?show=watch&amp;q=e&amp;sort=name" in page
        assert "/clients?show=off&amp;q=e&amp;sort=roadmap" in page
        form = page.text[page.text.index('role="search"') :].partition("</form>")[0]
        assert '<input type="hidden" name="show" value="off">' in form
        assert '<input type="hidden" name="sort" value="name">' in form

    @pytest.mark.parametrize(
        "query", ["?show=nonsense", "?sort=' or 1=1", "?page=zero", "?page=-1", "?q=", "?x=1"]
    )
    def test_what_an_address_cannot_mean_is_as_if_it_were_not_there(
        self, carol: Person, seven: None, query: str
    ) -> None:
        assert len(listed(carol.get(f"/clients{query}"))) == 9

    def test_what_was_typed_comes_back_as_text(self, carol: Person, seven: None) -> None:
        found = Page(carol.client.get("/clients", query_string={"q": '"><script>x'}))
        assert "<script>x" not in found
        assert "&lt;script&gt;x" in found


class TestPages:
    @pytest.fixture
    def many(self, app: Flask) -> None:
        add_clients(app, [Client(f"Firm {number:03}") for number in range(118)])

    def test_each_client_stands_on_one_page(self, carol: Person, many: None) -> None:
        pages = [carol.get(f"/clients?page={number}") for number in (1, 2, 3)]
        found = [listed(page) for page in pages]
        assert [len(one) for one in found] == [50, 50, 20]
        assert len({name for one in found for name in one}) == 120
        says = ["1 to 50 of 120", "51 to 100 of 120", "101 to 120 of 120"]
        assert all(said in page for said, page in zip(says, pages, strict=True))

    def test_pages_lead_to_each_other_and_keep_what_was_asked(
        self, carol: Person, many: None
    ) -> None:
        page = carol.get("/clients?q=firm&sort=name&page=2")
        assert 'rel="prev"' in page and 'rel="next"' in page
        assert "/clients?q=firm&amp;sort=name&amp;page=1" in page
        assert "/clients?q=firm&amp;sort=name&amp;page=3" in page
        assert 'rel="prev"' not in carol.get("/clients")
        assert 'rel="next"' not in carol.get("/clients?page=3")

    @pytest.mark.parametrize("number", ["4", "999999", "9" * 5000, "²"])
    def test_a_page_that_is_not_there_is_the_nearest_one(
        self, carol: Person, many: None, number: str
    ) -> None:
        page = carol.get(f"/clients?page={number}")
        assert len(listed(page)) == (50 if number == "²" else 20)


class TestTheFragment:
    def test_typing_gets_the_table_alone(self, carol: Person, seven: None) -> None:
        page = carol.get("/clients?q=cobalt", **PARTIAL)
        assert listed(page) == ["Cobalt"]
        assert page.text.strip().startswith("<section") and "<html" not in page
        assert "calls today" not in page

    def test_the_address_alone_gets_the_whole_page_with_the_same_table(
        self, carol: Person, seven: None
    ) -> None:
        whole, part = carol.get("/clients?q=e"), carol.get("/clients?q=e", **PARTIAL)
        assert "<html" in whole
        assert listed(whole) == listed(part)
        assert part.text.strip() in whole.text

    def test_a_boosted_link_gets_the_whole_page(self, carol: Person) -> None:
        full = {"HX-Request": "true", "HX-Request-Type": "full"}
        assert "<html" in carol.get("/clients", **full)


class TestNothingToShow:
    def test_a_practice_without_clients_says_what_will_stand_here(
        self, app: Flask, time: Time
    ) -> None:
        with writing(app):
            join_practice(make.user("erin"), add_practice("Quiet Harbour"))
        page = Person(app, "erin").get("/clients")
        assert "No clients yet" in page
        assert "nibble msp grant" not in page
        assert "<table" not in page

    def test_an_operator_reads_how_one_is_added(self, app: Flask) -> None:
        with writing(app):
            join_practice(make.user("erin"), add_practice("Quiet Harbour"))
            make.user("erin").is_operator = True
        assert "nibble msp grant" in Person(app, "erin").get("/clients")

    def test_a_search_without_a_hit_names_it_and_leads_back(self, carol: Person) -> None:
        page = carol.get("/clients?q=zebra")
        assert "No client matches “zebra”" in page
        assert "Show all clients" in page
        assert 'value="zebra"' in page

    def test_a_state_without_a_client_says_so(self, carol: Person) -> None:
        assert "No client is in this state" in carol.get("/clients?show=off")


def test_the_number_of_queries_is_the_same_for_2_clients_and_for_1000(
    app: Flask, carol: Person
) -> None:
    add_clients(app, [Client("Firm A")])
    few = queries_of(app, carol)
    add_clients(app, [Client(f"Firm {number}", silent=number % 30) for number in range(1000)])
    assert queries_of(app, carol) == few <= 12
    with app.app_context():
        assert db.session.query(Msp).count() == 1003


def queries_of(app: Flask, person: Person) -> int:
    with counting(app) as seen:
        assert person.get("/clients").status == 200
    return len(seen)


def change_client(change: Callable[[Program, Criterion, Msp], None]) -> None:
    msp = msp_by_slug("cobalt")
    assert msp is not None
    with scope_of([msp.id]):
        program, criterion = (
            db.session.scalars(select(Program)),
            db.session.scalars(select(Criterion)),
        )
        change(program.one(), criterion.one(), msp)
        db.session.commit()


@pytest.mark.parametrize(
    "change, said",
    [
        (lambda program, *_: setattr(program, "facts", LATER), "21 days behind"),
        (lambda program, *_: setattr(program, "champion_id", None), "Nobody"),
        (lambda _program, criterion, _msp: setattr(criterion, "latest", 50), "0 of 1 on pace"),
        (lambda _program, _criterion, msp: setattr(msp, "name", "Indigo"), "Indigo"),
    ],
    ids=["the plan", "the champion", "a reading", "the name"],
)
def test_what_changes_at_a_client_shows_at_the_next_visit(
    app: Flask, carol: Person, change: Callable[..., None], said: str
) -> None:
    add_clients(app, [WELL])
    assert said not in carol.get("/clients").text
    with writing(app):
        change_client(change)
    assert said in carol.get("/clients").text


@pytest.mark.one_database
def test_an_own_kpi_that_is_called_otherwise_has_its_new_name_at_the_next_visit(
    app: Flask, carol: Person
) -> None:
    add_clients(app, [TURNED])
    with writing(app):
        msp = msp_by_slug("pinecrest")
        assert msp is not None
        with scope_of([msp.id]):
            bounds = (0, Direction.UP, None, None, None, Cadence.WEEKLY, Kind.RESULT)
            new = NewKpi(Looks("Backlog", "", *bounds), Unit.COUNT, "All that is open.")
            own = define(new, make.user("alice"))
            db.session.scalars(select(Criterion)).one().kpi_key = own.key
            db.session.commit()
    assert "Backlog" in carol.get("/clients").text
    with writing(app), scope_of([msp.id]):
        db.session.scalars(select(OwnKpi)).one().name = "Waiting line"
        db.session.commit()
    assert "Waiting line" in carol.get("/clients").text
