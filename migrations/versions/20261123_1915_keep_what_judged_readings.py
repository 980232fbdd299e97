"""Readings keep by what they were judged; of those that are in, nobody wrote it down."""

import sqlalchemy as sa
from alembic import op

revision = 'a41f6c0d2b97'
down_revision = '7d20c4b9e6f1'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('readings', sa.Column('judged_by', sa.JSON(), nullable=True))
    op.execute("UPDATE readings SET judged_by = '{}'")


def downgrade() -> None:
    op.drop_column('readings', 'judged_by')
