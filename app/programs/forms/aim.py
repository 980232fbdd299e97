"""One number that will tell that a program worked: where it stands, and where it should go."""

from datetime import date, timedelta
from typing import Any

from wtforms import HiddenField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import ValidationError

from app.criteria.baseline import TYPED, BaselineValue
from app.criteria.fields import ValueField
from app.criteria.forms import IN_STEPS, WayFields, sample_problem, value_problem
from app.criteria.goals import Goal
from app.kpis.catalogue import Direction, Kpi
from app.kpis.possible import question_about
from app.kpis.rules import CURRENCY_SIGNS, MONEY, SUFFIX, show
from app.planning.words import span
from app.programs.dates import Schedule
from app.programs.first_plan import measuring_title
from app.programs.forms.aim_words import benchmark_words, start_words, way_words
from app.programs.forms.spans import (
    OTHER,
    Span,
    problem_with_span,
    read_span,
    span_words,
    usual_spans,
)
from app.programs.forms.start import Typed
from app.web.fields import DayField, NumberField
from app.web.filters import long_day
from app.web.forms import text

READINGS, KNOWN, LATER, OUT = "readings", "known", "later", "out"
STARTS = {KNOWN: "We know it", LATER: "Measure it first", OUT: "Leave it out"}
ONE_YEAR = timedelta(days=365)
EDGES = {"target", "low", "high"}
TARGET_FIRST = "Set the target first, then the steps on the way to it."
NOT_ASKED = {
    READINGS: {"value", "n", "period", "first", "last"},
    KNOWN: set[str](),
    LATER: {"value", "n", "period", "first", "last"},
}


class CountField(NumberField):
    example = "40"


class Aim(WayFields):
    """One KPI of the template: its number today, its target with the way there, and the day."""

    start = RadioField("Today’s number", validate_choice=False)
    value = ValueField("Today")
    n = CountField("Records")
    period = SelectField("Today’s number covers", validate_choice=False)
    first = DayField("First day")
    last = DayField("Last day")
    low = ValueField("Target from")
    high = ValueField("Target to")
    sure = HiddenField()

    def __init__(
        self,
        kpi: Kpi,
        typed: Typed,
        schedule: Schedule,
        measured: BaselineValue | None,
        today: date,
    ) -> None:
        self.kpi, self.schedule, self.measured = kpi, schedule, measured
        self.before = min(schedule.start, today)
        self.usual = usual_spans(kpi.cadence, self.before)
        prefix = f"{kpi.key}-"
        ours = typed if typed and any(name.startswith(prefix) for name in typed) else None
        super().__init__(ours, prefix=prefix, data=self.standard)
        self.about = kpi
        self.due.example = schedule.end.isoformat()
        self.offer()

    @property
    def standard(self) -> dict[str, Any]:
        """What the questions say before anybody answers."""
        band = self.kpi.band
        return {
            "start": READINGS if self.measured else KNOWN,
            "period": next(iter(self.usual)),
            "ends": "band" if band else "value",
            "target": self.kpi.target,
            "low": band.low if band else None,
            "high": band.high if band else None,
            "due": self.schedule.end,
        }

    def offer(self) -> None:
        """Give the fields what may be chosen; days chosen earlier stay among the usual ones."""
        self.start.choices = self.starts
        if not self.has_band:
            self.ends.data = "value"
        days = read_span(self.period.data or "")
        earlier = {self.period.data: span_words(days, self.before)} if days else {}
        listed = [SelectChoice(key, words) for key, words in (earlier | self.usual).items()]
        self.period.choices = [*listed, SelectChoice(OTHER, "Other days", {"data-reveals": ""})]

    @property
    def starts(self) -> dict[str, str]:
        """How a criterion may begin."""
        if self.measured is None:
            return STARTS
        return {READINGS: f"{self.say(self.measured.value)}, from readings"} | STARTS

    @property
    def has_band(self) -> bool:
        return self.kpi.direction is Direction.BAND

    def validate_start(self, field: RadioField) -> None:
        if field.data not in self.starts:
            raise ValidationError("Choose how to begin with this number.")

    def validate(self, extra_validators: Any = None) -> bool:
        """Only what is asked for can be wrong; whatever is left out needs no numbers."""
        super().validate(extra_validators)
        if self.start.data == OUT:
            return self.tell_nothing()
        self.tell(self.problems())
        return not self.errors

    def tell_nothing(self) -> bool:
        for field in self:
            field.errors = []
        return True

    def put_aside(self) -> set[str]:
        days = set[str]() if self.period.data == OTHER else {"first", "last"}
        return super().put_aside() | days | NOT_ASKED.get(self.start.data, set())

    def problems(self) -> dict[str, str]:
        """What has to be put right, by field."""
        found = self.start_problems() if self.start.data == KNOWN else {}
        baseline = None if "value" in found else self.start_value
        goal = self.goal_problems(self.kpi, self.schedule.start, baseline)
        if self.is_open:
            goal = {name: words for name, words in goal.items() if name not in EDGES}
            goal |= {"step1": TARGET_FIRST} if self.way.data == IN_STEPS else {}
        if self.due.data and self.due.data > self.schedule.end + ONE_YEAR:
            goal["due"] = "Choose a day within a year of the program’s end."
        return found | goal

    def start_problems(self) -> dict[str, str]:
        """What is wrong with the number that somebody knows, and with its days."""
        found = {
            "value": value_problem(self.kpi, self.value.data) or self.unlikely(),
            "n": sample_problem(self.n),
        }
        found |= self.day_problems() if self.period.data == OTHER else self.period_problem()
        return {name: words for name, words in found.items() if words}

    def unlikely(self) -> str:
        """A question about a number that can be but hardly is; the same one sent again stays."""
        question = question_about(self.kpi, self.value.data)
        typed = str(self.value.data)
        if not question or text(self.sure) == typed:
            return ""
        self.sure.data = typed
        return question

    def day_problems(self) -> dict[str, str]:
        first, last = self.first.data, self.last.data
        if first is None or last is None:
            ask = f"Choose a day, such as {self.before.replace(day=1).isoformat()}."
            missing = [name for name in ("first", "last") if self[name].data is None]
            return {name: ask for name in missing if not self[name].errors}
        return {"last": problem_with_span(first, last, self.before)}

    def period_problem(self) -> dict[str, str]:
        days = read_span(self.period.data or "")
        if days is None:
            return {"period": "Choose the days that the number covers."}
        return {"period": problem_with_span(*days, self.before)}

    @property
    def is_open(self) -> bool:
        """Is the target left for later? Only what is measured first may wait for one."""
        names = ("low", "high") if self.ends.data == "band" else ("target",)
        empty = all(self[name].data is None and not self[name].errors for name in names)
        return bool(self.start.data == LATER) and empty

    def goal(self) -> Goal:
        assert self.due.data is not None
        return Goal(self.due.data, hold=self.hold()) if self.is_open else super().goal()

    @property
    def start_value(self) -> float | None:
        """Today's number where it is known, as far as it can be read."""
        if self.start.data == READINGS and self.measured:
            return self.measured.value
        known: float | None = self.value.data
        return known if self.start.data == KNOWN else None

    @property
    def baseline(self) -> BaselineValue | None:
        """What the criterion starts from: its readings, or the typed number with its days."""
        if self.start.data == READINGS:
            return self.measured
        value, n = self.start_value, self.n.data
        if value is None:
            return None
        first, last = self.days
        return BaselineValue(value, first, last, n=None if n is None else int(n), source=TYPED)

    @property
    def days(self) -> Span:
        """The days that the typed number covers; ask only a valid form."""
        chosen = read_span(self.period.data or "")
        first, last = chosen or (self.first.data, self.last.data)
        assert first is not None and last is not None
        return first, last

    @property
    def is_known(self) -> bool:
        """Does it start from a number, so that it need not be measured first?"""
        return self.start.data in {READINGS, KNOWN}

    @property
    def unit(self) -> str:
        """What stands beside a number of this KPI."""
        unit = self.kpi.unit
        return CURRENCY_SIGNS["USD"] if unit in MONEY else SUFFIX[unit].strip()

    @property
    def benchmark(self) -> str:
        return benchmark_words(self.kpi)

    @property
    def measuring(self) -> str:
        """The task that finds out where it starts."""
        return measuring_title(self.kpi.name)

    @property
    def summary(self) -> str:
        """From where to where, by when, and what the start rests on; ask only a valid form."""
        goal, start = self.goal(), self.baseline
        edges = (goal.band.low, goal.band.high) if goal.band else (goal.target,)
        aim = " to ".join(self.say(edge) for edge in edges if edge is not None)
        began = f"{self.say(start.value)} now" if start else "To be measured"
        aimed = f"{aim} by {long_day(goal.due)}" if aim else "a target later"
        aimed += way_words(goal, self.say)
        return f"{began}, {aimed}. {start_words(start, self.before)}".strip()

    @property
    def is_special(self) -> bool:
        """Is it reached in steps, or held for some time, or is something wrong with either?"""
        way = [self.way, self.hold_needed, self.hold_of, *(one for row in self.rows for one in row)]
        wrong = any(field.errors for field in way)
        return wrong or self.way.data == IN_STEPS or self.hold_of.data != 1

    def say(self, value: float) -> str:
        return show(value, self.kpi.unit, self.kpi.decimals)

    @property
    def says(self) -> dict[str, str]:
        """What is to be known about a choice."""
        if self.measured is None or not self.measured.starts_on or not self.measured.ends_on:
            return {}
        days = span(self.measured.starts_on, self.measured.ends_on, self.before)
        return {READINGS: f"{self.measured.source}, {days}"}
