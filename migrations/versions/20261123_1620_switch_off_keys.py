"""A person may switch single keys off."""

import sqlalchemy as sa
from alembic import op

revision = 'e2a94c5d7f18'
down_revision = 'a91e6c40d7b2'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('users', sa.Column('single_keys_off_at', sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('users') as users:
        users.drop_column('single_keys_off_at')
