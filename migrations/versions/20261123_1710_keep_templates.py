"""MSPs keep templates of their own, in editions."""

import sqlalchemy as sa
from alembic import op

revision = 'b3d17f52e9a4'
down_revision = 'd84a60c2f19b'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('programs', sa.Column('template_id', sa.Uuid(), nullable=True))
    op.add_column('programs', sa.Column('template_edition', sa.Integer(), nullable=False, server_default='0'))
    op.add_column('tasks', sa.Column('key', sa.String(length=60), nullable=False, server_default=''))
    op.create_table('templates',
    sa.Column('msp_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('key', sa.String(length=60), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('edition', sa.Integer(), nullable=False),
    sa.Column('put_away_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['msp_id'], ['msps.id'], name=op.f('fk_templates_msp_id_msps'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('msp_id', 'id', name=op.f('pk_templates')),
    sa.UniqueConstraint('msp_id', 'key', name=op.f('uq_templates_msp_id_key'))
    )
    op.create_table('template_editions',
    sa.Column('msp_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('template_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('what', sa.String(length=200), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['users.id'], name=op.f('fk_template_editions_by_id_users')),
    sa.ForeignKeyConstraint(['msp_id'], ['msps.id'], name=op.f('fk_template_editions_msp_id_msps'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['msp_id', 'template_id'], ['templates.msp_id', 'templates.id'], name=op.f('fk_template_editions_msp_id_templates'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('msp_id', 'id', name=op.f('pk_template_editions')),
    sa.UniqueConstraint('msp_id', 'template_id', 'number', name=op.f('uq_template_editions_msp_id_template_id_number'))
    )
    op.create_table('template_answers',
    sa.Column('msp_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('program_id', sa.Uuid(), nullable=False),
    sa.Column('change', sa.String(length=300), nullable=False),
    sa.Column('told', sa.String(length=400), nullable=False),
    sa.Column('taken', sa.Boolean(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['users.id'], name=op.f('fk_template_answers_by_id_users')),
    sa.ForeignKeyConstraint(['msp_id'], ['msps.id'], name=op.f('fk_template_answers_msp_id_msps'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['msp_id', 'program_id'], ['programs.msp_id', 'programs.id'], name=op.f('fk_template_answers_msp_id_programs'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('msp_id', 'id', name=op.f('pk_template_answers')),
    sa.UniqueConstraint('msp_id', 'program_id', 'change', name=op.f('uq_template_answers_msp_id_program_id_change'))
    )


def downgrade() -> None:
    op.drop_table('template_answers')
    op.drop_table('template_editions')
    op.drop_table('templates')
    op.drop_column('tasks', 'key')
    op.drop_column('programs', 'template_edition')
    op.drop_column('programs', 'template_id')
