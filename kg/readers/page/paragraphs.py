"""The paragraphs of a plain text, whether its lines are wrapped or not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from kg.readers.page.furniture import SENTENCE_END, is_contact, is_credit, is_furniture
from kg.readers.page.stated import DATELINE, stated

WRAP = 120
"""No text is wrapped wider than this, in characters: the break after a longer line ends a paragraph."""
REPEAT = 40
"""A paragraph of as many characters does not stand in an article twice."""

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]")
_LINE_END = re.compile(r"\r\n?|\x0c|\x85|\u2028")
_BULLET = re.compile(r"\s*(?:[•▪■█►▶●◆*]+\s|-\s|\d{1,2}[.)]\s)")
_GLYPHS = re.compile(r"^[•▪■█►▶●◆»*\s]+\s")


def paragraphs(text: str) -> Iterator[str]:
    """Yield the paragraphs, white space collapsed, in order.

    A blank line parts paragraphs. A single line end is a space where the text is wrapped, and parts paragraphs where
    it is not: after a long line, before an indent, a bullet, or a line that is no prose.
    """
    lines = [line.rstrip() for line in _visible(text).split("\n")]
    width = _wrap_width(lines)
    widest = max((len(line) for line in lines if len(line) <= WRAP), default=0)
    for number, block in enumerate(_blocks(lines)):
        # the head of a page holds short lines that no paragraph wraps: all lines tell how wide it is
        for lines_of_one in _parted(block, widest if width and number == 0 else width, first=number == 0):
            if paragraph := tidy(_joined(lines_of_one)):
                yield paragraph


def tidy(paragraph: str) -> str:
    """Return the paragraph with white space collapsed and without bullets or stray backslashes at its ends."""
    line = " ".join(_visible(paragraph).split())
    return _GLYPHS.sub("", line.strip("\\").strip() + " ").strip()


def once(paragraphs: Iterable[str]) -> Iterator[str]:
    """Yield the paragraphs without those that stand a second time, as where a page holds its body twice.

    Shorter than REPEAT characters, one goes only if the paragraph before it goes and stood before it the first time,
    too: "He declined." may well be said twice.
    """
    seen: set[str] = set()
    pairs: set[tuple[str, str]] = set()
    last, last_dropped = "", False
    for paragraph in paragraphs:
        key = " ".join(paragraph.casefold().split())
        dropped = key in seen and (len(key) >= REPEAT or (last_dropped and (last, key) in pairs))
        if not dropped:
            yield paragraph
        seen.add(key)
        pairs.add((last, key))
        last, last_dropped = key, dropped


def _visible(text: str) -> str:
    return _CONTROL.sub(" ", _INVISIBLE.sub("", _LINE_END.sub("\n", text.replace("\u2029", "\n\n"))))


def _blocks(lines: Iterable[str]) -> Iterator[list[str]]:
    """Yield the runs of lines between blank lines; a line of symbols or of a long number is blank."""
    block: list[str] = []
    for line in lines:
        if any(c.isalpha() for c in line) or (any(c.isdigit() for c in line) and len(line) < 12):
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _wrap_width(lines: list[str]) -> int:
    """Return the width that the text is wrapped to, or 0 if its lines are as long as its paragraphs."""
    runs = [line for block in _blocks(lines) if len(block) > 1 for line in block]
    if sum(len(line) > WRAP for line in runs) * 4 >= len(runs):
        return 0
    return max((len(line) for line in runs if len(line) <= WRAP), default=0)


def _parted(block: list[str], width: int, first: bool) -> Iterator[list[str]]:
    """Yield the lines of each paragraph of a block; the page's `first` block may open with the title."""
    body = block[1:] if first else block
    sentences = all(SENTENCE_END.search(line) for line in body)
    group: list[str] = []
    for number, line in enumerate(block):
        if group:
            before = group[-1]
            titled = first and number == 1 and _is_title_over(before, line, sentences)
            opens = len(group) == 1
            if not width or titled or _ends_paragraph(before, opens, line, width, sentences):
                yield group
                group = []
        group.append(line)
    if group:
        yield group


def _is_title_over(before: str, line: str, sentences: bool) -> bool:
    """Tell whether the page's first line is a title and the second begins the text."""
    if SENTENCE_END.search(before):
        return False
    return bool(DATELINE.match(line.lstrip())) or (sentences and line.lstrip()[:1].isupper())


def _ends_paragraph(before: str, opens: bool, after: str, width: int, sentences: bool) -> bool:
    """Tell whether the line end between two lines parts paragraphs; `opens`: `before` is the first line of its own."""
    ended = bool(SENTENCE_END.search(before))
    if len(before) > WRAP or _BULLET.match(after) or _stands_alone(before, opens) or _stands_alone(after, ended):
        return True
    if ended and (sentences or _indent(after) > _indent(before)):
        return True
    # A wrapped line ends because the next word has no room: with room to spare, the line was ended on purpose.
    needed = len(before) + 1 + len(after.split()[0])
    return needed <= width if ended else needed <= 0.75 * width and not after.lstrip()[:1].islower()


def _stands_alone(line: str, at_start: bool) -> bool:
    """Tell whether a line is a byline, a date or furniture, so that no wrapped sentence runs through it.

    The last words of a wrapped sentence may be furniture elsewhere: they count only where a paragraph may start.
    """
    paragraph = tidy(line)
    if paragraph[:1].islower():
        return False
    if stated(paragraph) or is_credit(paragraph) or is_contact(paragraph):
        return True
    return at_start and is_furniture(paragraph)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _joined(lines: list[str]) -> str:
    parts = [line.strip() for line in lines]
    for number, (before, after) in enumerate(pairwise(parts)):
        # "the UN-" / "backed government": a hyphen at the line end joins, a dash does not
        if not (before.endswith("-") and before[-2:-1].isalnum() and after[:1].islower()):
            parts[number] = before + " "
    return "".join(parts)
