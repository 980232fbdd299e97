"""KPIs are computed from other KPIs by a formula."""

import sqlalchemy as sa
from alembic import op

revision = '3be8d05c71fa'
down_revision = '7c2f90b4de18'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('own_kpis', sa.Column('formula', sa.String(length=2000), nullable=False, server_default=''))
    op.add_column('definitions', sa.Column('formula', sa.String(length=2000), nullable=False, server_default=''))


def downgrade() -> None:
    op.drop_column('definitions', 'formula')
    op.drop_column('own_kpis', 'formula')
