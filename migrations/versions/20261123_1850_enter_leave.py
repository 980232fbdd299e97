"""People enter their leave."""

import sqlalchemy as sa
from alembic import op

revision = 'c40b7e19d5f2'
down_revision = '7c19b2e4d5a8'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('leave',
    sa.Column('msp_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.Column('note', sa.String(length=120), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Uuid(), nullable=False),
    sa.Column('removed_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['users.id'], name=op.f('fk_leave_by_id_users')),
    sa.ForeignKeyConstraint(['msp_id'], ['msps.id'], name=op.f('fk_leave_msp_id_msps'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_leave_user_id_users')),
    sa.PrimaryKeyConstraint('msp_id', 'id', name=op.f('pk_leave'))
    )
    with op.batch_alter_table('leave') as leave:
        leave.create_index(op.f('ix_leave_msp_id_user_id_ends_on'), ['msp_id', 'user_id', 'ends_on'])
        leave.create_index(op.f('ix_leave_msp_id_ends_on'), ['msp_id', 'ends_on'])


def downgrade() -> None:
    op.drop_table('leave')
