"""Somebody agrees to a change of the plan, and a program has a budget."""

import sqlalchemy as sa
from alembic import op

revision = 'c6f1b83a20d9'
down_revision = 'c58f2e7a9b34'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('changes') as changes:
        changes.add_column(sa.Column('cost', sa.BigInteger(), nullable=True))
        changes.add_column(sa.Column('agreed_at', sa.DateTime(timezone=True), nullable=True))
        changes.add_column(sa.Column('agreed_by_id', sa.Uuid(), nullable=True))
        changes.create_foreign_key(op.f('fk_changes_agreed_by_id_users'), 'users', ['agreed_by_id'], ['id'])
    op.add_column('programs', sa.Column('budget', sa.BigInteger(), nullable=True))
    op.add_column('programs', sa.Column('first_budget', sa.BigInteger(), nullable=True))
    op.add_column('programs', sa.Column('currency', sa.String(length=3), nullable=False, server_default='USD'))
    with op.batch_alter_table('programs') as programs:
        programs.alter_column('currency', existing_type=sa.String(length=3), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('programs') as programs:
        programs.drop_column('currency')
        programs.drop_column('first_budget')
        programs.drop_column('budget')
    with op.batch_alter_table('changes') as changes:
        changes.drop_constraint(op.f('fk_changes_agreed_by_id_users'), type_='foreignkey')
        changes.drop_column('agreed_by_id')
        changes.drop_column('agreed_at')
        changes.drop_column('cost')
