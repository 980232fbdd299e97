"""What may be typed to keep a template, to bring one in, and to change its text."""

from typing import Any

from werkzeug.datastructures import FileStorage
from wtforms import FileField, HiddenField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Length, ValidationError

from app.programs.forms.plan import one_line
from app.programs.template import Template
from app.programs.templates import Mistake, Unreadable, decoded, read
from app.web.forms import Form, text

NAMED = "Give it a name of 3 to 120 characters."
LONG = "Keep it within 2,000 characters."
WHAT = "Say in 10 to 200 characters what the change is for."
NOTHING = "Choose a file, or paste its text."
OF_MSP, OF_PRACTICE = "msp", "practice"


class SaveAsForm(Form):
    """The name of a template that a program becomes, and what it is for."""

    name = StringField("Name", [InputRequired(NAMED), Length(3, 120, NAMED)], filters=[one_line])
    purpose = TextAreaField(
        "What it is for",
        [InputRequired("Say what it is for."), Length(max=2000, message=LONG)],
        filters=[one_line],
        description="One sentence. It stands beside the name when somebody starts from it.",
    )
    whose = RadioField("Whose template", default=OF_MSP, validate_choice=False)

    def offer(self, msp: str, practice: str) -> None:
        """Whose it can become; without a practice that is no question."""
        of_practice = [SelectChoice(OF_PRACTICE, practice)] if practice else []
        self.whose.choices = [*of_practice, SelectChoice(OF_MSP, msp)]

    def validate_whose(self, field: RadioField) -> None:
        if field.data not in {choice.data for choice in field}:
            raise ValidationError("Choose whose template it becomes.")

    @property
    def of_practice(self) -> bool:
        return bool(self.whose.data == OF_PRACTICE)


class TextField(TextAreaField):
    """The text of a template; a line feed is a line feed, whoever typed it."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        super().process_formdata(valuelist)
        self.data = (self.data or "").replace("\r\n", "\n")


class ReadForm(Form):
    """A form with the text of a template; `mistakes` are told by line."""

    template: Template | None = None
    mistakes: tuple[Mistake, ...] = ()

    def take(self, words: str) -> None:
        """Read a template, or keep what is wrong with it. Raises ValidationError then."""
        try:
            self.template = read(words)
        except Unreadable as no:
            self.mistakes = tuple(no.mistakes)
            raise ValidationError(str(no.mistakes[0])) from None


class ImportForm(ReadForm):
    """A file, or its text; the file comes first."""

    file = FileField("File", description="A template as TOML, at most 256 KB.")
    words = TextField("Or its text")

    def validate_words(self, field: TextField) -> None:
        sent = self.file.data
        try:
            if isinstance(sent, FileStorage) and sent.filename:
                with sent.stream as stream:
                    field.data = decoded(stream.read())
        except Unreadable as no:
            raise ValidationError(str(no)) from None
        if not text(field).strip():
            raise ValidationError(NOTHING)
        self.take(text(field))


class EditForm(ReadForm):
    """The text of a template, and what the change is for."""

    words = TextField("Template", [InputRequired("Write the template.")])
    what = StringField(
        "What changes, and why",
        [InputRequired(WHAT), Length(10, 200, WHAT)],
        filters=[one_line],
        description="One sentence. Programs that started from it read it beside the change.",
    )
    version = HiddenField()

    def validate_words(self, field: TextField) -> None:
        self.take(text(field))
