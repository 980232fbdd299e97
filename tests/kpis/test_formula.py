"""Every formula file is a KPI of the catalogue and says what it needs."""

import pytest

from app.kpis.compute import NEED_WORDS
from app.kpis.formula import FOLDER, SAME_AS, formulas
from app.kpis.library import catalogue
from app.psa.reading.fields import BY_NAME

FILES = sorted(FOLDER.glob("*.sql"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
class TestFiles:
    def test_its_name_is_a_kpi(self, path):
        assert path.stem in catalogue().kpis

    def test_it_opens_with_words_for_a_reader(self, path):
        first, *rest = path.read_text().splitlines()
        assert first.startswith("-- ") and not first.startswith(("-- kind", "-- needs"))
        assert {"-- kind: period", "-- kind: snapshot"} & set(rest)
        assert max(len(line) for line in rest) <= 100

    def test_what_it_needs_has_words(self, path):
        for group in formulas()[path.stem].needs:
            assert all(one in NEED_WORDS or one in BY_NAME for one in group)


def test_the_kpis_of_technicians_read_the_same_files():
    for key, other in SAME_AS.items():
        assert key in catalogue().kpis
        assert formulas()[key].sql == formulas()[other].sql
