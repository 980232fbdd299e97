"""What may be typed about a benchmark of one's own."""

import re
from datetime import date
from typing import Any

from wtforms import RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Length, StopValidation, ValidationError

from app.kpis.benchmarks import Level
from app.kpis.catalogue import Kpi
from app.kpis.keep_benchmarks import Figure
from app.kpis.possible import problem_with_value
from app.web.fields import NumberField
from app.web.forms import Form, text

MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
FIRST_YEAR = 1990
OF_MSP, OF_PRACTICE = "msp", "practice"
SHORT_ABOUT = "Say in 2 to 120 characters who it is about, such as MSPs of 20 to 50 people."
SHORT_SOURCE = "Say in 5 to 200 characters where the figure comes from."
LONG_SAMPLE = "Say it in at most 80 characters, such as 40 clients."
LEVELS = {
    Level.TYPICAL: "Typical: what most have",
    Level.GOOD: "Good: worth aiming at",
    Level.BEST: "Best: what the best have",
}


class MonthField(StringField):
    """A month; `data` is its first day. What is no month is refused with one that would do."""

    example = "2026-10"

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data: Any = None
        found = MONTH.fullmatch(str(valuelist[0]).strip()) if valuelist else None
        if found and int(found[1]) >= FIRST_YEAR and 1 <= int(found[2]) <= 12:
            self.data = date(int(found[1]), int(found[2]), 1)

    def pre_validate(self, form: Any) -> None:
        if self.data is None:
            raise StopValidation(f"Write the month as year and month, such as {self.example}.")

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else ""


class BenchmarkForm(Form):
    """A figure or a band, who it is about, and where it comes from."""

    level = SelectField("How good it is", choices=[SelectChoice(*one) for one in LEVELS.items()])
    low = NumberField("From")
    high = NumberField("To")
    about = StringField(
        "Who it is about",
        [InputRequired(SHORT_ABOUT), Length(min=2, max=120, message=SHORT_ABOUT)],
        description="Such as: MSPs of 20 to 50 people",
    )
    source = StringField(
        "Where it comes from",
        [InputRequired(SHORT_SOURCE), Length(min=5, max=200, message=SHORT_SOURCE)],
        description="Such as: our yearly review of all clients",
    )
    month = MonthField("Month of the figure")
    sample = StringField("How many it is from", [Length(max=80, message=LONG_SAMPLE)])
    keeper = RadioField("Who keeps it", validate_choice=False)

    def __init__(self, typed: Any, kpi: Kpi, today: date) -> None:
        super().__init__(typed, data={"level": Level.GOOD.value, "keeper": OF_MSP})
        self.kpi, self.today = kpi, today

    def offer(self, msp: str, practice: str) -> None:
        """Who may keep it: the MSP; and the practice, where its coach writes of a shared KPI."""
        self.keeper.choices = [SelectChoice(OF_MSP, f"{msp} alone")]
        if practice and not self.kpi.own:
            every = SelectChoice(OF_PRACTICE, f"{practice}, for every client")
            self.keeper.choices.append(every)
        else:
            del self.keeper

    def validate_low(self, field: NumberField) -> None:
        if field.data is None and not field.errors and self.high.data is None:
            raise ValidationError("Enter one value at least: the lower, the upper, or both.")
        self.check_possible(field)

    def validate_high(self, field: NumberField) -> None:
        self.check_possible(field)
        low = self.low.data
        if low is not None and field.data is not None and low > field.data:
            raise ValidationError("Enter the lower value or more; the same for one figure.")

    def check_possible(self, field: NumberField) -> None:
        why = None if field.data is None else problem_with_value(self.kpi, field.data)
        if why:
            raise ValidationError(why)

    def validate_keeper(self, field: RadioField) -> None:
        if field.data not in {choice.data for choice in field}:
            raise ValidationError("Choose who keeps it.")

    def validate_month(self, field: MonthField) -> None:
        if field.data and field.data > self.today:
            raise ValidationError("This month is still to come. Choose this month or an earlier.")

    @property
    def of_practice(self) -> bool:
        return "keeper" in self and self.keeper.data == OF_PRACTICE

    def figure(self) -> Figure:
        """What a valid form says."""
        return Figure(
            level=Level(text(self.level)),
            low=self.low.data,
            high=self.high.data,
            about=text(self.about).rstrip("."),
            source=text(self.source).rstrip("."),
            month=self.month.data,
            sample=text(self.sample).rstrip("."),
        )
