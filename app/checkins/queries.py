"""Check-ins, and the three signs of a program."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from app.checkins.models import CheckIn, WeekSigns
from app.checkins.rules import ChampionFacts, champion_sign
from app.criteria.queries import judged
from app.criteria.rules import Judged, criteria_sign
from app.db import db
from app.planning.signs import Sign
from app.programs.facts import roadmap_facts_of
from app.programs.health import roadmap_sign
from app.programs.hold import hold_of
from app.programs.models import Program

Signs = tuple[Sign, Sign, Sign]
PULSE_WEEKS = 12


def signs(program: Program, today: date) -> Signs:
    """Roadmap, Success criteria, Champion: always these three, always in this order."""
    return signs_with(program, judged(program.id, today), today)


def signs_with(program: Program, standing: Sequence[Judged], today: date) -> Signs:
    """The same, with the verdicts of the criteria handed in; a program that rests says so."""
    hold = hold_of(program, program.msp.zone)
    if hold:
        return hold.signs(today)
    return (
        roadmap_sign(roadmap_facts_of(program), today),
        criteria_sign(standing),
        champion_sign(champion_facts(program), today),
    )


def champion_facts(program: Program) -> ChampionFacts:
    return facts_of_champion(program.champion.name if program.champion else "", program)


def facts_of_champion(name: str, program: Any) -> ChampionFacts:
    """The same with the champion's name handed in; of the program a row of its columns will do."""
    return ChampionFacts(
        name=name,
        start=program.starts_on,
        last_check_in=program.last_check_in_on,
        weeks_checked_in=program.weeks_checked_in,
        confidence=program.confidence,
        accepted=program.champion_accepted_at is not None,
        resumed_on=program.resumed_on,
        days_paused=program.days_paused,
    )


def check_in_of(program_id: UUID, week: date) -> CheckIn | None:
    """The check-in of the week that begins on this Monday."""
    return db.session.scalar(
        select(CheckIn).where(CheckIn.program_id == program_id, CheckIn.week == week)
    )


def check_ins(program_id: UUID, limit: int = 6) -> Sequence[CheckIn]:
    """The latest check-ins, newest first."""
    wanted = select(CheckIn).where(CheckIn.program_id == program_id)
    return db.session.scalars(wanted.order_by(CheckIn.week.desc()).limit(limit)).all()


def weeks_checked_in(program_id: UUID) -> int:
    counting = select(func.count()).select_from(CheckIn).where(CheckIn.program_id == program_id)
    return db.session.scalar(counting) or 0


def week_signs(program_id: UUID, week: date) -> WeekSigns | None:
    return db.session.scalar(
        select(WeekSigns).where(WeekSigns.program_id == program_id, WeekSigns.week == week)
    )


def pulse(program_id: UUID) -> list[WeekSigns]:
    """The signs of the last twelve weeks that have them, oldest first."""
    wanted = select(WeekSigns).where(WeekSigns.program_id == program_id)
    found = db.session.scalars(wanted.order_by(WeekSigns.week.desc()).limit(PULSE_WEEKS))
    return list(found)[::-1]
