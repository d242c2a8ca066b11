"""How dates, ages and grades are said on screen: one wording each."""

import datetime as dt
import re
from functools import lru_cache

from negotiation.records import GROUP_OF, Evidence, Group, Kind, Link, Source

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_LINK = re.compile(r"(?<=www)(?=\.)|(?=://)|(?=@)", re.IGNORECASE)
"""Where Markdown would make a link of a bare address; a word joiner, which has no width, prevents it."""

EVIDENCE_WORDS: dict[Evidence, str] = {
    "direct-quote": "on the record: quoted",
    "official-text": "on the record: official text",
    "paraphrase": "paraphrased, not quoted",
    "press-report": "press report, unnamed sources",
    "analysis": "a reading, not a stated position",
}

CONDITION_WORDS: dict[Kind, str] = {
    "demand": "in exchange for",
    "refusal": "condition:",
    "threat": "condition:",
    "offer": "in exchange for",
    "commitment": "in exchange for",
    "action": "in exchange for",
    "characterisation": "condition:",
}

LINK_WORDS: dict[Link, tuple[str, str]] = {
    "restates": ("Says again", "Said again in"),
    "replaces": ("Replaces", "Replaced by"),
    "withdraws": ("Withdraws", "Withdrawn by"),
    "fulfils": ("Keeps", "Kept by"),
    "breaks": ("Breaks", "Broken by"),
    "disputes": ("Gives another account than", "Another account in"),
}
"""How a link is said of the statement that carries it, and of the one it points at."""


def publisher_words(source: Source) -> str:
    """Who published a source, and whose text it is."""
    return f"{source.publisher}, text of {source.agency}" if source.agency else source.publisher


def published_words(source: Source) -> str:
    """When a source was published."""
    return day_words(source.date) if source.date else "no date of publication known"


def kind_words() -> dict[Group, str]:
    """The kinds of statement in each of the three groups."""
    return {group: ", ".join(kind for kind in GROUP_OF if GROUP_OF[kind] == group) for group in GROUP_OF.values()}


def as_text(text: str) -> str:
    """A text from the record or an address for Streamlit's Markdown, shown as it is and never as markup."""
    return _PUNCTUATION.sub(r"\\\1", _LINK.sub("\u2060", text))


@lru_cache(maxsize=4096)  # a page says hundreds, and the calendar is slow
def day_words(day: dt.date) -> str:
    """Such as 5 October 2019."""
    return f"{day.day} {day:%B %Y}"


def long_day_words(day: dt.date) -> str:
    """Such as Saturday 5 October 2019."""
    return f"{day:%A} {day_words(day)}"


def age_words(then: dt.date, now: dt.date) -> str:
    """How long before `now` something was, such as 212 days before; years from two years on."""
    if then == now:
        return "the same day"
    years = now.year - then.year - ((now.month, now.day) < (then.month, then.day))
    return f"{years} years before" if years >= 2 else f"{count_words((now - then).days, 'day')} before"


def distance_words(event: dt.date, day: dt.date) -> str:
    """How long after an event a day is, before its title: such as 1 day after."""
    return "on the day" if event == day else f"{count_words((day - event).days, 'day')} after"


def count_words(count: int, one: str) -> str:
    """Such as 1 day, 2 days, 1,234 days."""
    return f"{count:,} {one if count == 1 else one + 's'}"


def list_words(words: list[str]) -> str:
    """Such as A, B and C."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
