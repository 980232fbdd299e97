"""Words are found: an index of the names and texts of an MSP, kept by the tables themselves."""

import sqlalchemy as sa
from alembic import op

revision = '8d1f04b7c6ae'
down_revision = 'f5b0c9d2e813'
branch_labels = None
depends_on = None

# Table: kind, the column with the MSP, the title, the text. A person belongs to no MSP.
SOURCES = {
    'msps': ('msp', 'id', 'name', ''),
    'users': ('person', '', 'name', ''),
    'programs': ('program', 'msp_id', 'name', ''),
    'items': ('item', 'msp_id', 'name', 'purpose'),
    'tasks': ('task', 'msp_id', 'title', 'why'),
    'notes': ('note', 'msp_id', '', 'text'),
}


def upgrade() -> None:
    on_sqlite = op.get_bind().dialect.name == 'sqlite'
    (make_sqlite if on_sqlite else make_postgresql)()
    for table, source in SOURCES.items():
        (watch_sqlite if on_sqlite else watch_postgresql)(table, *source)


def downgrade() -> None:
    on_sqlite = op.get_bind().dialect.name == 'sqlite'
    for table in SOURCES:
        if on_sqlite:
            for deed in ('insert', 'update', 'delete'):
                op.execute(f'DROP TRIGGER search_{table}_{deed}')
        else:
            op.execute(f'DROP TRIGGER search_{table} ON {table}')
    op.execute('DROP TABLE search_words')
    if not on_sqlite:
        op.execute('DROP FUNCTION keep_search_words()')
        op.execute('DROP FUNCTION search_lexemes(text)')


def make_sqlite() -> None:
    op.execute(
        'CREATE VIRTUAL TABLE search_words USING fts5('
        'msp_id, id, kind, title, body, '
        "tokenize=\"unicode61 remove_diacritics 2\", prefix='1 2 3')"
    )


def watch_sqlite(table: str, kind: str, msp: str, title: str, body: str) -> None:
    columns = ', '.join(filter(None, (title, body)))

    def values(row: str) -> str:
        parts = [f'{row}.{name}' if name else "''" for name in (msp, 'id', '', title, body)]
        parts[2] = f"'{kind}'"
        return ', '.join(parts)

    forget = 'DELETE FROM search_words WHERE search_words MATCH ' + (
        f"'msp_id:\"' || OLD.{msp} || '\" AND id:\"' || OLD.id || '\"'" if msp else "'id:\"' || OLD.id || '\"'"
    )
    keep = f'INSERT INTO search_words (msp_id, id, kind, title, body) VALUES ({values("NEW")})'
    for deed, of, then in (
        ('insert', '', (keep,)),
        ('update', f' OF {columns}', (forget, keep)),
        ('delete', '', (forget,)),
    ):
        op.execute(
            f'CREATE TRIGGER search_{table}_{deed} AFTER {deed.upper()}{of} ON {table} '
            f'BEGIN {"; ".join(then)}; END'
        )
    op.execute(f'INSERT INTO search_words (msp_id, id, kind, title, body) SELECT {values(table)} FROM {table}')


def make_postgresql() -> None:
    op.create_table(
        'search_words',
        sa.Column('msp_id', sa.Uuid(), primary_key=True),
        sa.Column('id', sa.Uuid(), primary_key=True),
        sa.Column('kind', sa.Text(), nullable=False),
        sa.Column('title', sa.dialects.postgresql.TSVECTOR(), nullable=False),
        sa.Column('words', sa.dialects.postgresql.TSVECTOR(), nullable=False),
    )
    op.create_index('ix_search_words_title', 'search_words', ['title'], postgresql_using='gin')
    op.create_index('ix_search_words_words', 'search_words', ['words'], postgresql_using='gin')
    # Small letters without accents, as FTS5 has them; a lexeme may not be endless.
    op.execute(
        'CREATE FUNCTION search_lexemes(said text) RETURNS text[] LANGUAGE sql AS $$ '
        "SELECT coalesce(array_agg(left(word, 60)), '{}') FROM regexp_split_to_table("
        "regexp_replace(lower(normalize(said, NFD)), U&'[\\0300-\\036f]', '', 'g'), '[^[:alnum:]]+') AS word "
        "WHERE word <> '' $$"
    )
    op.execute(
        'CREATE FUNCTION keep_search_words() RETURNS trigger LANGUAGE plpgsql AS $$ '
        'DECLARE was jsonb; is_now jsonb; own text[]; heading text[]; msp text; BEGIN '
        "IF TG_OP <> 'INSERT' THEN was := to_jsonb(OLD); "
        "DELETE FROM search_words WHERE msp_id = coalesce(was->>TG_ARGV[1], '00000000-0000-0000-0000-000000000000')::uuid AND id = OLD.id; "
        "END IF; IF TG_OP = 'DELETE' THEN RETURN NULL; END IF; is_now := to_jsonb(NEW); "
        "msp := coalesce(is_now->>TG_ARGV[1], '00000000-0000-0000-0000-000000000000'); "
        "own := ARRAY['m' || replace(msp, '-', '')]; "
        "heading := own || search_lexemes(coalesce(is_now->>TG_ARGV[2], '')); "
        'INSERT INTO search_words (msp_id, id, kind, title, words) VALUES (msp::uuid, NEW.id, TG_ARGV[0], '
        "array_to_tsvector(heading), array_to_tsvector(heading || search_lexemes(coalesce(is_now->>TG_ARGV[3], '')))); "
        'RETURN NULL; END $$'
    )


def watch_postgresql(table: str, kind: str, msp: str, title: str, body: str) -> None:
    columns = ', '.join(filter(None, (title, body)))
    arguments = ', '.join(f"'{part}'" for part in (kind, msp, title, body))
    op.execute(
        f'CREATE TRIGGER search_{table} AFTER INSERT OR DELETE OR UPDATE OF {columns} ON {table} '
        f'FOR EACH ROW EXECUTE FUNCTION keep_search_words({arguments})'
    )
    first = title or body
    op.execute(f'UPDATE {table} SET {first} = {first}')
