"""Programs, phases, items, tasks, the people on them, and changes of the plan."""

import sqlalchemy as sa
from alembic import op

revision = '5e76abcb77cd'
down_revision = '49bb786a7106'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('programs',
    sa.Column('msp_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('slug', sa.String(length=60), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('template_key', sa.String(length=60), nullable=False),
    sa.Column('once', sa.String(length=60), nullable=True),
    sa.Column('champion_id', sa.Uuid(), nullable=True),
    sa.Column('champion_accepted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('stand_in_id', sa.Uuid(), nullable=True),
    sa.Column('sponsor_id', sa.Uuid(), nullable=True),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.Column('first_ends_on', sa.Date(), nullable=False),
    sa.Column('weekdays', sa.JSON(), nullable=False),
    sa.Column('days_off', sa.JSON(), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('last_check_in_on', sa.Date(), nullable=True),
    sa.Column('weeks_checked_in', sa.Integer(), nullable=False),
    sa.Column('confidence', sa.Integer(), nullable=True),
    sa.Column('facts', sa.JSON(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['champion_id'], ['users.id'], name=op.f('fk_programs_champion_id_users')),
    sa.ForeignKeyConstraint(['msp_id'], ['msps.id'], name=op.f('fk_programs_msp_id_msps'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['sponsor_id'], ['users.id'], name=op.f('fk_programs_sponsor_id_users')),
    sa.ForeignKeyConstraint(['stand_in_id'], ['users.id'], name=op.f('fk_programs_stand_in_id_users')),
    sa.PrimaryKeyConstraint('msp_id', 'id', name=op.f('pk_programs')),
    sa.UniqueConstraint('msp_id', 'once', name=op.f('uq_programs_msp_id_once')),
    sa.UniqueConstraint('msp_id', 'slug', name=op.f('uq_programs_msp_id_slug'))
    )
    with op.batch_alter_table('programs', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_programs_msp_id_started_at'), ['msp_id', 'started_at'], unique=False)

    op.create_table('changes',
    sa.Column('msp_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('program_id', sa.Uuid(), nullable=False),
    sa.Column('thing_kind', sa.String(length=20), nullable=False),
    sa.Column('thing_id', sa.Uuid(), nullable=False),
    sa.Column('thing_name', sa.String(length=200), nullable=False),
    sa.Column('what', sa.String(length=20), nullable=False),
    sa.Column('before', sa.String(length=200), nullable=False),
    sa.Column('after', sa.String(length=200), nullable=False),
    sa.Column('reason', sa.String(length=200), nullable=False),
    sa.Column('days', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['users.id'], name=op.f('fk_changes_by_id_users')),
    sa.ForeignKeyConstraint(['msp_id', 'program_id'], ['programs.msp_id', 'programs.id'], name=op.f('fk_changes_msp_id_program_id_programs'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['msp_id'], ['msps.id'], name=op.f('fk_changes_msp_id_msps'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('msp_id', 'id', name=op.f('pk_changes'))
    )
    with op.batch_alter_table('changes', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_changes_msp_id_program_id_at'), ['msp_id', 'program_id', 'at'], unique=False)
        batch_op.create_index(batch_op.f('ix_changes_msp_id_thing_id'), ['msp_id', 'thing_id'], unique=False)

    op.create_table('phases',
    sa.Column('msp_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('program_id', sa.Uuid(), nullable=False),
    sa.Column('key', sa.String(length=60), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('purpose', sa.String(length=2000), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.Column('first_starts_on', sa.Date(), nullable=False),
    sa.Column('first_ends_on', sa.Date(), nullable=False),
    sa.Column('result_kpis', sa.JSON(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['msp_id', 'program_id'], ['programs.msp_id', 'programs.id'], name=op.f('fk_phases_msp_id_program_id_programs'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['msp_id'], ['msps.id'], name=op.f('fk_phases_msp_id_msps'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('msp_id', 'id', name=op.f('pk_phases'))
    )
    with op.batch_alter_table('phases', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_phases_msp_id_program_id'), ['msp_id', 'program_id'], unique=False)

    op.create_table('tasks',
    sa.Column('msp_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('program_id', sa.Uuid(), nullable=False),
    sa.Column('strand', sa.String(length=10), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('why', sa.String(length=2000), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('rule', sa.String(length=10), nullable=False),
    sa.Column('due', sa.Date(), nullable=True),
    sa.Column('first_due', sa.Date(), nullable=True),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('done_by_id', sa.Uuid(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['done_by_id'], ['users.id'], name=op.f('fk_tasks_done_by_id_users')),
    sa.ForeignKeyConstraint(['msp_id', 'program_id'], ['programs.msp_id', 'programs.id'], name=op.f('fk_tasks_msp_id_program_id_programs'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['msp_id'], ['msps.id'], name=op.f('fk_tasks_msp_id_msps'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('msp_id', 'id', name=op.f('pk_tasks'))
    )
    with op.batch_alter_table('tasks', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_tasks_msp_id_due'), ['msp_id', 'due'], unique=False)
        batch_op.create_index(batch_op.f('ix_tasks_msp_id_program_id'), ['msp_id', 'program_id'], unique=False)

    op.create_table('items',
    sa.Column('msp_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('program_id', sa.Uuid(), nullable=False),
    sa.Column('phase_id', sa.Uuid(), nullable=False),
    sa.Column('key', sa.String(length=60), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('purpose', sa.String(length=2000), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('owner_id', sa.Uuid(), nullable=True),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('due', sa.Date(), nullable=True),
    sa.Column('first_due', sa.Date(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['msp_id', 'phase_id'], ['phases.msp_id', 'phases.id'], name=op.f('fk_items_msp_id_phase_id_phases'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['msp_id', 'program_id'], ['programs.msp_id', 'programs.id'], name=op.f('fk_items_msp_id_program_id_programs'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['msp_id'], ['msps.id'], name=op.f('fk_items_msp_id_msps'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['owner_id'], ['users.id'], name=op.f('fk_items_owner_id_users')),
    sa.PrimaryKeyConstraint('msp_id', 'id', name=op.f('pk_items'))
    )
    with op.batch_alter_table('items', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_items_msp_id_phase_id'), ['msp_id', 'phase_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_items_msp_id_program_id'), ['msp_id', 'program_id'], unique=False)

    op.create_table('task_people',
    sa.Column('msp_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('task_id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('asked', sa.String(length=10), nullable=False),
    sa.Column('marked_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['msp_id', 'task_id'], ['tasks.msp_id', 'tasks.id'], name=op.f('fk_task_people_msp_id_task_id_tasks'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['msp_id'], ['msps.id'], name=op.f('fk_task_people_msp_id_msps'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_task_people_user_id_users')),
    sa.PrimaryKeyConstraint('msp_id', 'id', name=op.f('pk_task_people')),
    sa.UniqueConstraint('msp_id', 'task_id', 'user_id', name=op.f('uq_task_people_msp_id_task_id_user_id'))
    )
    with op.batch_alter_table('task_people', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_task_people_msp_id_user_id'), ['msp_id', 'user_id'], unique=False)

    op.create_table('item_kpis',
    sa.Column('msp_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('item_id', sa.Uuid(), nullable=False),
    sa.Column('kpi_key', sa.String(length=60), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['msp_id', 'item_id'], ['items.msp_id', 'items.id'], name=op.f('fk_item_kpis_msp_id_item_id_items'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['msp_id'], ['msps.id'], name=op.f('fk_item_kpis_msp_id_msps'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('msp_id', 'id', name=op.f('pk_item_kpis')),
    sa.UniqueConstraint('msp_id', 'item_id', 'kpi_key', name=op.f('uq_item_kpis_msp_id_item_id_kpi_key'))
    )
    with op.batch_alter_table('item_kpis', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_item_kpis_msp_id_kpi_key'), ['msp_id', 'kpi_key'], unique=False)

    op.create_table('task_items',
    sa.Column('msp_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('task_id', sa.Uuid(), nullable=False),
    sa.Column('item_id', sa.Uuid(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['msp_id', 'item_id'], ['items.msp_id', 'items.id'], name=op.f('fk_task_items_msp_id_item_id_items'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['msp_id', 'task_id'], ['tasks.msp_id', 'tasks.id'], name=op.f('fk_task_items_msp_id_task_id_tasks'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['msp_id'], ['msps.id'], name=op.f('fk_task_items_msp_id_msps'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('msp_id', 'id', name=op.f('pk_task_items')),
    sa.UniqueConstraint('msp_id', 'item_id', 'task_id', name=op.f('uq_task_items_msp_id_item_id_task_id'))
    )
    with op.batch_alter_table('task_items', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_task_items_msp_id_task_id'), ['msp_id', 'task_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('task_items', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_task_items_msp_id_task_id'))

    op.drop_table('task_items')
    with op.batch_alter_table('item_kpis', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_item_kpis_msp_id_kpi_key'))

    op.drop_table('item_kpis')
    with op.batch_alter_table('task_people', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_task_people_msp_id_user_id'))

    op.drop_table('task_people')
    with op.batch_alter_table('items', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_items_msp_id_program_id'))
        batch_op.drop_index(batch_op.f('ix_items_msp_id_phase_id'))

    op.drop_table('items')
    with op.batch_alter_table('tasks', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_tasks_msp_id_program_id'))
        batch_op.drop_index(batch_op.f('ix_tasks_msp_id_due'))

    op.drop_table('tasks')
    with op.batch_alter_table('phases', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_phases_msp_id_program_id'))

    op.drop_table('phases')
    with op.batch_alter_table('changes', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_changes_msp_id_thing_id'))
        batch_op.drop_index(batch_op.f('ix_changes_msp_id_program_id_at'))

    op.drop_table('changes')
    with op.batch_alter_table('programs', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_programs_msp_id_started_at'))

    op.drop_table('programs')
