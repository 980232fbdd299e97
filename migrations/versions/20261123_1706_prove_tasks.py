"""Steps of tasks, and the evidence that tasks ask for and are given."""

import sqlalchemy as sa
from alembic import op

revision = '3c7f90ad41e6'
down_revision = '8d1a5e07c3b2'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('steps',
    sa.Column('msp_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('task_id', sa.Uuid(), nullable=False),
    sa.Column('text', sa.String(length=200), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('done_by_id', sa.Uuid(), nullable=True),
    sa.Column('removed_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['done_by_id'], ['users.id'], name=op.f('fk_steps_done_by_id_users')),
    sa.ForeignKeyConstraint(['msp_id'], ['msps.id'], name=op.f('fk_steps_msp_id_msps'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['msp_id', 'task_id'], ['tasks.msp_id', 'tasks.id'], name=op.f('fk_steps_msp_id_tasks'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('msp_id', 'id', name=op.f('pk_steps'))
    )
    with op.batch_alter_table('steps') as steps:
        steps.create_index(op.f('ix_steps_msp_id_task_id_position'), ['msp_id', 'task_id', 'position'])
    op.create_table('proofs',
    sa.Column('msp_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('task_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('url', sa.String(length=2000), nullable=False),
    sa.Column('kpi_key', sa.String(length=60), nullable=False),
    sa.Column('stored', sa.String(length=32), nullable=False),
    sa.Column('media', sa.String(length=100), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Uuid(), nullable=False),
    sa.Column('removed_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['users.id'], name=op.f('fk_proofs_by_id_users')),
    sa.ForeignKeyConstraint(['msp_id'], ['msps.id'], name=op.f('fk_proofs_msp_id_msps'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['msp_id', 'task_id'], ['tasks.msp_id', 'tasks.id'], name=op.f('fk_proofs_msp_id_tasks'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('msp_id', 'id', name=op.f('pk_proofs'))
    )
    with op.batch_alter_table('proofs') as proofs:
        proofs.create_index(op.f('ix_proofs_msp_id_task_id_at'), ['msp_id', 'task_id', 'at'])
    op.add_column('tasks', sa.Column('evidence', sa.String(length=10), nullable=False, server_default=''))
    with op.batch_alter_table('tasks') as tasks:
        tasks.alter_column('evidence', existing_type=sa.String(length=10), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('tasks') as tasks:
        tasks.drop_column('evidence')
    for table in ('proofs', 'steps'):
        op.drop_table(table)
