"""What is asked when numbers of somebody else are to be seen or entered: whose they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from app.kpis.catalogue import Scope
from app.kpis.scopes import KINDS, LONGEST, WORDS, About
from app.web.forms import Form

GROUPS = {Scope.TEAM: "Teams", Scope.TECHNICIAN: "People", Scope.CLIENT: "Clients"}


class ScopeForm(Form):
    """One that is known or, for who enters numbers, a new team or client by its name."""

    scope = SelectField("Whose numbers")
    kind = SelectField("Or a new")
    name = StringField("Its name", render_kw={"maxlength": LONGEST})

    def __init__(self, known: Sequence[About], now: About, new: Sequence[Scope]) -> None:
        super().__init__(None, scope=now.token or "")
        shown = self.shown = list(known) if now in known else [*known, now]
        self.scope.choices = [
            SelectChoice(one.token or "", one.label, optgroup=GROUPS.get(one.kind, "All of us"))
            for one in shown
        ]
        self.kind.choices = [SelectChoice(one.value, one.value) for one in new]
        if not new:
            del self.kind, self.name


def kinds_in_words(kinds: Sequence[Scope]) -> str:
    """What a KPI may be measured of besides the firm: "a team, a technician or a client"."""
    named = [f"a {one.value}" for one in KINDS if one in kinds]
    return " or ".join(part for part in (", ".join(named[:-1]), *named[-1:]) if part)


def new_kinds(kinds: Sequence[Scope]) -> list[Scope]:
    """What may be entered under a name that nobody used before."""
    return [one for one in WORDS if one in kinds]


@dataclass(frozen=True)
class Choice:
    """The page of whose numbers: links to those that have some, a form for all others."""

    endpoint: str
    where: dict[str, Any]
    now: About
    links: Sequence[About]
    form: ScopeForm | None
    kinds: str

    @property
    def name(self) -> str:
        """Changes with anything that is shown of it."""
        offered = (self.form.shown, self.form.name is not None) if self.form else ()
        return repr((self.now, self.links, offered))
