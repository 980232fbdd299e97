"""The weeks of a minor client: its check-ins, and its signs as they stood on those days."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from app.accounts.models import User
from app.activity.actions import record
from app.checkins.models import CheckIn, WeekSigns
from app.checkins.queries import champion_facts
from app.checkins.rules import champion_sign, monday
from app.clock import now
from app.criteria.aims import exact
from app.criteria.models import Criterion
from app.criteria.queries import aim_of, name_of
from app.criteria.rules import Judged, criteria_sign, verdict
from app.db import db
from app.demo.moments import at, moment
from app.demo.shapes import Value
from app.planning.signs import Sign, State
from app.programs.facts import facts_from, local_day
from app.programs.health import roadmap_facts, roadmap_sign
from app.programs.models import Item, Program, Task
from app.programs.rules import ItemFacts, TaskFacts, work_of

CONFIDENCE = {State.OK: 4, State.WATCH: 3, State.OFF: 2, State.NONE: 4}


@dataclass(frozen=True)
class History:
    """What the signs of any past day are computed from; the plan moved on one day at most."""

    program: Program
    items: Sequence[Item]
    criteria: Sequence[Criterion]
    readings: Sequence[Value]
    moved_on: date

    def roadmap(self, day: date) -> Sign:
        items = [self.item_on(item, day) for item in self.items]
        return roadmap_sign(roadmap_facts(items, self.program.first_ends_on), day)

    def item_on(self, item: Item, day: date) -> ItemFacts:
        """An item as it stood: before the plan moved by its first dates, without later checks."""
        zone, has_moved = self.program.msp.zone, day >= self.moved_on
        tasks = [
            TaskFacts(due_on(task, has_moved), done_by(task, day, zone), task.applies)
            for task in item.tasks
        ]
        due = item.due if has_moved else item.first_due
        return replace(facts_from(item, work_of(tasks), item.program.held), due=due)

    def judged(self, day: date) -> list[Judged]:
        return [self.judge(one, day) for one in self.criteria]

    def judge(self, criterion: Criterion, day: date) -> Judged:
        known = [
            one.value
            for one in self.readings
            if one.kpi == criterion.kpi_key and criterion.starts_on <= one.last < day
        ]
        latest = exact(known[-1]) if known else None
        return Judged(name_of(criterion), verdict(aim_of(criterion), latest, day))


def due_on(task: Task, has_moved: bool) -> date | None:
    return task.due if has_moved else task.first_due


def done_by(task: Task, day: date, zone: str) -> date | None:
    """The day it was done, unless that came later."""
    done_on = local_day(task.counted_at, zone)
    return done_on if done_on and done_on <= day else None


def keep_check_in(history: History, by: User, sentence: str, day: date, until: datetime) -> None:
    """Write a day's check-in, the champion's facts, and how the signs stood."""
    program, week = history.program, monday(day)
    roadmap, criteria = history.roadmap(day), criteria_sign(history.judged(day))
    confidence = CONFIDENCE[roadmap.state]
    program.last_check_in_on, program.confidence = day, confidence
    program.weeks_checked_in += 1
    champion = champion_sign(champion_facts(program), day)
    said: dict[str, Any] = {
        "program_id": program.id,
        "sentence": sentence,
        "confidence": confidence,
    }
    states = {"roadmap": roadmap.state, "criteria": criteria.state, "champion": champion.state}
    with at(moment(day, 17, until)):
        check_in = CheckIn(week=week, at=now(), by_id=by.id, **said)
        signs = WeekSigns(program_id=program.id, week=week, **states)
        db.session.add_all([check_in, signs])
        record("checked in", program, by=by, **said)
