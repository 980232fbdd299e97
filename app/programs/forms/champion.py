"""Who takes the program over, and why."""

from collections.abc import Sequence

from wtforms import HiddenField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import Length, ValidationError

from app.accounts.models import User
from app.programs.forms.start import NOBODY, Typed
from app.programs.models import Program
from app.web.forms import Form, text

SENTENCE = "Write why in a sentence of 10 to 200 characters."


class HandOverForm(Form):
    """The champion and the sponsor, with a note whenever one of them changes."""

    champion = RadioField("Champion", validate_choice=False)
    sponsor = SelectField("Sponsor", description="Signs off what is reached", validate_choice=False)
    reason = StringField("Why it changes", [Length(max=200, message=SENTENCE)])
    version = HiddenField()

    def __init__(self, typed: Typed, program: Program, people: Sequence[User]) -> None:
        now_leading = (program.champion, program.sponsor)
        held = {one.id: one for one in (*people, *now_leading) if one}
        self.people = {str(key): one for key, one in held.items()}
        self.before = (str(program.champion_id or NOBODY), str(program.sponsor_id or ""))
        names = dict(zip(("champion", "sponsor"), self.before, strict=True))
        super().__init__(typed, data=names | {"version": str(program.version)})
        listed = [SelectChoice(key, one.name) for key, one in self.people.items()]
        self.champion.choices = [*listed, SelectChoice(NOBODY, "Nobody yet")]
        self.sponsor.choices = [SelectChoice("", "Nobody yet"), *listed]

    def validate_champion(self, field: RadioField) -> None:
        if field.data != NOBODY and field.data not in self.people:
            raise ValidationError("Choose a champion, or “Nobody yet”.")

    def validate_sponsor(self, field: SelectField) -> None:
        if field.data and field.data not in self.people:
            raise ValidationError("Choose somebody from the list.")

    def validate_reason(self, field: StringField) -> None:
        changes = (self.champion.data, self.sponsor.data or "") != self.before
        if changes and len(text(field)) < 10:
            raise ValidationError(SENTENCE)

    def person(self, field: RadioField | SelectField) -> User | None:
        return self.people.get(field.data or "")
