"""What a student who is to speak for one side must know on a day, on two pages."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from components import board, paper, record
from components.address import View
from components.paper import Blanks, Block, Columns, Entry, Heading, Notice, Paper, Span, Text
from components.words import day_words
from negotiation import Negotiation
from negotiation.briefs import Brief, Chosen, Stance, brief
from negotiation.records import Statement

BLANKS = (
    ("Your interests", "What do you need, and why? The record holds what was said, not what was meant."),
    ("Your alternatives", "What will you do if there is no agreement? And the other side?"),
    ("Your target", "What would be a good agreement for you?"),
    ("Your bottom line", "What must you have, and what can you not give?"),
)


def role_brief(talks: Negotiation, view: View, party: str, address: Callable[[View, str], str]) -> Paper:
    """The brief of a main side for the day of the view.

    `address` gives where a view of a page can be seen live; the brief's own show nothing from after its day.
    """
    made = brief(talks, party, view.day, view.issues, view.on_record)
    limited = View(view.negotiation, view.day, view.issues, view.on_record, until=view.day)

    def live(statement: Statement) -> str:
        return address(replace(record.permanent(limited), statement=statement.id), record.PATH)

    return Paper(
        "Role brief",
        made.talks.overview.title,
        f"Your side: {made.you.name}",
        (
            paper.line(f"{day_words(view.day)}. {paper.moment(made.talks, view.day)}"),
            paper.line(f"Across the table: {made.other.name}. {paper.filters(made.talks, view)}"),
        ),
        address(limited, ""),
        tuple(_blocks(made, live)),
        paper.foot(),
    )


def _blocks(made: Brief, live: Callable[[Statement], str]) -> Iterator[Block]:
    yield Notice(
        f"This brief rests only on the public record as it was known on {day_words(made.day)}. What you need, what "
        "else you could do and where you stop are not in it: they are yours to decide, at the end."
    )
    yield Text(paper.line(paper.LEGEND, "quiet"))
    yield Columns(
        (paper.head(made.you, "you"), paper.head(made.other)),
        (
            (
                tuple(_stance(made, made.yours, live, quote=True)),
                (
                    *_stance(made, made.theirs, live, quote=False),
                    Heading(2, "Says of you", _share(made.told_of_you, "its account, not yours")),
                    *_entries(made, made.told_of_you, live),
                ),
            ),
        ),
        (6, 5),
    )
    yield Heading(1, "Days ahead", _share(made.ahead, "Deadlines and announced meetings"))
    yield from _entries(made, made.ahead, live, due=True)
    yield Heading(1, "Yours to decide")
    yield Blanks(BLANKS)


def _stance(made: Brief, stance: Stance, live: Callable[[Statement], str], quote: bool) -> Iterator[Block]:
    for title, chosen, quoted in (
        ("Asks for", stance.demands, quote),
        ("Refuses or threatens", stance.refusals, quote),
        ("Offers, and on what condition", stance.offers, quote),
        ("Promises in force", stance.promises, False),
        ("Has done", stance.actions, False),
        ("How it describes things", stance.views, False),
    ):
        yield Heading(2, title, _share(chosen))
        yield from _entries(made, chosen, live, quoted)


def _share(chosen: Chosen, says: str = "") -> str:
    """How much of what is on record a brief holds, where that is not all."""
    shown = len(chosen.statements)
    share = f"{shown} of {shown + chosen.more:,} on record" if chosen.more else ""
    return " · ".join(part for part in (says, share) if part)


def _entries(
    made: Brief, chosen: Chosen, live: Callable[[Statement], str], quote: bool = False, due: bool = False
) -> Iterator[Block]:
    if not chosen.statements:
        yield Text(paper.line(paper.NOTHING, "quiet"))
    for statement in chosen.statements:
        yield _entry(made, statement, live(statement), quote, due)


def _entry(made: Brief, statement: Statement, href: str, quote: bool, due: bool) -> Entry:
    card = board.card(made.talks, statement, made.day)
    by = (Span(f"{day_words(statement.due)}: ", "strong"),) if due and statement.due else ()
    said = (*paper.quoted(card), Span("\u2002")) if quote and card.quote else ()
    bound = (*paper.condition(card), Span(" ")) if card.condition else ()
    free = "no condition on record · " if card.kind == "offer" and not bound else ""
    meta = (
        Span(f"({free}{paper.who(card, statement.speaker)}, ", "quiet"),
        Span(card.said.words, "quiet", href),
        Span(f" · {card.evidence})", "quiet"),
    )
    return Entry(paper.mark(card), ((*by, Span(f"{card.summary} "), *said, *bound, *meta),))
