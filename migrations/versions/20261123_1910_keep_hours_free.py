"""Champions say how many minutes a week they keep free for a program."""

import sqlalchemy as sa
from alembic import op

revision = 'e81f5a3c2d07'
down_revision = 'c40b7e19d5f2'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('programs', sa.Column('reserved_minutes', sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column('programs', 'reserved_minutes')
