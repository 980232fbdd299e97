"""The parts of a template as forms: its words, a phase, an improvement, a task.

What may stand in them is checked where the file of a template is: by its reader.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from wtforms import (
    Field,
    FieldList,
    FormField,
    HiddenField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from app.kpis.library import kpi
from app.planning.repeats import read_repeats, words
from app.programs.forms.plan import one_line
from app.programs.forms.template import WHAT, TextField
from app.programs.outline import Outline, Values, keys_of, parent_of
from app.programs.template import Duty, Strand
from app.programs.template_file import MOST
from app.programs.templates import kpis_to_choose
from app.tomlfile import BLANK
from app.web.forms import Form, text, whole

FREE_WAITS = 2
KPI_LISTS = {"result_kpis", "moves"}
IN_DAYS = {"starts_after", "ends_after", "due_after", "minutes"}


class KpisField(SelectMultipleField):
    """KPIs that may be chosen, and those that the part names already."""

    widget = ListWidget()
    option_widget = CheckboxInput()

    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(label, default=(), validate_choice=False, **kwargs)

    def offer(self, held: Iterable[str]) -> None:
        known = {key: one.name for key, one in kpis_to_choose().items()}
        more = {key: one.name if (one := kpi(key)) else key for key in held}
        self.choices = [*(more | known).items()]


def days_field(label: str, hint: str) -> StringField:
    return StringField(label, description=hint, render_kw={"inputmode": "numeric"})


class PartForm(Form):
    """One part; `seen` is the mark of what it said when the page was made."""

    seen = HiddenField()

    def values(self, held: Values | None) -> Values:
        """What was typed, as the file would have it; KPIs stay in the order that they had."""
        found: Values = {}
        for field in self:
            if field.name in KPI_LISTS:
                found[field.name] = in_order(field.data or (), (held or {}).get(field.name, ()))
            elif field.name in IN_DAYS:
                found[field.name] = number(text(field))
            elif field.name not in {"seen", "waits_for"}:
                found[field.name] = text(field)
        return found

    def tell(self, wrong: Mapping[str, str]) -> bool:
        """Put sentences beside their fields; answers whether one of them is this form's."""
        told = [(self[name], sentence) for name, sentence in wrong.items() if name in self]
        for field, sentence in told:
            is_blank = sentence.casefold() == BLANK
            field.errors = [f"Fill in “{field.label.text}”." if is_blank else sentence]
        return bool(told)


class TemplateWordsForm(PartForm):
    """What a template is called, what it is for, and which KPIs tell whether it worked."""

    name = StringField("Name", filters=[one_line])
    purpose = TextField("What it is for")
    result_kpis = KpisField("KPIs that tell whether it worked")


class PhaseForm(PartForm):
    name = StringField("Name", filters=[one_line])
    purpose = TextField("What it is for")
    starts_after = days_field("Begins after", "Working days from the start of the program.")
    result_kpis = KpisField("KPIs that tell whether it worked")


class ItemForm(PartForm):
    name = StringField("Name", filters=[one_line])
    purpose = TextField("What it is for")
    owner = SelectField("Goes to", validate_choice=False)
    starts_after = days_field("Begins after", "Working days from the start of its phase.")
    ends_after = days_field("Is due after", "Working days from the start of its phase.")
    moves = KpisField("KPIs that it is to move")


class WaitForm(Form):
    """A task that comes first, and how many working days after it this one may begin."""

    task = SelectField("Task", validate_choice=False)
    lag = StringField("Working days after it", render_kw={"inputmode": "numeric"})


class TaskForm(PartForm):
    title = StringField("Title", filters=[one_line])
    why = TextField("Why")
    strand = SelectField("Strand", validate_choice=False)
    owner = SelectField("Goes to", validate_choice=False)
    minutes = StringField("Minutes", render_kw={"inputmode": "numeric"})
    due_after = days_field("Is due after", "Working days from the start of its improvement.")
    repeats = SelectField("Repeats", validate_choice=False)
    waits_for = FieldList(FormField(WaitForm), "Waits for", max_entries=MOST["waits_for"] + 2)

    def values(self, held: Values | None) -> Values:
        return super().values(held) | {"waits_for": [*map(wait, self.chosen)]}

    @property
    def chosen(self) -> list[Any]:
        return [entry.form for entry in self.waits_for if text(entry.form.task)]

    def offer(self, tasks: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        """Every other task to wait for, under its improvement; and room for another."""
        for _more in range(min(FREE_WAITS, MOST["waits_for"] + 2 - len(self.waits_for))):
            self.waits_for.append_entry()
        for entry in self.waits_for:
            entry.form.task.choices = {"": [("", "Nothing")], **tasks}


WEEKLY = [f"FREQ=WEEKLY;BYDAY={day}" for day in ("MO", "TU", "WE", "TH", "FR")]
FORTNIGHTLY = [f"FREQ=WEEKLY;INTERVAL=2;BYDAY={day}" for day in ("MO", "FR")]
MONTHLY = [f"FREQ=MONTHLY;{on}" for on in ("BYMONTHDAY=1", "BYMONTHDAY=15", "BYMONTHDAY=-1")]
RULES = [*WEEKLY, *FORTNIGHTLY, *MONTHLY, "FREQ=MONTHLY;BYDAY=1MO"]
FORMS: tuple[type[PartForm], ...] = (TemplateWordsForm, PhaseForm, ItemForm, TaskForm)
DUTIES = [(one.value, one.value.capitalize()) for one in Duty]
STRANDS = [(Strand.SOP.value, "SOP"), (Strand.TOOL.value, "Tool"), (Strand.DATA.value, "Data")]


def part_form(outline: Outline, place: str, depth: int, typed: Any = None) -> PartForm:
    """The form of a part of this depth; one that is not there yet is empty, and its mark says so.

    With `typed`, what was sent.
    """
    held = outline.values(place) if depth == len(keys_of(place)) else None
    mark = outline.mark(place) if held is not None else ""
    data = (held or usual(outline, place, depth)) | {"seen": mark}
    form = FORMS[depth](typed) if typed is not None else FORMS[depth](data=data)
    fill(form, outline, place, held)
    return form


def usual(outline: Outline, parent: str, depth: int) -> Values:
    """What a new part begins with: where the one before it ends."""
    before = outline.inside(parent)[-1:]
    above = outline.values(parent) or {}
    if depth == 1:
        return {"starts_after": ends_of(outline, before)}
    if depth == 2:
        first = before[0]["ends_after"] + 1 if before else 0
        return {"owner": Duty.CHAMPION.value, "starts_after": first, "ends_after": first + 9}
    length = above.get("ends_after", 0) - above.get("starts_after", 0)
    return {"owner": above.get("owner"), "strand": "sop", "minutes": 30, "due_after": length}


def ends_of(outline: Outline, phases: Sequence[Values]) -> int:
    """The first working day after these phases."""
    ends = [
        phase["starts_after"] + item["ends_after"] + 1
        for phase in phases
        for item in outline.inside(phase["key"])
    ]
    return max(ends, default=0)


def fill(form: PartForm, outline: Outline, place: str, held: Values | None) -> None:
    """Give the fields that choose what there is to choose from."""
    for field in form:
        if isinstance(field, KpisField):
            field.offer((held or {}).get(field.name, ()))
        elif isinstance(field, SelectField):
            own = rules((held or {}).get("repeats", ""))
            field.choices = {"strand": STRANDS, "repeats": own}.get(field.name, DUTIES)
    if isinstance(form, TaskForm):
        form.offer(others(outline, place if held is not None else ""))


def rules(held: str) -> list[tuple[str, str]]:
    """The rules to choose from, and the one that a task has already; other ones a file may give."""
    own = [held] if held and held not in RULES else []
    told = ((rule, words(read_repeats(rule), date.min)) for rule in (*own, *RULES))
    return [("", "It is done once"), *told]


def others(outline: Outline, place: str) -> dict[str, list[tuple[str, str]]]:
    """The tasks of a template under the names of their improvements, but for this one."""
    found: dict[str, list[tuple[str, str]]] = {}
    for at, task in outline.tasks():
        if at != place:
            found.setdefault(outline.name(parent_of(at)), []).append((at, task["title"]))
    return found


def in_order(chosen: Collection[str], held: Sequence[str]) -> list[str]:
    return [one for one in held if one in chosen] + [one for one in chosen if one not in held]


def number(typed: str) -> int | str:
    """A whole number; anything else as it was typed, for the reader to refuse."""
    found = whole(typed, -1)
    return typed if found < 0 else found


def wait(form: Any) -> Values:
    lag = text(form.lag)
    return {"task": text(form.task), "lag": number(lag) if lag else 0}


def in_words(field: Field) -> str:
    """An answer as people read it beside another one."""
    if isinstance(field, FieldList):
        told = [dict_of(entry.form.task).get(text(entry.form.task), "") for entry in field]
        return ", ".join(filter(None, told))
    if isinstance(field, KpisField):
        return ", ".join(one.name for one in map(kpi, field.data or ()) if one)
    if isinstance(field, SelectField):
        return str(dict_of(field).get(text(field), text(field)))
    return "" if field.data is None else str(field.data)


def dict_of(field: Any) -> dict[str, str]:
    given = field.choices
    flat = [one for group in given.values() for one in group] if isinstance(given, dict) else given
    return {str(one[0]): str(one[1]) for one in flat}


class KeepForm(Form):
    """Why the draft becomes an edition; and which edition and draft the page showed."""

    what = StringField(
        "What changes, and why",
        [InputRequired(WHAT), Length(10, 200, WHAT)],
        filters=[one_line],
        description="One sentence. Programs that started from it read it beside the change.",
    )
    edition = HiddenField()
    version = HiddenField()
