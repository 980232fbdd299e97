"""Notes: what people say on a task, and who is stuck."""

import sqlalchemy as sa
from alembic import op

revision = 'c44be1f2a7d8'
down_revision = 'a1f3c27d90b4'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('notes',
    sa.Column('msp_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('program_id', sa.Uuid(), nullable=False),
    sa.Column('task_id', sa.Uuid(), nullable=False),
    sa.Column('text', sa.String(length=2000), nullable=False),
    sa.Column('stuck', sa.Boolean(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Uuid(), nullable=False),
    sa.Column('settled_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('settled_by_id', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['users.id'], name=op.f('fk_notes_by_id_users')),
    sa.ForeignKeyConstraint(['msp_id'], ['msps.id'], name=op.f('fk_notes_msp_id_msps'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['msp_id', 'program_id'], ['programs.msp_id', 'programs.id'], name=op.f('fk_notes_msp_id_programs'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['msp_id', 'task_id'], ['tasks.msp_id', 'tasks.id'], name=op.f('fk_notes_msp_id_tasks'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['settled_by_id'], ['users.id'], name=op.f('fk_notes_settled_by_id_users')),
    sa.PrimaryKeyConstraint('msp_id', 'id', name=op.f('pk_notes'))
    )
    with op.batch_alter_table('notes') as notes:
        notes.create_index(op.f('ix_notes_msp_id_program_id_stuck'), ['msp_id', 'program_id', 'stuck'])
        notes.create_index(op.f('ix_notes_msp_id_task_id_at'), ['msp_id', 'task_id', 'at'])


def downgrade() -> None:
    op.drop_table('notes')
