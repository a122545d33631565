"""Where an article's text is inside quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.model import Span

OPENING = "“„«"
CLOSING = "”»"
MARK = re.compile("[“„«”»\"]|``|''")
SHORTEST = 3  # words; less is a title or a scare quote, not somebody's statement
SINGLE = re.compile(r"(?<![^\s(\[])['‘](?!s\s)(\w[^'‘’\n]{0,200})['’](?!\w)")


@dataclass(slots=True)
class Quotation:
    """The words of one quotation, marks excluded; over several paragraphs its `spans` are one for each.

    `mark` is where its opening mark stands. It is not `closed` where the text ends, or goes on unmarked, before a
    closing mark, and `whole` where it fills its paragraphs.
    """

    spans: list[Span]
    mark: Span
    closed: bool = True
    whole: bool = False

    @property
    def span(self) -> Span:
        return Span(self.spans[0].start, self.spans[-1].end)

    def words(self, text: str) -> int:
        return len(self.span.of(text).split(maxsplit=SHORTEST))


def quotations(text: str, paragraphs: Sequence[Span]) -> list[Quotation]:
    """Return the quotations of an article, in order.

    A quotation that is not closed runs to its paragraph's end, and on through the next paragraphs as long as they open
    with a mark. If a paragraph begins inside one (after a page break), the text up to a closing mark that nothing in it
    opened belongs to it as well.
    """
    found: list[Quotation] = []
    for paragraph in paragraphs:
        before = found[-1] if found and not found[-1].closed else None
        for at, made in enumerate(_of_paragraph(text, paragraph, continued=before is not None)):
            made.whole = not text[paragraph.start : made.mark.start].strip() and not text[
                made.span.end + 1 : paragraph.end
            ].strip(" .,”\"'")
            opens = not text[paragraph.start : made.mark.start].strip()
            if before is not None and at == 0 and opens:
                before.spans += made.spans
                before.closed, before.whole = made.closed, before.whole and made.whole
            else:
                found.append(made)
        if before is not None and found and found[-1] is before and before.span.end < paragraph.start:
            before.closed = True
    return found


def single_quoted(text: str, span: Span) -> list[Span]:
    """Return the ranges between single quotation marks: "the 'dodgy' plan"; apostrophes are none."""
    return [Span(m.start(1), m.end(1)) for m in SINGLE.finditer(text, span.start, span.end)]


def _of_paragraph(text: str, paragraph: Span, *, continued: bool) -> Iterator[Quotation]:
    start, end = paragraph.start, paragraph.end
    opened: Span | None = None
    marks = list(_marks(text, start, end))
    for number, (mark, opens) in enumerate(marks):
        alone = opened is None and not opens and not (continued and number == 0)
        if alone and text[mark.start] == '"' and number + 1 < len(marks) and not marks[number + 1][1]:
            opens = True  # "and towns," For example …": nothing is open that this mark could close
        if opens:
            opened = mark if opened is None else opened
        elif opened is not None:
            if mark.start > opened.end:
                yield Quotation([Span(opened.end, mark.start)], opened)
            opened = None
        elif continued and number == 0 and mark.start > start:
            yield Quotation([Span(start, mark.start)], Span(start, start))
    if opened is not None and opened.end < end:
        yield Quotation([Span(opened.end, end)], opened, closed=False)


def _marks(text: str, start: int, end: int) -> Iterator[tuple[Span, bool]]:
    """Yield each quotation mark of a paragraph, and whether it opens; one between letters does so every other time."""
    inside = False
    for found in MARK.finditer(text, start, end):
        at, after = found.span()
        mark = found.group()
        ends = after >= end or text[after].isspace() or (text[after] in ".,;:!?)" and text[at - 1].isalnum())
        begins = at == start or text[at - 1].isspace() or text[at - 1] in "([—–-"
        opens = not ends and (begins or not inside) if mark == '"' else mark in OPENING or mark == "``"
        inside = opens
        yield Span(at, after), opens
