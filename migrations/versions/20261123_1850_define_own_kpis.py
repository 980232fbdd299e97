"""An MSP defines KPIs of its own."""

import sqlalchemy as sa
from alembic import op

revision = '7c1d9e40ab52'
down_revision = 'a41f6c0d2b97'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('own_kpis',
    sa.Column('msp_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('kpi_key', sa.String(length=60), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('plain', sa.String(length=200), nullable=False),
    sa.Column('says', sa.String(length=2000), nullable=False),
    sa.Column('unit', sa.String(length=30), nullable=False),
    sa.Column('decimals', sa.Integer(), nullable=False),
    sa.Column('direction', sa.String(length=10), nullable=False),
    sa.Column('band_low', sa.Double(), nullable=True),
    sa.Column('band_high', sa.Double(), nullable=True),
    sa.Column('lowest', sa.Double(), nullable=True),
    sa.Column('highest', sa.Double(), nullable=True),
    sa.Column('cadence', sa.String(length=10), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Uuid(), nullable=False),
    sa.Column('put_away_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['users.id'], name=op.f('fk_own_kpis_by_id_users')),
    sa.ForeignKeyConstraint(['msp_id'], ['msps.id'], name=op.f('fk_own_kpis_msp_id_msps'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('msp_id', 'id', name=op.f('pk_own_kpis')),
    sa.UniqueConstraint('msp_id', 'kpi_key', name=op.f('uq_own_kpis_msp_id_kpi_key'))
    )


def downgrade() -> None:
    op.drop_table('own_kpis')
