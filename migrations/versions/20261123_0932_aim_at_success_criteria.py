"""Success criteria with frozen baselines."""

import sqlalchemy as sa
from alembic import op

revision = '806c2a223249'
down_revision = 'a2aac0c7c30d'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('criteria',
    sa.Column('msp_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('program_id', sa.Uuid(), nullable=False),
    sa.Column('kpi_key', sa.String(length=60), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('direction', sa.String(length=10), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('due', sa.Date(), nullable=False),
    sa.Column('target', sa.Double(), nullable=True),
    sa.Column('band_low', sa.Double(), nullable=True),
    sa.Column('band_high', sa.Double(), nullable=True),
    sa.Column('baseline', sa.Double(), nullable=True),
    sa.Column('baseline_numerator', sa.Double(), nullable=True),
    sa.Column('baseline_denominator', sa.Double(), nullable=True),
    sa.Column('baseline_n', sa.Integer(), nullable=True),
    sa.Column('baseline_from', sa.Date(), nullable=True),
    sa.Column('baseline_to', sa.Date(), nullable=True),
    sa.Column('baseline_source', sa.String(length=120), nullable=False),
    sa.Column('frozen_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('frozen_by_id', sa.Uuid(), nullable=True),
    sa.Column('latest', sa.Double(), nullable=True),
    sa.Column('latest_on', sa.Date(), nullable=True),
    sa.Column('worse_since', sa.Date(), nullable=True),
    sa.Column('worse_from', sa.Double(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['frozen_by_id'], ['users.id'], name=op.f('fk_criteria_frozen_by_id_users')),
    sa.ForeignKeyConstraint(['msp_id', 'program_id'], ['programs.msp_id', 'programs.id'], name=op.f('fk_criteria_msp_id_program_id_programs'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['msp_id'], ['msps.id'], name=op.f('fk_criteria_msp_id_msps'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('msp_id', 'id', name=op.f('pk_criteria')),
    sa.UniqueConstraint('msp_id', 'program_id', 'kpi_key', name=op.f('uq_criteria_msp_id_program_id_kpi_key'))
    )
    with op.batch_alter_table('criteria', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_criteria_msp_id_kpi_key'), ['msp_id', 'kpi_key'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('criteria', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_criteria_msp_id_kpi_key'))

    op.drop_table('criteria')
