"""Somebody says that an unlikely reading is right."""

import sqlalchemy as sa
from alembic import op

revision = 'c92e5b7d1a40'
down_revision = 'b7c41e9d20fa'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('readings', sa.Column('sure_of', sa.Double(), nullable=True))


def downgrade() -> None:
    op.drop_column('readings', 'sure_of')
