"""What may be typed about how often a task comes again."""

from datetime import date, timedelta
from typing import Any

from wtforms import RadioField, SelectField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Length, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from app.planning.repeats import (
    LAST,
    LAST_DAY,
    MOST_WEEKS,
    NTH,
    Often,
    Repeats,
)
from app.planning.words import WEEKDAYS, in_full
from app.programs.forms.plan import SAY_WHY, one_line
from app.web.fields import DayField, NumberField
from app.web.forms import Form, text

ONE_YEAR, LONGEST = timedelta(days=366), timedelta(days=3 * 366)
ONCE = ""
SEVERAL = [*NTH[:4], "last"]


class CountField(NumberField):
    """A count; the form refuses one that is none, where the count is asked for."""

    def pre_validate(self, form: Any) -> None:
        pass


class WeekdaysField(SelectMultipleField):
    """Any number of weekdays, as check boxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class RepeatsForm(Form):
    """How often, on which days, from when and until when; once is how every task begins."""

    often = RadioField(
        "How often",
        choices=[
            SelectChoice(ONCE, "Once, it does not repeat"),
            SelectChoice(Often.WEEK.value, "By the week"),
            SelectChoice(Often.DAY.value, "On a day of the month"),
            SelectChoice(Often.WEEKDAY.value, "On a weekday of the month"),
        ],
        default=ONCE,
    )
    every = CountField("Every so many weeks")
    weekdays = WeekdaysField(
        "On", choices=[SelectChoice(str(number), one[:3]) for number, one in enumerate(WEEKDAYS)]
    )
    day = CountField("Day of the month")
    nth = SelectField(
        "Which one",
        choices=[
            SelectChoice(str(n), one) for n, one in zip([1, 2, 3, 4, LAST], SEVERAL, strict=True)
        ],
    )
    weekday = SelectField(
        "Weekday",
        choices=[
            SelectChoice(str(number), one) for number, one in enumerate([*WEEKDAYS, "working day"])
        ],
    )
    months = SelectField(
        "Of every", choices=[SelectChoice("month", "month"), SelectChoice("quarter", "quarter")]
    )
    start = DayField("First on or after", [InputRequired("Choose the day it begins on.")])
    until = DayField("Last day")
    reason = TextAreaField(
        "Why",
        [Length(max=200, message=SAY_WHY)],
        filters=[one_line],
        description="One sentence. It is kept with the change of the plan.",
    )

    earliest = date.min
    previews = False
    """Is the rule only looked at, so that it needs no reason yet?"""

    def validate(self, extra_validators: Any = None) -> bool:
        """As ever; what stands in days that once does not ask for is no mistake."""
        super().validate(extra_validators)
        if not self.comes_again:
            self.start.errors, self.until.errors = [], []
        return not self.errors

    def validate_every(self, field: CountField) -> None:
        self.whole(field, Often.WEEK, MOST_WEEKS)

    def validate_day(self, field: CountField) -> None:
        self.whole(field, Often.DAY, LAST_DAY)

    def whole(self, field: CountField, often: Often, most: int) -> None:
        if self.often.data != often:
            field.data = field.data if is_whole(field.data, most) else 1
        elif not is_whole(field.data, most):
            raise ValidationError(f"Enter a whole number from 1 to {most}.")

    def validate_weekdays(self, field: WeekdaysField) -> None:
        if self.often.data == Often.WEEK and not field.data:
            raise ValidationError("Choose a weekday, or several.")

    def validate_start(self, field: DayField) -> None:
        latest = self.earliest + ONE_YEAR
        if self.comes_again and field.data and not self.earliest <= field.data <= latest:
            between = f"{in_full(self.earliest)} to {in_full(latest)}"
            raise ValidationError(f"Choose a day from {between}.")

    def validate_until(self, field: DayField) -> None:
        start = self.start.data
        if not (self.comes_again and field.data and start) or self.start.errors:
            return
        if start <= field.data <= start + LONGEST:
            return
        raise ValidationError(
            f"Choose a day from {in_full(start)} to {in_full(start + LONGEST)}, or none."
        )

    def validate_reason(self, field: TextAreaField) -> None:
        if not self.previews and len(text(field)) < 10:
            raise ValidationError(SAY_WHY)

    @property
    def comes_again(self) -> bool:
        return bool(self.often.data != ONCE)

    @property
    def chosen(self) -> Repeats | None:
        """What a valid form chose; None for once."""
        if self.often.data == ONCE:
            return None
        return Repeats(
            often=Often(self.often.data),
            every=int(self.every.data),
            weekdays=tuple(sorted(set(map(int, self.weekdays.data or ())))),
            day=int(self.day.data),
            nth=int(self.nth.data),
            weekday=int(self.weekday.data),
            quarterly=self.months.data == "quarter",
            until=self.until.data,
        )


def is_whole(number: float | None, most: int) -> bool:
    return number is not None and number == int(number) and 1 <= number <= most


def as_typed(repeats: Repeats | None, start: date) -> dict[str, Any]:
    """What stands in the form of a task as it is now."""
    if repeats is None:
        return {"every": 1, "weekdays": [str(start.weekday())], "day": start.day, "start": start}
    return {
        "often": repeats.often.value,
        "every": repeats.every,
        "weekdays": [str(one) for one in repeats.weekdays],
        "day": repeats.day,
        "nth": str(repeats.nth),
        "weekday": str(repeats.weekday),
        "months": "quarter" if repeats.quarterly else "month",
        "start": start,
        "until": repeats.until,
    }
