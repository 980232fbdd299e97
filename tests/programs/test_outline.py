"""A template as it is changed part by part, without a database."""

from collections.abc import Callable, Iterator

import pytest

from app.programs.library import templates as shipped
from app.programs.outline import Outline, of_part
from app.programs.template_file import written
from app.programs.templates import checked_draft
from app.tenancy import practices

PHASE = "drive-to-thrive"
INTAKE = f"{PHASE}.intake"


@pytest.fixture(autouse=True)
def for_a_practice() -> Iterator[None]:
    """A practice's template names KPIs of the catalogue, so nothing is asked of a database."""
    token = practices.set(())
    yield
    practices.reset(token)


@pytest.fixture
def outline() -> Outline:
    """The shipped phase as a template; its second task waits for the first."""
    found = Outline.of(written(shipped()[PHASE]))
    first, second = (place for place, _task in list(found.tasks())[:2])
    found.change(second, {"waits_for": [{"task": first, "lag": 1}]})
    return found


def places(outline: Outline) -> list[str]:
    return [place for place, _task in outline.tasks()]


def test_what_is_changed_nowhere_reads_as_the_same_template(outline: Outline) -> None:
    found, errors = checked_draft(outline.tables)
    assert found is not None and errors == []
    assert Outline.of(written(found)).mark(INTAKE) == outline.mark(INTAKE)
    assert [outline.part(one) for one in ("nothing", "a.b.c.d", f"{INTAKE}.", ".")] == [None] * 4


def test_a_place_is_the_parsers_and_back(outline: Outline) -> None:
    for place in ("", PHASE, INTAKE, *places(outline)):
        assert outline.place(outline.at(place)) == place


def test_a_new_part_has_a_key_of_its_own_and_a_task_stands_by_its_day(outline: Outline) -> None:
    before = [task["key"] for task in outline.inside(INTAKE)]
    task = {"title": "Call two clients", "strand": "sop", "owner": "champion", "minutes": 30}
    first = outline.add(INTAKE, {**task, "due_after": 0})
    second = outline.add(INTAKE, {**task, "due_after": 9})
    assert [first, second] == [f"{INTAKE}.call-two-clients", f"{INTAKE}.call-two-clients-2"]
    keys = [one["key"] for one in outline.inside(INTAKE)]
    assert keys[-1] == "call-two-clients-2" and set(before) < set(keys)
    assert keys.index("call-two-clients") < len(before)
    assert checked_draft(outline.tables)[1] == []


def test_two_tasks_change_places_and_days_and_the_rest_stays(outline: Outline) -> None:
    days = [task["due_after"] for task in outline.inside(INTAKE)]
    last = outline.inside(INTAKE)[-1]["key"]
    outline.move(f"{INTAKE}.{last}", -1)
    assert outline.position(f"{INTAKE}.{last}")[0] == len(days) - 1
    assert [task["due_after"] for task in outline.inside(INTAKE)] == days
    outline.move(INTAKE, -1)
    assert outline.position(INTAKE)[0] == 1
    outline.move(INTAKE, 1)
    assert outline.position(INTAKE) == (2, 8)


def test_nobody_waits_for_what_is_taken_out(outline: Outline) -> None:
    first, second = places(outline)[:2]
    assert outline.remove(first) == 1
    assert outline.part(first) is None and outline.part(second)["waits_for"] == []  # type: ignore[index]
    outline.remove(PHASE)
    (error,) = checked_draft(outline.tables)[1]
    assert outline.sentence(error) == "Add a phase, so that there is something to do."


WRONG: list[tuple[str, Callable[[Outline], None], str, str]] = [
    (INTAKE, lambda it: it.change(INTAKE, {"ends_after": "soon"}), "ends_after", "Write a whole"),
    (INTAKE, lambda it: it.change(INTAKE, {"ends_after": 1}), "ends_after", "A task is due after"),
    (PHASE, lambda it: it.change(PHASE, {"name": "N" * 121}), "name", "Use at most 120"),
    ("", lambda it: it.change("", {"purpose": " "}), "purpose", "Write a text"),
    (INTAKE, lambda it: it.change(INTAKE, {"moves": ["never"]}), "moves", "No KPI has the key"),
]


@pytest.mark.parametrize(
    ("place", "spoil", "field", "says"), WRONG, ids=[w[2] + w[3] for w in WRONG]
)
def test_what_the_reader_refuses_stands_beside_its_field(
    outline: Outline, place: str, spoil: Callable[[Outline], None], field: str, says: str
) -> None:
    spoil(outline)
    errors = checked_draft(outline.tables)[1]
    told = of_part(outline, place, errors)
    assert list(told) == [field] and told[field].startswith(says)
    assert of_part(outline, f"{PHASE}.other", errors) == {}


def test_what_is_wrong_with_a_task_stands_beside_its_field(outline: Outline) -> None:
    first, second = places(outline)[:2]
    outline.change(second, {"due_after": 400})
    late = places(outline)[0] if places(outline)[0] == second else second
    assert of_part(outline, late, checked_draft(outline.tables)[1]) == {
        "due_after": "A task is due after its improvement ends."
    }
    outline.change(late, {"due_after": 1})
    outline.change(first, {"waits_for": [{"task": late, "lag": 0}]})
    told = of_part(outline, first, checked_draft(outline.tables)[1])
    title = outline.name(first)
    assert told["waits_for"].startswith("These wait in a circle: “") and f"“{title}”" in str(told)
    outline.change(first, {"waits_for": [{"task": late, "lag": "x"}]})
    assert "waits_for" in of_part(outline, first, checked_draft(outline.tables)[1])
