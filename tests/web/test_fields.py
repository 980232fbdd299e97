"""Numbers and days are read the way people write them, and nonsense gets an example."""

from datetime import date

import pytest
from werkzeug.datastructures import MultiDict

from app.web.fields import DayField, NumberField, is_address, read_number
from app.web.forms import Form


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("63.5", 63.5),
        ("63,5", 63.5),
        ("63,5 %", 63.5),
        ("63.5%", 63.5),
        (" 58 ", 58),
        ("1,200", 1200),
        ("1.200", 1.2),
        ("1.200,50", 1200.5),
        ("1,200.50", 1200.5),
        ("1 200", 1200),
        ("1\u202f200,5", 1200.5),
        ("1'200", 1200),
        ("1’200.5", 1200.5),
        ("1,234,567", 1234567),
        ("1.234.567", 1234567),
        ("0,285", 0.285),
        ("0.25", 0.25),
        (".25", 0.25),
        ("9.4 h", 9.4),
        ("9.4 hours", 9.4),
        ("$7,800", 7800),
        ("145 €", 145),
        ("-3", -3),
        ("−3,5", -3.5),
        ("+4", 4),
        ("007", 7),
        ("3,", 3),
    ],
)  # fmt: skip
def test_numbers_are_read_as_people_write_them(typed: str, value: float) -> None:
    assert read_number(typed) == value


@pytest.mark.parametrize(
    "typed",
    [
        "", "abc", "12abc", "1e5", "nan", "inf", "-", "--3", "1,2,3", "1.2.3", "12 34", "1,20,300",
        "5 6", "%", "٣", "1" * 13, "1,234.567.8", "0x10", "1_000", "½", "5..", ",", "12h30",
    ],
)  # fmt: skip
def test_what_is_not_one_number_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="not a number"):
        read_number(typed)


def test_a_number_of_thirty_kilobytes_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="not a number"):
        read_number("1" + " " * 30_000 + "x")


class SampleForm(Form):
    number = NumberField("Number")
    on = DayField("Day")


def sample(**typed: str) -> SampleForm:
    return SampleForm(MultiDict(typed))


def test_a_wrong_number_is_shown_again_as_typed() -> None:
    form = sample(number="about 60")
    assert not form.validate()
    assert form.number.errors == ["Enter a number, such as 63.5."]
    assert 'value="about 60"' in form.number()


def test_a_number_keeps_the_way_it_was_typed() -> None:
    form = sample(number="63,5 %")
    assert form.validate()
    assert form.number.data == 63.5
    assert 'value="63,5 %"' in form.number()


def test_nothing_typed_is_no_number_and_no_day() -> None:
    form = sample(number="", on="")
    assert form.validate()
    assert form.number.data is None
    assert form.on.data is None


@pytest.mark.parametrize(
    "typed", ["20260-11-30", "2026-02-30", "30.11.2026", "tomorrow", "2026-1-1"]
)
def test_what_is_not_a_day_is_refused_with_one_that_would_do(typed: str) -> None:
    form = sample(on=typed)
    assert not form.validate()
    assert form.on.errors == ["Write the day as year, month, day, such as 2026-11-30."]
    assert f'value="{typed}"' in form.on()


def test_a_day_is_a_day() -> None:
    form = sample(on="2026-11-30")
    assert form.validate()
    assert form.on.data == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("https://example.com/a?b=c@d#e", True),
        ("http://localhost:8000", True),
        ("https://somebody:secret@example.com", False),
        ("https://example.com/a b", False),
        ("javascript:alert(1)", False),
        ("https://", False),
        ("https://[1", False),
        ("example.com", False),
    ],
)
def test_an_address_is_a_whole_one_without_names_or_passwords(typed: str, right: bool) -> None:
    assert is_address(typed) is right
