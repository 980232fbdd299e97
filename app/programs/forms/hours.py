"""How many hours a week a champion keeps free."""

from wtforms import HiddenField
from wtforms.validators import ValidationError

from app.web.fields import NumberField
from app.web.forms import Form

MOST = 60


class HoursField(NumberField):
    """A length of time in hours."""

    example = "4"


class HoursForm(Form):
    """Nothing typed is nothing said, which is not zero."""

    hours = HoursField("Hours a week")
    version = HiddenField()

    def validate_hours(self, field: NumberField) -> None:
        if field.data is not None and not 0 <= field.data <= MOST:
            raise ValidationError(f"Enter hours from 0 to {MOST}, such as 4 or 2.5.")

    @property
    def minutes(self) -> int | None:
        """The minutes of a valid form; None when nothing is said."""
        return None if self.hours.data is None else round(self.hours.data * 60)
