"""Templates are changed part by part in drafts, and practices keep templates of their own."""

import sqlalchemy as sa
from alembic import op

revision = 'a94e1f70c3d8'
down_revision = '3be8d05c71fa'
branch_labels = None
depends_on = None


def draft_of(table: str, owner: str, owners: str, templates: str) -> None:
    op.create_table(table,
    sa.Column(owner, sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('template_id', sa.Uuid(), nullable=False),
    sa.Column('edition', sa.Integer(), nullable=False),
    sa.Column('tables', sa.JSON(), nullable=False),
    sa.Column('before', sa.JSON(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Uuid(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['users.id'], name=op.f(f'fk_{table}_by_id_users')),
    sa.ForeignKeyConstraint([owner], [f'{owners}.id'], name=op.f(f'fk_{table}_{owner}_{owners}'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint([owner, 'template_id'], [f'{templates}.{owner}', f'{templates}.id'], name=op.f(f'fk_{table}_{owner}_{templates}'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint(owner, 'id', name=op.f(f'pk_{table}')),
    sa.UniqueConstraint(owner, 'template_id', name=op.f(f'uq_{table}_{owner}_template_id'))
    )


def upgrade() -> None:
    op.create_table('practice_templates',
    sa.Column('practice_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('key', sa.String(length=60), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('edition', sa.Integer(), nullable=False),
    sa.Column('put_away_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['practice_id'], ['practices.id'], name=op.f('fk_practice_templates_practice_id_practices'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('practice_id', 'id', name=op.f('pk_practice_templates')),
    sa.UniqueConstraint('practice_id', 'key', name=op.f('uq_practice_templates_practice_id_key'))
    )
    op.create_table('practice_template_editions',
    sa.Column('practice_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('template_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('what', sa.String(length=200), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['users.id'], name=op.f('fk_practice_template_editions_by_id_users')),
    sa.ForeignKeyConstraint(['practice_id'], ['practices.id'], name=op.f('fk_practice_template_editions_practice_id_practices'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['practice_id', 'template_id'], ['practice_templates.practice_id', 'practice_templates.id'], name=op.f('fk_practice_template_editions_practice_id_practice_templates'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('practice_id', 'id', name=op.f('pk_practice_template_editions')),
    sa.UniqueConstraint('practice_id', 'template_id', 'number', name=op.f('uq_practice_template_editions_practice_id_template_id_number'))
    )
    draft_of('template_drafts', 'msp_id', 'msps', 'templates')
    draft_of('practice_template_drafts', 'practice_id', 'practices', 'practice_templates')


def downgrade() -> None:
    op.drop_table('practice_template_drafts')
    op.drop_table('template_drafts')
    op.drop_table('practice_template_editions')
    op.drop_table('practice_templates')
