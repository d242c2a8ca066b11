"""Where parties gave different accounts of the same thing."""

import datetime as dt
from typing import NamedTuple

from negotiation.records import Event, Statement
from negotiation.talks import Negotiation

NEAR_DAYS = 3


class Dispute(NamedTuple):
    """Accounts that contradict each other, in order of date, with what they have in common."""

    accounts: tuple[Statement, ...]
    issues: tuple[str, ...]
    """The issues that all accounts are about; those of any, if there is none in common."""
    event: Event | None
    """The last event up to the first account and at most `NEAR_DAYS` before it: what they speak of."""


def disputes(talks: Negotiation, day: dt.date) -> list[Dispute]:
    """Every group of accounts, linked by `disputes`, of which two have appeared by a day; in order of date."""
    linked: dict[str, set[str]] = {}
    for statement in talks.statements.values():
        for id in statement.disputes:
            if max(statement.appears, talks.statements[id].appears) <= day:
                linked.setdefault(statement.id, set()).add(id)
                linked.setdefault(id, set()).add(statement.id)
    groups: list[set[str]] = []
    seen: set[str] = set()
    for id in linked:
        if id not in seen:
            groups.append(_reach(id, linked))
            seen |= groups[-1]
    found = [_dispute(talks, [talks.statements[id] for id in group]) for group in groups]
    return sorted(found, key=lambda dispute: (dispute.accounts[0].date, dispute.accounts[0].id))


def _reach(id: str, linked: dict[str, set[str]]) -> set[str]:
    reached, waiting = {id}, [id]
    while waiting:
        new = linked[waiting.pop()] - reached
        reached |= new
        waiting += new
    return reached


def _dispute(talks: Negotiation, accounts: list[Statement]) -> Dispute:
    accounts.sort(key=lambda s: (s.date, s.id))
    common = set.intersection(*(set(s.issues) for s in accounts)) or {i for s in accounts for i in s.issues}
    event = talks.latest_event(accounts[0].date)
    near = event is not None and (accounts[0].date - event.date).days <= NEAR_DAYS
    return Dispute(tuple(accounts), tuple(i for i in talks.issues if i in common), event if near else None)
