"""How programs ended: what they reached by their success criteria, and what is watched since."""

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.criteria.models import Criterion
from app.criteria.queries import aim_of, latest_of, name_of, verdict_of
from app.criteria.rules import Verdict, target_words
from app.db import db
from app.kpis import library
from app.kpis.rules import show
from app.programs.models import Closing, Phase

LASTING = (
    select(Closing)
    .where(Closing.reopened_at.is_(None))
    .options(joinedload(Closing.by))
    .order_by(Closing.at, Closing.id)
)


def closing_of(program_id: UUID) -> Closing | None:
    """How a closed program ended; None where it was never closed, or was reopened."""
    return closings_of([program_id]).get(program_id)


def closings_of(program_ids: Collection[UUID]) -> dict[UUID, Closing]:
    """How these programs ended, by program, those that are closed."""
    found = db.session.scalars(LASTING.where(Closing.program_id.in_(program_ids)))
    return {one.program_id: one for one in found}


def reached(criteria: Sequence[Criterion], today: date) -> list[dict[str, Any]]:
    """Each success criterion in words as it stands today, to be kept when the program ends."""
    return [line_of(one, today) for one in criteria]


def line_of(criterion: Criterion, today: date) -> dict[str, Any]:
    kpi = library.kpi(criterion.kpi_key)
    aim, judged = aim_of(criterion), verdict_of(criterion, today)

    def words(value: Decimal | float | None) -> str:
        return show(value, kpi.unit, kpi.decimals) if kpi else "no data"

    return {
        "key": criterion.kpi_key,
        "name": name_of(criterion),
        "start": words(criterion.baseline),
        "target": target_words(aim, words) if aim else "none set",
        "end": words(latest_of(criterion)),
        "verdict": judged.value,
        "met": judged is Verdict.MET,
    }


def watchable(program_id: UUID, criteria: Sequence[Criterion]) -> dict[str, str]:
    """The KPIs to choose from that are worth watching after the end: key and name, those of the
    success criteria first, then the result KPIs of the phases."""
    of_phases = db.session.scalars(
        select(Phase.result_kpis).where(Phase.program_id == program_id).order_by(Phase.position)
    )
    keys = [one.kpi_key for one in criteria] + [key for some in of_phases for key in some]
    return names_of(dict.fromkeys(keys))


def names_of(keys: Collection[str]) -> dict[str, str]:
    """KPIs of the catalogue by their keys, with their names."""
    return {key: kpi.name for key in keys if (kpi := library.kpi(key))}
