"""Files of readings, and what it takes to undo one."""

import sqlalchemy as sa
from alembic import op

revision = 'd1f4a7720c35'
down_revision = 'a41d7c90be52'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('reading_files',
    sa.Column('msp_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('shape', sa.String(length=64), nullable=False),
    sa.Column('headings', sa.JSON(), nullable=False),
    sa.Column('columns', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('lines', sa.JSON(), nullable=False),
    sa.Column('before', sa.JSON(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Uuid(), nullable=False),
    sa.Column('stored_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('added', sa.Integer(), nullable=False),
    sa.Column('changed', sa.Integer(), nullable=False),
    sa.Column('undone_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('undone_by_id', sa.Uuid(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['users.id'], name=op.f('fk_reading_files_by_id_users')),
    sa.ForeignKeyConstraint(['msp_id'], ['msps.id'], name=op.f('fk_reading_files_msp_id_msps'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['undone_by_id'], ['users.id'], name=op.f('fk_reading_files_undone_by_id_users')),
    sa.PrimaryKeyConstraint('msp_id', 'id', name=op.f('pk_reading_files'))
    )
    with op.batch_alter_table('reading_files', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_reading_files_msp_id_stored_at'), ['msp_id', 'stored_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_reading_files_msp_id_shape'), ['msp_id', 'shape'], unique=False)


def downgrade() -> None:
    op.drop_table('reading_files')
