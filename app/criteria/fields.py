"""What the forms about a success criterion are made of: values of its KPI, and what is asked."""

from typing import Any

from wtforms.validators import StopValidation

from app.kpis.catalogue import Kpi
from app.kpis.notation import read_cell
from app.web.fields import NumberField
from app.web.forms import Form


class Told(Form):
    """A form that is told what the domain finds wrong; its values are of the KPI it is `about`."""

    about: Kpi | None = None

    def tell(self, found: dict[str, str]) -> bool:
        """Put the sentences beside the fields that have none yet; true when there are none."""
        for name, sentence in found.items():
            self[name].errors = self[name].errors or [sentence]
        return not found

    def put_aside(self) -> set[str]:
        """The fields that the answers so far do not ask for."""
        return set()

    def validate(self, extra_validators: Any = None) -> bool:
        """What is not asked for cannot be wrong."""
        super().validate(extra_validators)
        for name in self.put_aside():
            self[name].errors = []
        return not self.errors


class ValueField(NumberField):
    """A value as a cell of the grid is read: in the unit of the form's KPI and in no other."""

    def pre_validate(self, form: Any) -> None:
        if form.about is None:
            return
        try:
            self.data = read_cell(form.about, self._value())
        except ValueError as no:
            self.data = None
            raise StopValidation(str(no)) from None


class WholeField(NumberField):
    """A small whole number; nothing typed is 1."""

    example = "4"

    def process_formdata(self, valuelist: list[Any]) -> None:
        super().process_formdata(valuelist)
        if not self._value().strip():
            self.data = 1.0
