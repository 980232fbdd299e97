"""Days of leave as people enter them, and which tasks move out of them."""

from collections.abc import Iterable, Sequence
from datetime import date

from wtforms import SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Length, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from app.planning.leave import fault_of
from app.planning.workdays import Away
from app.programs.forms.plan import SAY_WHY, one_line
from app.programs.forms.start import Typed
from app.programs.leave_moves import Falling
from app.web.fields import DayField
from app.web.forms import Form

LONGEST_NOTE = 120


class LeaveForm(Form):
    """From when to when somebody is away, and a word for themselves."""

    first = DayField("First day away", [InputRequired("Choose the first day away.")])
    last = DayField("Last day away", [InputRequired("Choose the last day away.")])
    note = StringField(
        "Note",
        [Length(max=LONGEST_NOTE, message=f"Say it in up to {LONGEST_NOTE} characters.")],
        filters=[one_line],
    )

    def __init__(self, typed: Typed, known: Iterable[Away], today: date) -> None:
        super().__init__(typed)
        self.known, self.today = tuple(known), today
        self.first.example = self.last.example = today.isoformat()

    def validate_last(self, field: DayField) -> None:
        """Both days together; what is wrong stands beside the one that it is about."""
        if self.first.data is None or field.data is None:
            return
        away = self.away
        fault = None if away in self.known else fault_of(away, self.known, self.today)
        if fault and not fault.is_last:
            self.first.errors = [fault.sentence]
        elif fault:
            raise ValidationError(fault.sentence)

    def validate(self, extra_validators: object = None) -> bool:
        super().validate()
        return not self.errors

    @property
    def away(self) -> Away:
        """The days of a form where both are days."""
        assert self.first.data is not None and self.last.data is not None
        return Away(self.first.data, self.last.data)


class MoveOutForm(Form):
    """Which of the tasks in somebody's leave move to the days proposed, and why."""

    tasks = SelectMultipleField(
        "Tasks to move",
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validate_choice=False,
    )
    reason = TextAreaField(
        "Why",
        [InputRequired(SAY_WHY), Length(10, 200, SAY_WHY)],
        filters=[one_line],
        description="One sentence. It is kept with each change of the plan.",
    )

    def __init__(self, typed: Typed, offered: Sequence[Falling], reason: str = "") -> None:
        self.offered = {one.choice: one for one in offered}
        super().__init__(typed, data={"tasks": list(self.offered), "reason": reason})
        self.tasks.choices = [
            SelectChoice(key, one.task.title) for key, one in self.offered.items()
        ]

    def validate_tasks(self, field: SelectMultipleField) -> None:
        if not field.data:
            raise ValidationError("Choose a task to move, or leave all where they are.")
        if not set(field.data) <= self.offered.keys():
            raise ValidationError("The plan has changed meanwhile. Look at the days once more.")

    @property
    def chosen(self) -> list[Falling]:
        return [self.offered[key] for key in self.tasks.data or ()]
