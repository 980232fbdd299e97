"""An MSP and a practice keep benchmarks of their own, each with where it comes from."""

import sqlalchemy as sa
from alembic import op

revision = 'b7c41e9d20fa'
down_revision = 'e5b08d37c914'
branch_labels = None
depends_on = None


def upgrade() -> None:
    keep('benchmarks', 'msp_id', 'msps')
    keep('practice_benchmarks', 'practice_id', 'practices')


def keep(table: str, owner: str, owners: str) -> None:
    op.create_table(
        table,
        sa.Column(owner, sa.Uuid(), nullable=False),
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('kpi_key', sa.String(length=60), nullable=False),
        sa.Column('level', sa.String(length=10), nullable=False),
        sa.Column('low', sa.Double(), nullable=True),
        sa.Column('high', sa.Double(), nullable=True),
        sa.Column('about', sa.String(length=120), nullable=False),
        sa.Column('source', sa.String(length=200), nullable=False),
        sa.Column('month', sa.Date(), nullable=False),
        sa.Column('sample', sa.String(length=80), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('by_id', sa.Uuid(), nullable=False),
        sa.Column('put_away_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(['by_id'], ['users.id'], name=op.f(f'fk_{table}_by_id_users')),
        sa.ForeignKeyConstraint([owner], [f'{owners}.id'], name=op.f(f'fk_{table}_{owner}_{owners}'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint(owner, 'id', name=op.f(f'pk_{table}')),
    )
    op.create_index(op.f(f'ix_{table}_{owner}_kpi_key'), table, [owner, 'kpi_key'])


def downgrade() -> None:
    op.drop_table('practice_benchmarks')
    op.drop_table('benchmarks')
