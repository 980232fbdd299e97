"""Targets in dated steps, and how long a target must be held."""

import sqlalchemy as sa
from alembic import op

revision = '9d3e1f60ab27'
down_revision = '8d1f04b7c6ae'
branch_labels = None
depends_on = None

ADDED = (
    ('steps', sa.JSON(), '{}'),
    ('hold_needed', sa.Integer(), '1'),
    ('hold_of', sa.Integer(), '1'),
    ('recent', sa.String(length=12), ''),
    ('rhythm', sa.String(length=10), 'weekly'),
)


def upgrade() -> None:
    for name, kind, value in ADDED:
        op.add_column('criteria', sa.Column(name, kind, nullable=False, server_default=value))
    op.add_column('criteria', sa.Column('read_on', sa.Date(), nullable=True))
    with op.batch_alter_table('criteria') as criteria:
        for name, kind, _ in ADDED:
            criteria.alter_column(name, existing_type=kind, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('criteria') as criteria:
        for name in ('read_on', *(name for name, _, _ in ADDED)):
            criteria.drop_column(name)
