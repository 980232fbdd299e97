"""Closed periods of readings."""

import sqlalchemy as sa
from alembic import op

revision = 'e8b3c05d9f14'
down_revision = 'd1f4a7720c35'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('reading_closings',
    sa.Column('msp_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('until', sa.Date(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Uuid(), nullable=False),
    sa.Column('why', sa.String(length=200), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['users.id'], name=op.f('fk_reading_closings_by_id_users')),
    sa.ForeignKeyConstraint(['msp_id'], ['msps.id'], name=op.f('fk_reading_closings_msp_id_msps'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('msp_id', 'id', name=op.f('pk_reading_closings'))
    )
    with op.batch_alter_table('reading_closings', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_reading_closings_msp_id_at'), ['msp_id', 'at'], unique=False)


def downgrade() -> None:
    op.drop_table('reading_closings')
