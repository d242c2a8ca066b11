"""Finding statements by words, whatever their case and accents."""

import unicodedata
from collections.abc import Iterable

from negotiation.records import Statement
from negotiation.talks import Negotiation

MAX_WORDS = 12


def fold(text: str) -> str:
    """Lower case without accents, so that Zoë is found by zoe."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).casefold()


def search(talks: Negotiation, words: str, among: Iterable[Statement] | None = None) -> list[Statement]:
    """The statements that hold every word, in the order given; all of them for no words."""
    wanted = fold(words).split()[:MAX_WORDS]
    statements = list(talks.statements.values() if among is None else among)
    return [s for s in statements if all(word in _text(talks, s) for word in wanted)] if wanted else statements


def _text(talks: Negotiation, s: Statement) -> str:
    named = [talks.parties[s.party].name, *(talks.issues[issue].title for issue in s.issues)]
    sources = [f"{talks.sources[id].publisher} {talks.sources[id].title}" for id in s.sources]
    parts = [s.id, s.speaker, s.role, s.venue, s.summary, s.quote, s.in_exchange_for, s.note, *named, *sources]
    return fold(" ".join(part for part in parts if part))
