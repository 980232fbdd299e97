"""Who takes the program over, and why."""

from collections.abc import Sequence
from datetime import date, timedelta

from wtforms import HiddenField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import Length, ValidationError

from app.accounts.models import User
from app.planning.leave import FURTHEST
from app.planning.nearest import YEARS
from app.planning.words import in_full
from app.programs.forms.start import NOBODY, Typed
from app.programs.models import Program
from app.web.fields import DayField
from app.web.forms import Form, text

LONGEST_COVER = timedelta(days=366)
SENTENCE = "Write why in a sentence of 10 to 200 characters."


class CoverForm(Form):
    """Who leads while the champion is away, and from when to when; nobody ends it."""

    cover = SelectField("Covers for the champion", validate_choice=False)
    first = DayField("From")
    last = DayField("To", description="Both days count.")
    version = HiddenField()

    def __init__(self, typed: Typed, program: Program, people: Sequence[User], today: date) -> None:
        self.people = {str(one.id): one for one in people if one.id != program.champion_id}
        self.today = today
        now_covering = {
            "cover": str(program.cover_id or ""),
            "first": program.cover_from,
            "last": program.cover_to,
            "version": str(program.version),
        }
        super().__init__(typed, data=now_covering)
        listed = [SelectChoice(key, one.name) for key, one in self.people.items()]
        self.cover.choices = [SelectChoice("", "Nobody"), *listed]

    def validate_cover(self, field: SelectField) -> None:
        if field.data and field.data not in self.people:
            raise ValidationError("Choose somebody from the list.")

    def validate_first(self, field: DayField) -> None:
        if not self.cover.data:
            return
        latest = self.today + FURTHEST
        if field.data is None or field.data.year not in YEARS:
            raise ValidationError(f"Choose the first day, such as {in_full(self.today)}.")
        if field.data > latest:
            raise ValidationError(f"Plan two years ahead at most: {in_full(latest)} or earlier.")

    def validate_last(self, field: DayField) -> None:
        first, last = self.first.data, field.data
        if not self.cover.data or self.first.errors or first is None:
            return
        earliest, latest = in_full(max(first, self.today)), first + LONGEST_COVER
        if last is None:
            raise ValidationError(f"Choose the last day, such as {earliest}.")
        if last < first:
            said = f"The last day comes on or after the first. Choose {earliest} or later."
            raise ValidationError(said)
        if last < self.today:
            raise ValidationError(f"These days are over. Choose {earliest} or later.")
        if last > latest:
            said = f"Nobody covers for more than a year. Choose {in_full(latest)} or earlier,"
            raise ValidationError(f"{said} or hand the program over.")

    @property
    def chosen(self) -> User | None:
        return self.people.get(self.cover.data or "")


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
