"""DuckDB works quietly: what a command prints is the command's own."""

from pathlib import Path

from app.psa.duck import connect


def test_a_long_query_draws_no_bar_on_standard_output(tmp_path: Path) -> None:
    with connect(tmp_path) as connection:
        found = connection.execute("SELECT current_setting('enable_progress_bar')").fetchone()
    assert found == (False,)
