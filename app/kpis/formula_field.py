"""Typing the formula of a KPI that is computed from others."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from wtforms import StringField
from wtforms.validators import ValidationError

from app.kpis.care_forms import DefinitionForm
from app.kpis.catalogue import Kpi, Scope
from app.kpis.circles import circle
from app.kpis.ratio import (
    EMPTY,
    BadFormula,
    Ratio,
    kept,
    names_of,
    read,
)
from app.kpis.ratio_tree import Named


class FormulaField(StringField):
    """A formula over the KPIs that are `known`; `data` is a Ratio, or None for nothing typed.

    Those with a key of `kept` may stand in it although they are offered no more.
    """

    known: Collection[Kpi] = ()
    kept: Collection[str] = ()
    data: Any
    typed = ""

    def process_data(self, value: Any) -> None:
        self.data = value

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = None
        self.typed = str(valuelist[0]).strip() if valuelist else ""

    def pre_validate(self, form: Any) -> None:
        """Read what was typed. Raises ValidationError with what stands in its way."""
        self.data = None
        if not self.typed:
            return
        offered = {one.key: one.name for one in self.known if may_stand(one)}
        before = {one.key: one.name for one in self.known if one.key in self.kept}
        try:
            known = before | offered
            self.data = read(self.typed, names_of(before) | names_of(offered), known)
        except BadFormula as no:
            raise ValidationError(str(no)) from None

    @property
    def offered(self) -> list[str]:
        """The names that it may be made of."""
        return sorted((one.name for one in self.known if may_stand(one)), key=str.casefold)

    @property
    def words(self) -> str:
        """The formula as people read it."""
        names = {one.key: one.name for one in self.known}
        return "".join(names[p.key] if isinstance(p, Named) else p for p in self.data.pieces())

    def _value(self) -> str:
        if self.typed or self.data is None:
            return self.typed
        return str(self.data.text)


def may_stand(kpi: Kpi) -> bool:
    """Whether a formula may name a KPI: one that is offered, with readings of the firm."""
    return kpi.is_offered and Scope.COMPANY in kpi.scopes


class RatioForm(DefinitionForm):
    """Another formula from a day on, and why it changes."""

    formula = FormulaField("Formula")

    def __init__(self, typed: Any, now: "Computed", today: date) -> None:
        super().__init__(typed, now.says, today)
        self.formula.known, self.kpi = now.known, now.kpi
        if now.ratio:
            self.formula.kept = now.ratio.keys
        if typed is None:
            self.formula.data = now.ratio

    def validate_formula(self, field: FormulaField) -> None:
        if field.data is None and not field.errors:
            raise ValidationError(EMPTY)
        found = circle(self.kpi.key, field.data) if isinstance(field.data, Ratio) else ""
        if found:
            raise ValidationError(found)


@dataclass(frozen=True)
class Computed:
    """A computed KPI as it is counted now, and what its formula may name."""

    kpi: Kpi
    says: str
    known: Collection[Kpi]

    @property
    def ratio(self) -> Ratio | None:
        return kept(self.kpi.own.formula) if self.kpi.own and self.kpi.own.formula else None
