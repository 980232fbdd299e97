"""What is written in SOPs is found too."""

from alembic import op

revision = '5be7d1a80f42'
down_revision = 'd07c4e9a6b13'
branch_labels = None
depends_on = None

KEEP = "INSERT INTO search_words (msp_id, id, kind, title, body) VALUES (NEW.msp_id, NEW.id, 'sop', '', NEW.words)"
FORGET = "DELETE FROM search_words WHERE search_words MATCH 'msp_id:\"' || OLD.msp_id || '\" AND id:\"' || OLD.id || '\"'"


def upgrade() -> None:
    if op.get_bind().dialect.name != 'sqlite':
        op.execute(
            'CREATE TRIGGER search_sop_texts AFTER INSERT OR DELETE OR UPDATE OF words ON sop_texts '
            "FOR EACH ROW EXECUTE FUNCTION keep_search_words('sop', 'msp_id', '', 'words')"
        )
        op.execute('UPDATE sop_texts SET words = words')
        return
    op.execute(f'CREATE TRIGGER search_sop_texts_insert AFTER INSERT ON sop_texts BEGIN {KEEP}; END')
    op.execute(f'CREATE TRIGGER search_sop_texts_update AFTER UPDATE OF words ON sop_texts BEGIN {FORGET}; {KEEP}; END')
    op.execute(f'CREATE TRIGGER search_sop_texts_delete AFTER DELETE ON sop_texts BEGIN {FORGET}; END')
    op.execute(
        'INSERT INTO search_words (msp_id, id, kind, title, body) '
        "SELECT msp_id, id, 'sop', '', words FROM sop_texts"
    )


def downgrade() -> None:
    if op.get_bind().dialect.name != 'sqlite':
        op.execute('DROP TRIGGER search_sop_texts ON sop_texts')
        op.execute("DELETE FROM search_words WHERE kind = 'sop'")
        return
    for deed in ('insert', 'update', 'delete'):
        op.execute(f'DROP TRIGGER search_sop_texts_{deed}')
    op.execute("DELETE FROM search_words WHERE search_words MATCH 'kind:sop'")
