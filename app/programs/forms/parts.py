"""The parts of a running program as forms: what a phase, an improvement or a task says, and what
one that is added needs besides."""

from collections.abc import Collection
from datetime import date

from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Length, ValidationError

from app.programs.forms.plan import PeopleField, PersonField, one_line
from app.programs.forms.template import TextField
from app.programs.forms.template_parts import STRANDS, KpisField, in_order
from app.programs.forms.towards import why
from app.programs.moves import Window, in_full
from app.programs.parts import ItemWords, PhaseWords, TaskWords
from app.programs.template_file import MOST_MINUTES, NAME, TITLE, WORDS
from app.web.fields import DayField, NumberField
from app.web.forms import Form, text

TOO_LONG = f"Keep it within {WORDS:,} characters."
KINDS = [SelectChoice(key, name) for key, name in STRANDS]
SAY_WHY = "Say why the KPIs change, in one sentence of 10 to 200 characters."


def name_field(label: str, most: int, example: str) -> StringField:
    told = f"Give it a name of up to {most} characters, such as “{example}”."
    checks = [InputRequired(told), Length(max=most, message=told)]
    return StringField(label, checks, filters=[one_line])


def text_field(label: str) -> TextField:
    return TextField(label, [Length(max=WORDS, message=TOO_LONG)])


class MinutesField(NumberField):
    example = "30"


class WordsForm(Form):
    """What a part says; `taken` are the names of those beside it, in small letters."""

    version = HiddenField()
    taken: Collection[str] = ()

    def validate_name(self, field: StringField) -> None:
        if text(field).casefold() in self.taken:
            raise ValidationError("Another one here has this name. Choose a different one.")


class ProgramNameForm(WordsForm):
    name = name_field("Name", NAME, "Service delivery program")


class NamedForm(WordsForm):
    """A phase or an improvement: with a name, and KPIs by key."""

    name = name_field("Name", NAME, "Ticket priorities")
    purpose = text_field("What it is for")
    kpis: KpisField
    held: tuple[str, ...] = ()

    def offer(self, held: Collection[str] = ()) -> None:
        """The KPIs to choose from, and those that the part names already."""
        self.held = tuple(held)
        self.kpis.offer(held)

    def validate_kpis(self, field: KpisField) -> None:
        if not set(field.data or ()) <= {choice[0] for choice in field.iter_choices()}:
            raise ValidationError("Choose KPIs from the list.")

    @property
    def chosen(self) -> tuple[str, ...]:
        return tuple(in_order(self.kpis.data or (), self.held))


class PhaseWordsForm(NamedForm):
    kpis = KpisField("KPIs that tell whether it worked")

    @property
    def words(self) -> PhaseWords:
        return PhaseWords(text(self.name), text(self.purpose), self.chosen)


class ItemWordsForm(NamedForm):
    kpis = KpisField("KPIs that it is to move")

    @property
    def words(self) -> ItemWords:
        return ItemWords(text(self.name), text(self.purpose), self.chosen)


class TaskWordsForm(WordsForm):
    title = name_field("Title", TITLE, "Write the SOP for ticket priorities")
    why = text_field("Why")
    strand = RadioField("What kind of task", choices=KINDS, default="sop")
    minutes = MinutesField("How long it takes")

    def validate_minutes(self, field: MinutesField) -> None:
        minutes = 0 if field.data is None else field.data
        if minutes != int(minutes) or not 0 <= minutes <= MOST_MINUTES:
            raise ValidationError(f"Enter whole minutes from 0 to {MOST_MINUTES:,}, such as 30.")

    @property
    def words(self) -> TaskWords:
        minutes = int(self.minutes.data or 0)
        return TaskWords(text(self.title), text(self.why), text(self.strand), minutes)


class Reworded(Form):
    """Other KPIs than before need a reason; other words do not."""

    reason = TextAreaField(
        "Why the KPIs change",
        [Length(max=200, message=SAY_WHY)],
        filters=[one_line],
        description="One sentence, when you choose other KPIs. It is kept with the change.",
    )

    def validate_reason(self, field: TextAreaField) -> None:
        changes = set(self.chosen) != set(self.held)  # type: ignore[attr-defined]
        if changes and len(text(field)) < 10:
            raise ValidationError(SAY_WHY)


class RewordPhaseForm(PhaseWordsForm, Reworded):
    pass


class RewordItemForm(ItemWordsForm, Reworded):
    pass


class Added(Form):
    """What is new comes on days that the program may take, and says why."""

    window: Window | None = None

    def fits(self, window: Window) -> bool:
        self.window = window
        return bool(self.validate())

    def check(self, field: DayField) -> None:
        assert self.window is not None
        problem = self.window.problem(chosen(field))
        if problem:
            raise ValidationError(problem)


def chosen(field: DayField) -> date:
    """The day of a valid form."""
    assert field.data is not None
    return field.data


def day_field(label: str) -> DayField:
    return DayField(label, [InputRequired("Choose a day.")])


class NewPhaseForm(PhaseWordsForm, Added):
    starts_on = day_field("Begins on")
    reason = why("Why it is added")

    def validate_starts_on(self, field: DayField) -> None:
        self.check(field)


class NewItemForm(ItemWordsForm, Added):
    owner = PersonField("Owner", default="")
    starts_on = day_field("Begins on")
    due = day_field("Is due on")
    reason = why("Why it is added")

    def validate_starts_on(self, field: DayField) -> None:
        self.check(field)

    def validate_due(self, field: DayField) -> None:
        self.check(field)
        first = self.starts_on.data
        if first and chosen(field) < first:
            raise ValidationError(f"It begins on {in_full(first)}. Choose that day or later.")


class NewTaskForm(TaskWordsForm, Added):
    people = PeopleField("Who it is for")
    due = day_field("Is due on")
    reason = why("Why it is added")

    def validate_due(self, field: DayField) -> None:
        self.check(field)
