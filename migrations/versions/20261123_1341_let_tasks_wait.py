"""Tasks wait for other tasks."""

import sqlalchemy as sa
from alembic import op

revision = 'c27e5b8104fd'
down_revision = 'e07d5a3391c6'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('task_links',
    sa.Column('msp_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('program_id', sa.Uuid(), nullable=False),
    sa.Column('predecessor_id', sa.Uuid(), nullable=False),
    sa.Column('successor_id', sa.Uuid(), nullable=False),
    sa.Column('lag', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['msp_id', 'predecessor_id'], ['tasks.msp_id', 'tasks.id'], name=op.f('fk_task_links_msp_id_predecessor_id_tasks'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['msp_id', 'program_id'], ['programs.msp_id', 'programs.id'], name=op.f('fk_task_links_msp_id_program_id_programs'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['msp_id', 'successor_id'], ['tasks.msp_id', 'tasks.id'], name=op.f('fk_task_links_msp_id_successor_id_tasks'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['msp_id'], ['msps.id'], name=op.f('fk_task_links_msp_id_msps'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('msp_id', 'id', name=op.f('pk_task_links')),
    sa.UniqueConstraint('msp_id', 'successor_id', 'predecessor_id', name=op.f('uq_task_links_msp_id_successor_id_predecessor_id'))
    )
    with op.batch_alter_table('task_links', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_task_links_msp_id_predecessor_id'), ['msp_id', 'predecessor_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_task_links_msp_id_program_id'), ['msp_id', 'program_id'], unique=False)


def downgrade() -> None:
    op.drop_table('task_links')
