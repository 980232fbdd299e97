"""Evidence as people add it, and as it is asked for."""

from collections.abc import Iterable

from wtforms import FileField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Length, ValidationError

from app.programs.forms.plan import one_line
from app.web.fields import is_address
from app.web.forms import Form, text

WHOLE_ADDRESS = "Give the whole address, such as https://example.com/page."
CHOOSE_READING = "Choose a reading from the list."


class FileForm(Form):
    """A file; the action judges what is in it."""

    file = FileField("File")


class LinkForm(Form):
    """An address, and what to call it."""

    url = StringField(
        "Address", [InputRequired(WHOLE_ADDRESS), Length(max=2000, message=WHOLE_ADDRESS)]
    )
    name = StringField(
        "What to call it",
        [Length(max=120, message="Say it in up to 120 characters.")],
        filters=[one_line],
    )

    def validate_url(self, field: StringField) -> None:
        if not is_address(text(field)):
            raise ValidationError(WHOLE_ADDRESS)


class ReadingForm(Form):
    """One of the last readings of the KPIs that the task's item moves."""

    reading = SelectField("Reading", default="")

    def offer(self, readings: Iterable[tuple[str, str]]) -> None:
        self.reading.choices = [SelectChoice("", "Choose a reading"), *(
            SelectChoice(key, words) for key, words in readings
        )]  # fmt: skip

    def validate_reading(self, field: SelectField) -> None:
        if not field.data:
            raise ValidationError(CHOOSE_READING)


class EvidenceForm(Form):
    """What a task asks for before it is done."""

    evidence = RadioField(
        "It is done only with",
        choices=[
            SelectChoice("", "No evidence"),
            SelectChoice("any", "A file, a link or a reading"),
            SelectChoice("file", "A file"),
            SelectChoice("link", "A link"),
            SelectChoice("reading", "A reading of a KPI that its improvement moves"),
        ],
        default="",
    )
