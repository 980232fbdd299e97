"""Plans are kept under a name."""

import sqlalchemy as sa
from alembic import op

revision = 'e07d5a3391c6'
down_revision = 'c44be1f2a7d8'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('saved_plans',
    sa.Column('msp_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('program_id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.Column('dates', sa.JSON(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['users.id'], name=op.f('fk_saved_plans_by_id_users')),
    sa.ForeignKeyConstraint(['msp_id'], ['msps.id'], name=op.f('fk_saved_plans_msp_id_msps'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['msp_id', 'program_id'], ['programs.msp_id', 'programs.id'], name=op.f('fk_saved_plans_msp_id_programs'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('msp_id', 'id', name=op.f('pk_saved_plans')),
    sa.UniqueConstraint('msp_id', 'program_id', 'name', name=op.f('uq_saved_plans_msp_id_program_id_name'))
    )


def downgrade() -> None:
    op.drop_table('saved_plans')
