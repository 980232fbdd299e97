"""What may be typed about who looks after a KPI, and how it is counted."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from app.accounts.models import Membership, User
from app.kpis.models import Owners
from app.policy import MAY_TYPE
from app.web.fields import DayField
from app.web.forms import Form

SHORT_REASON = "Write the reason in a sentence of 10 to 200 characters."
SHORT_WORDS = "Write it in 10 to 2,000 characters: what is counted, and what is left out."
NOT_YET = "This day is still to come. Choose today or an earlier day."


class OwnersForm(Form):
    """Two people, who may be one; whoever types a KPI may enter its readings, guests cannot."""

    accountable = SelectField(
        "Answers for it", description="Whom to ask when it turns", validate_choice=False
    )
    enters = SelectField(
        "Types it", description="Whom to ask when it is late", validate_choice=False
    )
    version = HiddenField()

    def __init__(self, typed: Any, owners: Owners | None, people: Sequence[Membership]) -> None:
        held = (owners.accountable, owners.enters) if owners else (None, None)
        typists = [one.user for one in people if one.role in MAY_TYPE]
        self.people = {
            "accountable": by_key([one.user for one in people], held[0]),
            "enters": by_key(typists, held[1]),
        }
        names = [str(one.id) if one else "" for one in held]
        data = {"accountable": names[0], "enters": names[1]}
        super().__init__(typed, data=data | {"version": str(owners.version if owners else 0)})
        for field in (self.accountable, self.enters):
            listed = [(key, one.name) for key, one in self.people[field.name].items()]
            field.choices = [("", "Nobody yet"), *listed]

    def validate_accountable(self, field: SelectField) -> None:
        self.check(field)

    def validate_enters(self, field: SelectField) -> None:
        self.check(field)

    def check(self, field: SelectField) -> None:
        if field.data and field.data not in self.people[field.name]:
            raise ValidationError("Choose somebody from the list.")

    def person(self, field: SelectField) -> User | None:
        return self.people[field.name].get(field.data or "")


def by_key(people: Sequence[User], held: User | None) -> dict[str, User]:
    """Who may be chosen; whoever has it already stays, whatever became of them."""
    return {str(one.id): one for one in (*people, held) if one}


class DefinitionForm(Form):
    """How a KPI is counted from a day on, and why it changes."""

    says = TextAreaField(
        "How it is counted",
        [InputRequired(SHORT_WORDS), Length(min=10, max=2000, message=SHORT_WORDS)],
    )
    starts_on = DayField("From", [InputRequired("Choose the first day it is counted so.")])
    why = StringField(
        "Why it changes",
        [InputRequired(SHORT_REASON), Length(min=10, max=200, message=SHORT_REASON)],
    )

    def __init__(self, typed: Any, says: str, today: date) -> None:
        super().__init__(typed, data={"says": says, "starts_on": today})
        self.today = today

    def validate_starts_on(self, field: DayField) -> None:
        if field.data and field.data > self.today:
            raise ValidationError(NOT_YET)
