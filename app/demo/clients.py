"""The coach's minor clients: started by the real action, their year written in bulk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import cycle
from random import Random

from sqlalchemy import insert

from app.accounts import actions
from app.accounts.models import Practice, User
from app.accounts.peers import let_compare
from app.accounts.rules import slug_of
from app.clock import now
from app.criteria.actions import NewCriterion, add_criterion, keep_latest
from app.criteria.goals import Goal
from app.criteria.models import Criterion
from app.criteria.queries import baseline_from_readings
from app.db import db
from app.demo import endings, firms
from app.demo.history import History, keep_check_in
from app.demo.moments import ONE_DAY, WEEK, at, moment
from app.demo.scripts import ClientScript, Measure, PracticeScript, Shape
from app.demo.shapes import YEAR, Value, values
from app.kpis.actions import TYPED
from app.kpis.library import catalogue
from app.kpis.models import Reading
from app.numbers.judged import judge_new
from app.policy import Role
from app.programs.actions.facts import keep_facts
from app.programs.actions.plan import move_item
from app.programs.actions.start import People
from app.programs.models import Item, Program
from app.programs.queries import items_with_tasks
from app.programs.template import Duty
from app.tenancy import scope_of

CRITERIA = 3
BASELINE = 13 * WEEK
MOVED_AGO = 4 * WEEK
REASON = "A busy month at two large clients took the hour a week."
SPREAD = 0.05
LEVEL_PACE = 1.05
WRONG_WAY = (0.0, 0.5, 0.25, 0.0)
FALLEN = 0.4
HEAD_START = 0.35
FEW_DAYS = 3
SHY = 4
"""The first of every four owners has not agreed to be compared."""
AGREED_AGO = 8 * WEEK
OWNER_DUTIES = (Duty.OWNER, Duty.ACCOUNT_MANAGER, Duty.FINANCE)


@dataclass(frozen=True)
class Client:
    """A minor client at work: its program, and the span of its time."""

    script: ClientScript
    program: Program
    champion: User
    until: datetime

    @property
    def today(self) -> date:
        return self.until.date()

    @property
    def worked_until(self) -> date:
        """The day up to which tasks were checked off: nobody does while a program is paused."""
        return self.today - (endings.PAUSED_AGO if self.script.paused else 0 * ONE_DAY)

    @property
    def elapsed(self) -> float:
        """The share of the program's time that has passed."""
        length = self.program.first_ends_on - self.program.starts_on
        return (self.today - self.program.starts_on) / length


def add_clients(
    script: PracticeScript,
    practice: Practice,
    until: datetime,
    password_hash: str,
    chance: Random,
    own: str,
) -> None:
    """Every minor client; `own` is the key of the practice's template, which some follow."""
    for number, one in enumerate(script.clients):
        with at(moment(until.date() - YEAR, 9, until)):
            msp = firms.add_firm(one.name, slug_of(one.name), f"+1 555 02{number:02}", practice)
            owner = add_person(one.owner, msp.slug, password_hash)
            actions.join_msp(owner, msp, Role.OWNER, "Owner")
            champion = add_person(one.champion, msp.slug, password_hash) if one.champion else owner
            if one.champion:
                actions.join_msp(champion, msp, Role.CHAMPION, "Service manager")
        with scope_of([msp.id]):
            key = own if one.follows else firms.TEMPLATE
            client = start_client(one, owner, champion, until, key)
            live(script, client, chance)
            endings.tell(one, client.program, owner, until)
            if number % SHY:
                with at(moment(until.date() - AGREED_AGO, 9, until)):
                    let_compare(msp, True, owner)
            db.session.flush()


def add_person(name: str, slug: str, password_hash: str) -> User:
    """Someone of a minor client; all of them share the demo's password, hashed once."""
    email = firms.address(name.split()[0].lower(), slug)
    person = User(email=email, name=name, password_hash=password_hash, created_at=now())
    db.session.add(person)
    db.session.flush()
    return person


def start_client(
    script: ClientScript, owner: User, champion: User, until: datetime, key: str
) -> Client:
    starts_on = firms.start_of(script.week, until.date())
    people = People(champion, owner, dict.fromkeys(OWNER_DUTIES, owner.id))
    with at(moment(starts_on, 8, until)):
        return Client(script, firms.start(people, starts_on, champion, key), champion, until)


def live(script: PracticeScript, client: Client, chance: Random) -> None:
    """Readings and criteria, then the roadmap, then the weeks in between."""
    shown = measured(script, client, chance)
    measure(client, shown)
    criteria = aim(script, client)
    items = items_with_tasks(client.program.id)
    moved_on = max(client.today - MOVED_AGO, client.program.starts_on + WEEK)
    work(client, items, moved_on)
    history = History(client.program, items, criteria, shown, moved_on)
    for sentence, day in zip(cycle(script.sentences), days_checked_in(client), strict=False):
        keep_check_in(history, client.champion, sentence, day, client.until)
    if not client.script.champion:
        client.program.champion_id = client.program.champion_accepted_at = None
    keep_facts(client.program)


def measured(script: PracticeScript, client: Client, chance: Random) -> list[Value]:
    """The year's readings; a client without a pace has not begun to measure."""
    if not client.script.pace:
        return []
    paces = [*client.script.pace, *[LEVEL_PACE] * len(script.measures)]
    found: list[Value] = []
    for pace, measure in zip(paces, script.measures, strict=False):
        shape = shape_of(measure, pace, client.elapsed, chance)
        decimals = catalogue().kpis[measure.kpi].decimals
        found += values(shape, client.program.starts_on, client.today, decimals, chance)
    return found


def shape_of(measure: Measure, pace: float, elapsed: float, chance: Random) -> Shape:
    """From about where a KPI began to where the pace has brought it by now."""
    before = measure.before * chance.uniform(1 - SPREAD, 1 + SPREAD)
    gap = measure.target - before
    shares = (
        (HEAD_START * pace * elapsed, pace * elapsed) if pace > 0 else (*WRONG_WAY, pace * FALLEN)
    )
    since = tuple(before + gap * share for share in shares)
    return Shape(measure.kpi, measure.rhythm, before, measure.wobble, since)


def measure(client: Client, shown: Sequence[Value]) -> None:
    rows = [
        {
            "kpi_key": one.kpi,
            "starts_on": one.first,
            "ends_on": one.last,
            "value": one.value,
            "source": TYPED,
            "at": moment(one.last + ONE_DAY, 8, client.until),
            "by_id": client.champion.id,
        }
        for one in shown
    ]
    if rows:
        db.session.execute(insert(Reading), rows)


def aim(script: PracticeScript, client: Client) -> list[Criterion]:
    """Three criteria; their baselines are the quarter before the start, where it was measured."""
    program, found = client.program, []
    start = program.starts_on
    for position, measure in enumerate(script.measures[:CRITERIA]):
        baseline = baseline_from_readings(measure.kpi, start - BASELINE, start - ONE_DAY)
        goal = Goal(due=program.first_ends_on, target=measure.target)
        new = NewCriterion(measure.kpi, start, goal, position, baseline)
        with at(moment(start, 9, client.until)):
            found.append(add_criterion(program.id, new, client.champion))
    judge_new([one.kpi for one in script.measures])
    keep_latest([one.kpi_key for one in found])
    return found


def work(client: Client, items: Sequence[Item], moved_on: date) -> None:
    """Every task is checked off on its day; what was open when the plan moved moves along."""
    check_off(client, items, moved_on)
    if client.script.behind:
        with at(moment(moved_on, 9, client.until)):
            for item in reversed(items if abs(client.script.behind) > FEW_DAYS else items[-1:]):
                move(client, item)
    check_off(client, items, client.worked_until)


def check_off(client: Client, items: Sequence[Item], before: date) -> None:
    for item in items:
        for task in item.tasks:
            if not task.done and task.due and task.due < before:
                task.done_at = moment(task.due, 15, client.until)
                task.done_by_id = item.owner_id
    db.session.flush()


def move(client: Client, item: Item) -> None:
    if item.due is None or all(task.done for task in item.tasks):
        return
    due = firms.CALENDAR.on_or_after(item.due + client.script.behind * ONE_DAY)
    move_item(item, due, REASON, client.champion)


def days_checked_in(client: Client) -> list[date]:
    """One day a week, from the program's second week to the last check-in, oldest first."""
    day, found = client.today - client.script.silent * ONE_DAY, []
    while day >= client.program.starts_on:
        found.append(day)
        day -= WEEK
    return found[::-1]
