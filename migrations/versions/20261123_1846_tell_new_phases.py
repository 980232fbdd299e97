"""A phase that came after the first plan has no dates in it."""

import sqlalchemy as sa
from alembic import op

revision = '7d20c4b9e6f1'
down_revision = '51be0d9c73fa'
branch_labels = None
depends_on = None

NEVER_PLANNED = """
UPDATE phases SET first_starts_on = NULL, first_ends_on = NULL
WHERE EXISTS (SELECT 1 FROM items WHERE items.msp_id = phases.msp_id AND items.phase_id = phases.id)
AND NOT EXISTS (SELECT 1 FROM items WHERE items.msp_id = phases.msp_id
    AND items.phase_id = phases.id AND items.first_due IS NOT NULL)
"""
AS_TODAY = """
UPDATE phases SET first_starts_on = starts_on, first_ends_on = ends_on
WHERE first_ends_on IS NULL
"""


def may_be_missing(missing: bool) -> None:
    with op.batch_alter_table('phases') as phases:
        for column in ('first_starts_on', 'first_ends_on'):
            phases.alter_column(column, existing_type=sa.Date(), nullable=missing)


def upgrade() -> None:
    may_be_missing(True)
    op.execute(NEVER_PLANNED)


def downgrade() -> None:
    op.execute(AS_TODAY)
    may_be_missing(False)
