"""What somebody has answered so far is kept: on the way back, in two tabs, and when it is wrong."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.db import db
from app.programs.models import Draft, Program
from tests import make
from tests.conftest import Time
from tests.person import Page, Person
from tests.programs.wizard import DATES, KNOWN_AIMS, START, answer, hidden, id_of, team, up_to
from tests.scopes import inside


@pytest.fixture(autouse=True)
def clock(time: Time) -> Time:
    return time


def programs(app: Flask) -> int:
    with inside(app):
        return db.session.scalar(select(func.count()).select_from(Program)) or 0


def kept(app: Flask, step: str) -> dict[str, list[str]]:
    with inside(app):
        draft = db.session.scalars(
            select(Draft).where(Draft.user_id == make.user("alice").id)
        ).one()
        return dict(draft.answers[step])


@pytest.fixture
def two_tabs(app: Flask, alice: Person) -> Page:
    """The step of the champion, loaded before another tab makes Mona the sponsor."""
    up_to(app, alice, "done")
    page = alice.get(f"{START}/champion")
    assert answer(alice, "champion", **team(app, sponsor=id_of(app, "mona"))).status == 303
    return page


SOONER = {name: "2027-03-05" for name in KNOWN_AIMS if name.endswith("due")}


class TestTwoTabs:
    def send(self, app: Flask, who: Person, edition: str) -> Page:
        mine = team(app, sponsor=id_of(app, "bob"))
        return who.post(f"{START}/champion", version=edition, **mine)

    def test_the_older_page_comes_back_with_both_answers(
        self, app: Flask, alice: Person, two_tabs: Page
    ) -> None:
        page = self.send(app, alice, hidden(two_tabs, "version"))
        assert page.status == 409
        assert "You, on another page, changed this while you had it open." in page
        assert '<th scope="row">Sponsor</th><td>Mona Moss</td><td>Bob Brown</td>' in page
        assert page.text.count('<th scope="row">') == 1
        assert f'selected value="{id_of(app, "bob")}"' in page
        assert kept(app, "champion")["sponsor"] == [id_of(app, "mona")]

    def test_one_click_goes_on_with_what_is_on_the_page(
        self, app: Flask, alice: Person, two_tabs: Page
    ) -> None:
        page = self.send(app, alice, hidden(two_tabs, "version"))
        assert "Go on with mine" in page
        assert "Use what is saved" in page
        assert self.send(app, alice, hidden(page, "version")).status == 303
        assert kept(app, "champion")["sponsor"] == [id_of(app, "bob")]

    def test_a_mistake_put_right_does_not_overwrite_the_other_tab(
        self, app: Flask, alice: Person, two_tabs: Page
    ) -> None:
        wrong = team(app, champion="somebody")
        page = alice.post(f"{START}/champion", version=hidden(two_tabs, "version"), **wrong)
        assert page.status == 422
        assert self.send(app, alice, hidden(page, "version")).status == 409

    def test_the_same_answer_in_both_is_no_conflict(
        self, app: Flask, alice: Person, two_tabs: Page
    ) -> None:
        same = team(app, sponsor=id_of(app, "mona"))
        page = alice.post(f"{START}/champion", version=hidden(two_tabs, "version"), **same)
        assert page.status == 303

    def test_another_step_answered_meanwhile_is_no_conflict(
        self, app: Flask, alice: Person
    ) -> None:
        up_to(app, alice, "done")
        page = alice.get(f"{START}/dates")
        answer(alice, "champion", **team(app, sponsor=id_of(app, "mona")))
        later = DATES | {"start": "2026-12-07"}
        sent = alice.post(f"{START}/dates", version=hidden(page, "version"), **later)
        assert sent.status == 303

    def test_days_and_numbers_are_compared_in_words(self, app: Flask, alice: Person) -> None:
        up_to(app, alice, "done")
        page = alice.post(f"{START}/dates", version="old", **(DATES | {"start": "2026-12-07"}))
        assert "<td>30 November</td><td>7 December</td>" in page
        aims = KNOWN_AIMS | {"mttr_net_hours-value": "9"}
        page = alice.post(f"{START}/criteria", version="old", **aims)
        assert ">Mean time to resolve: today</th><td>9,4</td><td>9</td>" in page

    def test_nothing_starts_from_answers_that_nobody_saw(self, app: Flask, alice: Person) -> None:
        up_to(app, alice, "done")
        last = alice.get(f"{START}/done")
        sent = {"version": hidden(last, "version"), "once": hidden(last, "once")}
        answer(alice, "dates", **(DATES | {"start": "2026-12-07"}))
        page = alice.post(f"{START}/done", **sent)
        assert page.status == 409
        assert "Your answers changed on another page." in page
        assert "7 Dec" in page
        assert programs(app) == 0
        sent["version"] = hidden(page, "version")
        assert alice.post(f"{START}/done", **sent).status == 303
        assert programs(app) == 1


class TestGoingBack:
    def test_what_is_typed_is_kept_even_when_it_is_wrong(self, app: Flask, alice: Person) -> None:
        up_to(app, alice, "dates")
        page = answer(alice, "dates", **(DATES | {"days_off": "Christmas", "go": "champion"}))
        assert page.status == 303
        assert page.location.endswith("/start/champion")
        again = alice.get(f"{START}/dates")
        assert "Christmas</textarea>" in again
        assert "“Christmas” is not a day." in again
        assert alice.get(f"{START}/criteria").location.endswith("/start/dates")

    def test_it_is_kept_when_it_is_right(self, app: Flask, alice: Person) -> None:
        up_to(app, alice, "dates")
        answer(alice, "dates", **(DATES | {"start": "2026-12-07", "go": "champion"}))
        assert alice.get(f"{START}/criteria").status == 200
        assert kept(app, "dates")["start"] == ["2026-12-07"]

    def test_what_is_not_typed_yet_is_no_mistake_on_the_way_back(
        self, app: Flask, alice: Person
    ) -> None:
        up_to(app, alice, "criteria")
        half = {"mttr_net_hours-value": "9.4", "rhem-value": "soon", "go": "dates"}
        assert answer(alice, "criteria", **half).status == 303
        page = alice.get(f"{START}/criteria")
        assert 'value="9.4"' in page
        assert page.text.count('aria-invalid="true"') == 1
        assert "“soon” is not a number. Write one like 0.25." in page
        assert alice.get(f"{START}/done").location.endswith("/start/criteria")

    def test_every_step_that_is_open_is_one_click_away(self, app: Flask, alice: Person) -> None:
        up_to(app, alice, "done")
        page = alice.get(f"{START}/dates")
        for step in ("template", "champion", "criteria"):
            assert f'type="submit" form="answer" name="go" value="{step}"' in page
        page = answer(alice, "dates", **(DATES | {"start": "2026-12-07", "go": "criteria"}))
        assert page.location.endswith("/start/criteria")
        assert kept(app, "dates")["start"] == ["2026-12-07"]

    def test_text_too_long_to_keep_stays_on_the_page(self, app: Flask, alice: Person) -> None:
        up_to(app, alice, "dates")
        long = "2026-12-24\n" * 3000
        page = answer(alice, "dates", **(DATES | {"days_off": long, "go": "champion"}))
        assert page.status == 422
        assert "Use up to 2,000 characters." in page
        assert page.text.count("2026-12-24") >= 3000


class TestWhatIsKept:
    def test_invisible_characters_never_reach_the_draft(self, app: Flask, alice: Person) -> None:
        typed = {"template": "service-delivery", "out_drive_to_thrive": "a\x00b"}
        assert answer(alice, "template", **typed).status == 303
        assert kept(app, "template")["out_drive_to_thrive"] == ["ab"]
        answer(alice, "champion", **team(app))
        page = answer(alice, "dates", **(DATES | {"days_off": "\x00", "go": "champion"}))
        assert page.status == 422
        assert "Take out the invisible characters" in page

    def test_only_the_fields_of_the_step_are_kept(self, app: Flask, alice: Person) -> None:
        answer(alice, "template", template="service-delivery", template_2="x", colour="blue")
        assert kept(app, "template") == {"template": ["service-delivery"]}


class TestTrimming:
    OUT = "out_service_delivery"

    def places(self, page: Page) -> list[str]:
        return [
            part.split('"')[0]
            for part in page.text.split(f'name="{self.OUT}" type="checkbox" value="')[1:]
        ]

    def test_what_is_left_out_makes_the_program_shorter(self, app: Flask, alice: Person) -> None:
        places = self.places(alice.get(f"{START}/template"))
        assert len(places) == 21
        page = answer(alice, "template", template="service-delivery", **{self.OUT: places[8:]})
        assert page.status == 303
        assert "8 improvements" in alice.get(f"{START}/champion")
        answer(alice, "champion", **team(app))
        dates = alice.get(f"{START}/dates")
        assert "Steady, 14 weeks" in dates
        assert "Streamlining Labor Invoicing" not in dates
        assert "13 left out" in alice.get(f"{START}/template")
        answer(alice, "dates", **DATES)
        answer(alice, "criteria", **(KNOWN_AIMS | SOONER))
        assert "8 improvements, 13 left out" in alice.get(f"{START}/done")

    def test_what_is_left_out_of_another_roadmap_does_not_count(self, alice: Person) -> None:
        places = self.places(alice.get(f"{START}/template"))
        answer(alice, "template", template="drive-to-thrive", **{self.OUT: places})
        assert "8 improvements" in alice.get(f"{START}/champion")

    def test_something_has_to_stay(self, alice: Person) -> None:
        places = self.places(alice.get(f"{START}/template"))
        page = answer(alice, "template", template="service-delivery", **{self.OUT: places})
        assert page.status == 422
        assert "Keep at least one improvement" in page

    def test_an_improvement_that_nobody_knows_is_refused(self, alice: Person) -> None:
        page = answer(alice, "template", template="service-delivery", **{self.OUT: "x.y"})
        assert page.status == 422
        assert "Choose from the improvements of this roadmap." in page


def test_a_last_day_that_is_not_asked_for_cannot_be_wrong(app: Flask, alice: Person) -> None:
    up_to(app, alice, "dates")
    assert answer(alice, "dates", **(DATES | {"end": "whenever"})).status == 303


def test_the_roadmaps_stand_in_the_order_of_the_program(alice: Person) -> None:
    page = alice.get(f"{START}/template")
    names = ("Service delivery program", "Drive to Thrive", "Streamlining", "Building a better")
    spots = [page.text.index(f'pick__name">{name}') for name in names]
    assert spots == sorted(spots)
    assert "21 improvements with 124 tasks, about 26 weeks." in page
    assert page.text.count("21 improvements") == 2


class TestSigns:
    """The three things a program needs, beside the questions: a check only for what is there."""

    def signs(self, page: Page) -> list[tuple[str, str]]:
        rows = page.text.split('aria-label="What a program needs"')[1].split("<li")[1:]
        return [
            (row.split("<small>")[1].split("<")[0], row.split("#s-")[1].split('"')[0])
            for row in rows
        ]

    def test_nothing_is_there_at_first(self, alice: Person) -> None:
        assert self.signs(alice.get(f"{START}/template")) == [("Not yet", "none")] * 3

    def test_a_champion_who_has_not_accepted_is_no_champion_yet(
        self, app: Flask, alice: Person
    ) -> None:
        up_to(app, alice, "champion")
        answer(alice, "champion", **team(app, champion=id_of(app, "mona")))
        found = self.signs(alice.get(f"{START}/dates"))
        assert found[2] == ("Mona Moss, to be asked", "none")

    def test_numbers_count_when_one_is_known(self, app: Flask, alice: Person) -> None:
        up_to(app, alice, "done")
        found = self.signs(alice.get(f"{START}/done"))
        assert found[1:] == [("2 known, 1 to measure", "ok"), ("Alice Adams", "ok")]
        later = {
            key: "later" if key.endswith("start") else text for key, text in KNOWN_AIMS.items()
        }
        answer(alice, "criteria", **later)
        assert self.signs(alice.get(f"{START}/done"))[1] == ("3 to measure", "none")
