"""What every form does with text."""

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField, StringField
from wtforms.validators import InputRequired, Length

from app.web.forms import Form, version_of, whole


class SampleForm(Form):
    name = StringField("Name", [InputRequired("Enter a name."), Length(max=5)])
    note = StringField("Note", validators=[Length(max=5)])
    plain = StringField()


def sample(**typed: str) -> SampleForm:
    return SampleForm(MultiDict(typed))


def test_text_is_trimmed_and_checked() -> None:
    form = sample(name=" Dana ", note="  x ", plain=" y ")
    assert form.validate()
    assert (form.name.data, form.note.data, form.plain.data) == ("Dana", "x", "y")
    assert not sample(name="Whitlock").validate()
    assert not sample(name="Dana", note="too long").validate()


def test_invisible_characters_are_refused_beside_the_field() -> None:
    for name in ("name", "note", "plain"):
        form = sample(**{"name": "Dana", name: "a\x00b"})
        assert not form.validate()
        assert form[name].errors == ["Take out the invisible characters, then send it again."]


def test_a_form_made_often_checks_as_little_as_the_first() -> None:
    first = [len(field.validators) for field in sample()]
    for _ in range(50):
        again = sample()
    assert [len(field.validators) for field in again] == first


class VersionedForm(Form):
    version = HiddenField()


@pytest.mark.parametrize(
    ("told", "version"),
    [("3", 3), ("", 0), ("x", 0), ("-1", 0), ("\u00b2", 0), ("\u0663", 0), ("9" * 5000, 0)],
    ids=["a number", "nothing", "a word", "negative", "superscript", "another script", "endless"],
)
def test_a_version_is_a_plain_number_or_none_at_all(told: str, version: int) -> None:
    assert version_of(VersionedForm(MultiDict({"version": told}))) == version


@pytest.mark.parametrize("told", [None, "", "-1", "1.5", "two", "9" * 10, "9" * 5_000, "٣"])
def test_what_is_no_small_number_in_an_address_counts_as_none(told: str | None) -> None:
    assert whole(told, 7) == 7
    assert whole("12", 7) == 12
