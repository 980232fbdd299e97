"""A baseline is frozen with the usual range of its readings."""

import sqlalchemy as sa
from alembic import op

revision = 'c58f2e7a9b34'
down_revision = 'e8b3c05d9f14'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('criteria', sa.Column('baseline_lower', sa.Double(), nullable=True))
    op.add_column('criteria', sa.Column('baseline_upper', sa.Double(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('criteria') as criteria:
        criteria.drop_column('baseline_upper')
        criteria.drop_column('baseline_lower')
