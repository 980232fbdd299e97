"""What a firm does with its numbers beside typing them: KPIs of its own, a file, a benchmark, a
period that is closed, and its plan kept as a template."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from io import StringIO
from random import Random

from app.accounts.models import User
from app.demo.desk_scripts import DeskScript, FigureScript, ShareScript
from app.demo.moments import ONE_DAY, WEEK, at, moment
from app.demo.own import define_counted
from app.kpis import agree, closed, files
from app.kpis.benchmarks import Level
from app.kpis.catalogue import Kpi, Unit
from app.kpis.columns import guess
from app.kpis.keep_benchmarks import Figure, keep
from app.kpis.library import catalogue, entered
from app.kpis.sheets import read_sheet
from app.kpis.typed import TypedReading
from app.numbers.actions import enter_readings, store_file
from app.numbers.queries import known
from app.programs.models import Program

CLOSED_ON, FILED_ON = 17, 70
HEADINGS = ("Week", "KPI", "Team", "Technician", "Client", "Reading")
SPREAD = 0.04
SEED = 12


@dataclass
class Figures:
    """The people of a firm over its numbers, day by day."""

    script: DeskScript
    people: Mapping[str, User]
    champion: User
    owner: User
    until: datetime
    own: list[Kpi] = field(default_factory=list)

    def live(self, program: Program, day: date) -> None:
        number = (day - program.starts_on).days
        with at(moment(day, 8, self.until, minute=30)):
            self.count(number, day)
            for one in self.script.figures:
                if one.day == number:
                    keep(catalogue().kpis[one.kpi], figure_of(one, day), self.champion)
            if number == CLOSED_ON:
                closed.close(program.starts_on - ONE_DAY, self.owner, day)
            if number == FILED_ON:
                self.bring_in(program, day)

    def count(self, number: int, day: date) -> None:
        """Each Monday, what was counted in the week before; defined on the first day."""
        if number == 0:
            self.own = [define_counted(one, self.champion) for one in self.script.counted]
        week, weekday = divmod(number, 7)
        for kpi, one in zip(self.own, self.script.counted, strict=True):
            if number == 0:
                agree.give(kpi, self.champion, self.people[one.by], self.champion, None)
                agree.agree(kpi, self.champion)
            if weekday == 0 and 0 < week <= len(one.values):
                reading = TypedReading(day - WEEK, day - ONE_DAY, value=one.values[week - 1])
                enter_readings([(kpi, reading)], self.people[one.by])

    def bring_in(self, program: Program, day: date) -> None:
        """A file with the numbers of teams, technicians and clients, week by week."""
        sheet = read_sheet(self.written(program.starts_on, day).encode())
        file = files.take_in(self.script.file, sheet, self.champion)
        file.columns = guess(sheet, entered(), day).as_json()
        store_file(file, files.check(file, known(), day), "", self.champion)

    def written(self, start: date, day: date) -> str:
        told, chance = StringIO(), Random(SEED)  # noqa: S311 (no secret is made of it)
        out = csv.writer(told)
        out.writerow(HEADINGS)
        for one in self.script.shares:
            out.writerows(lines_of(one, start, day, chance))
        return told.getvalue()


def lines_of(one: ShareScript, start: date, day: date, chance: Random) -> Iterator[list[str]]:
    """A line for each week that is over, from about the first number to about the last."""
    kpi, weeks = catalogue().kpis[one.kpi], (day - start).days // 7
    decimals = 0 if kpi.unit is Unit.COUNT else kpi.decimals
    whose = [one.name if one.kind == heading else "" for heading in HEADINGS[2:5]]
    for week in range(weeks):
        level = one.first + (one.last - one.first) * week / (weeks - 1)
        value = level * chance.uniform(1 - SPREAD, 1 + SPREAD)
        yield [(start + week * WEEK).isoformat(), kpi.name, *whose, f"{value:.{decimals}f}"]


def figure_of(one: FigureScript, day: date) -> Figure:
    return Figure(
        level=Level(one.level),
        low=one.low,
        high=one.high,
        about=one.about,
        source=one.source,
        month=day.replace(day=1),
        sample=one.sample,
    )
