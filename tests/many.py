"""More of everything at Northwind, in a few statements: what a page is asked to bear in years."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import insert, select

from app.accounts.models import Membership, User
from app.accounts.queries import members
from app.activity.models import Event
from app.checkins.models import CheckIn, WeekSigns
from app.clock import now
from app.criteria.models import Criterion
from app.db import db
from app.kpis.library import catalogue
from app.kpis.models import (
    Definition,
    OwnBenchmark,
    Owners,
    PeriodClosing,
    PracticeBenchmark,
    Reading,
    ReadingFile,
)
from app.planning.signs import State
from app.programs.models import (
    Change,
    Closing,
    Deletion,
    Edition,
    Item,
    ItemKpi,
    Leave,
    Mention,
    Note,
    OwnTemplate,
    Phase,
    PracticeEdition,
    PracticeTemplate,
    Program,
    Proof,
    Run,
    SavedPlan,
    SignOff,
    Sop,
    SopReader,
    SopSignature,
    SopText,
    Step,
    Task,
    TaskItem,
    TaskLink,
    TaskPerson,
    TemplateAnswer,
)
from app.programs.queries import program as newest
from app.psa.models import ImportRun, Source
from app.tenancy import acting_for, current_msp_id, new_id
from tests import make
from tests.portfolio.clients import Client, add_clients
from tests.scopes import inside

TODAY = date(2026, 11, 23)
SUNDAY = date(2026, 11, 22)
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
DEEDS = ("checked in", "date moved", "item done", "champion changed")
Row = dict[str, Any]


def grow(app: Flask, numbers: range, task_id: str, item_id: str) -> None:
    """As many more rows of each table as there are numbers, which count on from call to call;
    the task and the item are the ones whose own pages are asked for."""
    with inside(app):
        program = newest(None)
        assert program is not None
        people(numbers)
        away(program, numbers)
        tasks = roadmap(program, numbers, UUID(item_id))
        talk(program, numbers, tasks, UUID(task_id))
        waits(program, tasks, UUID(task_id))
        read_and_signed(program, tasks, UUID(task_id))
        proved(program, numbers, UUID(task_id))
        history(program, numbers, [UUID(task_id), UUID(item_id)])
        measured(program, numbers)
        other_programs(program, numbers)
        editions(program, numbers)
    add_clients(app, [Client(f"Firm {number}", silent=number % 30) for number in numbers])


def put(model: Any, rows: Iterable[Row]) -> None:
    db.session.execute(insert(model), list(rows))


def people(numbers: range) -> None:
    """Members of the MSP, so that every choice of a person is a long one."""
    ids = {number: new_id() for number in numbers}
    told = {"password_hash": "", "created_at": now()}
    put(
        User,
        (
            {"id": ids[n], "email": f"person-{n}@example.com", "name": f"Person {n}", **told}
            for n in numbers
        ),
    )
    at = {"msp_id": current_msp_id(), "role": "member"}
    put(Membership, ({"user_id": ids[n], **at} for n in numbers))


def away(program: Program, numbers: range) -> None:
    """Leave of the person whose page is asked for, every day of years to come."""
    told = {"user_id": program.champion_id, "by_id": program.champion_id, "at": now()}
    days = [TODAY + number * DAY for number in numbers]
    put(Leave, ({"starts_on": day, "ends_on": day, "note": "", **told} for day in days))


def roadmap(program: Program, numbers: range, item_id: UUID) -> list[UUID]:
    """New items with a task each, and as many tasks more in the item whose page is asked for;
    the ids of those."""
    phase = db.session.scalars(
        select(Phase).where(Phase.program_id == program.id).order_by(Phase.position)
    ).first()
    assert phase is not None
    items = {number: new_id() for number in numbers}
    put(Item, (item(program, phase, n, items[n]) for n in numbers))
    put(ItemKpi, ({"item_id": items[n], "kpi_key": "rhem", "position": 1} for n in numbers))
    more = {n: new_id() for n in numbers}
    for places, tasks in ((items, {n: new_id() for n in numbers}), ({}, more)):
        put(Task, (task(program, n, tasks[n]) for n in numbers))
        put(
            TaskItem,
            (
                {"task_id": tasks[n], "item_id": places.get(n, item_id), "position": 100 + n}
                for n in numbers
            ),
        )
        alice = make.user("alice").id
        put(TaskPerson, ({"task_id": tasks[n], "user_id": alice} for n in numbers))
    return [*more.values()]


def item(program: Program, phase: Phase, number: int, item_id: UUID) -> Row:
    start, due = make.START + number % 60 * DAY, TODAY + (number % 60 - 20) * DAY
    return {
        "id": item_id,
        "program_id": program.id,
        "phase_id": phase.id,
        "key": f"item-{number}",
        "name": f"Item {number}",
        "position": 100 + number,
        "owner_id": program.champion_id,
        "starts_on": start,
        "first_starts_on": start,
        "due": due,
        "first_due": due,
    }


def task(program: Program, number: int, task_id: UUID) -> Row:
    due = TODAY + (number % 60 - 20) * DAY
    done = {"done_at": now() - 9 * DAY, "done_by_id": program.champion_id} if number % 3 else {}
    told = {"strand": "sop", "title": f"Task {number}", "due": due, "first_due": due}
    nothing = {"done_at": None, "done_by_id": None}
    rule = {"repeats": "" if number % 4 else "FREQ=WEEKLY;BYDAY=MO", "repeats_from": due}
    return {
        "id": task_id,
        "program_id": program.id,
        **told,
        **nothing,
        **done,
        **rule,
        "run_on": due,
    }


def talk(program: Program, numbers: range, tasks: list[UUID], task_id: UUID) -> None:
    """Comments on the task whose page is asked for, and calls for help from many others."""
    told = {"program_id": program.id, "text": "A word.", "by_id": program.champion_id}
    put(Note, ({"task_id": task_id, "stuck": False, "at": now(), **told} for _ in numbers))
    put(Note, ({"task_id": one, "stuck": True, "at": now(), **told} for one in tasks))
    notes = db.session.scalars(select(Note.id).where(Note.stuck).order_by(Note.id.desc()))
    who = program.champion_id
    put(Mention, ({"note_id": one, "user_id": who} for one in notes.fetchmany(len(numbers))))
    kept = {"program_id": program.id, "by_id": program.champion_id, "at": now()}
    day = {"ends_on": make.END, "dates": {}}
    put(SavedPlan, ({"name": f"Plan {n}", **day, **kept} for n in numbers))
    signed(program, numbers, task_id)


def signed(program: Program, numbers: range, task_id: UUID) -> None:
    """Words about the sign-off of the phase whose page is asked for: that of the task."""
    task = db.session.get(Task, (current_msp_id(), task_id))
    assert task is not None
    told = {"thing_kind": "phase", "thing_name": "Drive to Thrive", "thing_id": task.item.phase_id}
    deeds = {"deed": "asked", "stands": "asked", "said": "It is done.", "seen": {}, "at": now()}
    by = {"program_id": program.id, "by_id": program.champion_id}
    put(SignOff, ({"number": n + 1, **told, **deeds, **by} for n in numbers))


def waits(program: Program, tasks: list[UUID], task_id: UUID) -> None:
    """The tasks come before the one whose page is asked for."""
    ends = {"program_id": program.id, "successor_id": task_id}
    put(TaskLink, ({"predecessor_id": one, **ends} for one in tasks))


def read_and_signed(program: Program, tasks: list[UUID], task_id: UUID) -> None:
    """A SOP beside each task; many versions and signatures of the one that is asked for."""
    ids = {one: new_id() for one in tasks}
    put(Sop, ({"id": ids[one], "task_id": one} for one in tasks))
    told = {"words": "A word.", "html": "<p>A word.</p>", "at": now(), "by_id": program.champion_id}
    put(SopText, ({"sop_id": ids[one], "number": 1, **told} for one in tasks))
    kept = db.session.scalars(select(Sop).where(Sop.task_id == task_id)).one()
    versions = range(kept.number + 1, kept.number + 1 + len(tasks))
    put(SopText, ({"sop_id": kept.id, "number": number, **told} for number in versions))
    kept.number = versions[-1]
    asked = {reader.user_id for reader in db.session.scalars(select(SopReader))}
    for member in members(current_msp_id()):
        if member.user_id not in asked:
            db.session.add(SopReader(sop_id=kept.id, user_id=member.user_id))
    put(
        SopSignature,
        (
            {"sop_id": kept.id, "user_id": program.champion_id, "number": number, "at": now()}
            for number in versions
        ),
    )


def proved(program: Program, numbers: range, task_id: UUID) -> None:
    """Steps, evidence and runs of the task whose page is asked for."""
    put(Step, ({"task_id": task_id, "text": f"Step {n}", "position": n} for n in numbers))
    told = {"task_id": task_id, "kind": "link", "url": "https://example.com", "at": now()}
    put(Proof, ({"name": f"Page {n}", "by_id": program.champion_id, **told} for n in numbers))
    run = {"task_id": task_id, "due": TODAY, "ticks": {}}
    put(Run, ({"run_on": TODAY - n * DAY, **run} for n in numbers))


def history(program: Program, numbers: range, things: list[UUID]) -> None:
    """Deeds and changes of the plan on the things whose pages are asked for; check-ins."""
    by = {"by_id": program.champion_id, "program_id": program.id}
    put(
        Event,
        (
            {"at": now(), "deed": DEEDS[n % 4], "thing_kind": "item", "thing_id": one, **by}
            for n in numbers
            for one in things
        ),
    )
    gone = {"kind": "item", "name": "Intake", "goes": {"tasks": 3}, "rows": {}, "at": now(), **by}
    put(Deletion, ({"thing_id": new_id(), **gone} for _ in numbers))
    told = {"thing_kind": "item", "thing_name": "Intake", "what": "due", "reason": "Away.", **by}
    days = {"before": "2026-11-02", "after": "2026-11-09", "at": now()}
    put(Change, ({"thing_id": one, **told, **days} for _ in numbers for one in things))
    weeks = [TODAY - (number + 1) * WEEK for number in numbers]
    said = {"sentence": "A good week.", "confidence": 4, "at": now(), **by}
    put(CheckIn, ({"week": week, **said} for week in weeks))
    states = dict.fromkeys(("roadmap", "criteria", "champion"), State.WATCH.value)
    put(WeekSigns, ({"week": week, "program_id": program.id, **states} for week in weeks))


def measured(program: Program, numbers: range) -> None:
    """Readings of every KPI in turn, a criterion on each, and the imports behind them."""
    keys = [key for key in catalogue().kpis if key != "resource_utilization_pct"]
    aimed = set(db.session.scalars(select(Criterion.kpi_key)))
    told = {"program_id": program.id, "direction": "up", "starts_on": make.START, "due": make.END}
    goal = {"baseline": 58.0, "target": 68.0, "latest": 60.0, "latest_on": SUNDAY}
    chosen = [keys[number] for number in numbers if number < len(keys)]
    fresh = [key for key in chosen if key not in aimed]
    if fresh:
        put(Criterion, ({"kpi_key": key, "position": 9, **told, **goal} for key in fresh))
    put(Reading, (reading("resource_utilization_pct", 20 + n) for n in numbers))
    put(Reading, (reading(keys[n % len(keys)], 20 + n) for n in numbers))
    people_and_words(numbers)
    imports(numbers)
    by = {"by_id": program.champion_id, "at": now(), "stored_at": now()}
    put(
        PeriodClosing,
        (
            {"until": make.START - n * DAY, "at": now() - n * DAY, "by_id": program.champion_id}
            for n in numbers
        ),
    )
    told = {"shape": "0", "headings": ["Week"], "columns": None, "lines": {}, **by}
    put(ReadingFile, ({"name": f"week-{n}.csv", **told} for n in numbers))


def people_and_words(numbers: range) -> None:
    """People for many KPIs, and definitions of one, again and again."""
    by = make.user("alice").id
    told = {"kpi_key": "resource_utilization_pct", "says": "Counted so.", "at": now(), "by_id": by}
    days = {"starts_on": TODAY, "agreed_at": None}
    put(Definition, ({"number": 2 + n, **told, **days} for n in numbers))
    put(Owners, ({"kpi_key": f"kpi-{n}", "accountable_id": by, "enters_id": by} for n in numbers))


def benchmarks(practice_id: UUID, numbers: range) -> None:
    """More of the KPI whose page is asked for than anybody may keep."""
    told = {"kpi_key": "resource_utilization_pct", "level": "good", "low": 64.0, "high": 72.0}
    told |= {"about": "MSPs", "source": "A review", "month": TODAY, "sample": "", "at": now()}
    by = {"by_id": make.user("alice").id, "put_away_at": None}
    put(OwnBenchmark, ({**told, **by} for _ in numbers))
    with acting_for([practice_id]):
        put(PracticeBenchmark, ({"practice_id": practice_id, **told, **by} for _ in numbers))


def reading(key: str, weeks: int) -> Row:
    last = SUNDAY - weeks * WEEK
    days = {"starts_on": last - 6 * DAY, "ends_on": last}
    return {"kpi_key": key, "value": 60.0 + weeks % 7, "source": "Typed", "at": now(), **days}


def imports(numbers: range) -> None:
    told = {"map_name": "a map", "map_text": "", "map_fingerprint": "0", "since": now()}
    ids = {number: new_id() for number in numbers}
    put(Source, ({"id": ids[n], "name": f"source-{n}", **told} for n in numbers))
    rows = dict.fromkeys(("rows", "added", "changed", "unchanged", "skipped", "generation"), 1)
    run = {"at": now(), "map_fingerprint": "0", "files": [], **rows}
    put(ImportRun, ({"source_id": ids[n], **run} for n in numbers))


def other_programs(program: Program, numbers: range) -> None:
    """Programs that began before the one that is asked for."""
    days = {"starts_on": make.START, "ends_on": make.END, "first_ends_on": make.END}
    told = {"name": "An older one", "template_key": "service-delivery", **days}
    at = {"started_at": program.started_at - WEEK}
    ids = {number: new_id() for number in numbers}
    put(Program, ({"id": ids[n], "slug": f"older-{n}", **told, **at} for n in numbers))
    end = {"at": now(), "by_id": program.champion_id, "lessons": "Measure first."}
    end |= {"done": 3, "total": 21, "met": 0, "reached": [], "watched": [], "reopened_why": ""}
    put(Closing, ({"program_id": one, **end} for one in ids.values()))


def editions(program: Program, numbers: range) -> None:
    """Earlier editions of the templates, and what the program said to changes."""
    template = db.session.scalars(select(OwnTemplate)).one()
    by = {"at": now(), "by_id": program.champion_id}
    old = {"text": "", "what": "A change.", **by}
    put(Edition, ({"number": -n - 1, "template_id": template.id, **old} for n in numbers))
    offered = db.session.scalars(select(PracticeTemplate)).one()
    of_it = {"practice_id": offered.practice_id, "template_id": offered.id, **old}
    with acting_for([offered.practice_id]):
        put(PracticeEdition, ({"number": -n - 1, **of_it} for n in numbers))
    benchmarks(offered.practice_id, numbers)
    said = {"program_id": program.id, "told": "A change.", "taken": False, **by}
    put(TemplateAnswer, ({"change": f"change-{n}", **said} for n in numbers))
