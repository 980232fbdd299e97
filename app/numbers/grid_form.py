"""What is typed beside the cells of the grid of numbers: a pasted block, and why numbers change."""

from collections.abc import Sequence
from typing import Any

from wtforms import SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from app.kpis.forms import SHORT_REASON
from app.web.forms import Form, text

LEAST, MOST = 10, 200


class PastedField(TextAreaField):
    """Text that comes back exactly as it was pasted, with the tabs at its ends."""

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else ""


class GridForm(Form):
    """The form around the cells."""

    pasted = PastedField("Cells from a spreadsheet")
    row = SelectField("First row")
    column = SelectField("First column")
    reason = StringField("Why numbers change")

    def __init__(
        self, rows: Sequence[tuple[str, str]], columns: Sequence[tuple[str, str]], typed: Any
    ) -> None:
        super().__init__(typed)
        self.row.choices = [SelectChoice(*one) for one in rows]
        self.column.choices = [SelectChoice(*one) for one in columns]
        self.columns = len(columns)

    @property
    def text(self) -> str:
        """What was pasted, without empty lines at its end."""
        return self.pasted._value().rstrip("\r\n")

    @property
    def start(self) -> tuple[str, int]:
        """Where a block without headings begins."""
        column = text(self.column)
        return text(self.row), int(column) if column in map(str, range(self.columns)) else 0

    def empty(self) -> None:
        self.pasted.raw_data = []

    def validate_reason(self, needed: bool) -> None:
        """Say at the reason's field what is missing, where numbers change."""
        if needed and not LEAST <= len(text(self.reason)) <= MOST:
            self.reason.errors = [SHORT_REASON]
