"""Which numbers will tell that a program worked: the result KPIs of its template."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from wtforms import Field, HiddenField

from app.criteria.actions import NewCriterion
from app.criteria.baseline import BaselineValue
from app.kpis.catalogue import Kpi
from app.programs.dates import Schedule
from app.programs.forms.aim import OUT, Aim
from app.programs.forms.start import Typed


def lower_first(words: str) -> str:
    return f"{words[:1].lower()}{words[1:]}"


class CriteriaForm:
    """The result KPIs of a template, each with its own questions."""

    def __init__(
        self,
        kpis: Sequence[Kpi],
        typed: Typed,
        schedule: Schedule,
        measured: Mapping[str, BaselineValue | None],
        today: date,
    ) -> None:
        self.aims = [Aim(kpi, typed, schedule, measured[kpi.key], today) for kpi in kpis]
        self.starts_on: date = schedule.start

    def __iter__(self) -> Iterator[Field]:
        return (field for aim in self.aims for field in aim)

    def validate(self) -> bool:
        found = [aim.validate() for aim in self.aims]
        return all(found)

    @property
    def labelled(self) -> Iterator[tuple[str, Field]]:
        """Every question with the name of its KPI before its own."""
        pairs = ((aim.kpi.name, field) for aim in self.aims for field in aim)
        return (
            (f"{name}: {lower_first(field.label.text)}", field)
            for name, field in pairs
            if not isinstance(field, HiddenField)
        )

    @property
    def pursued(self) -> list[Aim]:
        return [aim for aim in self.aims if aim.start.data != OUT]

    @property
    def to_measure(self) -> list[Kpi]:
        """The KPIs whose number nobody knows yet."""
        return [aim.kpi for aim in self.pursued if not aim.is_known]

    @property
    def chosen(self) -> list[NewCriterion]:
        """The criteria of a valid form, in their order."""
        return [
            NewCriterion(aim.kpi.key, self.starts_on, aim.goal(), place, aim.baseline)
            for place, aim in enumerate(self.pursued)
        ]
