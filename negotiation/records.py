"""The records a negotiation is made of, as a curator writes them in YAML.

The docstring under each field is its documentation: it is shown by editors, through the JSON Schema that
`negotiation.schema` makes of these types.
"""

import datetime as dt
import re
from typing import Annotated, Any, Literal, get_args
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

MAX_QUOTE_WORDS = 40
EARLIEST_YEAR, LATEST_YEAR = 1700, 2250
"""What a slider in a browser can show."""

Kind = Literal["demand", "refusal", "threat", "offer", "commitment", "action", "characterisation"]
Evidence = Literal["direct-quote", "official-text", "paraphrase", "press-report", "analysis"]
EventKind = Literal[
    "summit", "talks", "visit", "test", "exercise", "sanctions", "letter", "agreement", "speech", "other"
]
Group = Literal["wants", "gives", "describes"]

KINDS: tuple[Kind, ...] = get_args(Kind)
EVIDENCE: tuple[Evidence, ...] = get_args(Evidence)
GROUP_OF: dict[Kind, Group] = {
    "demand": "wants",
    "refusal": "wants",
    "threat": "wants",
    "offer": "gives",
    "commitment": "gives",
    "action": "gives",
    "characterisation": "describes",
}
ON_THE_RECORD: frozenset[Evidence] = frozenset({"direct-quote", "official-text"})
REPORTED: frozenset[Evidence] = frozenset({"press-report", "analysis"})

Link = Literal["restates", "replaces", "withdraws", "fulfils", "breaks", "disputes"]
LINKS: tuple[Link, ...] = get_args(Link)
OWN_LINKS: tuple[Link, ...] = ("restates", "replaces", "withdraws")
"""Links that may only point at statements of the same party."""
ENDING_LINKS: tuple[Link, ...] = ("replaces", "withdraws")
"""Links whose target no longer stands."""

_MARKUP = re.compile(r"<[a-zA-Z/!]|!\[[^\]]*\]\(")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffd]")
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _wrong(message: str) -> PydanticCustomError:
    return PydanticCustomError("record", "{message}", {"message": message})


def _plain(text: str) -> str:
    if _MARKUP.search(text):
        raise _wrong("has HTML or a Markdown image; write plain text")
    if _CONTROL.search(text):
        raise _wrong("has an unreadable or invisible character; type it again")
    return text


def _day(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if not _ISO_DAY.fullmatch(value):
        raise _wrong(f"“{value[:40]}” is not a date; write YYYY-MM-DD, such as 2019-10-05")
    try:
        day = dt.date.fromisoformat(value)
    except ValueError:
        raise _wrong(f"{value} is not a day of the calendar; correct the month or the day") from None
    if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        raise _wrong(f"{value} is not within {EARLIEST_YEAR} to {LATEST_YEAR}; correct the year")
    return day


def _true_or_false(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, str):
        return value
    if value not in ("true", "false"):
        raise _wrong(f"“{value[:40]}” is neither true nor false; write true, or leave the key out")
    return value == "true"


def _web_address(value: str) -> str:
    try:
        parts = urlsplit(value)
        right = parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"[\s<>\"]", value)
    except ValueError:
        right = False
    if not right:
        raise _wrong(f"“{value[:60]}” is not a web address; it must begin with http:// or https:// and name a host")
    return value


def _short_quote(value: str) -> str:
    words = len(value.split())
    if words > MAX_QUOTE_WORDS:
        raise _wrong(f"the quote has {words} words; at most {MAX_QUOTE_WORDS} are allowed, so shorten it with “…”")
    return value


Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=100)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), AfterValidator(_plain)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1200), AfterValidator(_plain)]
Quote = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=600),
    AfterValidator(_plain),
    AfterValidator(_short_quote),
]
Question = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300), AfterValidator(_plain)
]
Address = Annotated[str, StringConstraints(max_length=2000), AfterValidator(_web_address)]
Day = Annotated[dt.date, BeforeValidator(_day)]
Flag = Annotated[bool, BeforeValidator(_true_or_false)]
Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9A-Fa-f]{6}$")]
Ids = Annotated[tuple[Id, ...], Field(min_length=1)]


class Record(BaseModel):
    """A frozen record that refuses keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Colours(Record):
    """The colours of one party: readable text and bright marks, for light and for dark pages."""

    text: Colour
    """Text on a light page; contrast at least 4.5 to white. Quote it, as in "#0B5394": `#` begins a comment."""
    mark: Colour
    """Marks and lines on a light page; contrast at least 3 to white."""
    dark_text: Colour
    """Text on a dark page."""
    dark_mark: Colour
    """Marks and lines on a dark page."""


class Party(Record):
    """Whose position it is."""

    id: Id
    """Lower-case words joined by hyphens, such as north-korea. Statements name it."""
    name: Line
    """The name on screen, such as North Korea."""
    short: Annotated[str, StringConstraints(min_length=1, max_length=12), AfterValidator(_plain)]
    """A short name for narrow places, such as DPRK."""
    colours: Colours | None = None
    """Only the two main sides need colours; every other party is grey."""


class Issue(Record):
    """An agenda item."""

    id: Id
    """Lower-case words joined by hyphens, such as sanctions-relief. Statements name it."""
    title: Line
    """The title on screen, such as Sanctions relief."""
    question: Line
    """The question that positions on this issue answer."""


class Period(Record):
    """A stretch of the negotiation that the slider can zoom to."""

    id: Id
    """Lower-case words joined by hyphens."""
    title: Line
    """The title on screen."""
    start: Day
    """Its first day."""
    end: Day
    """Its last day."""


class Rule(Record):
    """How a word of the record is used, so that two curators would code alike."""

    word: Line
    """A kind, a grade of evidence, a link, or another key of a statement."""
    rule: Text
    """When to use it, and when not."""
    example: Id | None = None
    """The id of a statement that shows it."""


Count = Annotated[int, Field(ge=0)]


class Assertions(Record):
    """What must not get lost: `check` fails when the record holds less."""

    statements: Count = 0
    """The smallest number of statements."""
    events: Count = 0
    """The smallest number of events."""
    parties: dict[Id, Count] = {}
    """The smallest number of statements of each party."""
    issues: dict[Id, Count] = {}
    """The smallest number of statements on each issue."""
    years: dict[str, Count] = {}
    """The smallest number of statements in each year."""
    evidence: dict[Evidence, Count] = {}
    """The smallest number of statements of each grade of evidence, so that no report turns into a position."""
    quotes_have_a_publisher: Flag = False
    """Whether every quote must have a source that is not an aggregator."""
    questions_for_each_meeting: Count = 0
    """The smallest number of questions for a class at each event where both main sides met."""


class Overview(Record):
    """What `negotiation.yaml` says: who negotiates about what, when, and how far the record reaches."""

    title: Line
    """The title on screen."""
    introduction: Text
    """One paragraph for somebody who has never heard of these talks."""
    main: tuple[Id, Id]
    """The two parties that are shown side by side, left and right."""
    parties: Annotated[tuple[Party, ...], Field(min_length=2)]
    """Everybody whose positions are recorded, in the order of the screen."""
    issues: Annotated[tuple[Issue, ...], Field(min_length=1)]
    """The agenda, in the order of the screen."""
    periods: Annotated[tuple[Period, ...], Field(min_length=1)]
    """Periods the slider can zoom to. Every statement must fall into one."""
    opens_on: Day
    """The day the dashboard opens on: one worth seeing."""
    coverage: Text
    """What the record covers, and when it was last checked."""
    known_gaps: tuple[Text, ...] = ()
    """What is missing, as far as we know."""
    languages: Text | None = None
    """In which languages the sources were read, and how translations were treated."""
    selection: Text | None = None
    """How statements were chosen."""
    coding: tuple[Rule, ...] = ()
    """The rule for each kind, grade of evidence and link, with an example."""
    assertions: Assertions = Assertions()
    """What `check` guards."""


class Event(Record):
    """Something that happened: a tick on the slider."""

    id: Id
    """date-slug, such as 2019-10-05-stockholm-talks. Permanent."""
    date: Day
    """The day it happened, local date there (the first day, if it took several)."""
    title: Line
    """Short and neutral, such as Stockholm working-level talks."""
    kind: EventKind
    """What sort of event it was."""
    place: Line | None = None
    """Where it happened."""
    parties: tuple[Id, ...] = ()
    """Who took part in a meeting, visit, letter or agreement."""
    summary: Text
    """One or two neutral sentences in our own words."""
    sources: Ids
    """Where it was read: ids from sources.yaml, the best first."""
    fulfils: tuple[Id, ...] = ()
    """Commitments (statement ids) that this event keeps."""
    breaks: tuple[Id, ...] = ()
    """Commitments (statement ids) that this event breaks."""
    note: Text | None = None
    """Doubt about the date, scope, or reading."""


class Source(Record):
    """A document that a statement was read in."""

    id: Id
    """publisher-date-few-words, such as yonhap-2019-10-07-high-pressure. Permanent."""
    publisher: Line
    """Whose page it is, such as Yonhap News Agency."""
    agency: Line | None = None
    """Whose text it is, if another's, such as Reuters."""
    title: Line
    """The page's own headline."""
    date: Day | None = None
    """The day of publication, where it is known."""
    url: Address
    """The address it was read at, beginning with http:// or https://."""
    language: Line | None = None
    """The language of the text, if not English."""
    aggregator: Flag = False
    """True for scrapers, mirrors and other copies of somebody else's text."""
    note: Text | None = None
    """For instance that the title is descriptive, or which passage was read."""


class Discussion(Record):
    """What a class can discuss when the board stands at one event."""

    event: Id
    """The event: an id from events.yaml."""
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]
    """Open questions that the record by that day gives the material for; none tells what came later."""


class Speaker(Record):
    """A person or institution that speaks, so that each has one spelling."""

    name: Line
    """The one spelling that statements use."""
    also: tuple[Line, ...] = ()
    """Other spellings found in sources; used only to suggest the right one."""


class Statement(Record):
    """One thing one party said or did on one day, about one or more issues."""

    id: Id
    """date-party-slug, such as 2019-10-05-north-korea-all-obstacles. Permanent: links and citations use it."""
    date: Day
    """The day it was said or done, local date there."""
    known: Day | None = None
    """The day it became public, when that was later. It is shown from this day on."""
    party: Id
    """Whose position it is: a party's id from negotiation.yaml."""
    according_to: Id | None = None
    """Who says so, when it is not the party itself."""
    speaker: Line
    """Who spoke, such as Kim Myong Gil: a name from speakers.yaml."""
    role: Line | None = None
    """The speaker's role, such as Chief negotiator."""
    venue: Line | None = None
    """Where, or in what form, such as Statement to the press after the Stockholm talks."""
    issues: Ids
    """What it is about, the weightiest first: ids from negotiation.yaml."""
    kind: Kind
    """demand, refusal, threat (wants); offer, commitment, action (gives); characterisation (describes)."""
    summary: Text
    """One or two neutral sentences in our own words."""
    quote: Quote | None = None
    """The party's own words, verbatim from a cited source, at most 40 words."""
    in_exchange_for: Text | None = None
    """What it is conditional on. An offer without its condition is a misquotation."""
    due: Day | None = None
    """The day it names, if it names one: of a deadline, or on which something announced is to happen."""
    evidence: Evidence
    """How the sources carry it. Only direct-quote and official-text are on the record."""
    sources: Ids
    """Where it was read: ids from sources.yaml, the best first."""
    restates: tuple[Id, ...] = ()
    """Earlier statements of this party that this one says again."""
    replaces: tuple[Id, ...] = ()
    """Earlier statements of this party whose place this one takes."""
    withdraws: tuple[Id, ...] = ()
    """Earlier statements of this party that this one ends, putting nothing in their place."""
    fulfils: tuple[Id, ...] = ()
    """Commitments that this action keeps."""
    breaks: tuple[Id, ...] = ()
    """Commitments that this action breaks."""
    disputes: tuple[Id, ...] = ()
    """Another party's account of the same thing that this one contradicts."""
    minor: Flag = False
    """A passing remark: it never heads a cell while something weightier stands."""
    note: Text | None = None
    """Translation, contested reading, doubt about the date."""

    @property
    def appears(self) -> dt.date:
        """The day from which it is shown: nothing is shown before it is public."""
        return self.known or self.date

    @property
    def group(self) -> Group:
        """What the party does with it: wants, gives or describes."""
        return GROUP_OF[self.kind]

    @property
    def on_the_record(self) -> bool:
        """Whether it carries words that were published or quoted, not only told or inferred."""
        return self.evidence in ON_THE_RECORD

    def links(self, link: Link) -> tuple[str, ...]:
        """The ids this statement points at by one kind of link."""
        ids: tuple[str, ...] = getattr(self, link)
        return ids
