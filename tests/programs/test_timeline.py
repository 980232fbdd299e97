"""The roadmap over time: bars over the first plan, the burn-up, and the changes of the plan."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest
from flask import Flask

from app.criteria.actions import Goal, NewCriterion, add_criterion
from app.criteria.baseline import BaselineValue
from app.numbers.actions import move_target
from app.programs import queries
from app.programs.actions.champion import accept, hand_over
from app.programs.actions.links import link_tasks
from app.programs.actions.plan import move_item, move_task
from app.programs.models import Item
from tests import make
from tests.conftest import Time
from tests.counting import counting
from tests.person import Page, Person
from tests.programs.conftest import the_item, the_program
from tests.scopes import inside

pytestmark = pytest.mark.one_database

Named = Callable[[str], UUID]
TIMELINE = "/msps/northwind/roadmap/timeline"
CHANGES = "/msps/northwind/roadmap/changes"
PICTURE = "/msps/northwind/roadmap/burn-up.png"
WHY = "It follows internal testing."


@pytest.fixture(autouse=True)
def program(app: Flask, running: str, time: Time) -> str:
    """The first item is done on 26 September, the last one is moved by a week."""
    with inside(app):
        first, *_, last = queries.items(the_program().id)
        for task in queries.tasks_of(first.id):
            task.done_at = time.at.replace(month=9, day=26)
        move(last, 7)
    return running


def move(item: Item, days: int) -> None:
    assert item.due
    move_item(item, item.due + timedelta(days=days), WHY, make.user("alice"))


def row(page: Page, item_id: UUID) -> str:
    rows = re.findall(r'<li class="gantt__row".*?</li>', page.text, re.S)
    return next(one for one in rows if f"/items/{item_id}" in one)


class TestBars:
    def test_every_improvement_has_a_row(self, alice: Person) -> None:
        page = alice.get(TIMELINE)
        assert page.status == 200
        assert page.text.count('<li class="gantt__row"') == 21
        assert "Ends 19 March 2027, 5 working days after the first plan." in page
        assert "First plan ends 12 March 2027" in page

    def test_a_moved_one_says_how_far_and_keeps_its_first_plan(
        self, alice: Person, item_keyed: Named
    ) -> None:
        moved = row(alice.get(TIMELINE), item_keyed("all-client-rollout"))
        assert ">19 Mar, +5 days<" in moved
        assert "Compared plan: 8 March 2027 to 12 March 2027." in moved
        was, bar = re.findall(r'x="([\d.]+)%"', moved)[:2]
        assert float(was) < float(bar)

    def test_a_finished_one_is_full_and_ends_where_it_ended(
        self, alice: Person, item_keyed: Named
    ) -> None:
        done = row(alice.get(TIMELINE), item_keyed("intake"))
        assert ">Done<" in done
        bar, filled = re.findall(r'"gantt__(?:bar|done)[^"]*" x="[\d.]+%" width="([\d.]+)%"', done)
        assert bar == filled

    def test_what_the_end_hangs_on_is_marked(
        self, alice: Person, item_keyed: Named, app: Flask
    ) -> None:
        path = ("internal-testing", "pilot-group-rollout", "all-client-rollout")
        testing, pilot, rollout = map(item_keyed, path)
        marked = "On the critical path."
        page = alice.get(TIMELINE)
        assert marked in row(page, rollout) and marked not in row(page, pilot)
        with inside(app):
            before, last = (queries.tasks_of(one)[-1] for one in (pilot, rollout))
            lag = the_program().workdays.distance(before.due, last.due) - 1
            link_tasks(last, before, lag, make.user("alice"))
            link_tasks(last, queries.tasks_of(testing)[-1], 0, make.user("alice"))
        page = alice.get(TIMELINE)
        assert marked in row(page, pilot) and "gantt__critical" in row(page, pilot)
        assert marked not in row(page, testing)

    def test_a_late_one_says_by_how_many_days(
        self, alice: Person, item_keyed: Named, app: Flask
    ) -> None:
        late_id = item_keyed("categorization")
        with inside(app):
            late = (date(2026, 11, 23) - (the_item(late_id).due or date.max)).days
        assert f">{late} days late<" in row(alice.get(TIMELINE), late_id)

    def test_the_first_plan_remembers_when_an_item_was_to_start(
        self, app: Flask, item_keyed: Named
    ) -> None:
        rollout = item_keyed("all-client-rollout")
        with inside(app):
            item = the_item(rollout)
            assert (item.first_starts_on, item.starts_on) == (
                date(2027, 3, 8),
                date(2027, 3, 15),
            )

    def test_a_guest_may_look_and_another_msp_finds_nothing(
        self, gus: Person, dave: Person, program: str
    ) -> None:
        for path in (TIMELINE, CHANGES, PICTURE):
            assert gus.get(path).status == 200
            assert dave.get(path).status == 404
        assert "21 improvements" in gus.get(f"/msps/northwind/programs/{program}/roadmap/timeline")

    def test_it_asks_as_much_of_the_database_for_many_rows(self, app: Flask, alice: Person) -> None:
        alice.get(TIMELINE)
        with counting(app) as few:
            alice.get(TIMELINE)
        with inside(app):
            for item in queries.items(the_program().id):
                make.tasks(item, 20)
                move(item, 7)
        with counting(app) as many:
            assert alice.get(TIMELINE).status == 200
        assert len(many) == len(few)


class TestMoving:
    def test_only_those_who_keep_the_plan_move_open_bars(
        self, app: Flask, alice: Person, gus: Person
    ) -> None:
        with inside(app):
            the_program().days_off = ["2026-11-26"]
        page = alice.get(TIMELINE)
        assert page.text.count("data-due=") == 20
        assert "js/timeline.js" in page
        assert 'data-rests="5 6 2026-11-26"' in page, "Keys step over days off."
        guest = gus.get(TIMELINE)
        assert "data-due=" not in guest and "js/timeline.js" not in guest

    def test_the_form_opens_with_the_day_that_was_chosen(
        self, alice: Person, item_keyed: Named
    ) -> None:
        path = f"/msps/northwind/items/{item_keyed('msas')}"
        assert 'value="2026-12-11"' in alice.get(f"{path}?due=2026-12-11")
        assert re.search(r'<details[^>]* id="move" open', alice.get(f"{path}?due=2026-12-11").text)
        assert not re.search(r'<details[^>]* id="move" open', alice.get(path).text)
        assert alice.get(f"{path}?due=soon").status == 200


class TestSavedPlans:
    SAVE = "/msps/northwind/programs/service-delivery-program/plans"

    def test_a_plan_is_kept_as_it_stood(self, app: Flask, alice: Person, item_keyed: Named) -> None:
        saved = alice.post(self.SAVE, name=" Plan of  November ")
        assert saved.status == 303
        rollout = item_keyed("all-client-rollout")
        with inside(app):
            move(the_item(rollout), 7)
        page = alice.get(saved.location)
        assert ">26 Mar, +5 days<" in row(page, rollout)
        assert "Compared plan: 15 March 2027 to 19 March 2027." in row(page, rollout)
        assert "Plan of November ends 19 March 2027" in page
        assert ">26 Mar, +10 days<" in row(alice.get(TIMELINE), rollout)

    @pytest.mark.parametrize(
        ("typed", "says"),
        [
            ("", "Give it a name"),
            ("   ", "Give it a name"),
            ("First plan", "A plan has this name already"),
            ("Plan A", "A plan has this name already"),
            ("x" * 61, "60"),
        ],
    )
    def test_a_name_is_asked_for_once(self, alice: Person, typed: str, says: str) -> None:
        alice.post(self.SAVE, name="Plan A")
        page = alice.post(self.SAVE, name=typed)
        assert page.status == 422
        assert says in page
        assert alice.get(TIMELINE).text.count("?beside=") == 1

    def test_an_unknown_plan_is_the_first_plan(self, alice: Person) -> None:
        assert "First plan ends 12 March 2027" in alice.get(f"{TIMELINE}?beside=nothing")

    def test_a_member_only_compares(self, bob: Person) -> None:
        assert bob.post(self.SAVE, name="Mine").status == 403
        assert "Save this plan" not in bob.get(TIMELINE)


class TestBurnUp:
    def test_the_title_is_the_finding(self, alice: Person, app: Flask) -> None:
        with inside(app):
            promised = sum(
                item.first_due is not None and item.first_due <= date(2026, 11, 23)
                for item in queries.items(the_program().id)
            )
        page = alice.get(TIMELINE)
        assert f"{promised - 1} improvements behind the first plan" in page
        assert "Improvements finished, out of 21" in page

    def test_the_table_ends_with_the_plan(self, alice: Person) -> None:
        rows = re.findall(r"<tr><td.*?</tr>", alice.get(TIMELINE).text)
        assert re.findall(r">([^<>]+)<", rows[-1]) == ["19 Mar 2027", "21", "21", "21"]

    def test_the_picture_comes_once(self, alice: Person) -> None:
        first = alice.get(PICTURE)
        assert (first.status, first.headers["Content-Type"]) == (200, "image/png")
        assert first.response.get_data().startswith(b"\x89PNG")
        again = alice.get(PICTURE, **{"If-None-Match": first.headers["ETag"]})
        assert again.status == 304

    def test_it_can_be_taken_away_as_a_drawing_and_as_rows(self, alice: Person) -> None:
        page = alice.get(TIMELINE)
        drawing, rows = (PICTURE.replace("png", kind) for kind in ("svg", "csv"))
        assert f'href="{drawing}"' in page
        assert f'href="{rows}"' in page
        assert alice.get(drawing).text.startswith("<svg xmlns=")
        head, *days = alice.get(rows).text.removeprefix("\ufeff").splitlines()
        assert head == "Date,Done,First plan,Plan today,In all"
        assert days[-1] == "2027-03-19,,21,21,21"


class TestChanges:
    def test_a_change_says_what_why_and_who(self, alice: Person) -> None:
        for path in (TIMELINE, CHANGES):
            page = alice.get(path)
            assert ", from 12 to 19 March 2027. 5 working days later." in page
            assert f"“{WHY}” Alice" in page

    def test_another_champion_and_another_target_are_changes_too(
        self, app: Flask, alice: Person
    ) -> None:
        with inside(app):
            program, alices = the_program(), make.user("alice")
            aim = NewCriterion("rhem", make.START, Goal(make.END, 0.2), 0, BaselineValue(0.3))
            criterion = add_criterion(program.id, aim, alices)
            move_target(criterion, Goal(make.END, 0.25), WHY, alices)
            hand_over(program, make.user("mona"), program.sponsor, WHY, alices)
            accept(program, make.user("mona"))
        page = alice.get(CHANGES)
        assert ", champion from Alice Adams to Mona Moss." in page
        assert re.search(r", target from .+ by 12 March 2027 to .+ by 12 March 2027\.", page.text)

    def test_a_phase_says_how_far_it_slipped(self, app: Flask, alice: Person) -> None:
        with inside(app):
            item = queries.items(the_program().id)[1]
            task = queries.tasks_of(item.id)[0]
            move_task(task, date(2026, 12, 1), WHY, make.user("alice"))
        rows = re.findall(r'<th scope="row">.*?</tr>', alice.get(CHANGES).text)
        told = [re.findall(r">([^<>]+)<", line) for line in rows]
        assert told[0][0] == "Drive to Thrive" and told[0][3:] == ["On the first plan", "1"]
        assert told[2][1:] == ["12 Mar 2027", "19 Mar 2027", "5 working days behind", "1"]

    def test_moving_back_is_a_change_but_no_slip(self, app: Flask, alice: Person) -> None:
        with inside(app):
            move(queries.items(the_program().id)[-1], -7)
        page = alice.get(CHANGES)
        assert "5 working days earlier" in page
        rows = re.findall(r'<th scope="row">.*?</tr>', page.text)
        assert re.findall(r">([^<>]+)<", rows[2])[3:] == ["On the first plan", "1"]

    def test_fifty_are_a_page(self, app: Flask, alice: Person) -> None:
        with inside(app):
            item = queries.items(the_program().id)[-1]
            for days in [7, -7] * 30:
                move(item, days)
        page = alice.get(CHANGES)
        assert page.text.count("<time") == 50
        assert "1 to 50 of 61" in page
        last = alice.get(f"{CHANGES}?page=2")
        assert last.text.count("<time") == 11
        assert "51 to 61 of 61" in last

    def test_nothing_moved_yet(self, dave: Person, app: Flask) -> None:
        with inside(app, "fabrikam"):
            make.program("dave", "dave")
        for page in ("roadmap/changes", "roadmap/timeline"):
            assert "Nothing has moved" in dave.get(f"/msps/fabrikam/{page}")
