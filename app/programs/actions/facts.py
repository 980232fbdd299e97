"""Keeping the facts of the Roadmap sign in step with the plan."""

from app.db import db
from app.programs.facts import facts_from, stored
from app.programs.health import roadmap_facts
from app.programs.models import Program
from app.programs.sketch import item_rows


def keep_facts(program: Program) -> None:
    """Compute and store what the signs need; every action that touches the plan ends here."""
    db.session.flush()
    items = [facts_from(row, row.work, program.held) for row in item_rows(program)]
    facts = roadmap_facts(items, program.first_ends_on)
    program.facts = stored(facts)
    program.ends_on = facts.planned_end or program.ends_on
