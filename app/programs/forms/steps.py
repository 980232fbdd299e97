"""The steps of a task as they are written down: one a line."""

from typing import Any

from wtforms import TextAreaField
from wtforms.validators import InputRequired, ValidationError

from app.web.forms import Form, text

LONGEST = 200


class StepsForm(Form):
    """One step a line, so that a list can be pasted."""

    wanted = TextAreaField("New steps", [InputRequired("Write a step first.")])

    def validate_wanted(self, field: Any) -> None:
        if any(len(line) > LONGEST for line in self.lines):
            raise ValidationError(f"Keep each step under {LONGEST} characters, one a line.")

    @property
    def lines(self) -> list[str]:
        every = (" ".join(line.split()) for line in text(self.wanted).splitlines())
        return [line for line in every if line]
