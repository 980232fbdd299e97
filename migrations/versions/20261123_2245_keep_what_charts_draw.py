"""An MSP keeps which benchmarks a KPI's chart draws."""

import sqlalchemy as sa
from alembic import op

revision = 'e41f8a07c6d3'
down_revision = 'c92e5b7d1a40'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('kpi_owners', sa.Column('drawn', sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column('kpi_owners', 'drawn')
