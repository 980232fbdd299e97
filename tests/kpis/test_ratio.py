"""The language of formulas over KPIs: what it reads, what it refuses, and what it comes to."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.kpis.ratio import BadFormula, Circle, Ratio, in_order, kept, names_of, read
from app.kpis.ratio_tree import Named

CALLED = {
    "own_tickets_closed_a": "Tickets closed",
    "own_technicians_b": "Technicians",
    "hours": "Hours (all)",
}
NAMES = names_of(CALLED)
VALUES = {"own_tickets_closed_a": 84.0, "own_technicians_b": 7.0, "hours": 0.0}


def worth(text: str) -> float | None:
    return read(text, NAMES).value(VALUES)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("tickets_closed / technicians", 12),
        ("[Tickets closed] / [technicians] * 100", 1200),
        ("own_tickets_closed_a-Technicians-2", 75),
        ("tickets_closed - (technicians - 2)", 79),
        ("2 + technicians * 3", 23),
        ("(2 + technicians) * 3", 27),
        ("tickets_closed / (technicians / 2)", 24),
        ("tickets_closed / technicians / 2", 6),
        ("0.5 * [hours (ALL)]", 0),
        ("tickets_closed / hours", None),
        ("tickets_closed / (hours * technicians)", None),
        ("*".join(["tickets_closed", *["999999999"] * 38]), None),
        ("tickets_closed * 999999999 * 999999999", None),
        ("technicians * 999999999 * 99999", 7 * 999999999 * 99999),
    ],
)
def test_it_counts_as_everybody_does(text: str, value: float | None) -> None:
    found = read(text, NAMES)
    assert found.value(VALUES) == value
    assert kept(found.text).value(VALUES) == value
    assert kept(found.text) == found


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Write a formula"),
        ("tickets_closed /", "Something is missing at the end."),
        ("tickets_closed technicians", "“technicians” cannot stand there."),
        ("tickets_closed ** 9", "“*” cannot stand there."),
        ("tickets_closed.real", "“.” has no meaning here."),
        ("__import__('os')", "has no meaning here."),
        ("ticket_closed / 2", "No KPI is called “ticket_closed”. Did you mean [Tickets closed]?"),
        ("qqqq / 2", "Write its name in square brackets."),
        ("100 / 2", "names at least one KPI"),
        ("hours / 0", "It divides by 0"),
        ("2 * (hours / (3 - 3))", "It divides by 0"),
        ("+".join(["hours"] * 21), "at most 20 names"),
        ("(" * 13 + "hours" + ")" * 13, "at most 12 brackets"),
        ("hours " * 80, "at most 400 characters"),
    ],
)
def test_what_is_no_formula_says_why(text: str, sentence: str) -> None:
    with pytest.raises(BadFormula, match=r".") as told:
        read(text, NAMES, CALLED)
    assert sentence in str(told.value)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60) | st.text(alphabet="hours()[]+-*/ .0123456789\n", max_size=60))
def test_no_text_raises_anything_else(text: str) -> None:
    try:
        found = read(text, NAMES)
    except BadFormula:
        return
    assert kept(found.text) == found


@pytest.mark.parametrize(
    "text", ["+".join(["hours"] * 20), "(" * 12 + "hours" + ")" * 12, f"{'hours':<400}"]
)
def test_a_formula_may_be_as_large_as_is_said(text: str) -> None:
    assert read(text, NAMES).keys == ("hours",)


def test_a_missing_reading_is_no_data() -> None:
    found = read("tickets_closed + technicians", NAMES)
    assert found.value({"own_tickets_closed_a": 3.0}) is None
    assert found.value({"own_tickets_closed_a": 3.0, "own_technicians_b": None}) is None


@pytest.mark.parametrize(
    ("text", "line", "times"),
    [
        ("hours / technicians", ("hours", "own_technicians_b"), 1),
        ("100 * hours / technicians", ("hours", "own_technicians_b"), 100),
        ("hours / technicians * 100 / 4", ("hours", "own_technicians_b"), 25),
        ("5 * (2 * hours) / (technicians / 10)", ("hours", "own_technicians_b"), 100),
        (
            "(hours - technicians) / hours * 100",
            ("hours - own_technicians_b", "hours"),
            100,
        ),
        (
            "(hours + 2 * technicians) / technicians",
            ("hours + 2 * own_technicians_b", "own_technicians_b"),
            1,
        ),
        (
            "(hours * 2 + technicians / 4) / technicians",
            ("hours * 2 + own_technicians_b / 4", "own_technicians_b"),
            1,
        ),
        ("hours * technicians", None, None),
        ("hours / technicians + 1", None, None),
        ("(hours + 1) / technicians", None, None),
        ("hours * technicians / tickets_closed", None, None),
    ],
)
def test_only_a_plain_ratio_has_a_line_to_pool_by(
    text: str, line: tuple[str, str] | None, times: float | None
) -> None:
    found = read(text, NAMES)
    sides = found.line()
    assert (tuple(one.text for one in sides) if sides else None) == line
    assert found.times == (pytest.approx(times) if line else None)


def test_its_words_lead_to_its_inputs() -> None:
    found = read("(tickets_closed - hours) / technicians", NAMES)
    assert found.keys == ("own_tickets_closed_a", "hours", "own_technicians_b")
    told = ["*" if isinstance(one, Named) else one for one in found.pieces()]
    assert "".join(told) == "(* − *) ÷ *"
    assert list(found.sums()) == [["own_tickets_closed_a", "hours"]]


def test_nothing_is_computed_from_itself() -> None:
    assert in_order({"c": ["b"], "b": ["a", "x"], "d": ["c", "b"]}) == ["b", "c", "d"]
    with pytest.raises(Circle) as told:
        in_order({"a": ["b"], "b": ["c"], "c": ["a"]})
    assert told.value.keys[0] == told.value.keys[-1]
    assert set(told.value.keys) == {"a", "b", "c"}
    follows = {"a": "b", "b": "c", "c": "a"}
    steps = zip(told.value.keys, told.value.keys[1:], strict=False)
    assert all(follows[one] == other for one, other in steps)


def test_the_same_formula_is_the_same_ratio() -> None:
    assert isinstance(read("hours/2", NAMES), Ratio)
    assert read("hours/2", NAMES) == read(" HOURS / 2 ", names_of({"hours": "Other"}))
