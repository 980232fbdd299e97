"""Champions hand over to somebody who is asked first, and are covered while they are away."""

import sqlalchemy as sa
from alembic import op

revision = 'd07c4e9a6b13'
down_revision = 'b3d17f52e9a4'
branch_labels = None
depends_on = None

PEOPLE = ('asked_id', 'cover_id')
DAYS = ('cover_from', 'cover_to')


def upgrade() -> None:
    for name in PEOPLE:
        op.add_column('programs', sa.Column(name, sa.Uuid(), nullable=True))
    for name in DAYS:
        op.add_column('programs', sa.Column(name, sa.Date(), nullable=True))
    op.add_column('programs', sa.Column('asked_why', sa.String(length=200), nullable=False, server_default=''))


def downgrade() -> None:
    for name in ('asked_why', *DAYS, *PEOPLE):
        op.drop_column('programs', name)
