"""What is asked when readings are closed, and when they are opened again."""

from wtforms import StringField
from wtforms.validators import InputRequired, Length

from app.web.fields import DayField
from app.web.forms import Form

SHORT_REASON = "Write the reason in a sentence of 10 to 200 characters."


class CloseForm(Form):
    """Up to which day readings are to stand."""

    until = DayField("Close everything up to", [InputRequired("Choose the last day to close.")])


class OpenForm(Form):
    """What stays closed, if anything, and why the rest is opened."""

    still = DayField("What stays closed, up to")
    why = StringField(
        "Why it is opened",
        [InputRequired(SHORT_REASON), Length(min=10, max=200, message=SHORT_REASON)],
    )
