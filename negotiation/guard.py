"""What must not get lost: the assertions of `negotiation.yaml`, and its rules of coding, against the record."""

from collections import Counter
from collections.abc import Iterator, Mapping

from negotiation.records import EVIDENCE, KINDS, LINKS, Statement
from negotiation.rules import did_you_mean
from negotiation.talks import Negotiation
from negotiation.yaml_text import Item, Problem


def problems(talks: Negotiation, overview: Item) -> list[Problem]:
    """Every assertion that does not hold, at its place in `negotiation.yaml`."""
    return [
        *_losses(talks, overview),
        *_unpublished_quotes(talks, overview),
        *_unasked(talks, overview),
        *_coding(talks, overview),
    ]


def counts(talks: Negotiation) -> dict[str, Mapping[str, int]]:
    """How many statements the record has by party, issue, year and grade of evidence."""
    statements = talks.statements.values()
    return {
        "parties": Counter(s.party for s in statements),
        "issues": Counter(issue for s in statements for issue in s.issues),
        "years": Counter(str(s.date.year) for s in statements),
        "evidence": Counter(s.evidence for s in statements),
    }


def _losses(talks: Negotiation, overview: Item) -> Iterator[Problem]:
    asserted = talks.overview.assertions
    for key, found in (("statements", len(talks.statements)), ("events", len(talks.events))):
        if found < getattr(asserted, key):
            yield overview.problem(_lost(f"{key}", found, getattr(asserted, key)), "assertions", key)
    for key, have in counts(talks).items():
        for name, least in getattr(asserted, key).items():
            if have.get(name, 0) < least:
                message = _lost(f"statements of {name}", have.get(name, 0), least)
                yield overview.problem(message, "assertions", key, name)


def _lost(what: str, found: int, least: int) -> str:
    return f"only {found} {what}, not {least}; bring back what was lost, or lower the number if it was meant"


def _unpublished_quotes(talks: Negotiation, overview: Item) -> Iterator[Problem]:
    if not talks.overview.assertions.quotes_have_a_publisher:
        return

    def copied(statement: Statement) -> bool:
        return all(talks.sources[source].aggregator for source in statement.sources)

    for statement in talks.statements.values():
        if statement.quote and copied(statement):
            message = f"the quote of {statement.id} has only aggregators as sources; add a publisher, or drop the quote"
            yield overview.problem(message, "assertions", "quotes_have_a_publisher")


def _unasked(talks: Negotiation, overview: Item) -> Iterator[Problem]:
    least = talks.overview.assertions.questions_for_each_meeting
    for meeting in talks.meetings:
        if (found := len(talks.questions.get(meeting.id, ()))) < least:
            message = f"only {found} questions for {meeting.id}, not {least}; add some to discussion.yaml"
            yield overview.problem(message, "assertions", "questions_for_each_meeting")


def _coding(talks: Negotiation, overview: Item) -> Iterator[Problem]:
    coding = talks.overview.coding
    words = {rule.word for rule in coding}
    for n, rule in enumerate(coding):
        if rule.word not in Statement.model_fields and rule.word not in (*KINDS, *EVIDENCE):
            hint = did_you_mean(rule.word, [*KINDS, *EVIDENCE, *Statement.model_fields], "name a word of the record")
            yield overview.problem(f"“{rule.word}” is not a word of the record; {hint}", "coding", n, "word")
        if rule.example is not None and rule.example not in talks.statements:
            hint = did_you_mean(rule.example, talks.statements, "name a statement")
            yield overview.problem(f"unknown statement “{rule.example}”; {hint}", "coding", n, "example")
    if coding:
        missing = [word for word in (*KINDS, *EVIDENCE, *LINKS) if word not in words]
        if missing:
            yield overview.problem(f"no rule for {', '.join(missing)}; add one", "coding")
