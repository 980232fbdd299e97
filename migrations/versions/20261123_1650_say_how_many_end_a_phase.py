"""A phase says how many of its criteria are needed; without a number all are."""

import sqlalchemy as sa
from alembic import op

revision = 'd40a6b1e9c75'
down_revision = 'c6f1b83a20d9'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('phases', sa.Column('exit_needed', sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('phases') as phases:
        phases.drop_column('exit_needed')
