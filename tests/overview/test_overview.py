"""The overview of a program: three signs with reasons, the one next step, and who may do what."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from app.activity.phrases import COMES_AND_GOES
from app.checkins.models import WeekSigns
from app.criteria.models import Criterion
from app.db import db
from app.overview.views import LATELY
from app.programs.facts import stored
from app.programs.health import RoadmapFacts
from app.programs.models import Program, Task
from tests import make
from tests.cast import PEOPLE
from tests.conftest import Time
from tests.person import Page, Person
from tests.scopes import inside

pytestmark = pytest.mark.one_database

PAGE = "/msps/northwind/"
TODAY = date(2026, 11, 23)
EVERYBODY = [*(name for name, (_, msp, *_rest) in PEOPLE.items() if msp == "northwind"), "carol"]
MANAGERS = ["alice", "olga", "carol"]
SIGNS = ("Roadmap", "Success criteria", "Champion")

Change = Callable[..., None]


@pytest.fixture
def change(app: Flask, time: Time) -> Change:
    """The shipped program at Northwind in its eleventh week, with one criterion; its facts are
    set as the test wants them."""
    with inside(app):
        program = make.program()
        db.session.add(criterion(program))

    def apply(*aims: dict[str, Any], facts: RoadmapFacts | None = None, **values: Any) -> None:
        with inside(app):
            found = db.session.scalars(select(Program)).one()
            for name, value in values.items():
                setattr(found, name, value)
            if facts is not None:
                found.facts = stored(facts)
            if aims:
                for one in db.session.scalars(select(Criterion)).all():
                    db.session.delete(one)
                db.session.flush()
                keys = ("resource_utilization_pct", "mttr_net_hours", "rhem")
                for key, aim in zip(keys, aims, strict=False):
                    db.session.add(criterion(found, kpi_key=key, **aim))

    return apply


def criterion(program: Program, **given: Any) -> Criterion:
    usual = {"kpi_key": "resource_utilization_pct", "direction": "up", "baseline": 58.0}
    goal = {"target": 68.0, "starts_on": make.START, "due": make.END, "latest": 62.5}
    return Criterion(program_id=program.id, **(usual | goal | given))


def days_ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def end_moved(days: int, **given: Any) -> RoadmapFacts:
    return RoadmapFacts(
        **({"done": 8, "total": 21, "first_end": make.END} | given),
        planned_end=make.END + timedelta(days=days),
    )


def late(days: int) -> RoadmapFacts:
    return end_moved(0, oldest_due=days_ago(days), oldest_item="Intake")


def signs(page: Page) -> dict[str, str]:
    """What each vital sign says, by its name."""
    assert page.status == 200, page.text
    rows = re.findall(r'<li class="vital .*?</li>', page.text, re.S)
    said = [plain(row) for row in rows]
    return {name: one.removeprefix(name).strip() for name, one in zip(SIGNS, said, strict=True)}


def plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def next_step(page: Page) -> str:
    return plain(re.findall(r'<section class="next".*?</section>', page.text, re.S)[0])


class TestTheSigns:
    @pytest.mark.parametrize(
        ("facts", "said"),
        [
            (end_moved(0), "On track To the first plan 8 of 21 done"),
            (end_moved(3), "On track 3 days behind the first plan 8 of 21 done"),
            (end_moved(-4), "On track 4 days ahead of the first plan 8 of 21 done"),
            (end_moved(7), "Watch 7 days behind the first plan 8 of 21 done"),
            (end_moved(15), "Off track 15 days behind the first plan 8 of 21 done"),
            (late(3), "On track Intake is 3 days late 8 of 21 done. To the first plan"),
            (late(9), "Watch Intake is 9 days late 8 of 21 done. To the first plan"),
            (late(15), "Off track Intake is 15 days late 8 of 21 done. To the first plan"),
            (
                end_moved(0, adrift_from=TODAY, adrift_item="Intake"),
                "Off track Intake is under way without an owner or a date 8 of 21 done",
            ),
            (RoadmapFacts(0, 0), "No data No roadmap yet"),
        ],
        ids=[
            *("to the plan", "three days", "ahead", "a week", "fifteen days"),
            *("an item three days late", "nine days late", "fifteen days late"),
            *("nobody's item", "no roadmap"),
        ],
    )
    def test_the_roadmap_says_how_far_it_is_from_the_first_plan(
        self, alice: Person, change: Change, facts: RoadmapFacts, said: str
    ) -> None:
        change(facts=facts)
        assert signs(alice.get(PAGE))["Roadmap"] == said

    @pytest.mark.parametrize(
        ("aims", "said"),
        [
            ([{}], "On track 1 of 1 on pace"),
            ([{}, {"latest": 59}], "Watch 1 of 2 on pace"),
            ([{"latest": 59}, {"latest": 59}], "Off track 0 of 2 on pace"),
            ([{}, {"latest": 57}], "Off track 1 of 2 on pace"),
            ([{}, {"latest": None}], "On track 1 of 1 on pace"),
            ([{"latest": None}], "No data No criterion has a reading yet"),
            ([{"baseline": None}], "No data No criterion has a baseline and a target yet"),
        ],
        ids=[
            *("on pace", "one behind", "none on pace", "one worse than at the start"),
            *("one without a reading", "no reading", "no baseline"),
        ],
    )
    def test_the_criteria_say_how_many_are_on_pace(
        self, alice: Person, change: Change, aims: list[dict[str, Any]], said: str
    ) -> None:
        change(*aims)
        assert signs(alice.get(PAGE))["Success criteria"].startswith(said)

    @pytest.mark.parametrize(
        ("values", "said"),
        [
            ({"last_check_in_on": days_ago(7)}, "On track Alice Adams checked in 7 days ago"),
            ({"last_check_in_on": days_ago(8)}, "Watch Alice Adams checked in 8 days ago"),
            ({"last_check_in_on": days_ago(14)}, "Watch Alice Adams checked in 14 days ago"),
            ({"last_check_in_on": days_ago(15)}, "Off track Alice Adams checked in 15 days ago"),
            ({}, "Off track Alice Adams has not checked in yet; the program began 70 days ago"),
            ({"champion_accepted_at": None}, "Watch Alice Adams has not accepted yet"),
            ({"champion_id": None}, "Off track Nobody is the champion"),
            (
                {"starts_on": TODAY + timedelta(days=7)},
                "No data Alice Adams begins on 30 November",
            ),
        ],
        ids=[
            *("7 days", "8 days", "14 days", "15 days", "never", "not accepted"),
            *("nobody", "to come"),
        ],
    )
    def test_the_champion_says_when_somebody_last_checked_in(
        self, alice: Person, change: Change, values: dict[str, Any], said: str
    ) -> None:
        change(**values)
        assert signs(alice.get(PAGE))["Champion"].startswith(said)

    def test_the_frame_shows_the_same_three_states(self, alice: Person, change: Change) -> None:
        change({"latest": 59}, facts=end_moved(15), last_check_in_on=days_ago(8))
        page = alice.get("/msps/northwind/roadmap")
        frame = plain(page.text[page.text.index('class="nav__vitals"') :].partition("</p>")[0])
        assert re.findall(r"On track|Watch|Off track|No data", frame) == [
            "Off track",
            "Watch",
            "Watch",
        ]

    def test_each_week_that_was_closed_is_a_bar(
        self, app: Flask, alice: Person, change: Change
    ) -> None:
        assert alice.get(PAGE).text.count("Week by week: no weeks yet") == 3
        with inside(app):
            program_id = db.session.scalars(select(Program.id)).one()
            for weeks in range(3):
                week = days_ago(7 * weeks)
                states = {"roadmap": "ok", "criteria": "watch", "champion": "off"}
                db.session.add(WeekSigns(program_id=program_id, week=week, **states))
        vitals = alice.get(PAGE).text.partition('<ul class="vitals">')[2].partition("</ul>")[0]
        drawings = re.findall(r'class="vital__weeks">(.*?)</div>', vitals, re.S)
        assert [one.count("<rect") for one in drawings] == [3, 3, 3]


class TestNoData:
    def test_no_criterion_is_said_and_never_a_zero(
        self, app: Flask, alice: Person, change: Change
    ) -> None:
        with inside(app):
            db.session.delete(db.session.scalars(select(Criterion)).one())
        page = alice.get(PAGE)
        assert signs(page)["Success criteria"] == "No data No success criterion yet"
        assert "No success criterion yet" in page

    def test_a_number_that_nobody_read_has_no_value(self, alice: Person, change: Change) -> None:
        change({"latest": None})
        page = alice.get(PAGE)
        section = plain(page.text[page.text.index('id="criteria"') :].partition("</section>")[0])
        assert "No reading yet" in section
        assert not re.search(r"\b0%|0 now|None", section)

    def test_a_number_without_a_start_has_no_drawing(self, alice: Person, change: Change) -> None:
        change({"baseline": None})
        page = alice.get(PAGE)
        section = page.text[page.text.index('class="criteria"') :].partition("</section>")[0]
        assert "No baseline yet" in section
        assert "<svg" not in section.partition('class="crit__say"')[0].partition("crit__journey")[2]


class TestTheNextStep:
    def test_a_missing_champion_comes_first(self, alice: Person, change: Change) -> None:
        change(champion_id=None)
        said = next_step(alice.get(PAGE))
        assert said.startswith("Next step Choose a champion Programs without one person")

    def test_then_a_criterion(self, app: Flask, alice: Person, change: Change) -> None:
        with inside(app):
            db.session.delete(db.session.scalars(select(Criterion)).one())
        assert next_step(alice.get(PAGE)).startswith("Next step Choose a success criterion")

    def test_then_its_baseline(self, alice: Person, change: Change) -> None:
        change({"baseline": None})
        said = next_step(alice.get(PAGE))
        assert said.startswith("Next step Set the baseline of Resource utilization Without it")

    def test_then_the_oldest_late_task_and_how_many_are_late_with_it(
        self, app: Flask, alice: Person, change: Change
    ) -> None:
        with inside(app):
            first, second = db.session.scalars(select(Task).order_by(Task.due, Task.id)).all()[:2]
            title = first.title
            db.session.execute(update(Task).values(due=TODAY + timedelta(days=9)))
            first.due, second.due = days_ago(5), days_ago(1)
        said = next_step(alice.get(PAGE))
        assert said == f"Next step {title} 5 days late, and 1 other task is late too. Open"

    def test_at_the_end_the_numbers_and_for_its_keepers_the_sign_off(
        self, app: Flask, alice: Person, gus: Person, change: Change
    ) -> None:
        with inside(app):
            db.session.execute(update(Task).values(done_at=make.now()))
        assert next_step(gus.get(PAGE)) == "Next step Look at the numbers Every task is done. Open"
        assert next_step(alice.get(PAGE)) == (
            "Next step Ask Olga to sign off Building a better Client Experience"
            " Every task of it is done. Open"
        )
        assert "Nothing is due in the next seven days" in alice.get(PAGE)

    @pytest.mark.parametrize("name", EVERYBODY)
    @pytest.mark.parametrize("lacks", ["champion", "criterion"])
    def test_it_opens_for_those_who_may_do_it_and_only_for_them(
        self, app: Flask, change: Change, name: str, lacks: str
    ) -> None:
        with inside(app):
            if lacks == "champion":
                db.session.scalars(select(Program)).one().champion_id = None
            else:
                db.session.delete(db.session.scalars(select(Criterion)).one())
        person = Person(app, name)
        page = person.get(PAGE)
        step = re.findall(r'<section class="next".*?</section>', page.text, re.S)[0]
        links = set(re.findall(r'<a [^>]*href="([^"]+)"', step))
        assert bool(links) is (name in MANAGERS)
        assert [person.get(link).status for link in links] == [200] * len(links)


class TestWhoMayWhat:
    def test_everybody_of_the_msp_and_its_coach_reads_it(self, app: Flask, change: Change) -> None:
        said = {name: signs(Person(app, name).get(PAGE))["Roadmap"] for name in EVERYBODY}
        assert len(set(said.values())) == 1

    def test_only_who_leads_is_asked_to_check_in(self, app: Flask, change: Change) -> None:
        asked = [name for name in EVERYBODY if "Start check-in" in Person(app, name).get(PAGE)]
        assert asked == ["alice"]

    def test_a_member_checks_off_what_is_theirs_and_a_guest_nothing(
        self, app: Flask, change: Change
    ) -> None:
        with inside(app):
            db.session.execute(update(Task).values(due=TODAY + timedelta(days=30)))
            for words in ("Write down what every ticket must hold", "Agree the priority matrix"):
                one = db.session.scalars(select(Task).where(Task.title.startswith(words))).one()
                one.due = TODAY
        boxes = {
            name: Person(app, name).get(PAGE).text.count('<form class="check-off"')
            for name in EVERYBODY
        }
        assert boxes == dict.fromkeys(EVERYBODY, 2) | {"bob": 1, "gus": 0}

    @pytest.mark.parametrize("name", EVERYBODY)
    def test_whoever_is_asked_to_lead_may_say_yes_and_nobody_else(
        self, app: Flask, change: Change, name: str
    ) -> None:
        change(champion_accepted_at=None)
        page = Person(app, name).get(PAGE)
        assert ("You were asked to be the champion" in page) is (name == "alice")

    @pytest.mark.parametrize("name", EVERYBODY)
    def test_the_program_keeps_its_address_when_another_begins(
        self, app: Flask, change: Change, name: str
    ) -> None:
        with inside(app):
            slug = db.session.scalars(select(Program.slug)).one()
            make.program().name = "The second one"
        person = Person(app, name)
        assert "The second one" in person.get(PAGE)
        assert "<h1>The second one" not in person.get(f"{PAGE}programs/{slug}/")

    def test_another_msp_finds_nothing(self, dave: Person, change: Change) -> None:
        assert dave.get(PAGE).status == 404


class TestBeforeAProgram:
    @pytest.mark.parametrize("name", EVERYBODY)
    def test_it_says_who_begins_one_and_offers_it_to_them(self, app: Flask, name: str) -> None:
        page = Person(app, name).get(PAGE)
        assert page.status == 200
        assert "No program yet" in page
        assert ("Start a program" in page) is (name in MANAGERS)
        assert 'class="vital ' not in page

    def test_a_closed_one_says_so(self, app: Flask, alice: Person, change: Change) -> None:
        change(closed_at=make.now())
        page = alice.get(PAGE)
        assert "Closed on 23 November" in page
        assert "Start another" in page

    def test_one_to_come_says_when_it_starts(self, alice: Person, change: Change) -> None:
        change(starts_on=TODAY + timedelta(days=7))
        assert "Starts 30 Nov" in alice.get(PAGE)


class TestDueNext:
    def test_late_ones_come_first_and_the_rest_is_counted(
        self, app: Flask, alice: Person, change: Change
    ) -> None:
        with inside(app):
            tasks = db.session.scalars(select(Task).order_by(Task.id)).all()
            for number, task in enumerate(tasks):
                task.due = TODAY + timedelta(days=number - 2)
            titles = [task.title for task in tasks]
        page = alice.get(PAGE)
        section = page.text[page.text.index('id="due-h"') :].partition("</section>")[0]
        places = [unescape(section).index(title) for title in titles[:5]]
        assert places == sorted(places)
        assert titles[5] not in unescape(section)
        assert "5 more, late or due this week" in section

    def test_when_nothing_is_due_soon_the_next_one_stands_there(
        self, app: Flask, alice: Person, change: Change
    ) -> None:
        with inside(app):
            tasks = db.session.scalars(select(Task).order_by(Task.id)).all()
            for number, task in enumerate(tasks):
                task.due = TODAY + timedelta(days=20 + number)
        page = alice.get(PAGE)
        section = page.text[page.text.index('id="due-h"') :].partition("</section>")[0]
        assert section.count('<li class="task') == 1


def test_what_happened_lately_knows_which_comments_were_deleted_and_brought_back() -> None:
    assert set(LATELY) >= COMES_AND_GOES
