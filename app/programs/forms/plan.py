"""What may be typed about the plan: a new date and why, whom something is for, what comes first."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import UUID

from wtforms import (
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Length, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from app.accounts.models import User
from app.planning.money import MOST
from app.programs.forms.money import MoneyField
from app.programs.moves import Window
from app.web.fields import DayField, NumberField
from app.web.forms import Form, text

FIRST_PLAN = "First plan"
PLAN_NAMED = "Give it a name, such as Plan of January."
SAY_WHY = "Say why in one sentence of 10 to 200 characters."
KNOWN_PEOPLE = "Choose somebody from the list."
LONGEST_LAG = 250


def one_line(text: str | None) -> str | None:
    return " ".join(text.split()) if text else text


class MoveForm(Form):
    """Another due day, and why; the window says which days will do."""

    due = DayField("New date", [InputRequired("Choose the new date.")])
    reason = TextAreaField(
        "Why",
        [InputRequired(SAY_WHY), Length(10, 200, SAY_WHY)],
        filters=[one_line],
        description="One sentence. It is kept with the change, and the first plan stays as it was.",
    )
    cost = MoneyField(
        "What it costs",
        description="Where it costs more than planned, such as 1,200, or less, such as -300.",
    )

    window: Window | None = None
    proposed = False
    """Did somebody already choose the day, on the timeline?"""

    def fits(self, window: Window) -> bool:
        """Is everything right, and the day inside the window?"""
        self.window = window
        return bool(self.validate())

    def validate_due(self, field: DayField) -> None:
        assert self.window is not None and field.data is not None
        problem = self.window.problem(field.data)
        if problem:
            raise ValidationError(problem)

    def validate_cost(self, field: MoneyField) -> None:
        if field.data is not None and abs(field.data) * 100 > MOST:
            raise ValidationError("Enter a sum of ten billion at most.")

    @property
    def more(self) -> int | None:
        """By how much it costs more, in minor units; None where it costs the same."""
        return self.cost.minor or None


class ScopeForm(Form):
    """Why a task does not apply here, or does again."""

    why = TextAreaField(
        "Why",
        [InputRequired(SAY_WHY), Length(10, 200, SAY_WHY)],
        filters=[one_line],
        description="One sentence. It is kept with the change of the plan.",
    )


class SaveForm(Form):
    """The name under which the plan of today is kept."""

    name = StringField(
        "Name",
        [InputRequired(PLAN_NAMED), Length(max=60, message="Keep it within 60 characters.")],
        filters=[one_line],
    )

    is_taken: Callable[[str], bool] = staticmethod(lambda _name: False)

    def validate_name(self, field: StringField) -> None:
        if field.data == FIRST_PLAN or self.is_taken(text(field)):
            raise ValidationError("A plan has this name already. Choose another one.")


class PeopleField(SelectMultipleField):
    """Any number of people, as check boxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def pre_validate(self, form: Any) -> None:
        known = {choice[0] for choice in self.iter_choices()}
        if not set(self.data or ()) <= known:
            raise ValidationError(KNOWN_PEOPLE)


class PeopleForm(Form):
    """Who a task is for, and whose check makes it done."""

    people = PeopleField("Who it is for")
    rule = RadioField(
        "It is done when",
        choices=[
            SelectChoice("any", "One of them has done it"),
            SelectChoice("all", "Everyone has done it"),
        ],
        default="any",
    )

    def offer(self, people: Iterable[User]) -> None:
        self.people.choices = options(people)


class PersonField(SelectField):
    """One person of a list, or nobody."""

    def pre_validate(self, form: Any) -> None:
        if self.data not in {choice[0] for choice in self.iter_choices()}:
            raise ValidationError(KNOWN_PEOPLE)


class OwnerForm(Form):
    """Whose item it is."""

    owner = PersonField("Owner", default="")
    why = TextAreaField(
        "Why",
        [Length(max=200, message=SAY_WHY)],
        filters=[one_line],
        description="One sentence. It is kept with the change of the plan.",
    )

    owned_by = ""
    """Whose it is now; another owner needs a reason, a first one does not."""

    def offer(self, people: Iterable[User]) -> None:
        self.owner.choices = [SelectChoice("", "Nobody yet"), *options(people)]

    def validate_why(self, field: TextAreaField) -> None:
        changes = self.owned_by and self.owner.data != self.owned_by
        if changes and len(text(field)) < 10:
            raise ValidationError(SAY_WHY)


class TaskField(SelectField):
    """One task of a list, which may stand under the names of items."""

    def pre_validate(self, form: Any) -> None:
        if self.data not in {choice[0] for choice in self.iter_choices()} or not self.data:
            raise ValidationError("Choose a task from the list.")


class DaysField(NumberField):
    example = "3"


class WaitForm(Form):
    """Which task comes first, and how long to wait after it."""

    predecessor = TaskField("Task that comes first", default="")
    lag = DaysField("Working days to wait after it")
    cause = TextAreaField(
        "Why it waits",
        [InputRequired(SAY_WHY), Length(10, 200, SAY_WHY)],
        filters=[one_line],
        description="One sentence. It is kept with the change of the plan.",
    )

    def offer(self, tasks: Mapping[str, Iterable[tuple[UUID, str]]]) -> None:
        by_item = {name: [(str(key), title) for key, title in some] for name, some in tasks.items()}
        self.predecessor.choices = {"": [("", "Choose a task")], **by_item}

    def validate_lag(self, field: DaysField) -> None:
        days = 0 if field.data is None else field.data
        if days != int(days) or not 0 <= days <= LONGEST_LAG:
            raise ValidationError(f"Enter a whole number from 0 to {LONGEST_LAG}.")

    @property
    def days(self) -> int:
        """The working days to wait, of a valid form; none typed is none."""
        return int(self.lag.data or 0)


class GoAheadForm(Form):
    """For which of the tasks that come first this one waits no more, and why."""

    freed = TaskField("Task to wait for no longer", default="")
    freed_why = TextAreaField(
        "Why it waits no longer",
        [InputRequired(SAY_WHY), Length(10, 200, SAY_WHY)],
        filters=[one_line],
        description="One sentence. It is kept with the change of the plan.",
    )

    def offer(self, tasks: Iterable[tuple[UUID, str]]) -> None:
        """The only one there is, is chosen from the start."""
        known = [(str(key), title) for key, title in tasks]
        self.freed.choices = known if len(known) == 1 else [("", "Choose a task"), *known]


def options(people: Iterable[User]) -> list[SelectChoice]:
    return [SelectChoice(str(person.id), person.name) for person in people]
