"""The champion checks in: a sentence and a confidence, once a week."""

from datetime import date

from app.accounts.models import User
from app.activity.actions import record
from app.checkins import queries
from app.checkins.models import CheckIn, WeekSigns
from app.checkins.rules import monday
from app.clock import now
from app.db import db
from app.programs.models import Program
from app.versions import refuse_stale


def check_in(
    program: Program, sentence: str, confidence: int, today: date, by: User, version: int | None
) -> CheckIn:
    """Keep this week's check-in; a second one in the same week puts the first right."""
    week = monday(today)
    found = queries.check_in_of(program.id, week)
    if found is None:
        found = CheckIn(program_id=program.id, week=week)
        db.session.add(found)
    else:
        theirs = {"sentence": found.sentence, "confidence": str(found.confidence)}
        refuse_stale(found, version or 0, theirs)
    found.sentence, found.confidence = sentence, confidence
    found.at, found.by_id = now(), by.id
    db.session.flush()
    keep_champion_facts(program, today, confidence)
    keep_week_signs(program, week, today)
    record(
        "checked in",
        program,
        by=by,
        program_id=program.id,
        sentence=sentence,
        confidence=confidence,
    )
    return found


def keep_champion_facts(program: Program, today: date, confidence: int) -> None:
    program.last_check_in_on = today
    program.confidence = confidence
    program.weeks_checked_in = queries.weeks_checked_in(program.id)


def keep_week_signs(program: Program, week: date, today: date) -> None:
    """How the three signs stand now is how this week's bars will look for ever."""
    roadmap, criteria, champion = queries.signs(program, today)
    row = queries.week_signs(program.id, week)
    if row is None:
        row = WeekSigns(program_id=program.id, week=week)
        db.session.add(row)
    row.roadmap, row.criteria, row.champion = roadmap.state, criteria.state, champion.state
    db.session.flush()
