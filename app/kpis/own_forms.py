"""What may be typed about a KPI of the MSP's own."""

from collections.abc import Collection
from typing import Any

from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Length, ValidationError

from app.kpis.care_forms import SHORT_WORDS
from app.kpis.catalogue import Band, Cadence, Direction, Kind, Kpi, Unit
from app.kpis.define import Looks, NewKpi, name_taken
from app.kpis.formula_field import FormulaField
from app.kpis.ratio import plain
from app.web.fields import NumberField
from app.web.forms import Form, text

MOST_DECIMALS = 3
LEAST_WORDS, MOST_WORDS = 10, 2000
SHORT_NAME = "Give it a name of 2 to 80 characters."
NO_LETTER = "Use a letter or a digit in the name, so that formulas can name it."
SHORT_PLAIN = "Say in 10 to 200 characters what it tells."
UNITS = {
    Unit.COUNT: "Count, such as 12",
    Unit.PERCENT: "Percent, such as 63.5%",
    Unit.HOURS: "Hours",
    Unit.BUSINESS_HOURS: "Business hours",
    Unit.MINUTES: "Minutes",
    Unit.DAYS: "Days",
    Unit.MONEY: "Money",
    Unit.MONEY_PER_HOUR: "Money per hour",
    Unit.COUNT_PER_TECH: "Count per technician",
    Unit.HOURS_PER_ENDPOINT: "Hours per endpoint and month",
    Unit.RATIO: "Ratio, such as 0.8",
    Unit.SCORE: "Score, such as 8.5",
}
WAYS = {
    Direction.UP: "Higher is better",
    Direction.DOWN: "Lower is better",
    Direction.BAND: "Best is between two values",
    Direction.WATCH: "Neither; it is worth watching",
}
CADENCES = {
    Cadence.WEEKLY: "Every week",
    Cadence.MONTHLY: "Every month",
    Cadence.QUARTERLY: "Every quarter",
}
KINDS = {
    Kind.RESULT: "A result",
    Kind.LEADING: "Leading: moves before it",
}


def choices(words: dict[Any, str]) -> list[SelectChoice]:
    return [SelectChoice(one.value, said) for one, said in words.items()]


class OwnKpiForm(Form):
    """What may change about an own KPI later."""

    name = StringField(
        "Name", [InputRequired(SHORT_NAME), Length(min=2, max=80, message=SHORT_NAME)]
    )
    plain = StringField(
        "What it tells, in plain words",
        [InputRequired(SHORT_PLAIN), Length(min=10, max=200, message=SHORT_PLAIN)],
        description="Such as: tickets that came back within a week of being closed",
    )
    decimals = SelectField(
        "Decimals", choices=[SelectChoice(str(n), str(n)) for n in range(MOST_DECIMALS + 1)]
    )
    direction = SelectField("Which way is better", choices=choices(WAYS))
    low = NumberField("From")
    high = NumberField("To")
    lowest = NumberField("Never below", description="Catches slips; leave it empty for none")
    highest = NumberField("Never above", description="Catches slips; leave it empty for none")
    cadence = SelectField("Measured", choices=choices(CADENCES))
    kind = SelectField("What kind of number", choices=choices(KINDS))
    version = HiddenField()

    def __init__(self, typed: Any, known: Collection[Kpi], now: Kpi | None = None) -> None:
        super().__init__(typed, data=filled(now) if now else {"decimals": "0", "lowest": 0})
        self.names = {one.key: one.name for one in known if one.key != key_of(now)}

    def validate_name(self, field: StringField) -> None:
        if not plain(text(field)):
            raise ValidationError(NO_LETTER)
        taken = name_taken(text(field), self.names)
        if taken:
            raise ValidationError(taken)

    def validate_low(self, field: NumberField) -> None:
        if self.is_band and field.data is None and not field.errors:
            raise ValidationError("Enter the lower value that is still good.")

    def validate_high(self, field: NumberField) -> None:
        if self.is_band and not field.errors:
            check_above(self.low.data, field.data, "Enter the upper value that is still good.")

    def validate_highest(self, field: NumberField) -> None:
        if field.data is not None:
            check_above(self.lowest.data, field.data, "")

    @property
    def is_band(self) -> bool:
        return bool(self.direction.data == Direction.BAND)

    def looks(self) -> Looks:
        """What a valid form says."""
        low, high = self.low.data, self.high.data
        is_band = self.is_band and low is not None and high is not None
        return Looks(
            name=" ".join(text(self.name).split()),
            plain=text(self.plain).rstrip("."),
            decimals=int(text(self.decimals)),
            direction=Direction(text(self.direction)),
            band=Band(low, high) if is_band else None,
            lowest=self.lowest.data,
            highest=self.highest.data,
            cadence=Cadence(text(self.cadence)),
            kind=Kind(text(self.kind)),
        )


class NewKpiForm(OwnKpiForm):
    """An own KPI to be."""

    unit = SelectField("Unit", choices=choices(UNITS))
    says = TextAreaField(
        "How it is counted",
        description="What is counted and what is left out, so that everybody counts the same",
    )
    formula = FormulaField(
        "Computed from other KPIs",
        description="Leave it empty for a number that somebody enters",
    )

    def __init__(self, typed: Any, known: Collection[Kpi]) -> None:
        super().__init__(typed, known)
        self.formula.known = known

    def validate_says(self, field: TextAreaField) -> None:
        said = len(text(field))
        if said > MOST_WORDS or (said < LEAST_WORDS and not self.formula.typed):
            raise ValidationError(SHORT_WORDS)

    def new(self) -> NewKpi:
        ratio = self.formula.data
        says = text(self.says) or (f"Computed as {self.formula.words}." if ratio else "")
        formula = ratio.text if ratio else ""
        return NewKpi(self.looks(), Unit(text(self.unit)), says, formula)


def check_above(low: float | None, high: float | None, missing: str) -> None:
    if high is None:
        raise ValidationError(missing)
    if low is not None and low >= high:
        raise ValidationError("Enter more than the lower value.")


def key_of(kpi: Kpi | None) -> str:
    return kpi.key if kpi else ""


def filled(kpi: Kpi) -> dict[str, Any]:
    """The form's values for an own KPI as it is."""
    assert kpi.own is not None
    return {
        "name": kpi.name,
        "plain": kpi.plain,
        "decimals": str(kpi.decimals),
        "direction": kpi.direction.value,
        "low": kpi.band.low if kpi.band else None,
        "high": kpi.band.high if kpi.band else None,
        "lowest": kpi.own.lowest,
        "highest": kpi.own.highest,
        "cadence": kpi.cadence.value,
        "kind": kpi.kind.value,
        "version": str(kpi.own.version),
    }
