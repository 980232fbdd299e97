"""What may be typed on a page of a sign-off: evidence, a link, reasons, and how a gate works."""

from collections.abc import Iterable
from typing import Any

from wtforms import (
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Length, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from app.planning.gates import Entry
from app.programs.forms.plan import SAY_WHY, one_line
from app.web.fields import is_address
from app.web.forms import Form, text

ALL = "all"
EVIDENCE = "Say in one or two sentences of 10 to 500 characters what shows it."
LINK = "Paste a whole address, such as https://example.com/report."


class SignForm(Form):
    """The evidence that it is reached; a reason when something is still open."""

    evidence = TextAreaField(
        "Evidence",
        [InputRequired(EVIDENCE), Length(10, 500, EVIDENCE)],
        filters=[one_line],
        description="What shows that it is reached? It is kept with the numbers of today.",
    )
    link = StringField("Link to it", [Length(max=500, message="Keep it under 500 characters.")])
    despite = TextAreaField(
        "Why it is signed off all the same", [Length(max=200, message=SAY_WHY)], filters=[one_line]
    )

    asks_why = False

    def expect(self, is_open: bool) -> None:
        """With something open a reason is asked for, else there is no field for one."""
        self.asks_why = is_open
        if not is_open:
            del self.despite

    def validate_link(self, field: StringField) -> None:
        if field.data and not is_address(field.data):
            raise ValidationError(LINK)

    def validate_despite(self, field: TextAreaField) -> None:
        if self.asks_why and len(text(field)) < 10:
            raise ValidationError(SAY_WHY)


class AskForm(Form):
    """What the people who did the work say about it."""

    done = TextAreaField(
        "What shows that it is done?",
        [InputRequired(EVIDENCE), Length(10, 500, EVIDENCE)],
        filters=[one_line],
    )


class BackForm(Form):
    """Why it is not reached yet."""

    back = TextAreaField(
        "What is missing?", [InputRequired(SAY_WHY), Length(10, 200, SAY_WHY)], filters=[one_line]
    )


class ReopenForm(Form):
    """Why what was signed off is open again."""

    reopen = TextAreaField(
        "Why it is opened again",
        [InputRequired(SAY_WHY), Length(10, 200, SAY_WHY)],
        filters=[one_line],
    )


class ManyField(SelectMultipleField):
    """Any number of criteria, as check boxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class GateForm(Form):
    """How a phase is entered, and which criteria are met at its sign-off."""

    entry = RadioField("The phase begins", default=Entry.DATE.value)
    criteria = ManyField("Met when it is signed off")
    needed = SelectField("How many of them", default=ALL)
    was = HiddenField()

    def offer(self, before: str, criteria: Iterable[tuple[str, str]]) -> None:
        """The phase before, if there is one, and the program's criteria by KPI and name."""
        entries = [SelectChoice(Entry.DATE.value, "On its date")]
        if before:
            entries.append(SelectChoice(Entry.PHASE.value, f"When {before} is signed off"))
        self.entry.choices = entries
        self.criteria.choices = [SelectChoice(key, name) for key, name in criteria]
        some = {str(n): f"Any {n} of them" for n in range(2, len(self.criteria.choices))}
        self.needed.choices = {ALL: "All of them", "1": "Any one of them"} | some
        if self.needed.data not in self.needed.choices and not self.needed.raw_data:
            self.needed.data = ALL

    def chosen(self) -> list[str]:
        picked: Any = self.criteria.data or ()
        return list(picked)

    @property
    def number(self) -> int | None:
        """How many of them are needed in a form that is valid; None is all."""
        return None if self.needed.data == ALL else int(self.needed.data)
