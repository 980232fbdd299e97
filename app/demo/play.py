"""A program played day by day through the actions that people use, under a moved clock."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from app.accounts.models import User
from app.checkins.actions import check_in
from app.criteria.actions import NewCriterion, add_criterion
from app.criteria.aims import Step
from app.criteria.goals import Goal
from app.criteria.holds import Hold
from app.criteria.queries import baseline_from_readings, criteria
from app.demo import firms
from app.demo.moments import ONE_DAY, WEEK, at, days, moment
from app.demo.own import define_own
from app.demo.scripts import FirmScript, RepeatScript, TaskScript
from app.kpis.agree import agree as agree_on
from app.kpis.agree import give
from app.kpis.catalogue import Kpi
from app.kpis.library import catalogue
from app.planning.gates import Entry
from app.planning.money import DEFAULT
from app.planning.repeats import read_repeats
from app.planning.workdays import Away
from app.programs.actions.champion import reserve_hours
from app.programs.actions.changes import agree, set_budget
from app.programs.actions.leave import enter_leave
from app.programs.actions.plan import move_item
from app.programs.actions.runs import set_repeats
from app.programs.actions.sign_offs import ask, send_back, set_gate
from app.programs.actions.start import People
from app.programs.actions.tasks import assign_item, assign_task, check_off
from app.programs.gates import criteria_at
from app.programs.log import open_changes
from app.programs.models import Item, Program, Task
from app.programs.queries import items_with_tasks
from app.programs.runs import due_of
from app.programs.sign_offs import subject_of_phase

EARLIEST_DAYS = (0, 0, 1, 1, 2)
FRIDAY = 4

DEEDS = {"ask": ask, "back": send_back}

Readings = Callable[[date], None]
Aside = Callable[[Program, dict[str, Item], date], None]


def nothing(_program: Program, _items: dict[str, Item], _day: date) -> None:
    """Nobody does anything besides the plan."""


@dataclass
class Play:
    """A firm's year: `readings` brings in what was measured, and `aside` does what people do
    besides the plan, both on every day that they are asked."""

    script: FirmScript
    people: dict[str, User]
    until: datetime
    readings: Readings
    chance: Random
    aside: Aside = nothing
    items: dict[str, Item] = field(default_factory=dict)
    early: dict[Task, timedelta] = field(default_factory=dict)
    repeating: dict[Task, RepeatScript] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return self.until.date()

    @property
    def champion(self) -> User:
        return self.people[self.script.champion]

    def year(self, first: date) -> Program:
        """Everything that happened from a day up to the present."""
        start = firms.start_of(self.script.week, self.today)
        for day in days(first, start - ONE_DAY):
            self.measure(day)
        with at(moment(start, 8, self.until)):
            self.readings(start)
            program = self.start(start)
        for day in days(start, self.today):
            self.live(program, day)
        return program

    def measure(self, day: date) -> None:
        with at(moment(day, 8, self.until)):
            self.readings(day)

    def start(self, start: date) -> Program:
        """The first day: the plan, whose each thing is, and what success will be."""
        people = People(
            champion=self.champion,
            sponsor=self.people[self.script.sponsor],
            by_duty=firms.duties(self.script, self.people),
        )
        program = firms.start(people, start, self.champion)
        self.items = {item.key: item for item in items_with_tasks(program.id)}
        self.hand_out()
        self.aim(program)
        for one in self.script.own:
            define_own(one, self.champion)
        self.set_gates(program)
        if self.script.budget:
            set_budget(program, self.script.budget, DEFAULT.code, "", self.champion)
        if self.script.hours:
            reserve_hours(program, round(self.script.hours * 60), self.champion)
        self.plan_checks()
        self.let_repeat()
        return program

    def let_repeat(self) -> None:
        for one in self.script.repeats:
            task = self.items[one.item].tasks[one.number - 1]
            if task.due:
                del self.early[task]
                set_repeats(task, read_repeats(one.rule), task.due, one.reason, self.champion)
                self.repeating[task] = one

    def hand_out(self) -> None:
        for one in self.script.items:
            assign_item(self.items[one.key], self.people[one.owner], self.champion)
        for given in self.script.tasks:
            people = [self.people[key] for key in given.people]
            for task in self.named(given):
                assign_task(task, people, "any", self.champion)

    def named(self, given: TaskScript) -> Iterator[Task]:
        tasks = self.items[given.item].tasks
        return (tasks[number - 1] for number in given.numbers)

    def aim(self, program: Program) -> None:
        """The success criteria, each with a baseline frozen from the readings before the start."""
        goal_day, start = program.ends_on, program.starts_on
        for position, one in enumerate(self.script.criteria):
            baseline = baseline_from_readings(one.kpi, start - one.weeks * WEEK, start - ONE_DAY)
            steps = tuple(Step(start + week * WEEK - ONE_DAY, value) for week, value in one.steps)
            goal = Goal(goal_day, one.target, steps=steps, hold=Hold(*one.hold))
            new = NewCriterion(one.kpi, start, goal, position, baseline)
            add_criterion(program.id, new, self.champion)
            self.look_after(catalogue().kpis[one.kpi])

    def look_after(self, kpi: Kpi) -> None:
        """What is a criterion has its people, and a definition that they agreed on."""
        give(kpi, self.people[self.script.sponsor], self.champion, self.champion, None)
        agree_on(kpi, self.people[self.script.sponsor])

    def set_gates(self, program: Program) -> None:
        """Some phases begin only when the one before is signed off."""
        aims = criteria(program.id)
        for phase in dict.fromkeys(item.phase for item in self.items.values()):
            if phase.key in self.script.gated:
                chosen = [one.kpi_key for one in criteria_at(phase, aims)]
                set_gate(phase, Entry.PHASE.value, chosen, self.champion)

    def plan_checks(self) -> None:
        """How many days before its due day each task will be checked off; some stay open."""
        left = {task for given in self.script.open for task in self.named(given)}
        for item in self.items.values():
            for task in item.tasks:
                if task not in left:
                    self.early[task] = self.chance.choice(EARLIEST_DAYS) * ONE_DAY

    def live(self, program: Program, day: date) -> None:
        """One day: readings in the morning, then changes of the plan, checks, the check-in."""
        self.measure(day)
        if day.weekday() > FRIDAY:
            return
        self.change_plan(program, day)
        self.enter_leave(program, day)
        self.speak(program, day)
        self.aside(program, self.items, day)
        if day < self.today:
            self.check_off_due(day)
            self.check_off_runs((day - program.starts_on) // WEEK + 1, day)
        self.check_in(program, day)

    def change_plan(self, program: Program, day: date) -> None:
        for move in self.script.moves:
            item = self.items[move.item]
            if move.weekend and self.today.weekday() <= FRIDAY:
                continue
            if program.starts_on + move.day * ONE_DAY != day or item.due is None:
                continue
            with at(moment(day, 9, self.until, minute=20)):
                due = item.due + move.later * ONE_DAY
                move_item(item, due, move.reason, self.champion)
            if move.agreed:
                self.agree(program, day)

    def agree(self, program: Program, day: date) -> None:
        """The sponsor agrees to what has changed so far."""
        with at(moment(day, 15, self.until)):
            agree(open_changes(program.id), program, self.people[self.script.sponsor])

    def enter_leave(self, program: Program, day: date) -> None:
        """People say when they will be away."""
        for one in self.script.leave:
            if program.starts_on + one.day * ONE_DAY == day:
                first, last = (program.starts_on + n * ONE_DAY for n in (one.first, one.last))
                person = self.people[one.person]
                with at(moment(day, 11, self.until)):
                    enter_leave(person, Away(first, last), one.note, program.msp.zone, person)

    def speak(self, program: Program, day: date) -> None:
        """What is said about the sign-off of a phase."""
        phases = {item.phase.key: item.phase for item in self.items.values()}
        for word in self.script.words:
            if program.starts_on + word.day * ONE_DAY == day:
                with at(moment(day, 10, self.until)):
                    subject = subject_of_phase(phases[word.phase], day)
                    DEEDS[word.deed](subject, word.said, self.people[word.by])

    def check_off_due(self, day: date) -> None:
        """Check off what is due, or almost, by the first person on it."""
        ready = [task for task, early in self.early.items() if task.due and task.due - early <= day]
        for task in ready:
            del self.early[task]
            by = task.people[0].user if task.people else self.champion
            hour, minute = self.chance.randint(9, 16), self.chance.randint(0, 59)
            with at(moment(day, hour, self.until, minute)):
                check_off(task, by)

    def check_off_runs(self, week: int, day: date) -> None:
        """What repeats is done on the day of its run, but in the weeks in which it was missed."""
        for task, one in self.repeating.items():
            if due_of(task, day) == day and week not in one.missed:
                by = task.people[0].user if task.people else self.champion
                with at(moment(day, 15, self.until, minute=10)):
                    check_off(task, by)

    def check_in(self, program: Program, day: date) -> None:
        """The champion writes on the weekday that it is today, and has not yet today; on a weekend
        this week's is written already."""
        if day == self.today or day.weekday() != min(self.today.weekday(), FRIDAY):
            return
        week = (day - program.starts_on) // WEEK + 1
        for one in self.script.check_ins:
            if one.week == week:
                with at(moment(day, 17, self.until)):
                    check_in(program, one.sentence, one.confidence, day, self.champion, None)
