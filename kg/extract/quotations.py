"""Where an article's text is inside quotation marks."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import Span

OPENING = "“„«"
CLOSING = "”»"
DOUBLED = {"``": True, "''": False}  # marks of tokenised text: opening or not
SHORTEST = 3  # words; less is a title or a scare quote, not somebody's statement


@dataclass(frozen=True, slots=True)
class Quotations:
    """The quotations of one paragraph; `unclosed` if the last one runs to its end without a closing mark."""

    spans: tuple[Span, ...]
    unclosed: bool


def quotations(text: str, start: int, end: int, *, continued: bool = False) -> Quotations:
    """Return the ranges between quotation marks in the paragraph [start, end), marks excluded.

    Those of fewer than SHORTEST words are left out.
    A quotation that is not closed runs to the paragraph's end. If the paragraph before left one open (`continued`), the
    text up to a closing mark that nothing here opened belongs to it.
    """
    found: list[Span] = []
    opened: int | None = None
    at = start
    first = True
    while at < end:
        width, opens = _mark(text, at, start, end, opened is not None or (continued and first))
        if width:
            if opens:
                opened = at + width if opened is None else opened
            elif opened is not None:
                _keep(text, opened, at, found)
                opened = None
            elif continued and first:
                _keep(text, start, at, found)
            first = False
        at += width or 1
    if opened is not None:
        _keep(text, opened, end, found)
    return Quotations(tuple(found), opened is not None)


def _mark(text: str, at: int, start: int, end: int, inside: bool) -> tuple[int, bool]:
    """Return (width, opens) of a quotation mark at this place; width 0 where there is none."""
    char = text[at]
    if char in OPENING:
        return 1, True
    if char in CLOSING:
        return 1, False
    if text[at : at + 2] in DOUBLED:
        return 2, DOUBLED[text[at : at + 2]]
    if char != '"':
        return 0, False
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    if after.isspace():
        return 1, False
    if before.isspace() or before in "([—–-":
        return 1, True
    return 1, not inside


def _keep(text: str, start: int, end: int, found: list[Span]) -> None:
    if len(text[start:end].split()) >= SHORTEST:
        found.append(Span(start, end))
