"""The whole demo world, dated relative to today."""

from datetime import date, datetime
from random import Random

from app.accounts import actions
from app.accounts.models import Msp, Practice, User
from app.accounts.peers import let_compare
from app.clock import now
from app.db import db
from app.demo import clients, firms, harbor, offered
from app.demo.desk import Desk
from app.demo.desk_scripts import desk
from app.demo.figures import Figures
from app.demo.moments import WEEK, at, moment
from app.demo.play import Aside, Play, Readings, nothing
from app.demo.scripts import FirmScript, PracticeScript, firm, practice
from app.demo.shapes import YEAR
from app.demo.typed import typed
from app.programs.models import Item, Program
from app.tenancy import scope_of

SEED = 11
FIRST_DAYS = YEAR + 6 * WEEK


def build_world(password: str) -> None:
    """Northwind, its coach, her other clients, and Harbor Desk; on one day the same everywhere."""
    until, chance = now(), Random(SEED)  # noqa: S311 (no secret is made of it)
    script = practice()
    with at(moment(until.date() - FIRST_DAYS, 8, until)):
        firm_of_coach, coach = add_practice(script, password)
    northwind = build_northwind(firm_of_coach, password, until, chance)
    with scope_of([northwind.id]):
        offered.keep_figure(firm_of_coach, coach, until)
        db.session.flush()
    own = offered.keep_own(firm_of_coach, coach, until)
    chance = Random(SEED)  # noqa: S311 (no secret is made of it)
    clients.add_clients(script, firm_of_coach, until, coach.password_hash, chance, own.key)
    offered.change_own(own, coach, until)
    build_harbor_desk(firm_of_coach, password, until, chance)


def add_practice(script: PracticeScript, password: str) -> tuple[Practice, User]:
    added = actions.add_practice(script.practice)
    coach = actions.add_user(script.email, script.coach, password)
    actions.join_practice(coach, added)
    return added, coach


def build_northwind(coaches: Practice, password: str, until: datetime, chance: Random) -> Msp:
    script = firm("northwind")
    msp, people = open_firm(script, coaches, password, until)
    with scope_of([msp.id]):
        readings = typed(script, people[script.champion], until, chance)
        play(script, people, readings, until, chance, beside(script, people, until))
        with at(moment(until.date() - clients.AGREED_AGO, 9, until)):
            let_compare(msp, True, people[script.sponsor])
            db.session.flush()
    return msp


def build_harbor_desk(coaches: Practice, password: str, until: datetime, chance: Random) -> None:
    script = firm("harbor-desk")
    msp, people = open_firm(script, coaches, password, until)
    with scope_of([msp.id]):
        harbor.bring_in(people[script.champion], until.date())
        play(script, people, harbor.computed(), until, chance)


def beside(script: FirmScript, people: dict[str, User], until: datetime) -> Aside:
    """What a firm's people do besides the plan, at their desks and over their numbers."""
    told, champion = desk(script.slug), people[script.champion]
    desks = Desk(told, people, champion, until)
    figures = Figures(told, people, champion, people[script.sponsor], until)

    def live(program: Program, items: dict[str, Item], day: date) -> None:
        figures.live(program, day)
        desks.live(program, items, day)
        if day - program.starts_on == offered.SAVED_AFTER:
            offered.save_dates(program, champion, until)
        if day - program.starts_on == offered.KEPT_AFTER:
            offered.keep_plan(program, told, champion, until)

    return live


def play(
    script: FirmScript,
    people: dict[str, User],
    readings: Readings,
    until: datetime,
    chance: Random,
    aside: Aside = nothing,
) -> None:
    Play(script, people, until, readings, chance, aside).year(until.date() - YEAR - 5 * WEEK)
    db.session.flush()


def open_firm(
    script: FirmScript, coaches: Practice, password: str, until: datetime
) -> tuple[Msp, dict[str, User]]:
    with at(moment(until.date() - FIRST_DAYS, 9, until)):
        msp = firms.add_firm(script.name, script.slug, script.phone, coaches)
        return msp, firms.add_people(script, msp, password)
