"""What a form says about what was typed is our own sentence, never the library's."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from wtforms import Form
from wtforms.validators import Length

pytestmark = pytest.mark.one_database


def forms(of: type[Form]) -> Iterator[type[Form]]:
    for form in of.__subclasses__():
        yield form
        yield from forms(form)


def checks(field: Any) -> list[Any]:
    given = field.kwargs.get("validators") or next((one for one in field.args[1:2]), None)
    return list(given or ())


def test_the_length_of_what_is_typed_is_told_in_our_words(app: Flask) -> None:
    found = {
        f"{form.__name__}.{name}"
        for form in forms(Form)
        if form.__module__.startswith("app.")
        for name, field in vars(form).items()
        if hasattr(field, "field_class")
        for check in checks(field)
        if isinstance(check, Length) and not check.message
    }
    assert app.view_functions and not found
