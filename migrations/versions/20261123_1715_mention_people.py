"""Comments name people, and wait for them."""

import sqlalchemy as sa
from alembic import op

revision = '51be0d9c73fa'
down_revision = '5be7d1a80f42'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('mentions',
    sa.Column('msp_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('note_id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['msp_id'], ['msps.id'], name=op.f('fk_mentions_msp_id_msps'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['msp_id', 'note_id'], ['notes.msp_id', 'notes.id'], name=op.f('fk_mentions_msp_id_notes'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_mentions_user_id_users')),
    sa.PrimaryKeyConstraint('msp_id', 'id', name=op.f('pk_mentions')),
    sa.UniqueConstraint('msp_id', 'note_id', 'user_id', name=op.f('uq_mentions_msp_id_note_id_user_id'))
    )
    with op.batch_alter_table('mentions') as mentions:
        mentions.create_index(op.f('ix_mentions_msp_id_user_id_seen_at'), ['msp_id', 'user_id', 'seen_at'])


def downgrade() -> None:
    op.drop_table('mentions')
