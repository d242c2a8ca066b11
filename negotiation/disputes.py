"""Where parties gave different accounts of the same thing."""

import datetime as dt
from typing import NamedTuple

from negotiation.records import Event, Statement
from negotiation.talks import Negotiation

NEAR_DAYS = 3
GROUP_DAYS = 60


class Dispute(NamedTuple):
    """Accounts that contradict each other, in order of date, with what they have in common."""

    accounts: tuple[Statement, ...]
    issues: tuple[str, ...]
    """The issues that all accounts are about; those of any, if there is none in common."""
    event: Event | None
    """What they seem to speak of: at most `NEAR_DAYS` before the first account, if there is such an event.

    One at which a party to the dispute took part goes before others, and then the latest.
    """


def disputes(talks: Negotiation, day: dt.date) -> list[Dispute]:
    """Every group of accounts, linked by `disputes`, of which two have appeared by a day; in order of date.

    Two accounts that contradict each other are always together. More are joined to them only while all lie within
    `GROUP_DAYS`, so that a group is about one thing; an account may be in several groups.
    """
    groups: list[frozenset[str]] = []
    for pair in _pairs(talks, day):
        near = [group for group in groups if group & pair]
        whole = pair.union(*near)
        if _close(talks, whole):
            groups = [group for group in groups if group not in near] + [whole]
        elif fitting := next((group for group in near if _close(talks, group | pair)), None):
            groups[groups.index(fitting)] = fitting | pair
        else:
            groups.append(pair)
    found = [_dispute(talks, [talks.statements[id] for id in group]) for group in groups]
    return sorted(found, key=lambda dispute: [(s.date, s.id) for s in dispute.accounts])


def _pairs(talks: Negotiation, day: dt.date) -> list[frozenset[str]]:
    linked = (
        sorted((statement, talks.statements[id]), key=lambda s: (s.date, s.id))
        for statement in talks.statements.values()
        for id in statement.disputes
        if max(statement.appears, talks.statements[id].appears) <= day
    )
    ordered = sorted({(b.date, a.date, b.id, a.id) for a, b in linked})
    return [frozenset({first, second}) for _, _, second, first in ordered]


def _close(talks: Negotiation, ids: frozenset[str]) -> bool:
    days = [talks.statements[id].date for id in ids]
    return (max(days) - min(days)).days <= GROUP_DAYS


def _dispute(talks: Negotiation, accounts: list[Statement]) -> Dispute:
    accounts.sort(key=lambda s: (s.date, s.id))
    common = set.intersection(*(set(s.issues) for s in accounts)) or {i for s in accounts for i in s.issues}
    first = accounts[0].date
    parties = {s.according_to or s.party for s in accounts}
    near = [event for event in talks.events if 0 <= (first - event.date).days <= NEAR_DAYS]
    event = max(near, key=lambda e: (bool(parties & set(e.parties)), e.date), default=None)
    return Dispute(tuple(accounts), tuple(i for i in talks.issues if i in common), event)
