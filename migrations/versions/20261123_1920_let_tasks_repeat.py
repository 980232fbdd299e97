"""Let tasks repeat, and keep their runs."""

import sqlalchemy as sa
from alembic import op

revision = '7c19b2e4d5a8'
down_revision = '7c1d9e40ab52'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('tasks', sa.Column('repeats', sa.String(length=200), nullable=False, server_default=''))
    op.add_column('tasks', sa.Column('repeats_from', sa.Date(), nullable=True))
    op.add_column('tasks', sa.Column('run_on', sa.Date(), nullable=True))
    op.add_column('tasks', sa.Column('first_done_at', sa.DateTime(timezone=True), nullable=True))
    op.create_table('runs',
    sa.Column('msp_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('task_id', sa.Uuid(), nullable=False),
    sa.Column('run_on', sa.Date(), nullable=False),
    sa.Column('due', sa.Date(), nullable=False),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('done_by_id', sa.Uuid(), nullable=True),
    sa.Column('ticks', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['msp_id'], ['msps.id'], name=op.f('fk_runs_msp_id_msps'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['msp_id', 'task_id'], ['tasks.msp_id', 'tasks.id'], name=op.f('fk_runs_msp_id_tasks'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['done_by_id'], ['users.id'], name=op.f('fk_runs_done_by_id_users')),
    sa.PrimaryKeyConstraint('msp_id', 'id', name=op.f('pk_runs')),
    sa.UniqueConstraint('msp_id', 'task_id', 'run_on', name=op.f('uq_runs_msp_id_task_id_run_on'))
    )


def downgrade() -> None:
    op.drop_table('runs')
    for name in ('first_done_at', 'run_on', 'repeats_from', 'repeats'):
        op.drop_column('tasks', name)
