"""What may be typed to delete something, and to bring it back."""

from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from app.programs.forms.plan import SAY_WHY, one_line
from app.web.forms import Form, text


class DeleteForm(Form):
    """Why it goes; who deletes a program types its name too."""

    name = StringField("Name of the program", filters=[one_line])
    why = TextAreaField(
        "Why",
        [InputRequired(SAY_WHY), Length(10, 200, SAY_WHY)],
        filters=[one_line],
        description="One sentence. It is kept with what you delete.",
    )
    version = HiddenField()

    is_called = ""

    def ask_name(self, name: str) -> None:
        """Ask for this name; where nothing is called so, there is nothing to type."""
        self.is_called = name
        if not name:
            del self.name

    def validate_name(self, field: StringField) -> None:
        if text(field).casefold() != self.is_called.casefold():
            raise ValidationError(f"Type its name: {self.is_called}.")


class BringBackForm(Form):
    """Why a part of a plan comes back."""

    why = TextAreaField(
        "Why",
        [InputRequired(SAY_WHY), Length(10, 200, SAY_WHY)],
        filters=[one_line],
        description="One sentence. It is kept with the change of the plan.",
    )
