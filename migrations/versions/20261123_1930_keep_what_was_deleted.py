"""What was deleted is kept whole until it is brought back."""

import sqlalchemy as sa
from alembic import op

revision = '7c2f90b4de18'
down_revision = 'e81f5a3c2d07'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('deletions',
    sa.Column('msp_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('program_id', sa.Uuid(), nullable=True),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('thing_id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('reason', sa.String(length=200), nullable=False),
    sa.Column('goes', sa.JSON(), nullable=False),
    sa.Column('rows', sa.JSON(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['users.id'], name=op.f('fk_deletions_by_id_users')),
    sa.ForeignKeyConstraint(['msp_id'], ['msps.id'], name=op.f('fk_deletions_msp_id_msps'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['msp_id', 'program_id'], ['programs.msp_id', 'programs.id'], name=op.f('fk_deletions_msp_id_program_id_programs'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('msp_id', 'id', name=op.f('pk_deletions'))
    )
    op.create_index(op.f('ix_deletions_msp_id_at'), 'deletions', ['msp_id', 'at'], unique=False)
    op.create_index(op.f('ix_deletions_msp_id_program_id'), 'deletions', ['msp_id', 'program_id'], unique=False)


def downgrade() -> None:
    op.drop_table('deletions')
