"""What the champion says once a week."""

from wtforms import HiddenField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Length

from app.checkins.rules import CONFIDENCE
from app.web.forms import Form

CHOICES = [SelectChoice(str(number), f"{number}. {words}") for number, words in CONFIDENCE.items()]


class CheckInForm(Form):
    sentence = TextAreaField(
        "How is it going, in one sentence?",
        [
            InputRequired("Write one sentence, such as: Triage is calm, invoicing waits for Rick."),
            Length(max=300, message="Keep it to 300 characters."),
        ],
    )
    confidence = RadioField(
        "How sure are you that the program ends on time?",
        choices=CHOICES,
        validators=[InputRequired("Choose a number from 1 to 5.")],
    )
    version = HiddenField()
