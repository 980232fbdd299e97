"""Numbers have owners, and definitions that were agreed on."""

import sqlalchemy as sa
from alembic import op

revision = 'd84a60c2f19b'
down_revision = 'b60d2e97c3f1'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('definitions',
    sa.Column('msp_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('kpi_key', sa.String(length=60), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('says', sa.String(length=2000), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=True),
    sa.Column('why', sa.String(length=200), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Uuid(), nullable=False),
    sa.Column('agreed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('agreed_by_id', sa.Uuid(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['agreed_by_id'], ['users.id'], name=op.f('fk_definitions_agreed_by_id_users')),
    sa.ForeignKeyConstraint(['by_id'], ['users.id'], name=op.f('fk_definitions_by_id_users')),
    sa.ForeignKeyConstraint(['msp_id'], ['msps.id'], name=op.f('fk_definitions_msp_id_msps'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('msp_id', 'id', name=op.f('pk_definitions')),
    sa.UniqueConstraint('msp_id', 'kpi_key', 'number', name=op.f('uq_definitions_msp_id_kpi_key_number'))
    )
    op.create_table('kpi_owners',
    sa.Column('msp_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('kpi_key', sa.String(length=60), nullable=False),
    sa.Column('accountable_id', sa.Uuid(), nullable=True),
    sa.Column('enters_id', sa.Uuid(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['accountable_id'], ['users.id'], name=op.f('fk_kpi_owners_accountable_id_users')),
    sa.ForeignKeyConstraint(['enters_id'], ['users.id'], name=op.f('fk_kpi_owners_enters_id_users')),
    sa.ForeignKeyConstraint(['msp_id'], ['msps.id'], name=op.f('fk_kpi_owners_msp_id_msps'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('msp_id', 'id', name=op.f('pk_kpi_owners')),
    sa.UniqueConstraint('msp_id', 'kpi_key', name=op.f('uq_kpi_owners_msp_id_kpi_key'))
    )


def downgrade() -> None:
    op.drop_table('kpi_owners')
    op.drop_table('definitions')
