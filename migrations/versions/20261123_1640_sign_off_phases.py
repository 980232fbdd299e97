"""Phases have gates, and what is said about a sign-off is kept."""

import sqlalchemy as sa
from alembic import op

revision = 'a41d7c90be52'
down_revision = 'b7e20c4f8d16'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('phases', sa.Column('entry', sa.String(length=10), nullable=False, server_default='date'))
    op.add_column('phases', sa.Column('exit_kpis', sa.JSON(), nullable=True))
    with op.batch_alter_table('phases') as phases:
        phases.alter_column('entry', existing_type=sa.String(length=10), server_default=None)
    op.create_table('sign_offs',
    sa.Column('msp_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('program_id', sa.Uuid(), nullable=False),
    sa.Column('thing_kind', sa.String(length=20), nullable=False),
    sa.Column('thing_id', sa.Uuid(), nullable=False),
    sa.Column('thing_name', sa.String(length=120), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('deed', sa.String(length=20), nullable=False),
    sa.Column('stands', sa.String(length=20), nullable=False),
    sa.Column('said', sa.String(length=500), nullable=False),
    sa.Column('link', sa.String(length=500), nullable=False),
    sa.Column('despite', sa.String(length=200), nullable=False),
    sa.Column('seen', sa.JSON(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['users.id'], name=op.f('fk_sign_offs_by_id_users')),
    sa.ForeignKeyConstraint(['msp_id'], ['msps.id'], name=op.f('fk_sign_offs_msp_id_msps'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['msp_id', 'program_id'], ['programs.msp_id', 'programs.id'], name=op.f('fk_sign_offs_msp_id_program_id_programs'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('msp_id', 'id', name=op.f('pk_sign_offs')),
    sa.UniqueConstraint('msp_id', 'thing_id', 'number', name=op.f('uq_sign_offs_msp_id_thing_id_number'))
    )
    with op.batch_alter_table('sign_offs') as sign_offs:
        sign_offs.create_index(sign_offs.f('ix_sign_offs_msp_id_program_id_at'), ['msp_id', 'program_id', 'at'], unique=False)


def downgrade() -> None:
    op.drop_table('sign_offs')
    with op.batch_alter_table('phases') as phases:
        phases.drop_column('exit_kpis')
        phases.drop_column('entry')
