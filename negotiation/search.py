"""Finding statements by words, whatever their case, accents and punctuation."""

import re
import unicodedata
from collections.abc import Iterable

from negotiation.records import Statement
from negotiation.talks import Negotiation

MAX_WORDS = 12
_INSIDE = str.maketrans("", "", ".'’‘ʼ")
_BETWEEN = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """Lower case without accents, so that Zoë is found by zoe."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def words(text: str) -> list[str]:
    """The words of a text as they are compared: U.S. is us, year-end is year and end."""
    return _BETWEEN.sub(" ", fold(text).translate(_INSIDE)).split()


def search(talks: Negotiation, asked: str, among: Iterable[Statement] | None = None) -> list[Statement]:
    """The statements that have, for every word asked for, a word that begins with it, in the order given.

    All of them where nothing is asked for.
    """
    wanted = [f" {word}" for word in words(asked)[:MAX_WORDS]]
    statements = list(talks.statements.values() if among is None else among)
    if not wanted:
        return statements
    return [s for s in statements if all(map(_text(talks, s).__contains__, wanted))]


def _text(talks: Negotiation, s: Statement) -> str:
    parties = [talks.parties[id].name for id in (s.party, s.according_to) if id]
    issues = [talks.issues[issue].title for issue in s.issues]
    sources = [f"{talks.sources[id].publisher} {talks.sources[id].title}" for id in s.sources]
    told = [s.speaker, s.role, s.venue, s.summary, s.quote, s.in_exchange_for, s.note]
    parts = [s.id, f"{s.date.day} {s.date:%B %Y}", s.kind, *told, *parties, *issues, *sources]
    return " " + " ".join(words(" ".join(part for part in parts if part)))
