"""What is asked on the way of a file of readings: the file, its columns, and what to do."""

from typing import Any

from wtforms import FileField, HiddenField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from app.kpis.catalogue import Cadence, Kpi
from app.kpis.columns import ROLES, Columns
from app.kpis.days import Order
from app.kpis.forms import SHORT_REASON
from app.kpis.library import entered
from app.numbers.words import PERIODS
from app.web.forms import Form, text

LEAST, MOST = 10, 200
NOTHING_NEW = "So nothing would change. Use the file’s readings, or leave the file."
KEEP, REPLACE = "keep", "replace"
ORDERS = [
    SelectChoice("", "Year, month, day, or so that it is clear"),
    SelectChoice(Order.DAY_FIRST.value, "Day first: 3/4/2026 is the 3rd of April"),
    SelectChoice(Order.MONTH_FIRST.value, "Month first: 3/4/2026 is the 4th of March"),
]
CADENCES = [SelectChoice(one.value, f"a {PERIODS[one]}") for one in Cadence]
DECISIONS = [
    SelectChoice(KEEP, "Keep what is in"),
    SelectChoice(REPLACE, "Use the file’s, and say why"),
]


class FileForm(Form):
    """The file itself."""

    file = FileField("CSV or XLSX file")


class ColumnsForm(Form):
    """What each column means; the fields of the columns are made for the file at hand."""

    cadence = SelectField("A line is for", choices=CADENCES)
    order = SelectField("Days are written", choices=ORDERS)

    @property
    def columns(self) -> list[Any]:
        return [field for field in self if field.short_name.startswith("column")]

    def told(self) -> Columns:
        roles = tuple(text(field) for field in self.columns)
        order = Order(text(self.order)) if text(self.order) else None
        return Columns(roles, Cadence(text(self.cadence)), order)


def columns_form(headings: list[str], now: Columns, typed: Any = None) -> ColumnsForm:
    """The form for a file's headings, filled with what is known of them."""
    choices = role_choices(list(entered().values()))
    fields = {
        f"column{number}": SelectField(heading or f"Column {number + 1}", choices=choices)
        for number, heading in enumerate(headings)
    }
    made = type("ColumnsOfFile", (ColumnsForm,), fields)
    roles = {f"column{number}": role for number, role in enumerate(now.roles)}
    form: ColumnsForm = made(typed, cadence=now.cadence.value, order=now.order or "", **roles)
    return form


def role_choices(kpis: list[Kpi]) -> list[SelectChoice]:
    """What a column can be, with every KPI."""
    parts = [(role.value, words, "Part of a line") for role, words in ROLES.items()]
    known = [(one.key, one.name, "Readings of") for one in kpis]
    return [SelectChoice(key, words, optgroup=group) for key, words, group in [*parts, *known]]


class StoreForm(Form):
    """The decision over a checked file; `seen` is the state of the record that was looked at."""

    differ = RadioField("Where a reading is in already", choices=DECISIONS, default=KEEP)
    reason = StringField("Why readings change")
    seen = HiddenField()

    @property
    def replaces(self) -> bool:
        return text(self.differ) == REPLACE

    def decided(self, new: bool, differs: bool) -> bool:
        """Whether what was chosen does anything and can be done; else a field says why not."""
        if differs and self.replaces:
            if LEAST <= len(text(self.reason)) <= MOST:
                return True
            self.reason.errors = [SHORT_REASON]
            return False
        if not new:
            self.differ.errors = [NOTHING_NEW]
        return new

    @property
    def why(self) -> str:
        """The reason where readings are replaced; empty where they are kept."""
        return text(self.reason) if self.replaces else ""
