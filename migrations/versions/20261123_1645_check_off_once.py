"""Check-offs that were kept without a connection are done once, however often they are sent."""

import sqlalchemy as sa
from alembic import op

revision = 'b60d2e97c3f1'
down_revision = '3c7f90ad41e6'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('once_keys',
    sa.Column('msp_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['msp_id'], ['msps.id'], name=op.f('fk_once_keys_msp_id_msps'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_once_keys_user_id_users'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('msp_id', 'id', name=op.f('pk_once_keys'))
    )


def downgrade() -> None:
    op.drop_table('once_keys')
