"""What a teacher needs around a day: each side in a line, questions, and what happened next."""

from collections.abc import Iterator

from components import board, changes, paper
from components.address import View, shown_issues
from components.paper import Block, Columns, Heading, Line, Notice, Paper, Points, Span, Text
from components.words import count_words, day_words, long_day_words
from negotiation import Negotiation
from negotiation.lessons import Next, Questions, following, latest_questions, next_questions


def teacher_sheet(talks: Negotiation, view: View, address: str) -> Paper:
    """The sheet for the day of the view. Behind a limit, `talks` ends there, and the sheet says so."""
    return Paper(
        "Teacher sheet",
        talks.overview.title,
        long_day_words(view.day),
        (paper.line(paper.moment(talks, view.day)), paper.line(paper.filters(talks, view))),
        address,
        tuple(_blocks(talks, view)),
        paper.foot(),
    )


def _blocks(talks: Negotiation, view: View) -> Iterator[Block]:
    yield Notice("For the teacher: the last part tells what came after this day.")
    yield Heading(1, "Where the sides stand", "The newest weighty position on each issue that still stands")
    left, right = talks.main
    rows = [
        tuple((Heading(2, row.issue.title), Points(tuple(_positions(side)))) for side in row.sides)
        for row in board.rows(talks, view.day, shown_issues(talks, view), view.on_record)
    ]
    yield Columns((paper.head(left), paper.head(right)), tuple((a, b) for a, b in rows))
    yield Heading(1, "Questions for the class")
    yield from _questions(latest_questions(talks, view.day), "No questions in the record for any event by this day")
    yield Heading(1, "What happened next", "Not for the class")
    if view.until:
        yield Notice(
            f"This sheet was made behind a limit: nothing from after {day_words(view.until)} is in it. "
            "Take “until” out of the address to have what came later."
        )
    found = following(talks, view.day)
    if not found:
        yield Text(paper.line("No later event is in the record", "quiet"))
    for each in found:
        yield from _next(talks, view, each)
    if later := next_questions(talks, view.day):
        yield Heading(1, "Questions for the next time")
        yield from _questions(later, "")


def _positions(side: board.Side) -> Iterator[Line]:
    wants, gives = side.stacks["wants"], side.stacks["gives"]
    for title, stack, empty in (("Wants", wants, board.NO_DEMAND), ("Gives", gives, board.NO_CONCESSION)):
        if not stack.cards:
            yield Span(f"{title}: ", "strong"), Span(paper.nothing(stack, empty), "quiet")
            continue
        card = stack.cards[0]
        bound = (Span(" "), *paper.condition(card)) if card.condition else ()
        yield Span(f"{title}: ", "strong"), Span(card.summary), *bound, Span(f" {card.said.words}", "quiet")


def _questions(found: Questions | None, empty: str) -> Iterator[Block]:
    if found is None:
        yield Text(paper.line(empty, "quiet"))
        return
    yield Text((Span(f"{found.event.title}, {day_words(found.event.date)}", "strong"),))
    yield Points(tuple(paper.line(question) for question in found.questions), marks="1.")


def _next(talks: Negotiation, view: View, each: Next) -> Iterator[Block]:
    day = each.events[0].date
    yield Heading(2, day_words(day), f"{count_words((day - view.day).days, 'day')} later")
    for event in each.events:
        yield Text((Span(f"{event.title}. ", "strong"), Span(event.summary)))
    found = changes.moves(talks, view, each.before, each.after)
    told = changes.summary(talks, found, each.before, each.after)
    yield Text(paper.line(f"{told.dates}: {told.counts}", "quiet"))
    if told.landmarks:
        yield Points(
            tuple(
                (Span(f"{mark.party.name}, {mark.issue.title} ({mark.day}): ", "strong"), Span(mark.summary))
                for mark in told.landmarks
            )
        )
