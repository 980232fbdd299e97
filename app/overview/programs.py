"""The programs of an MSP as its page lists them: running, paused, and closed ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from app.checkins.queries import Signs, signs_with
from app.checkins.rules import week_number
from app.criteria.models import Criterion
from app.criteria.queries import criteria_of, judge
from app.db import db
from app.planning.words import counted
from app.programs import closings
from app.programs.facts import restored
from app.programs.following import behind
from app.programs.hold import Hold, hold_of
from app.programs.models import Closing, Program
from app.programs.queries import PEOPLE
from app.programs.rules import Progress

A_PAGE = 20
GROUPS = ("Running", "Paused", "Closed")


@dataclass(frozen=True)
class ProgramLine:
    """A program in a few words: where it is, its signs, how far it got, and what is watched.

    `follows` says that its template has changed since it started.
    """

    program: Program
    signs: Signs
    progress: Progress
    hold: Hold | None
    closing: Closing | None
    follows: bool
    today: date

    @property
    def group(self) -> str:
        return GROUPS[2 if self.program.closed else 1 if self.program.paused else 0]

    @property
    def says(self) -> str:
        """Which week it is, or how it rests."""
        if self.hold:
            return self.hold.says(self.today)
        return week_words(self.program, self.today)

    @property
    def elapsed(self) -> float:
        """The share of its time that has passed, in per cent."""
        days = (self.program.ends_on - self.program.starts_on).days
        return 100 * (self.today - self.program.starts_on).days / max(days, 1)

    @property
    def reached(self) -> str:
        """How many of the criteria were met at the end: "2 of 3 criteria met"."""
        if self.closing is None or not self.closing.reached:
            return "No criterion to judge it by" if self.closing else ""
        total = counted(len(self.closing.reached), "criterion", "criteria")
        return f"{self.closing.met} of {total} met"

    @property
    def watched(self) -> dict[str, str]:
        return closings.names_of(self.closing.watched) if self.closing else {}


def week_words(program: Program, today: date) -> str:
    week, weeks = (
        week_number(program.starts_on, today),
        week_number(program.starts_on, program.first_ends_on),
    )
    if week == 0:
        return f"Starts {program.starts_on:%-d %b}"
    return f"Week {week} of {weeks}" if week <= weeks else f"Week {week}, planned for {weeks}"


def program_lines(number: int, today: date) -> list[ProgramLine]:
    """A page of the programs of the MSP in scope, those that run first, then the newest first."""
    wanted = select(Program).options(*PEOPLE)
    in_order = wanted.order_by(
        Program.closed_at.is_not(None),
        Program.paused_on.is_not(None),
        Program.started_at.desc(),
        Program.id.desc(),
    )
    found = db.session.scalars(in_order.limit(A_PAGE).offset((number - 1) * A_PAGE)).all()
    ids = [one.id for one in found]
    aims, ends = criteria_of(ids), closings.closings_of(ids)
    late = behind(found)
    return [
        line_of(one, today, aims=aims[one.id], closing=ends.get(one.id), follows=one in late)
        for one in found
    ]


def line_of(
    program: Program,
    today: date,
    *,
    aims: Sequence[Criterion],
    closing: Closing | None,
    follows: bool,
) -> ProgramLine:
    return ProgramLine(
        program=program,
        signs=signs_with(program, judge(aims, today), today),
        progress=restored(program.facts).progress,
        hold=hold_of(program, program.msp.zone),
        closing=closing,
        follows=follows,
        today=today,
    )


def count_programs() -> int:
    return db.session.scalar(select(func.count()).select_from(Program)) or 0
