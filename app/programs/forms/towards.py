"""What may be typed about the improvements that a task counts towards."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import UUID

from wtforms import SelectField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from app.programs.forms.plan import SAY_WHY, one_line
from app.programs.linked import Named
from app.web.forms import Form


class ItemField(SelectField):
    """One improvement, under the name of its phase."""

    def pre_validate(self, form: Any) -> None:
        if not self.data or self.data not in {choice[0] for choice in self.iter_choices()}:
            raise ValidationError("Choose an improvement from the list.")


def why(label: str) -> TextAreaField:
    return TextAreaField(
        label,
        [InputRequired(SAY_WHY), Length(10, 200, SAY_WHY)],
        filters=[one_line],
        description="One sentence. It is kept with the change of the plan.",
    )


class TowardsForm(Form):
    """One more improvement that a task counts towards, and why."""

    towards = ItemField("One more improvement", default="")
    towards_why = why("Why it counts there too")

    opens_again = False
    """Is one of them finished, so that the task would open it again?"""


class LeaveForm(Form):
    """One improvement less, and why."""

    leaves = ItemField("One improvement less", default="")
    leaves_why = why("Why it counts there no more")


Items = Mapping[str, Iterable[Named]]


def offer(field: ItemField, items: Items, is_offered: Callable[[UUID], bool]) -> None:
    """Let the field have these items; a phase with none of them stays out."""
    some = {
        phase: [(str(one.id), one.says) for one in own if is_offered(one.id)]
        for phase, own in items.items()
    }
    field.choices = {"": [("", "Choose an improvement")], **{k: v for k, v in some.items() if v}}


def finished(items: Items) -> set[UUID]:
    """Those that an open task would open again."""
    return {one.id for own in items.values() for one in own if one.finished}
