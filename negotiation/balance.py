"""How even the record is: by party and issue, so that a curator sees bias and holes before a reader does."""

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from negotiation.talks import Negotiation


class Row(NamedTuple):
    """One party on one issue. Months are those of the period the dashboard opens in."""

    party: str
    issue: str
    statements: int
    quotes: int
    single_source: int
    silent_months: int
    """Months in which it said nothing on the issue."""
    longest_silence: tuple[str, str] | None
    """The first and last month, such as 2018-03, of the longest run of silent months; None if there is none."""


def balance(talks: Negotiation) -> list[Row]:
    """A row for every party and issue with at least one statement, and for both main sides on every issue."""
    period = talks.period_of(talks.overview.opens_on)
    months = list(_months(period.start, period.end))
    rows = []
    for party in talks.parties:
        for issue in talks.issues:
            found = [s for s in talks.statements.values() if s.party == party and issue in s.issues]
            if not found and party not in talks.overview.main:
                continue
            spoken = {f"{s.date:%Y-%m}" for s in found}
            silence = max(_silences(months, spoken), key=len, default=[])
            rows.append(
                Row(
                    party,
                    issue,
                    len(found),
                    sum(s.quote is not None for s in found),
                    sum(len(s.sources) == 1 for s in found),
                    sum(month not in spoken for month in months),
                    (silence[0], silence[-1]) if silence else None,
                )
            )
    return rows


def _months(start: dt.date, end: dt.date) -> Iterator[str]:
    for month in range(start.year * 12 + start.month - 1, end.year * 12 + end.month):
        yield f"{month // 12}-{month % 12 + 1:02}"


def _silences(months: list[str], spoken: set[str]) -> Iterator[list[str]]:
    run: list[str] = []
    for month in months:
        if month in spoken:
            if run:
                yield run
            run = []
        else:
            run.append(month)
    if run:
        yield run
