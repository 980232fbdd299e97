"""Two MSPs with everything that an address can name, for tests that ask every address."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from urllib.parse import quote

from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from app.accounts import actions
from app.accounts.models import Grant, Msp, PracticeMember
from app.accounts.queries import msp_by_slug
from app.checkins.actions import check_in
from app.criteria.actions import NewCriterion, add_criterion
from app.criteria.baseline import BaselineValue
from app.criteria.goals import Goal
from app.db import Base, db
from app.kpis import library
from app.kpis.benchmarks import Level
from app.kpis.columns import Columns
from app.kpis.files import take_in
from app.kpis.keep_benchmarks import Figure, keep
from app.kpis.sheets import Sheet
from app.planning.workdays import Away
from app.policy import Role
from app.programs.actions.delete import delete_part
from app.programs.actions.leave import enter_leave
from app.programs.actions.proofs import add_file
from app.programs.actions.sop import Written, write_sop
from app.programs.actions.steps import add_steps, tick
from app.programs.actions.talk import say_stuck
from app.programs.actions.template import keep_template
from app.programs.checklist import checklist
from app.programs.library import templates
from app.programs.models import Program, Task
from tests import make
from tests.cast import PASSWORD, email_of
from tests.person import Page, Person
from tests.scopes import inside

TODAY = date(2026, 11, 23)
SUNDAY = date(2026, 11, 22)
WEEK = timedelta(days=7)
KPI = "resource_utilization_pct"
NEVER = "01a207df-81bc-76f9-85d5-eb4583fede1b"
NAMED_BY_ALL = {"kpi_key"}
"""What is named by a key of the catalogue: the key is everybody's, the numbers are not."""
TOKEN = re.compile(r"""(name="csrf_token" value="|X-CSRFToken": ")[^"]+""")


@dataclass
class World:
    """The application, what each MSP has by the names of URL arguments, and people."""

    app: Flask
    things: dict[str, dict[str, str]]
    ids: dict[str, str]
    practices_template: str
    entered: dict[str, Person] = field(default_factory=dict)

    def person(self, name: str) -> Person:
        """Somebody with a browser, signed in once; `stranger` never does."""
        if name not in self.entered:
            self.entered[name] = Person(self.app, None if name == "stranger" else name)
        return self.entered[name]

    def rules(self) -> list[Rule]:
        return sorted(self.app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint))

    def rules_of_msps(self) -> list[Rule]:
        return [rule for rule in self.rules() if "msp" in rule.arguments]

    def named(self, rule: Rule) -> list[str]:
        """The arguments that stand in a rule's address."""
        return re.findall(r"<(?:\w+:)?(\w+)>", rule.rule)

    def path(self, rule: Rule, msp: str, **other: str) -> str:
        """The address of a rule at an MSP. Raises KeyError where no object can be named."""
        of_practice = {} if "msp" in rule.arguments else {"template_id": self.practices_template}
        values = {**self.things[msp], **of_practice, **other}
        return re.sub(r"<(?:\w+:)?(\w+)>", lambda name: values[name[1]], rule.rule)


def ask(person: Person, method: str, path: str, **form: str) -> Page:
    """Any method, with a token where one is asked for."""
    data = {"csrf_token": person.csrf_token(), **form} if method not in {"GET", "HEAD"} else None
    return Page(person.client.open(path, method=method, data=data))


def same_words(page: Page, path: str) -> tuple[int, str, str]:
    """An answer without what must differ: its own address, and the tokens of forms."""
    said = TOKEN.sub(r"\1", page.text).replace(quote(path, safe=""), "ADDRESS")
    return page.status, page.location.replace(quote(path, safe=""), "ADDRESS"), said


def digest(app: Flask, msp: str | None = None) -> dict[str, list[Any]]:
    """Every row of an MSP by table; without one, every row of all but who is signed in."""
    with app.app_context(), db.engine.connect() as connection:
        msp_id = connection.scalar(select(Msp.id).where(Msp.slug == msp))
        found = {}
        for table in Base.metadata.sorted_tables:
            rows = select(table).order_by(*table.primary_key)
            if msp is not None and "msp_id" in table.c:
                found[table.name] = list(connection.execute(rows.where(table.c.msp_id == msp_id)))
            elif msp is None and table.name not in {"sessions", "attempts"}:
                found[table.name] = list(connection.execute(rows))
        return found


def build(app: Flask) -> World:
    """Programs with criteria, readings and a check-in at both MSPs, and people who are out."""
    with inside(app):
        invite_more()
    champions = {"northwind": "alice", "fabrikam": "dave"}
    things = {slug: fill(app, slug, champion) for slug, champion in champions.items()}
    things["unknown"] = dict.fromkeys(things["northwind"], NEVER) | {
        "msp": "never-was",
        "program": "never-was",
        "kpi_key": "never-was",
        "own_key": "never-was",
    }
    with app.app_context():
        ids = {name: str(make.user(name).id) for name in ("alice", "bob", "dave")}
    return World(app, things, ids, str(make.practices_template(app)))


def invite_more() -> None:
    """At Northwind: Sam, suspended; Mia, a champion who leads nothing; Tess, another member; and
    Ned and Cleo, coaches whose practice or whose place in it has ended."""
    northwind = msp_by_slug("northwind")
    assert northwind is not None
    people = {
        name: actions.add_user(email_of(name), name.title(), PASSWORD)
        for name in ("sam", "mia", "tess", "ned", "cleo")
    }
    actions.join_msp(people["sam"], northwind, Role.CHAMPION).status = "suspended"
    actions.join_msp(people["mia"], northwind, Role.CHAMPION)
    actions.join_msp(people["tess"], northwind, Role.MEMBER)
    for name in ("ned", "cleo"):
        practice = actions.add_practice(f"Practice of {name}")
        actions.join_practice(people[name], practice)
        actions.grant(northwind, practice)
        key = (practice.id, northwind.id if name == "ned" else people[name].id)
        ended: Any = db.session.get(Grant if name == "ned" else PracticeMember, key)
        ended.status = "ended"


def fill(app: Flask, slug: str, champion: str) -> dict[str, str]:
    """What an address at this MSP can name."""
    with inside(app, slug):
        running = start(slug, champion)
        by = make.user(champion)
        for week in range(8):
            db.session.add(make.reading(KPI, 66 - week, on=SUNDAY - week * WEEK))
        entered = make.reading("sla_completion_met_pct", 81, on=SUNDAY)
        entered.note, entered.by_id = f"Only people of {slug} read this", by.id
        db.session.add(entered)
        db.session.flush()
        goal = Goal(make.END, 68)
        aim = NewCriterion(KPI, make.START, goal, 0, BaselineValue(58, n=40))
        criterion = add_criterion(running.id, aim, by)
        check_in(running, f"A good week at {slug}.", 4, TODAY, by, None)
        task = one_persons_task(running)
        file = take_in(f"{slug}.csv", Sheet(["Week", KPI], [(2, ["2026-11-16", "60"])]), by)
        file.columns = Columns(("period", KPI)).as_json()
        write_sop(task, Written(f"# How {slug} does it", readers=[by]), by)
        add_steps(task, [f"Ask {slug}"], by)
        tick(checklist(task.id).steps[0], by)
        proof = add_file(task, f"{slug}.txt", b"A word.", by)
        leave = enter_leave(by, Away(TODAY + WEEK, TODAY + WEEK), f"Word of {slug}", "UTC", by)
        template = keep_template(templates()["drive-to-thrive"], "Brought in from a file.", by)
        deletion = delete_part(last_task(running), f"No longer wanted at {slug}.", by)
        kept = keep(library.catalogue().kpis[KPI], figure(slug), by)
        note = say_stuck(task, f"Waiting for the vendor of {slug}.", by)
        return {
            "msp": slug,
            "program": running.slug,
            "task_id": str(task.id),
            "note_id": str(note.id),
            "deletion_id": str(deletion.id),
            "step_id": str(checklist(task.id).steps[0].id),
            "proof_id": str(proof.id),
            "item_id": str(task.item.id),
            "phase_id": str(task.item.phase_id),
            "criterion_id": str(criterion.id),
            "leave_id": str(leave.id),
            "template_id": str(template.id),
            "reading_id": str(entered.id),
            "benchmark_id": str(kept.id),
            "file_id": str(file.id),
            "kpi_key": KPI,
            "own_key": make.own_kpi(f"Tickets of {slug}", by).key,
            "user_id": str(by.id),
        }


def figure(slug: str) -> Figure:
    """What this MSP compares its numbers with."""
    source = f"What {slug} measured"
    return Figure(Level.GOOD, 64, 72, "MSPs like us", source, date(2026, 10, 1), "")


def start(slug: str, champion: str) -> Program:
    """The running program; Northwind's has a name that no other MSP's has."""
    if slug == "northwind":
        make.program(champion)
    return make.program(champion, sponsor="olga" if slug == "northwind" else champion)


def one_persons_task(program: Program) -> Task:
    """The first task of the one who does the daily work: Bob, or whoever has everything."""
    wanted = select(Task).where(Task.program_id == program.id).order_by(Task.id)
    return next(one for one in db.session.scalars(wanted) if works_alone(one))


def last_task(program: Program) -> Task:
    wanted = select(Task).where(Task.program_id == program.id).order_by(Task.id.desc()).limit(1)
    return db.session.scalars(wanted).one()


def works_alone(task: Task) -> bool:
    return [person.user.name for person in task.people] in (["Bob Brown"], ["Dave Dunn"])
