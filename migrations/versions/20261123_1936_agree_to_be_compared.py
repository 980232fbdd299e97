"""An MSP's owner agrees that its numbers are compared among a practice's clients; nobody has yet."""

import sqlalchemy as sa
from alembic import op

revision = 'e5b08d37c914'
down_revision = 'a94e1f70c3d8'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('grants', sa.Column('compared_at', sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column('grants', 'compared_at')
