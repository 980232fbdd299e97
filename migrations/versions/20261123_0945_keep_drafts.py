"""Drafts keep the answers of the start wizard."""

import sqlalchemy as sa
from alembic import op

revision = '5d1f0c7a4be2'
down_revision = '8895141533c6'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('drafts',
    sa.Column('msp_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('once', sa.String(length=60), nullable=False),
    sa.Column('answers', sa.JSON(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['msp_id'], ['msps.id'], name=op.f('fk_drafts_msp_id_msps'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_drafts_user_id_users'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('msp_id', 'id', name=op.f('pk_drafts')),
    sa.UniqueConstraint('msp_id', 'user_id', name=op.f('uq_drafts_msp_id_user_id'))
    )


def downgrade() -> None:
    op.drop_table('drafts')
