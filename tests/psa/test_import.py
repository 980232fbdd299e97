"""`nibble psa import` as a person meets it: what it says, what it keeps, how it ends."""

import json
from pathlib import Path

import pytest

from app.psa import store
from tests.psa.desk import LIST, LOG, written
from tests.psa.terminal import Answer, Terminal, terminal

GOOD = "Ticket,When,State\nT1,1/2/2026 08:00,New\nT2,1/2/2026 09:00,New\n"


class Desk:
    """A terminal, and a folder with a map and files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.terminal: Terminal = terminal(folder / "data")
        self.map(LOG)

    def map(self, text: str) -> None:
        written(self.folder, text, "desk.toml")

    def bring(self, content: str, *more: str) -> Answer:
        file = written(self.folder, content)
        return self.terminal.bring(file, with_map=self.folder / "desk.toml", more=more)

    def tickets(self) -> int:
        """How many tickets the store holds."""
        if not (self.terminal.data / "psa").exists():
            return 0
        now = store.current(self.terminal.store)
        return now.sources["desk"].tickets if now else 0


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


class TestWhatIsKept:
    def test_a_good_file(self, desk):
        answer = desk.bring(GOOD)
        assert (answer.status, answer.err, desk.tickets()) == (0, "", 2)
        assert answer.out == (
            "2 rows read for the source desk: 2 added, 0 changed, 0 unchanged, 0 left out.\n"
            "Stored.\n"
        )

    def test_the_same_file_twice_changes_nothing_and_says_so(self, desk):
        desk.bring(GOOD)
        before = {p: p.read_bytes() for p in desk.terminal.store.rglob("*") if p.is_file()}
        answer = desk.bring(GOOD)
        assert answer.status == 0
        assert answer.out.endswith("Nothing changed: the store holds all of it already.\n")
        now = {p: p.read_bytes() for p in desk.terminal.store.rglob("*") if p.is_file()}
        assert now == before

    def test_a_newer_export_adds_and_changes(self, desk):
        desk.map(LIST)
        desk.bring("Ticket,Opened,State\nT1,1/2/2026,New\nT2,1/2/2026,New\n")
        answer = desk.bring("Ticket,Opened,State\nT1,1/2/2026,Done\nT3,2/2/2026,New\n", "--json")
        counts = {key: answer.document[key] for key in ("added", "changed", "unchanged", "skipped")}
        assert counts == {"added": 1, "changed": 1, "unchanged": 0, "skipped": 0}
        assert desk.tickets() == 3

    def test_a_dry_run_keeps_nothing(self, desk):
        answer = desk.bring(GOOD, "--dry-run")
        assert "2 added" in answer.out
        assert answer.out.endswith("Nothing was stored: this was a dry run.\n")
        assert (answer.status, desk.tickets()) == (0, 0)

    def test_bad_rows_are_left_out_on_request_and_listed(self, desk):
        answer = desk.bring(f"{GOOD}T3,never,New\n", "--skip-bad", "--json")
        report = answer.document
        assert (answer.status, report["stored"], report["skipped"], desk.tickets()) == (
            0,
            True,
            1,
            2,
        )
        assert Path(report["bad_rows"]).read_text() == (
            "file,line,column,problem\ndesk.csv,4,When,'never' is not a date.\n"
        )


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (GOOD + "T3,31/2/2026,New\n", "line 4, column When: '31/2/2026' is not a date."),
            (GOOD + "T3,3/2/2026,Lost\n", "line 4, column State: 'Lost' is not in [statuses]."),
            (GOOD.replace("State", "Status"), "There is no column 'State' for the status."),
            ("", "desk.csv: The file is empty."),
        ],
    )
    def test_by_line_column_and_sentence_with_nothing_stored(self, desk, content, words):
        answer = desk.bring(content)
        assert (answer.status, answer.out, desk.tickets()) == (1, "", 0)
        assert words in answer.err
        assert answer.err.endswith("Nothing was stored.\n")

    def test_the_first_fifty_and_the_count(self, desk):
        answer = desk.bring("Ticket,When,State\n" + "T1,never,New\n" * 1200)
        assert len(answer.err.splitlines()) == 52
        assert "... and 1,150 more." in answer.err

    def test_the_same_as_one_document(self, desk):
        answer = desk.bring(f"{GOOD}T3,never,New\n", "--json")
        assert answer.status == 1
        assert answer.document == {
            "stored": False,
            "problem_count": 1,
            "problems": [
                {
                    "file": "desk.csv",
                    "line": 4,
                    "column": "When",
                    "sentence": "'never' is not a date.",
                }
            ],
        }

    def test_days_and_months_that_could_be_either(self, desk):
        desk.map(LOG.replace('order = "day-first"\n', ""))
        answer = desk.bring(GOOD)
        assert answer.status == 1
        assert "column When: Every date, such as '1/2/2026 08:00', could have" in answer.err

    @pytest.mark.parametrize(
        ("before", "after", "words"),
        [
            ('zone = "UTC"', 'zone = "Mars/Base"', "desk.toml: [dates]: zone: 'Mars/Base'"),
            ("[statuses]\n", '[statuses]\nlost = ["x"]\n', "desk.toml: [statuses]: unknown key"),
        ],
    )
    def test_a_map_by_file_and_key(self, desk, before, after, words):
        desk.map(LOG.replace(before, after))
        answer = desk.bring(GOOD)
        assert (answer.status, answer.out) == (1, "")
        assert answer.err.startswith(words)

    def test_a_log_where_the_source_holds_a_list(self, desk):
        desk.bring(GOOD)
        desk.map(LIST)
        answer = desk.bring("Ticket,Opened,State\nT1,1/2/2026,New\n")
        assert (answer.status, desk.tickets()) == (1, 2)
        assert "Give the map another source name." in answer.err

    def test_names_that_nobody_has(self, desk):
        nowhere = desk.terminal.run("psa", "import", "x.csv", "--msp", "x", "--map", "x")
        assert (nowhere.status, "There is no MSP at 'x'" in nowhere.err) == (1, True)
        assert desk.terminal.bring(desk.folder / "x.csv", with_map="x").status == 1
        assert desk.terminal.run("psa", "import", "--msp", "desk").status == 2

    def test_a_second_import_at_the_same_time(self, desk):
        desk.bring(GOOD)
        with store.importing(desk.terminal.store):
            answer = desk.bring(GOOD + "T3,3/2/2026,New\n")
        assert (answer.status, desk.tickets()) == (1, 2)
        assert answer.err.startswith("Another import for this MSP is running.")


class TestKpis:
    def test_the_shape_of_a_reading(self, desk):
        desk.bring(GOOD + "T1,1/2/2026 18:30,Done\n")
        answer = desk.terminal.run(
            *("kpis", "compute", "--msp", "desk", "--kpi", "mttr_net_hours", "--json")
        )
        (reading,) = json.loads(answer.out)["readings"]
        assert answer.err == ""
        assert set(reading) == {
            *("kpi", "scope", "period", "value", "numerator", "denominator", "n", "excluded"),
            *("also", "source", "as_of"),
        }
        assert reading["scope"] == {"kind": "company", "key": None}
        assert reading["period"] == {"from": "2026-02-01", "to": "2026-02-28"}

    def test_what_a_source_cannot_give_is_null_with_a_reason(self, desk):
        desk.bring(GOOD)
        (reading,) = desk.terminal.readings("sla_completion_met_pct")
        assert (reading["value"], reading["n"]) == (None, None)
        assert reading["also"]["reason"].startswith("The source does not say")

    def test_several_keys_after_one_option(self, desk):
        desk.bring(GOOD)
        found = desk.terminal.readings("waiting_stale_count", "unassigned_working_count")
        assert [one["kpi"] for one in found] == ["waiting_stale_count", "unassigned_working_count"]

    def test_show_gives_the_months(self, desk):
        desk.bring(GOOD)
        shown = desk.terminal.run("kpis", "show", "waiting_stale_count", "--msp", "desk", "--json")
        assert shown.document["readings"] == desk.terminal.readings("waiting_stale_count")

    @pytest.mark.parametrize(
        ("arguments", "status", "words"),
        [
            (("compute", "--kpi", "nope"), 1, "There is no KPI 'nope'."),
            (("show", "nope"), 1, "There is no KPI 'nope'."),
            (("compute", "--period", "year"), 2, "'year' is not one of"),
            (("compute", "--as-of", "noon"), 2, "'noon' is not an instant"),
            (("compute", "--from", "2026-02-02", "--to", "2026-02-01"), 2, "lies after --to"),
            (("compute", "waiting_stale_count"), 2, "Write --kpi before the keys."),
        ],
    )
    def test_wrong_use_and_unknown_keys(self, desk, arguments, status, words):
        answer = desk.terminal.run("kpis", *arguments, "--msp", "desk")
        assert (answer.status, answer.out) == (status, "")
        assert words in answer.err

    def test_before_the_first_import_there_is_no_reading(self, desk):
        assert desk.terminal.readings() == []
