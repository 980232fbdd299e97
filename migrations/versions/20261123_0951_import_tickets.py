"""Imports remember their source, its map and their files."""

import sqlalchemy as sa
from alembic import op

revision = 'ba7cfee7e7f2'
down_revision = '5d1f0c7a4be2'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('psa_sources',
    sa.Column('msp_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(length=40), nullable=False),
    sa.Column('map_name', sa.String(length=120), nullable=False),
    sa.Column('map_text', sa.Text(), nullable=False),
    sa.Column('map_fingerprint', sa.String(length=64), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['msp_id'], ['msps.id'], name=op.f('fk_psa_sources_msp_id_msps'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('msp_id', 'id', name=op.f('pk_psa_sources')),
    sa.UniqueConstraint('msp_id', 'name', name=op.f('uq_psa_sources_msp_id_name'))
    )
    op.create_table('psa_imports',
    sa.Column('msp_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('source_id', sa.Uuid(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Uuid(), nullable=True),
    sa.Column('map_fingerprint', sa.String(length=64), nullable=False),
    sa.Column('files', sa.JSON(), nullable=False),
    sa.Column('rows', sa.Integer(), nullable=False),
    sa.Column('added', sa.Integer(), nullable=False),
    sa.Column('changed', sa.Integer(), nullable=False),
    sa.Column('unchanged', sa.Integer(), nullable=False),
    sa.Column('skipped', sa.Integer(), nullable=False),
    sa.Column('generation', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['users.id'], name=op.f('fk_psa_imports_by_id_users')),
    sa.ForeignKeyConstraint(['msp_id', 'source_id'], ['psa_sources.msp_id', 'psa_sources.id'], name=op.f('fk_psa_imports_msp_id_source_id_psa_sources'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['msp_id'], ['msps.id'], name=op.f('fk_psa_imports_msp_id_msps'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('msp_id', 'id', name=op.f('pk_psa_imports'))
    )
    with op.batch_alter_table('psa_imports', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_psa_imports_msp_id_at'), ['msp_id', 'at'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('psa_imports', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_psa_imports_msp_id_at'))

    op.drop_table('psa_imports')
    op.drop_table('psa_sources')
