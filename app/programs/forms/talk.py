"""What may be said on a task."""

from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from app.programs.forms.plan import one_line
from app.web.forms import Form


class CommentForm(Form):
    """A comment."""

    text = TextAreaField(
        "Comment",
        [
            InputRequired("Write something first."),
            Length(max=2000, message="Keep it under 2,000 characters; a link may say the rest."),
        ],
    )


class StuckForm(Form):
    """What holds somebody up, in one line."""

    holdup = TextAreaField(
        "What holds you up?",
        [
            InputRequired("Say in one line what holds you up."),
            Length(5, 200, "Say it in one line of 5 to 200 characters."),
        ],
        filters=[one_line],
    )
