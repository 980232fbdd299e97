"""What two answers to one step differ in, in words."""

from collections.abc import Iterable
from datetime import date

from wtforms import BooleanField, Field
from wtforms.fields.choices import SelectFieldBase

from app.web.filters import long_day

LONGEST = 120
Labelled = Iterable[tuple[str, Field]]
Differences = dict[str, tuple[str, str]]


def differences(saved: Labelled, typed: Labelled) -> Differences:
    """What each field says now and what was typed, by its label; equal ones are left out."""
    both = zip(saved, typed, strict=True)
    words = {name: (said(theirs), said(mine)) for (name, theirs), (_same, mine) in both}
    return {name: pair for name, pair in words.items() if pair[0] != pair[1]}


def said(field: Field) -> str:
    """An answer as people read it: chosen labels, a day, or the text as typed."""
    if isinstance(field, BooleanField):
        return "Yes" if field.data else "No"
    if isinstance(field, SelectFieldBase):
        return ", ".join(option.label.text for option in field if option.checked)
    if isinstance(field.data, date):
        return long_day(field.data)
    text = " ".join(map(str, field.raw_data or ()))
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
