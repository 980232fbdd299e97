"""Tasks that do not apply are set aside, and say why."""

import sqlalchemy as sa
from alembic import op

revision = 'f5b0c9d2e813'
down_revision = 'c27e5b8104fd'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('tasks', sa.Column('set_aside_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('tasks', sa.Column('set_aside_why', sa.String(length=200), nullable=False, server_default=''))
    with op.batch_alter_table('tasks') as tasks:
        tasks.alter_column('set_aside_why', existing_type=sa.String(length=200), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('tasks') as tasks:
        tasks.drop_column('set_aside_why')
        tasks.drop_column('set_aside_at')
