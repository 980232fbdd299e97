"""Items remember the day they were first planned to start."""

import sqlalchemy as sa
from alembic import op

revision = 'a1f3c27d90b4'
down_revision = 'ba7cfee7e7f2'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('items') as items:
        items.add_column(sa.Column('first_starts_on', sa.Date(), nullable=True))
    op.execute('UPDATE items SET first_starts_on = starts_on')
    with op.batch_alter_table('items') as items:
        items.alter_column('first_starts_on', existing_type=sa.Date(), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table('items') as items:
        items.drop_column('first_starts_on')
