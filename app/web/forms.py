"""The base form, and the answer to one that needs another look."""

import re
from typing import Any

from flask import render_template
from wtforms import Form as PlainForm
from wtforms import StringField
from wtforms.fields.core import UnboundField
from wtforms.validators import InputRequired, ValidationError

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
VERSION = re.compile(r"[0-9]{1,9}")


def trimmed(text: str | None) -> str | None:
    return text.strip() if isinstance(text, str) else text


def text(field: Any) -> str:
    """What was typed into a validated field; nothing is the empty text."""
    return str(field.data or "")


def version_of(form: PlainForm) -> int:
    """The version of the row that a page was made from; 0, which no row has, when none is told."""
    return whole(text(form["version"]), 0)


def whole(told: str | None, otherwise: int) -> int:
    """A number in an address, of nine digits at most; `otherwise` for anything else."""
    return int(told) if told and VERSION.fullmatch(told) else otherwise


class Form(PlainForm):
    """Text is trimmed; control characters are refused beside the field."""

    class Meta:
        def bind_field(self, form: Any, unbound: Any, options: dict[str, Any]) -> Any:
            if not issubclass(unbound.field_class, StringField):
                return unbound.bind(form=form, **options)
            label, given, *rest = [*unbound.args, None, None][: max(len(unbound.args), 2)]
            kwargs = {**unbound.kwargs, **options}
            own = given or kwargs.pop("validators", None) or ()
            kwargs["filters"] = [*kwargs.get("filters", ()), trimmed]
            checks = [*map(filled, own), no_control_characters]
            return UnboundField(unbound.field_class, label, checks, *rest).bind(form, **kwargs)


class Filled(InputRequired):
    """Something was typed, and not only spaces."""

    def __call__(self, form: Any, field: Any) -> None:
        if field.data == "":
            field.raw_data = [""]
        super().__call__(form, field)


def filled(check: Any) -> Any:
    return Filled(check.message) if type(check) is InputRequired else check


def no_control_characters(_form: Any, field: Any) -> None:
    if isinstance(field.data, str) and CONTROL.search(field.data):
        raise ValidationError("Take out the invisible characters, then send it again.")


def invalid(template: str, **context: Any) -> tuple[str, int]:
    """The form again, with its sentences and what was typed."""
    return render_template(template, **context), 422
