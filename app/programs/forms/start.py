"""The first questions of the start wizard: which roadmap, and who does what."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from werkzeug.datastructures import MultiDict
from wtforms import Field, RadioField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import AnyOf, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from app.accounts.models import Membership, User
from app.policy import Role
from app.programs.actions.start import People
from app.programs.template import (
    Duty,
    Template,
    TemplateItem,
    TemplatePhase,
    place_of,
    without,
)
from app.web.forms import Form

NOBODY = "nobody"
Typed = MultiDict[str, str] | None
Trim = tuple[Field, TemplateItem]


class TemplateForm(Form):
    """Which shipped template to start from."""

    template = RadioField("Roadmap", validate_choice=False)

    def __init__(self, typed: Typed, templates: Mapping[str, Template]) -> None:
        first = next(iter(templates))
        super().__init__(typed, data={"template": first})
        self.templates = templates
        self.template.choices = [SelectChoice(one.key, one.name) for one in templates.values()]
        for one in templates.values():
            self.left_out(one).choices = [
                SelectChoice(place_of(phase, item), item.name)
                for phase in one.phases
                for item in phase.items
            ]

    def left_out(self, template: Template) -> SelectMultipleField:
        """The field for what stays out of this template."""
        field = self[out_name(template)]
        assert isinstance(field, SelectMultipleField)
        return field

    def trims(self, template: Template) -> list[tuple[TemplatePhase, list[Trim]]]:
        """The check boxes of a template by its phases, each with its item."""
        boxes = iter(self.left_out(template))
        return [(phase, [(next(boxes), item) for item in phase.items]) for phase in template.phases]

    def validate(self, extra_validators: Any = None) -> bool:
        """Only what is left out of the chosen template counts."""
        if not super().validate(extra_validators):
            return False
        field = self.left_out(self.whole)
        known = {place_of(phase, item) for phase in self.whole.phases for item in phase.items}
        out = set(field.data or ())
        if not out <= known:
            field.errors = ["Choose from the improvements of this roadmap."]
        elif out == known:
            field.errors = ["Keep at least one improvement, so that there is something to do."]
        return not self.errors

    def validate_template(self, field: RadioField) -> None:
        if field.data not in self.templates:
            raise ValidationError("Choose one of these roadmaps.")

    @property
    def whole(self) -> Template:
        """The chosen template, before anything is left out."""
        return self.templates[self.template.data]

    @property
    def chosen(self) -> Template:
        """What of the chosen template stays; ask only a valid form."""
        out = self.left_out(self.whole).data
        return without(self.whole, out) if out else self.whole


def template_form(typed: Typed, templates: Mapping[str, Template]) -> TemplateForm:
    """The form with a field for what is left out of each template."""
    fields = {out_name(one): trim_field(one) for one in templates.values()}
    form: TemplateForm = type("TemplateForm", (TemplateForm,), fields)(typed, templates)
    return form


def out_name(template: Template) -> str:
    return f"out_{template.key.replace('-', '_')}"


def trim_field(template: Template) -> SelectMultipleField:
    return SelectMultipleField(
        f"Left out of {template.name}",
        default=(),
        widget=ListWidget(),
        option_widget=CheckboxInput(),
        validate_choice=False,
    )


class ChampionForm(Form):
    """Who leads, who pays, who stands in, and who takes each part that the template names."""

    champion = RadioField("Champion", validate_choice=False)
    sponsor = SelectField("Sponsor", description="Signs off what is reached", validate_choice=False)
    stand_in = SelectField("Stand-in", description="For holidays", validate_choice=False)

    def __init__(
        self, typed: Typed, members: Sequence[Membership], me: UUID, duties: Sequence[Duty]
    ) -> None:
        self.people = {str(one.user_id): one.user for one in members if one.role != Role.GUEST}
        self.titles = {str(one.user_id): one.title for one in members} | {NOBODY: ""}
        self.held = {duty: holders(duty, members) for duty in duties}
        super().__init__(typed, data=defaults(members, me, self.held))
        self.offer()

    def offer(self) -> None:
        """Give every field the people it may name."""
        people = [SelectChoice(key, user.name) for key, user in self.people.items()]
        self.champion.choices = [*people, SelectChoice(NOBODY, "Nobody yet")]
        self.sponsor.choices = self.stand_in.choices = [SelectChoice("", "Nobody yet"), *people]
        for duty in self.held:
            self.part(duty).choices = [SelectChoice("", "The champion, for now"), *people]

    def part(self, duty: Duty) -> SelectField:
        """The field of one duty."""
        field = self[field_name(duty)]
        assert isinstance(field, SelectField)
        return field

    @property
    def taken(self) -> list[SelectField]:
        """The parts that somebody holds already."""
        return [self.part(duty) for duty, ids in self.held.items() if ids]

    @property
    def open(self) -> list[SelectField]:
        """The parts that nobody holds."""
        return [self.part(duty) for duty, ids in self.held.items() if not ids]

    def validate_champion(self, field: RadioField) -> None:
        if field.data != NOBODY and field.data not in self.people:
            raise ValidationError("Choose a champion, or “Nobody yet”.")

    def validate_sponsor(self, field: SelectField) -> None:
        self.check_member(field)

    def validate_stand_in(self, field: SelectField) -> None:
        self.check_member(field)
        if field.data and field.data == self.champion.data:
            raise ValidationError("The champion cannot stand in for themself. Choose another.")

    def check_member(self, field: SelectField) -> None:
        if field.data and field.data not in self.people:
            raise ValidationError("Choose somebody from the list.")

    def person(self, field: Any) -> User | None:
        return self.people.get(field.data or "")

    @property
    def chosen(self) -> People:
        named = ((duty, self.person(self.part(duty))) for duty in self.held)
        return People(
            champion=self.person(self.champion),
            sponsor=self.person(self.sponsor),
            stand_in=self.person(self.stand_in),
            by_duty={duty: user.id for duty, user in named if user},
        )


def champion_form(
    typed: Typed, members: Sequence[Membership], me: UUID, template: Template
) -> ChampionForm:
    """The form with a field for each duty of this template."""
    duties = [one for one in Duty if one in needed(template)]
    fields = {field_name(one): part_field(one) for one in duties}
    form: ChampionForm = type("ChampionForm", (ChampionForm,), fields)(typed, members, me, duties)
    return form


def needed(template: Template) -> set[Duty]:
    """The duties that the items and tasks of a template ask for, besides the champion's."""
    owners = {item.owner for item in template.items}
    owners |= {task.owner for item in template.items for task in item.tasks}
    return owners - {Duty.CHAMPION}


def part_field(duty: Duty) -> SelectField:
    listed = AnyOfPeople()
    return SelectField(duty.value.capitalize(), [listed], validate_choice=False)


class AnyOfPeople(AnyOf):
    """Somebody of the form's people, or nobody."""

    def __init__(self) -> None:
        super().__init__([], "Choose somebody from the list.")

    def __call__(self, form: Any, field: Any) -> None:
        self.values = ["", *form.people]
        super().__call__(form, field)


def field_name(duty: Duty) -> str:
    return f"duty_{duty.value.replace(' ', '_')}"


def holders(duty: Duty, members: Sequence[Membership]) -> list[str]:
    """Who has the duty at the MSP; the owner's is that of the role."""
    return [
        str(one.user_id)
        for one in members
        if one.role != Role.GUEST and (duty in one.duties or (duty, one.role) == OWNERS)
    ]


OWNERS = (Duty.OWNER, Role.OWNER)


def defaults(
    members: Sequence[Membership], me: UUID, held: Mapping[Duty, list[str]]
) -> dict[str, str]:
    """Whoever holds a role or a duty already; the person themself as champion otherwise."""
    by_role = {one.role: str(one.user_id) for one in reversed(members)}
    myself = str(me) if any(one.user_id == me for one in members) else NOBODY
    return {
        "champion": by_role.get(Role.CHAMPION, myself),
        "sponsor": by_role.get(Role.OWNER, ""),
        "stand_in": "",
        **{field_name(duty): ids[0] if ids else "" for duty, ids in held.items()},
    }
