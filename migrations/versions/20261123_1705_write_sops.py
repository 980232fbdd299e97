"""SOPs beside tasks: their versions, their readers, and who signed which."""

import sqlalchemy as sa
from alembic import op

revision = '8d1a5e07c3b2'
down_revision = 'd40a6b1e9c75'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('sops',
    sa.Column('msp_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('task_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('asked', sa.Integer(), nullable=False),
    sa.Column('needed', sa.Boolean(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['msp_id'], ['msps.id'], name=op.f('fk_sops_msp_id_msps'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['msp_id', 'task_id'], ['tasks.msp_id', 'tasks.id'], name=op.f('fk_sops_msp_id_tasks'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('msp_id', 'id', name=op.f('pk_sops')),
    sa.UniqueConstraint('msp_id', 'task_id', name=op.f('uq_sops_msp_id_task_id'))
    )
    op.create_table('sop_texts',
    sa.Column('msp_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('sop_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('html', sa.Text(), nullable=False),
    sa.Column('changed', sa.String(length=200), nullable=False),
    sa.Column('small', sa.Boolean(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['users.id'], name=op.f('fk_sop_texts_by_id_users')),
    sa.ForeignKeyConstraint(['msp_id'], ['msps.id'], name=op.f('fk_sop_texts_msp_id_msps'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['msp_id', 'sop_id'], ['sops.msp_id', 'sops.id'], name=op.f('fk_sop_texts_msp_id_sops'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('msp_id', 'id', name=op.f('pk_sop_texts')),
    sa.UniqueConstraint('msp_id', 'sop_id', 'number', name=op.f('uq_sop_texts_msp_id_sop_id_number'))
    )
    op.create_table('sop_readers',
    sa.Column('msp_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('sop_id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['msp_id'], ['msps.id'], name=op.f('fk_sop_readers_msp_id_msps'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['msp_id', 'sop_id'], ['sops.msp_id', 'sops.id'], name=op.f('fk_sop_readers_msp_id_sops'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_sop_readers_user_id_users')),
    sa.PrimaryKeyConstraint('msp_id', 'id', name=op.f('pk_sop_readers')),
    sa.UniqueConstraint('msp_id', 'sop_id', 'user_id', name=op.f('uq_sop_readers_msp_id_sop_id_user_id'))
    )
    with op.batch_alter_table('sop_readers') as readers:
        readers.create_index(op.f('ix_sop_readers_msp_id_user_id'), ['msp_id', 'user_id'])
    op.create_table('sop_signatures',
    sa.Column('msp_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('sop_id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['msp_id'], ['msps.id'], name=op.f('fk_sop_signatures_msp_id_msps'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['msp_id', 'sop_id'], ['sops.msp_id', 'sops.id'], name=op.f('fk_sop_signatures_msp_id_sops'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_sop_signatures_user_id_users')),
    sa.PrimaryKeyConstraint('msp_id', 'id', name=op.f('pk_sop_signatures')),
    sa.UniqueConstraint('msp_id', 'sop_id', 'user_id', 'number', name=op.f('uq_sop_signatures_msp_id_sop_id_user_id_number'))
    )


def downgrade() -> None:
    for table in ('sop_signatures', 'sop_readers', 'sop_texts', 'sops'):
        op.drop_table(table)
