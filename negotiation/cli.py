"""The command line: check, asof, changes, balance, export, page. See `python -m negotiation --help`."""

import argparse
import datetime as dt
import io
import json
import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NoReturn

from negotiation import export
from negotiation.balance import balance
from negotiation.hindsight import as_known_on
from negotiation.reading import read
from negotiation.records import Statement
from negotiation.style import restyle, style_problems
from negotiation.talks import FRAMES, Change, Frame, Negotiation

POSITIONS = Path("positions")
Writer = Callable[[Negotiation], str]

FRAME_TITLES: dict[Frame, str] = {
    "wants": "wants",
    "gives": "gives",
    "describes": "describes",
    "reported": "reported or inferred",
    "according_to_others": "according to others",
}


class UsageError(Exception):
    """One clear line for the user, and exit 2."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}; see python -m negotiation --help")


def main(arguments: Sequence[str] | None = None, page: Writer | None = None) -> int:
    """Run one command; returns the exit code: 0 done, 1 problems in the record, 2 bad arguments.

    `page` makes one HTML page of a negotiation; without it there is no such command, for the screen is unknown here.
    """
    try:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
        options = _parser(page).parse_args(arguments)
        code = int(options.run(options))
        sys.stdout.flush()
        return code
    except UsageError as stop:
        print(f"negotiation: {stop}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # the reader has seen enough (`| head`); without this, Python complains once more at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        print(f"negotiation: {error.filename}: {error.strerror}; mend that and run it again", file=sys.stderr)
        return 2


def _parser(page: Writer | None) -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m negotiation", description="Check and read records of negotiating positions.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    check = commands.add_parser("check", help="name every problem in the record")
    check.add_argument("folders", nargs="*", type=Path, metavar="FOLDER", help="default: every folder in positions/")
    check.add_argument("--style", action="store_true", help="also name what is not in the canonical order and layout")
    check.add_argument("--fix", action="store_true", help="with --style: rewrite the files; comments are kept")
    check.set_defaults(run=_check)

    asof = commands.add_parser("asof", help="what stands on a date")
    asof.add_argument("folder", type=Path, metavar="FOLDER")
    asof.add_argument("date", type=_date, metavar="DATE", help="YYYY-MM-DD")
    asof.add_argument("--issue", metavar="ID")
    asof.add_argument("--party", metavar="ID")
    asof.add_argument("--json", action="store_true")
    asof.set_defaults(run=_asof)

    changes = commands.add_parser("changes", help="what changed between two dates")
    changes.add_argument("folder", type=Path, metavar="FOLDER")
    changes.add_argument("start", type=_date, metavar="FROM", help="YYYY-MM-DD")
    changes.add_argument("end", type=_date, metavar="TO", help="YYYY-MM-DD")
    changes.add_argument("--json", action="store_true")
    changes.set_defaults(run=_changes)

    even = commands.add_parser("balance", help="how even the record is, by party and issue")
    even.add_argument("folder", type=Path, metavar="FOLDER")
    even.set_defaults(run=_balance)

    whole = commands.add_parser("export", help="the whole record, one row a statement")
    whole.add_argument("folder", type=Path, metavar="FOLDER")
    whole.add_argument("--format", choices=("csv", "json"), required=True)
    whole.set_defaults(run=_export)

    if page is not None:
        single = commands.add_parser(
            "page", help="the live board with the record as one HTML file that needs no server"
        )
        single.add_argument("folder", type=Path, metavar="FOLDER")
        single.add_argument("--until", type=_date, metavar="DATE", help="leave out whatever came later")
        single.add_argument("-o", dest="out", type=Path, required=True, metavar="FILE", help="such as page.html")
        single.set_defaults(run=partial(_page, page))
    return parser


def _date(text: str) -> dt.date:
    try:
        if len(text) == 10:
            return dt.date.fromisoformat(text)
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"“{text[:40]}” is not a date, write YYYY-MM-DD")


def _check(options: argparse.Namespace) -> int:
    folders: list[Path] = options.folders or sorted(path for path in POSITIONS.glob("*") if path.is_dir())
    if not folders:
        raise UsageError(f"there is no folder in {POSITIONS}/; name one")
    if options.fix and not options.style:
        raise UsageError("--fix goes with --style")
    sound = True
    for folder in folders:
        for file in restyle(folder) if options.fix else ():
            print(f"{file}: rewritten")
        reading = read(folder)
        problems = [*reading.problems, *(style_problems(folder) if options.style else ())]
        for problem in problems:
            print(problem)
        if problems:
            sound = False
            print(f"{folder}: {len(problems)} problems", file=sys.stderr)
        elif reading.negotiation is not None:
            talks = reading.negotiation
            print(
                f"{folder}: {len(talks.statements)} statements, {len(talks.events)} events, "
                f"{len(talks.sources)} sources, {talks.start} to {talks.end}, no problems"
            )
    return 0 if sound else 1


def _open(folder: Path) -> Negotiation:
    reading = read(folder)
    if reading.negotiation is None:
        raise UsageError(f"{folder} cannot be read; run python -m negotiation check {folder}")
    if reading.problems:
        print(
            f"negotiation: {len(reading.problems)} problems, what they concern is left out; see check {folder}",
            file=sys.stderr,
        )
    return reading.negotiation


def _chosen(what: str, id: str | None, known: Sequence[str]) -> Sequence[str]:
    if id is None:
        return known
    if id not in known:
        raise UsageError(f"there is no {what} “{id[:60]}”; choose one of {', '.join(known)}")
    return [id]


def _asof(options: argparse.Namespace) -> int:
    talks = _open(options.folder)
    issues = _chosen("issue", options.issue, list(talks.issues))
    parties = _chosen("party", options.party, list(talks.parties))
    standing = talks.standing(options.date)
    if options.json:
        found = {
            issue: {
                party: {frame: [s.id for s in getattr(standing[issue][party], frame)] for frame in FRAMES}
                for party in parties
            }
            for issue in issues
        }
        print(json.dumps(found, indent=1))
        return 0
    for issue in issues:
        print(f"{talks.issues[issue].title}: {talks.issues[issue].question}")
        for party in parties:
            position = standing[issue][party]
            if any(position):
                print(f"  {talks.parties[party].name}")
            elif talks.parties[party] in talks.main or options.party:
                print(f"  {talks.parties[party].name}: no position on record by this date")
            for frame in FRAMES:
                for statement in getattr(position, frame):
                    print(f"    {FRAME_TITLES[frame]}: {_line(statement)}")
        print()
    return 0


def _line(statement: Statement) -> str:
    condition = f" In exchange for: {statement.in_exchange_for}" if statement.in_exchange_for else ""
    return f"{statement.summary}{condition} ({statement.speaker}, {statement.date}; {statement.id})"


def _changes(options: argparse.Namespace) -> int:
    if options.end < options.start:
        raise UsageError(f"FROM {options.start} is after TO {options.end}; swap them")
    talks = _open(options.folder)
    changes = talks.change(options.start, options.end)
    if options.json:
        print(json.dumps([_change_row(change) for change in changes], indent=1))
        return 0
    for change in changes:
        party, issue = talks.parties[change.party].name, talks.issues[change.issue].title
        print(f"{issue} · {party} · {change.verdict}: {_line(change.statement)}")
        if change.instead_of is not None:
            earlier = "instead of" if change.verdict == "replaced" else "first said"
            print(f"    {earlier}: {_line(change.instead_of)}")
    if not changes:
        print(f"nothing changed from {options.start} to {options.end}")
    return 0


def _change_row(change: Change) -> dict[str, str | None]:
    return {
        "issue": change.issue,
        "party": change.party,
        "change": change.verdict,
        "statement": change.statement.id,
        "instead_of": change.instead_of.id if change.instead_of else None,
    }


def _balance(options: argparse.Namespace) -> int:
    talks = _open(options.folder)
    period = talks.period_of(talks.overview.opens_on)
    print(f"{talks.overview.title}; silent months are those of {period.start} to {period.end}")
    layout = "{:<20} {:<20} {:>10} {:>7} {:>10} {:>7}  {}"
    print(layout.format("party", "issue", "statements", "quotes", "one source", "silent", "longest silence"))
    for row in balance(talks):
        silence = " to ".join(row.longest_silence) if row.longest_silence else "none"
        print(layout.format(*row[:-1], silence))
    return 0


def _export(options: argparse.Namespace) -> int:
    statements = _open(options.folder).statements.values()
    sys.stdout.write((export.CSV if options.format == "csv" else export.JSON).of(statements))
    return 0


def _page(page: Writer, options: argparse.Namespace) -> int:
    talks = _open(options.folder)
    content = page(as_known_on(talks, options.until) if options.until else talks).encode()
    options.out.write_bytes(content)
    print(f"{options.out}: {talks.overview.title}, {len(content) / 1000:.0f} kB")
    return 0
