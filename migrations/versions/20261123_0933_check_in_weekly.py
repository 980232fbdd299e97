"""Weekly check-ins, and how the signs stood each week."""

import sqlalchemy as sa
from alembic import op

revision = '8895141533c6'
down_revision = '806c2a223249'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('check_ins',
    sa.Column('msp_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('program_id', sa.Uuid(), nullable=False),
    sa.Column('week', sa.Date(), nullable=False),
    sa.Column('sentence', sa.String(length=300), nullable=False),
    sa.Column('confidence', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Uuid(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['users.id'], name=op.f('fk_check_ins_by_id_users')),
    sa.ForeignKeyConstraint(['msp_id', 'program_id'], ['programs.msp_id', 'programs.id'], name=op.f('fk_check_ins_msp_id_program_id_programs'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['msp_id'], ['msps.id'], name=op.f('fk_check_ins_msp_id_msps'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('msp_id', 'id', name=op.f('pk_check_ins')),
    sa.UniqueConstraint('msp_id', 'program_id', 'week', name=op.f('uq_check_ins_msp_id_program_id_week'))
    )
    op.create_table('week_signs',
    sa.Column('msp_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('program_id', sa.Uuid(), nullable=False),
    sa.Column('week', sa.Date(), nullable=False),
    sa.Column('roadmap', sa.String(length=10), nullable=False),
    sa.Column('criteria', sa.String(length=10), nullable=False),
    sa.Column('champion', sa.String(length=10), nullable=False),
    sa.ForeignKeyConstraint(['msp_id', 'program_id'], ['programs.msp_id', 'programs.id'], name=op.f('fk_week_signs_msp_id_program_id_programs'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['msp_id'], ['msps.id'], name=op.f('fk_week_signs_msp_id_msps'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('msp_id', 'id', name=op.f('pk_week_signs')),
    sa.UniqueConstraint('msp_id', 'program_id', 'week', name=op.f('uq_week_signs_msp_id_program_id_week'))
    )


def downgrade() -> None:
    op.drop_table('week_signs')
    op.drop_table('check_ins')
