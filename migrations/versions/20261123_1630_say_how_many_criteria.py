"""A program says how many of its success criteria are needed; without a number all are."""

import sqlalchemy as sa
from alembic import op

revision = 'b7e20c4f8d16'
down_revision = 'e2a94c5d7f18'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('programs', sa.Column('criteria_needed', sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('programs') as programs:
        programs.drop_column('criteria_needed')
