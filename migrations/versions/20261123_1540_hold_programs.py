"""Programs are paused and resumed, closed and reopened."""

import sqlalchemy as sa
from alembic import op

revision = 'a91e6c40d7b2'
down_revision = '9d3e1f60ab27'
branch_labels = None
depends_on = None

DAYS = ('paused_on', 'resumes_on', 'resumed_on')


def upgrade() -> None:
    for name in DAYS:
        op.add_column('programs', sa.Column(name, sa.Date(), nullable=True))
    op.add_column('programs', sa.Column('paused_why', sa.String(length=200), nullable=False, server_default=''))
    op.add_column('programs', sa.Column('days_paused', sa.Integer(), nullable=False, server_default='0'))
    op.create_table('closings',
    sa.Column('msp_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('program_id', sa.Uuid(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Uuid(), nullable=False),
    sa.Column('done', sa.Integer(), nullable=False),
    sa.Column('total', sa.Integer(), nullable=False),
    sa.Column('met', sa.Integer(), nullable=False),
    sa.Column('reached', sa.JSON(), nullable=False),
    sa.Column('lessons', sa.String(length=4000), nullable=False),
    sa.Column('watched', sa.JSON(), nullable=False),
    sa.Column('reopened_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('reopened_by_id', sa.Uuid(), nullable=True),
    sa.Column('reopened_why', sa.String(length=200), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['users.id'], name=op.f('fk_closings_by_id_users')),
    sa.ForeignKeyConstraint(['msp_id'], ['msps.id'], name=op.f('fk_closings_msp_id_msps'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['msp_id', 'program_id'], ['programs.msp_id', 'programs.id'], name=op.f('fk_closings_msp_id_programs'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['reopened_by_id'], ['users.id'], name=op.f('fk_closings_reopened_by_id_users')),
    sa.PrimaryKeyConstraint('msp_id', 'id', name=op.f('pk_closings'))
    )
    op.create_index(op.f('ix_closings_msp_id_program_id_at'), 'closings', ['msp_id', 'program_id', 'at'], unique=False)


def downgrade() -> None:
    op.drop_table('closings')
    for name in ('days_paused', 'paused_why', *DAYS):
        op.drop_column('programs', name)
