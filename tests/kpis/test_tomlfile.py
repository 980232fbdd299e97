"""TOML from outside: what cannot be read is refused in a sentence, and soon."""

import pytest

from app.tomlfile import TomlError, line_of, parse


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("a = 1\n" + ".".join("a" * 50_000) + " = 1", "at most 200 dots in a line"),
        ("a = " + "9" * 5_000, "a number in it is too long"),
        ("a = " + "[" * 50_000, "it nests too deeply"),
        ("a = ", "x: "),
    ],
    ids=["dots", "digits", "nested", "nothing"],
)
def test_what_cannot_be_read_is_refused(source: str, words: str) -> None:
    with pytest.raises(TomlError, match=words):
        parse(source, "x")


def test_a_line_of_dots_is_told_by_its_number() -> None:
    source = "a = 1\n" + "." * 201
    with pytest.raises(TomlError) as no:
        parse(source, "x")
    assert line_of(source, no.value) == 2
    assert parse('a = "' + "." * 200 + '"', "x").text("a") == "." * 200
