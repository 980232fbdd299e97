"""What may be typed about a success criterion: where it ends, and where it starts from."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from wtforms import HiddenField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional

from app.criteria.aims import OUT_OF_TIME, Step, exact, problem_with_aim
from app.criteria.baseline import TYPED, BaselineValue
from app.criteria.fields import Told, ValueField, WholeField
from app.criteria.goals import Goal, way_problem
from app.criteria.holds import Hold, problem_with_hold
from app.kpis.catalogue import Band, Kpi
from app.kpis.possible import example, problem_with_target, problem_with_value
from app.web.fields import DayField, NumberField
from app.web.forms import Form

LEAST_REASON = 10
SHORT_REASON = "Write the reason in a sentence of 10 to 200 characters."
LEAN = ("resource_utilization_pct", "mttr_net_hours", "rhem")
PROPOSED = "Proposed: the LEAN results"
ALL = "all"
READINGS, BY_HAND, LATER = "readings", "typed", "later"
STRAIGHT, IN_STEPS = "straight", "steps"
WAYS = {STRAIGHT: "Straight from the baseline", IN_STEPS: "In dated steps"}
ONE_READING: Any = 1.0
STEPS = ("step1", "step2", "step3")
ENDS = {"value": "A value", "band": "A band to be inside of"}
MEASURED = {READINGS: "The readings of some days", BY_HAND: "A number we know"}


class GoalFields(Told):
    """A target or a band, and its day."""

    ends = RadioField("What counts as arrived", choices=ENDS, default="value")
    target = ValueField("Target")
    low = ValueField("From")
    high = ValueField("To")
    due = DayField("By", [InputRequired("Choose the day by which it should be reached.")])

    def put_aside(self) -> set[str]:
        edges = {"target"} if self.ends.data == "band" else {"low", "high"}
        return super().put_aside() | edges

    def goal(self) -> Goal:
        """The goal of a form that is valid."""
        assert self.due.data is not None
        if self.ends.data == "band":
            return Goal(due=self.due.data, band=Band(self.low.data, self.high.data))
        return Goal(due=self.due.data, target=self.target.data)

    def goal_problems(self, kpi: Kpi, starts_on: date, baseline: float | None) -> dict[str, str]:
        """What has to be put right, by field."""
        names = ("low", "high") if self.ends.data == "band" else ("target",)
        found = {name: edge_problem(kpi, self[name].data) for name in names}
        if self.due.data is not None and self.due.data <= starts_on:
            found["due"] = "Choose a day after the start."
        if not any(found.values()):
            found[names[-1]] = aim_problem(kpi, [self[name].data for name in names], baseline)
        return {name: sentence for name, sentence in found.items() if sentence}


class WayFields(GoalFields):
    """A goal with the way to it: straight or in dated steps, and how long it must be held."""

    way = RadioField("The way there", choices=WAYS, default=STRAIGHT)
    step1_by = DayField("First step by", [Optional()])
    step1 = ValueField("First step")
    step2_by = DayField("Second step by", [Optional()])
    step2 = ValueField("Second step")
    step3_by = DayField("Third step by", [Optional()])
    step3 = ValueField("Third step")
    hold_needed = WholeField("Readings at the target", default=ONE_READING)
    hold_of = WholeField("Out of the last", default=ONE_READING)

    def put_aside(self) -> set[str]:
        steps = {*STEPS, *(f"{name}_by" for name in STEPS)}
        return super().put_aside() | (set() if self.way.data == IN_STEPS else steps)

    @property
    def rows(self) -> list[tuple[Any, Any]]:
        """The fields of each step: its day and its value."""
        return [(self[f"{name}_by"], self[name]) for name in STEPS]

    def steps(self) -> tuple[Step, ...]:
        """The steps that are typed in full."""
        if self.way.data != IN_STEPS:
            return ()
        rows = ((by.data, value.data) for by, value in self.rows)
        return tuple(Step(by, value) for by, value in rows if by and value is not None)

    def hold(self) -> Hold:
        """The hold rule of a form that is valid."""
        return Hold(int(self.hold_needed.data), int(self.hold_of.data))

    def goal(self) -> Goal:
        return replace(super().goal(), steps=self.steps(), hold=self.hold())

    def goal_problems(self, kpi: Kpi, starts_on: date, baseline: float | None) -> dict[str, str]:
        found = super().goal_problems(kpi, starts_on, baseline) | self.hold_problems()
        if self.way.data != IN_STEPS:
            return found
        wrong = self.row_problems(kpi)
        if not any(wrong.values()) and not found and self.due.data:
            problem = way_problem(kpi, self.goal(), starts_on, baseline)
            last = STEPS[len(self.steps()) - 1]
            wrong = {f"{last}_by" if problem == OUT_OF_TIME else last: problem or ""}
        return found | {name: sentence for name, sentence in wrong.items() if sentence}

    def row_problems(self, kpi: Kpi) -> dict[str, str]:
        """What is wrong with single steps: one half of it missing, or no value of this KPI."""
        found: dict[str, str] = {}
        for by, value in self.rows:
            if by.data and value.data is None:
                found[value.short_name] = value_problem(kpi, None)
            elif value.data is not None:
                found[value.short_name] = edge_problem(kpi, value.data)
                found[by.short_name] = "" if by.data else "Choose the day of this step."
        return found or {"step1_by": "Write a step, or choose the straight way."}

    def hold_problems(self) -> dict[str, str]:
        both = (self.hold_needed, self.hold_of)
        unread = {field.short_name: field.errors[0] for field in both if field.errors}
        if unread:
            return unread
        needed, of = self.hold_needed.data, self.hold_of.data
        if needed != int(needed) or of != int(of):
            return {"hold_of": "Write whole numbers, such as 4 of the last 5."}
        problem = problem_with_hold(int(needed), int(of))
        return {"hold_of": problem} if problem else {}


def value_problem(kpi: Kpi, value: float | None) -> str:
    if value is None:
        return f"Enter a number, such as {example(kpi)}."
    return problem_with_value(kpi, value) or ""


def edge_problem(kpi: Kpi, value: float | None) -> str:
    """Why a target, or an edge of its band, will not do."""
    wrong = value_problem(kpi, value)
    return wrong if wrong or value is None else problem_with_target(kpi, value) or ""


def aim_problem(kpi: Kpi, edges: Sequence[float], baseline: float | None) -> str:
    """Why the edges (none yet, one, or two of a band) cannot be aimed at from the baseline."""
    if not edges:
        return ""
    low, upper = edges[0], edges[-1] if len(edges) > 1 else None
    if upper is not None and upper <= low:
        return "Write the lower edge first, then a higher one."
    if baseline is None:
        return ""
    top = None if upper is None else exact(upper)
    return problem_with_aim(exact(baseline), exact(low), top, kpi.direction) or ""


class BaselineFields(Told):
    """Where a criterion starts from: its readings, or a number that somebody knows."""

    start = RadioField("Where it starts from", default=READINGS)
    first = DayField("From", [Optional()])
    last = DayField("To", [Optional()])
    value = ValueField("Baseline")
    n = NumberField("Sample size")
    source = StringField(
        "Where the number is from", [Length(max=90, message="Keep it to 90 characters.")]
    )

    def put_aside(self) -> set[str]:
        typed = set() if self.start.data == BY_HAND else {"value"}
        return super().put_aside() | typed

    def baseline_problems(self, kpi: Kpi, found: BaselineValue | None) -> dict[str, str]:
        """What has to be put right; `found` is what the readings of the chosen days give."""
        if self.start.data == BY_HAND:
            problems = {"value": value_problem(kpi, self.value.data), "n": sample_problem(self.n)}
            return {name: sentence for name, sentence in problems.items() if sentence}
        if self.start.data == READINGS and found is None:
            return {"last": "These days have no reading. Choose others, or type the baseline."}
        return {}

    def days(self) -> tuple[date, date] | None:
        first, last = self.first.data, self.last.data
        return (first, last) if first and last and first <= last else None

    def typed_baseline(self) -> BaselineValue:
        """The baseline that was typed into a valid form."""
        source = f"{TYPED}: {self.source.data}" if self.source.data else TYPED
        n = self.n.data
        starts_on, ends_on = self.days() or (None, None)
        return BaselineValue(
            value=self.value.data,
            starts_on=starts_on,
            ends_on=ends_on,
            n=None if n is None else int(n),
            source=source,
        )


def sample_problem(field: Any) -> str:
    n = field.data
    whole = n is None or (n >= 0 and n == int(n) and n < 2_000_000_000)
    return "" if whole else "Enter how many there were, a whole number such as 40."


class CriterionForm(WayFields, BaselineFields):
    """A new criterion of a running program."""

    kpi = SelectField("KPI", [InputRequired("Choose what shows that the program worked.")])

    def __init__(self, kpis: Sequence[Kpi], typed: Any = None, **given: Any) -> None:
        super().__init__(typed, **given)
        self.kpi.choices = grouped(kpis)
        self.about = next((kpi for kpi in kpis if kpi.key == self.kpi.data), None)
        self.start.choices = {**MEASURED, LATER: "Not measured yet"}


def grouped(kpis: Sequence[Kpi]) -> dict[str, dict[str, str]]:
    """KPIs as the choices of a list, by their group; the three LEAN results come first."""
    by_key = {kpi.key: kpi.name for kpi in kpis}
    lean = {key: by_key[key] for key in LEAN if key in by_key}
    found = {PROPOSED: lean} if lean else {}
    for kpi in (kpi for kpi in kpis if kpi.key not in lean):
        found.setdefault(kpi.group, {})[kpi.key] = kpi.name
    return found


class BaselineForm(BaselineFields):
    """The baseline of a criterion that has none; with a reason of one that has."""

    reason = StringField(
        "Why it changes", [Length(max=200, message=SHORT_REASON)], id="freeze-reason"
    )
    version = HiddenField(id="freeze-version")

    def __init__(self, typed: Any = None, **given: Any) -> None:
        super().__init__(typed, **given)
        self.start.choices = MEASURED


class TargetForm(WayFields):
    """Another target, and why."""

    reason = StringField(
        "Why it moves",
        [InputRequired(SHORT_REASON), Length(min=LEAST_REASON, max=200, message=SHORT_REASON)],
        id="move-reason",
    )
    version = HiddenField(id="move-version")


class NeededForm(Form):
    """How many of several criteria must be met."""

    needed = RadioField("The program has worked when")
    was = HiddenField()

    def __init__(self, total: int, typed: Any = None, **given: Any) -> None:
        super().__init__(typed, **given)
        some = {str(n): f"any {n} of the {total} are met" for n in range(2, total)}
        self.needed.choices = {ALL: "all of its criteria are met", "1": "any one is met"} | some

    @property
    def number(self) -> int | None:
        """What was chosen in a form that is valid; None is all."""
        return None if self.needed.data == ALL else int(self.needed.data)
