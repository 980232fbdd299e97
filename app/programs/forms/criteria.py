"""Which numbers will tell that a program worked: where each stands, and where it should go."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from wtforms import Field, RadioField

from app.criteria.actions import NewCriterion
from app.criteria.baseline import BaselineValue
from app.criteria.forms import GoalFields, value_problem
from app.kpis.catalogue import Kpi
from app.kpis.rules import CURRENCY_SIGNS, MONEY, SUFFIX, show
from app.programs.dates import Schedule
from app.programs.forms.start import Typed
from app.web.fields import NumberField

KNOWN, LATER, OUT = "known", "later", "out"
STARTS = {KNOWN: "We know it", LATER: "Measure it first", OUT: "Leave it out"}
ONE_YEAR = timedelta(days=365)


class Aim(GoalFields):
    """One KPI of the template: its number today, its target, and the day."""

    start = RadioField("Today’s number", choices=STARTS, default=KNOWN)
    value = NumberField("Today")

    def __init__(
        self, kpi: Kpi, typed: Typed, schedule: Schedule, measured: BaselineValue | None
    ) -> None:
        self.kpi, self.schedule, self.measured = kpi, schedule, measured
        shown = rounded(kpi, measured.value) if measured else None
        prefix = f"{kpi.key}-"
        ours = typed if typed and any(name.startswith(prefix) for name in typed) else None
        data = {"value": shown, "target": kpi.target, "due": schedule.end}
        super().__init__(ours, prefix=prefix, data=data)
        self.due.example = schedule.end.isoformat()

    def validate(self, extra_validators: Any = None) -> bool:
        """Whatever is left out needs no numbers."""
        if self.start.data == OUT:
            return True
        return bool(super().validate(extra_validators)) and self.tell(self.problems())

    def problems(self) -> dict[str, str]:
        known = self.start.data == KNOWN
        wrong = value_problem(self.kpi, self.value.data) if known else ""
        baseline = self.value.data if known and not wrong else None
        found = self.goal_problems(self.kpi, self.schedule.start, baseline)
        if self.due.data and self.due.data > self.schedule.end + ONE_YEAR:
            found["due"] = "Choose a day within a year of the program’s end."
        return {"value": wrong, **found} if wrong else found

    @property
    def baseline(self) -> BaselineValue | None:
        """The readings where their number was left as it is, the typed number otherwise."""
        if self.start.data != KNOWN:
            return None
        value: float = self.value.data
        if self.measured and rounded(self.kpi, self.measured.value) == value:
            return self.measured
        return BaselineValue(value)

    @property
    def is_known(self) -> bool:
        """Does it start from a number, so that it need not be measured first?"""
        return bool(self.start.data == KNOWN)

    @property
    def unit(self) -> str:
        """What stands beside a number of this KPI."""
        unit = self.kpi.unit
        return CURRENCY_SIGNS["USD"] if unit in MONEY else SUFFIX[unit].strip()

    @property
    def today_hint(self) -> str:
        if self.measured is None:
            return ""
        value = show(self.measured.value, self.kpi.unit, self.kpi.decimals)
        return f"{self.measured.source}: {value}"


def lower_first(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"


def rounded(kpi: Kpi, value: float) -> float:
    """A value with as many decimals as people see of it."""
    return round(value, kpi.decimals)


class CriteriaForm:
    """The result KPIs of a template, each with its own questions."""

    def __init__(
        self,
        kpis: Sequence[Kpi],
        typed: Typed,
        schedule: Schedule,
        measured: Mapping[str, BaselineValue | None],
    ) -> None:
        self.aims = [Aim(kpi, typed, schedule, measured[kpi.key]) for kpi in kpis]
        self.starts_on: date = schedule.start

    def __iter__(self) -> Iterator[Field]:
        return (field for aim in self.aims for field in aim)

    def validate(self) -> bool:
        found = [aim.validate() for aim in self.aims]
        return all(found)

    @property
    def labelled(self) -> Iterator[tuple[str, Field]]:
        """Every field with the name of its KPI before its own."""
        pairs = ((aim.kpi.name, field) for aim in self.aims for field in aim)
        return ((f"{name}: {lower_first(field.label.text)}", field) for name, field in pairs)

    @property
    def pursued(self) -> list[Aim]:
        return [aim for aim in self.aims if aim.start.data != OUT]

    @property
    def chosen(self) -> list[NewCriterion]:
        """The criteria of a valid form, in their order."""
        return [
            NewCriterion(aim.kpi.key, self.starts_on, aim.goal(), place, aim.baseline)
            for place, aim in enumerate(self.pursued)
        ]
