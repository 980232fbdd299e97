"""Words of a search, and the order of what it finds."""

import pytest

from app.search.rules import Hit, Kind, as_typed, best_first, fits, grouped, words_of


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Priority matrix", ("priority", "matrix")),
        ("  priority,  PRIORITY! ", ("priority",)),
        ("naïve Café", ("naive", "cafe")),
        ("cafe\u0301", ("cafe",)),
        ('"; DROP TABLE tasks; --', ("drop", "table", "tasks")),
        ("title:x AND NOT (y* OR z^2)", ("title", "x", "and", "not", "y", "or", "z", "2")),
        ("under_score", ("under", "score")),
        ("24x7 / SLA-met", ("24x7", "sla", "met")),
        ("👩‍💻 🔥 — …", ()),
        ("\x00\x1b\ud800", ()),
        ("日本語 Москва", ("日本語", "москва")),
        ("", ()),
    ],
    ids=lambda value: ascii(value)[:30],
)
def test_words_are_letters_and_digits_without_accents(typed: str, words: tuple[str, ...]) -> None:
    assert words_of(typed) == words


def test_a_search_has_few_short_words_however_much_is_typed() -> None:
    assert words_of("a" * 10_000) == ("a" * 60,)
    assert len(words_of(" ".join(map(str, range(100_000))))) == 8
    assert as_typed("x\ny" + " " * 10_000) == "x y"


def test_every_word_begins_one_of_the_text() -> None:
    assert fits(("prior", "mat"), "Agree the priority matrix")
    assert not fits(("matrix", "rity"), "Agree the priority matrix")
    assert fits((), "anything")


def hit(title: str, kind: Kind = Kind.TASK, over: bool = False) -> Hit:
    return Hit(kind, title, "/", "work", over=over)


def test_the_title_that_is_the_search_comes_first_and_what_is_over_last() -> None:
    told = [
        hit("Say it in the triage meeting", over=True),
        hit("A comment", Kind.NOTE),
        hit("Say it in the triage meeting"),
        hit("Triage"),
        hit("Triage", Kind.ITEM),
        hit("Triage practice"),
    ]
    found = [(one.title, one.kind, one.over) for one in best_first(told, ("triage",))]
    assert found == [
        ("Triage", Kind.ITEM, False),
        ("Triage", Kind.TASK, False),
        ("Triage practice", Kind.TASK, False),
        ("Say it in the triage meeting", Kind.TASK, False),
        ("Say it in the triage meeting", Kind.TASK, True),
        ("A comment", Kind.NOTE, False),
    ]


def test_hits_stand_under_their_kinds_with_how_many_are_left_out() -> None:
    told = [hit("a", Kind.NOTE), *(hit(str(number)) for number in range(5)), hit("b", Kind.ITEM)]
    groups = [(group.kind, len(group.hits), group.more) for group in grouped(told, 3)]
    assert groups == [(Kind.ITEM, 1, 0), (Kind.TASK, 3, 2), (Kind.NOTE, 1, 0)]
