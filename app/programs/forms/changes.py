"""What may be typed about the budget of a program."""

from wtforms import HiddenField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Length, ValidationError

from app.planning.money import CURRENCIES, MOST
from app.programs.forms.money import MoneyField
from app.programs.forms.plan import SAY_WHY, one_line
from app.web.forms import Form, text


class BudgetForm(Form):
    """How much a program may cost; another sum needs a reason, a first one a currency."""

    amount = MoneyField("Budget", [InputRequired("Enter a sum, such as 12,000.")])
    currency = SelectField(
        "Currency",
        choices=[SelectChoice(one.code, f"{one.name} ({one.sign})") for one in CURRENCIES],
    )
    cause = TextAreaField("Why it changes", [Length(max=200, message=SAY_WHY)], filters=[one_line])
    version = HiddenField()

    is_first = True

    def follow(self, is_first: bool) -> None:
        """The first budget has a currency, every other one a reason."""
        self.is_first = is_first
        if is_first:
            del self.cause
        else:
            del self.currency

    def validate_amount(self, field: MoneyField) -> None:
        if field.data is not None and not 0 <= field.data * 100 <= MOST:
            raise ValidationError("Enter a sum from 0 to ten billion.")

    def validate_cause(self, field: TextAreaField) -> None:
        if not self.is_first and len(text(field)) < 10:
            raise ValidationError(SAY_WHY)

    @property
    def minor(self) -> int:
        """The sum of a valid form in minor units."""
        return self.amount.minor
