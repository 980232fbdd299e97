"""What may be typed about a KPI: one reading, or one line of the numbers of a period."""

from datetime import date
from typing import Any

from wtforms import HiddenField, StringField
from wtforms.validators import InputRequired, Length, StopValidation

from app.kpis.catalogue import Kpi
from app.kpis.models import Reading
from app.kpis.notation import read_cell
from app.kpis.typed import TypedReading, problems
from app.web.fields import DayField, NumberField
from app.web.forms import Form, text

SHORT_REASON = "Write the reason in a sentence of 10 to 200 characters."


class ReadingField(NumberField):
    """A reading as people write it, in the unit of the form's KPI and in no other."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = None

    def pre_validate(self, form: Any) -> None:
        try:
            self.data = read_cell(form.kpi, self._value())
        except ValueError as no:
            raise StopValidation(str(no)) from None


class ValueForm(Form):
    """The number of a KPI for a period that is known already."""

    value = ReadingField("Reading")
    numerator = NumberField("Upper number")
    denominator = NumberField("Lower number")
    n = NumberField("Sample size")
    note = StringField("What was going on", [Length(max=200, message="Keep it to 200 characters.")])

    def __init__(
        self,
        kpi: Kpi,
        today: date,
        period: tuple[date, date] | None = None,
        typed: Any = None,
        **given: Any,
    ) -> None:
        super().__init__(typed, **given)
        self.kpi, self.today, self.period = kpi, today, period
        self.n.example = "40"

    @property
    def is_empty(self) -> bool:
        return not any((f.raw_data or [""])[0].strip() for f in self if not is_hidden(f))

    def days(self) -> tuple[date, date]:
        assert self.period is not None
        return self.period

    def typed(self) -> TypedReading:
        starts_on, ends_on = self.days()
        return TypedReading(
            starts_on=starts_on,
            ends_on=ends_on,
            value=self.value.data,
            numerator=self.numerator.data,
            denominator=self.denominator.data,
            n=self.n.data,
            note=text(self.note),
        )

    def validate(self, extra_validators: Any = None) -> bool:
        """Say at once all that has to be put right, but nothing that follows from a slip."""
        fine: bool = super().validate(extra_validators)
        slips = {field.short_name for field in self if field.errors}
        if slips & {"starts_on", "ends_on"}:
            return False
        found = problems(self.kpi, self.typed(), self.today)
        if slips & {"value", "numerator", "denominator"}:
            found = {name: told for name, told in found.items() if name in {"ends_on", "n"}}
        for name, sentence in found.items():
            if name not in slips:
                self[name].errors = [sentence]
        return fine and not found


class ReadingForm(ValueForm):
    """A reading of a period that the person chooses."""

    starts_on = DayField("From", [InputRequired("Choose the first day of the period.")])
    ends_on = DayField("To", [InputRequired("Choose the last day of the period.")])

    def days(self) -> tuple[date, date]:
        first, last = self.starts_on.data, self.ends_on.data
        assert first is not None and last is not None
        return first, last


class CorrectionForm(ValueForm):
    """What a reading should have been, and why it changes."""

    reason = StringField(
        "Why it changes",
        [InputRequired(SHORT_REASON), Length(min=10, max=200, message=SHORT_REASON)],
    )
    version = HiddenField()


def correction_of(reading: Reading, kpi: Kpi, today: date, typed: Any = None) -> CorrectionForm:
    """The form filled with the reading as it stands; parts stand instead of their quotient."""
    in_parts = reading.numerator is not None and reading.denominator is not None
    return CorrectionForm(
        kpi,
        today,
        (reading.starts_on, reading.ends_on),
        typed,
        value=None if in_parts else reading.value,
        numerator=reading.numerator if in_parts else None,
        denominator=reading.denominator if in_parts else None,
        n=reading.n,
        note=reading.note,
        version=str(reading.version),
    )


def is_hidden(field: Any) -> bool:
    return isinstance(field, HiddenField)
