"""What may be typed to pause a program and go on with it, to close it and to open it again."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from wtforms import HiddenField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Length, ValidationError

from app.planning.nearest import Window
from app.planning.words import in_full
from app.planning.workdays import ONE_DAY, Workdays
from app.programs.forms.plan import PeopleField, one_line
from app.programs.forms.start import Typed
from app.web.fields import DayField
from app.web.forms import Form

WHY = "Say why in one sentence of 10 to 140 characters."
LESSONS = "Write what you learned, in 10 to 4,000 characters."
ALONG, STAY = "along", "stay"


class PauseForm(Form):
    """Until when the program rests, and why."""

    until = DayField("Resumes on", [InputRequired("Choose the day on which it resumes.")])
    why = TextAreaField(
        "Why",
        [InputRequired(WHY), Length(10, 140, WHY)],
        filters=[one_line],
        description="One sentence. Everybody sees it while the program is paused.",
    )
    version = HiddenField()

    calendar: Workdays
    today: date

    def fits(self, calendar: Workdays, today: date) -> bool:
        """Is everything right, and the day a working day to come?"""
        self.calendar, self.today = calendar, today
        return bool(self.validate())

    def validate_until(self, field: DayField) -> None:
        if field.data is None:
            return
        first = self.calendar.after(self.today)
        if field.data <= self.today:
            raise ValidationError(f"Choose a day after today, such as {in_full(first)}.")
        problem = Window(self.calendar, self.today + ONE_DAY).problem(field.data)
        if problem:
            raise ValidationError(problem)


class ResumeForm(Form):
    """Whether open dates move by the days of the pause."""

    along = RadioField("What is still open", default=ALONG, validate_choice=False)
    version = HiddenField()

    def offer(self, days: str) -> None:
        self.along.choices = [
            SelectChoice(ALONG, f"Moves by {days}"),
            SelectChoice(STAY, "Keeps its dates"),
        ]

    def validate_along(self, field: RadioField) -> None:
        if field.data not in {ALONG, STAY}:
            raise ValidationError("Choose whether the dates move.")


class WatchField(PeopleField):
    """Any number of KPIs, as check boxes."""

    def pre_validate(self, form: Any) -> None:
        known = {choice[0] for choice in self.iter_choices()}
        if not set(self.data or ()) <= known:
            raise ValidationError("Choose from the numbers of this program.")


class CloseForm(Form):
    """What was learnt, and which numbers to keep an eye on."""

    lessons = TextAreaField(
        "What did you learn?",
        [InputRequired(LESSONS), Length(10, 4000, LESSONS)],
        description="What you would do again, and what not. The next program begins here.",
    )
    watched = WatchField("Keep watching")
    version = HiddenField()

    def __init__(self, typed: Typed, kpis: Mapping[str, str], version: int, most: int) -> None:
        """The first `most` of the KPIs, those of the success criteria, are chosen at first."""
        chosen = list(kpis)[:most]
        super().__init__(typed, data={"watched": chosen, "version": str(version)})
        self.watched.choices = [SelectChoice(key, name) for key, name in kpis.items()]


class ReopenForm(Form):
    """Why it goes on after all."""

    why = TextAreaField(
        "Why",
        [InputRequired(WHY), Length(10, 140, WHY)],
        filters=[one_line],
        description="One sentence. It is kept with the changes of the plan.",
    )
    version = HiddenField()
