"""What may be written as the SOP beside a task."""

from collections.abc import Iterable

from wtforms import BooleanField, HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from app.accounts.models import User
from app.programs.forms.plan import PeopleField, one_line, options
from app.web.forms import Form
from app.web.prose import LONGEST


class SopForm(Form):
    """The text, what is new in it, and who is to sign."""

    words = TextAreaField(
        "Text",
        [
            InputRequired("Write the text first."),
            Length(max=LONGEST, message=f"Keep it under {LONGEST:,} characters, or link the rest."),
        ],
        description="Markdown: # for a heading, 1. or - for a list, **bold**, [words](address).",
    )
    changed = StringField(
        "What is new",
        [Length(max=200, message="Say it in up to 200 characters.")],
        filters=[one_line],
        description="It stands beside the version.",
    )
    small = BooleanField("A small correction: earlier signatures still count")
    readers = PeopleField("Who reads and signs it")
    needed = BooleanField("The task is done only after everybody has signed")
    version = HiddenField(default="0")

    def offer(self, people: Iterable[User]) -> None:
        self.readers.choices = options(people)
