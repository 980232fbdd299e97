"""When a program begins, how long it takes, and on which days nobody works on it."""

from datetime import date
from typing import Any

from wtforms import BooleanField, SelectField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import Length, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from app.planning.words import WEEKDAYS
from app.planning.workdays import Workdays
from app.programs.dates import (
    DaysOff,
    Schedule,
    calendar,
    next_monday,
    problem_with_end,
    problem_with_start,
    read_days_off,
)
from app.programs.first_plan import last_day, paces
from app.programs.forms.start import Typed
from app.programs.template import Template
from app.web.fields import DayField
from app.web.forms import Form

OWN = "own"
MONDAY_TO_FRIDAY = ["0", "1", "2", "3", "4"]
DAYS = frozenset("0123456")
AMERICAN = ("America/", "US/", "UTC")


class DatesForm(Form):
    """Bad days come back with the nearest that would do."""

    start = DayField("First day", description="A Monday works best")
    pace = SelectField("Pace", description="How much time the team has", validate_choice=False)
    end = DayField("Last day")
    us_holidays = BooleanField("US public holidays")
    year_end = BooleanField("24 December to 3 January")
    weekdays = SelectMultipleField(
        "Working days",
        choices=[SelectChoice(str(number), name[:3]) for number, name in enumerate(WEEKDAYS)],
        widget=ListWidget(),
        option_widget=CheckboxInput(),
        validate_choice=False,
    )
    days_off = TextAreaField(
        "More days off",
        [Length(max=2000, message="Use up to 2,000 characters.")],
        description="One a line, such as 2026-12-24, or 2026-12-24 to 2027-01-03",
    )

    def __init__(self, typed: Typed, template: Template, today: date, zone: str) -> None:
        off = DaysOff(us_public_holidays=zone.startswith(AMERICAN))
        monday = calendar(range(5), off, today).on_or_after(next_monday(today))
        standard = {
            "start": monday,
            "pace": paces(template)[0].key,
            "us_holidays": off.us_public_holidays,
            "year_end": True,
            "weekdays": MONDAY_TO_FRIDAY,
        }
        super().__init__(typed, data=standard)
        self.today = today
        self.weeks = {one.key: one.weeks for one in paces(template)}
        self.offer(template)
        self.start.example = monday.isoformat()
        self.end.example = last_day(monday, template.weeks, self.calendar).isoformat()

    def offer(self, template: Template) -> None:
        lengths = [
            SelectChoice(one.key, f"{one.name}, {one.weeks} weeks") for one in paces(template)
        ]
        self.pace.choices = [
            *lengths,
            SelectChoice(OWN, "Until a day I choose", {"data-reveals": ""}),
        ]

    def validate_start(self, field: DayField) -> None:
        if field.data is None:
            raise ValidationError(f"Choose the first day, such as {field.example}.")
        problem = problem_with_start(field.data, self.today, self.calendar)
        if problem:
            raise ValidationError(problem)

    def validate_pace(self, field: SelectField) -> None:
        if field.data not in {*self.weeks, OWN}:
            raise ValidationError("Choose one of these paces.")

    def validate(self, extra_validators: Any = None) -> bool:
        """A last day that nobody asks for cannot be wrong."""
        super().validate(extra_validators)
        if self.pace.data != OWN:
            self.end.errors = []
        return not self.errors

    def validate_end(self, field: DayField) -> None:
        if self.pace.data != OWN or self.start.errors:
            return
        if field.data is None:
            raise ValidationError(f"Choose the last day, such as {self.steady_end.isoformat()}.")
        problem = problem_with_end(field.data, self.first_day, self.today, self.calendar)
        if problem:
            raise ValidationError(problem)

    def validate_weekdays(self, field: SelectMultipleField) -> None:
        if not self.working_weekdays:
            raise ValidationError("Choose at least one day of the week, such as Monday.")

    def validate_days_off(self, field: TextAreaField) -> None:
        try:
            read_days_off(field.data or "")
        except ValueError as problem:
            raise ValidationError(str(problem)) from None

    @property
    def working_weekdays(self) -> frozenset[int]:
        return frozenset(int(one) for one in self.weekdays.data or [] if one in DAYS)

    @property
    def calendar(self) -> Workdays:
        """The working days as far as they can be read; Monday to Friday where they cannot."""
        try:
            own = read_days_off(self.days_off.data or "")
        except ValueError:
            own = frozenset()
        off = DaysOff(self.us_holidays.data, self.year_end.data, own)
        return calendar(self.working_weekdays or range(5), off, self.today)

    @property
    def first_day(self) -> date:
        """The first day of a form where it is one."""
        assert self.start.data is not None
        return self.start.data

    @property
    def steady_end(self) -> date:
        return last_day(self.first_day, next(iter(self.weeks.values())), self.calendar)

    @property
    def chosen(self) -> Schedule:
        """What the answers come to; ask only a valid form."""
        start = self.first_day
        weeks = self.weeks.get(self.pace.data)
        workdays = self.calendar
        end = last_day(start, weeks, workdays) if weeks else self.end.data
        assert end is not None
        return Schedule(start, end, workdays)
