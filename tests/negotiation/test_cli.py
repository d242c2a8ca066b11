import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from negotiation import Negotiation
from negotiation.cli import main
from negotiation.records import Statement
from negotiation.talks import FRAMES
from tests.conftest import ROOT, SHIPPED, TINY


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "negotiation", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)


def test_check_reads_every_folder_of_positions_and_says_what_it_read() -> None:
    done = run("check")

    assert done.returncode == 0, done.stdout
    assert "us-north-korea" in done.stdout
    assert done.stdout.strip().endswith("no problems")


def test_check_names_the_problems_and_exits_with_1(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (copy / "events.yaml").write_text("", encoding="utf-8")

    assert main(["check", str(copy)]) == 1
    assert f"{copy}/events.yaml:1:1: is empty" in capsys.readouterr().out


def test_the_shipped_record_is_in_its_canonical_layout() -> None:
    done = run("check", "--style")

    assert done.returncode == 0, done.stdout


def test_style_is_named_and_mended(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(copy), "--style"]) == 1
    assert "run check --style --fix" in capsys.readouterr().out
    assert main(["check", str(copy), "--style", "--fix"]) == 0
    assert "rewritten" in capsys.readouterr().out


def test_asof_gives_every_statement_in_exactly_one_list(
    shipped: Negotiation, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["asof", str(SHIPPED), "2019-10-06", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)

    assert list(found) == list(shipped.issues)
    for parties in found.values():
        assert list(parties) == list(shipped.parties)
        for frames in parties.values():
            assert list(frames) == list(FRAMES)
            everything = [id for ids in frames.values() for id in ids]
            assert len(everything) == len(set(everything))
            for frame, ids in frames.items():
                for statement in map(shipped.statements.__getitem__, ids):
                    reported = statement.evidence in ("press-report", "analysis")
                    assert (frame == "reported") == reported
                    assert (frame == "according_to_others") == (statement.according_to is not None and not reported)


def test_asof_can_be_narrowed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["asof", str(TINY), "2031-05-10", "--issue", "cranes", "--party", "port"]) == 0

    assert capsys.readouterr().out.splitlines()[:3] == [
        "Cranes: Are the cranes automated?",
        "  Port Authority",
        "    gives: The port promises no crane trial while talks go on. In exchange for: no strike "
        "(Ben Dock, 2031-04-10; 2031-04-10-port-no-trial)",
    ]


def test_changes_as_data(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["changes", str(TINY), "2031-05-01", "2031-06-16", "--json"]) == 0

    none = {"issue": "cranes", "party": "port", "instead_of": None}
    assert json.loads(capsys.readouterr().out) == [
        {
            "issue": "night-shifts",
            "party": "port",
            "change": "withdrawn",
            "statement": "2031-04-10-port-no-trial",
            "instead_of": None,
        },
        {**none, "change": "new", "statement": "2031-06-16-port-ends-promise"},
        {**none, "change": "withdrawn", "statement": "2031-04-10-port-no-trial"},
    ]


def test_changes_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["changes", str(TINY), "2031-03-10", "2031-04-01"]) == 0
    out = capsys.readouterr().out

    assert "Night shifts · Dockers' Union · replaced: The union asks for half as many night shifts." in out
    assert "    instead of: The union asks for an end to night shifts." in out


def test_export_is_the_whole_record_in_the_columns_of_the_yaml(tiny: Negotiation) -> None:
    as_json = json.loads(run("export", TINY, "--format", "json").stdout)
    as_csv = list(csv.DictReader(io.StringIO(run("export", TINY, "--format", "csv").stdout)))

    assert [row["id"] for row in as_json] == [row["id"] for row in as_csv] == list(tiny.statements)
    assert list(as_json[0]) == list(as_csv[0]) == list(Statement.model_fields)
    assert Statement.model_validate(as_json[3]) == tiny.statements["2031-04-10-port-no-trial"]
    assert as_csv[3]["issues"] == "cranes;night-shifts"


def test_a_cell_that_a_spreadsheet_would_run_is_disarmed(copy: Path) -> None:
    file = copy / "statements" / "2031.yaml"
    file.write_text(file.read_text("utf-8").replace("role: Chair", 'role: "=HYPERLINK(1)"'), encoding="utf-8")

    assert "'=HYPERLINK(1)" in run("export", copy, "--format", "csv").stdout


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ([], "the following arguments are required: COMMAND"),
        (["chekc"], "invalid choice: 'chekc'"),
        (["asof", TINY], "the following arguments are required: DATE"),
        (["asof", TINY, "2031-13-01"], "“2031-13-01” is not a date, write YYYY-MM-DD"),
        (["asof", TINY, "20310101"], "“20310101” is not a date, write YYYY-MM-DD"),
        (["asof", TINY, "2031-05-01", "--issue", "crane"], "there is no issue “crane”; choose one of night-shifts"),
        (["asof", TINY, "2031-05-01", "--party", "x"], "there is no party “x”; choose one of dockers, port, city"),
        (["asof", "nowhere", "2031-05-01"], "nowhere cannot be read; run python -m negotiation check nowhere"),
        (["changes", TINY, "2031-05-02", "2031-05-01"], "FROM 2031-05-02 is after TO 2031-05-01; swap them"),
        (["export", TINY, "--format", "xml"], "argument --format: invalid choice: 'xml'"),
        (["check", TINY, "--fix"], "--fix goes with --style"),
        (["export", TINY], "the following arguments are required: --format"),
        (["page", TINY], "the following arguments are required: -o"),
        (["page", "nowhere", "-o", "page.html"], "nowhere cannot be read; run python -m negotiation check nowhere"),
        (["page", TINY, "-o", TINY], f"{TINY}: Is a directory; mend that and run it again"),
        (["page", TINY, "-o", "/nowhere/page.html"], "/nowhere/page.html: No such file or directory; mend that"),
    ],
)
def test_bad_arguments_get_one_clear_line_and_exit_2(
    arguments: list[str], line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(argument) for argument in arguments], page=title) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("negotiation: ")
    assert line in said.err
    assert said.err.count("\n") == 1


def title(talks: Negotiation) -> str:
    """Stands for the writer of a page."""
    return f"<title>{talks.overview.title}</title>"


def test_a_page_is_written_and_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "page.html"

    assert main(["page", str(TINY), "-o", str(file)], page=title) == 0
    assert file.read_text("utf-8") == "<title>Harbour talks</title>"
    assert capsys.readouterr().out == f"{file}: Harbour talks, 0 kB\n"


def test_a_page_of_a_record_with_problems_says_that_something_is_left_out(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = copy / "statements" / "2031.yaml"
    file.write_text(file.read_text("utf-8").replace("kind: refusal", "kind: refusl"), encoding="utf-8")

    assert main(["page", str(copy), "-o", str(copy.parent / "page.html")], page=title) == 0
    assert "problems, what they concern is left out; see check" in capsys.readouterr().err


def test_long_output_can_be_piped_to_head() -> None:
    piped = f"{sys.executable} -m negotiation export {SHIPPED} --format csv | head -n 1"
    done = subprocess.run(["/bin/sh", "-c", piped], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)

    assert done.stdout.startswith("id,date,known,party")
    assert done.stderr == ""
