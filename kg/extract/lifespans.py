"""Dates and places of birth and death in brackets, "Jane Miller (4 May 1901 in Leeds – 1980)", and ages after a name.

No word says so, the convention does; so it cannot be a phrase. Which relations these are is what the ontology aligns
with schema.org's birthDate, deathDate, birthPlace and deathPlace, and with FOAF's age; without such relations nothing
is found.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.times import edtf
from kg.extract.tree import Sentence, Token

SCHEMA = "https://schema.org/"
AGE = "http://xmlns.com/foaf/0.1/age"
OLDEST = 119
SIDES = (("birthDate", "birthPlace"), ("deathDate", "deathPlace"))
DASHES = ("–", "—", "-", "−", "‐", "‑", "--")
SKIPPED = frozenset(("born", "died", "b.", "d.", "in", "at", ",", "(", "c.", "ca.", "circa", "on"))
LONGEST = 40  # tokens between the brackets
LEAST_YEARS = 25  # between bare years: "(2001–2009)" is a term of office


@dataclass(frozen=True, slots=True)
class Life:
    """What is said of a name's head: property of schema.org or AGE, first and last token, EDTF value, age or ""."""

    name: Token
    property: str
    first: int
    last: int
    value: str = ""


def lives(sentence: Sentence) -> Iterator[Life]:
    """Yield what brackets with two dates after a capitalised name say, in order; a bracket of anything else nothing."""
    tokens = sentence.tokens
    i = 1
    while i < len(tokens):
        token = tokens[i]
        if token.text == "(" and tokens[i - 1].pos == "PROPN":
            close = next((t.i for t in tokens[i + 1 : i + 2 + LONGEST] if t.text in ("(", ")")), len(tokens))
            if close < len(tokens) and tokens[close].text == ")":
                yield from _bracket(sentence, i, close)
                i = close
        i += 1


def ages(sentence: Sentence) -> Iterator[Life]:
    """Yield the age in "Jane Miller, 54, said"."""
    tokens = sentence.tokens
    for i in range(2, len(tokens) - 1):
        number, name = tokens[i], tokens[i - 2]
        if not (
            number.text.isdecimal() and number.text.isascii() and tokens[i - 1].text == "," and name.pos == "PROPN"
        ):
            continue
        if tokens[i + 1].text in (",", ";", ")") and 0 < int(number.text) <= OLDEST and not number.text.startswith("0"):
            head = name.head if name.dep in ("compound", "flat") and name.head is not None else name
            yield Life(head, AGE, i, i, number.text)


def _bracket(sentence: Sentence, opening: int, closing: int) -> Iterator[Life]:
    tokens = sentence.tokens
    start = max((t.i for t in tokens[opening:closing] if t.text == ";"), default=opening) + 1
    if closing - start == 1:  # "(1846–1910)" is one token
        yield from _years(sentence, opening, start)
        return
    dash = next((t.i for t in tokens[start:closing] if t.text in DASHES and t.i > start), None)
    if dash is None:
        return
    sides = [_side(sentence, start, dash), _side(sentence, dash + 1, closing)]
    if any(side is None for side in sides):
        return
    born, died = (side for side in sides if side is not None)
    if not _is_life(born[2], died[2]):
        return
    for (date, place), (first, last, value), end in zip(SIDES, (born, died), (dash, closing), strict=True):
        yield Life(tokens[opening - 1], date, first, last, value)
        where = last + 1
        while where < end and tokens[where].lower in SKIPPED:
            where += 1
        if where < end and tokens[where].pos == "PROPN":
            yield Life(tokens[opening - 1], place, where, end - 1)


def _years(sentence: Sentence, opening: int, only: int) -> Iterator[Life]:
    text = sentence.tokens[only].text
    for dash in DASHES:
        born, found, died = text.partition(dash)
        if found and len(born) == 4 and len(died) == 4 and born.isdigit() and died.isdigit() and _is_life(born, died):
            for (date, _), value in zip(SIDES, (born, died), strict=True):
                yield Life(sentence.tokens[opening - 1], date, only, only, value)
            return


def _side(sentence: Sentence, start: int, end: int) -> tuple[int, int, str] | None:
    """Return first and last token and value of the longest date with a year that opens the range, after "born"."""
    tokens = sentence.tokens
    while start < end and tokens[start].lower in SKIPPED:
        start += 1
    for last in range(min(end, start + 5) - 1, start - 1, -1):
        words = sentence.words(tokens[start : last + 1])
        if tokens[last].text.isdigit() and len(words) >= 4:
            value = edtf(words, "")
            if value is not None and value[:4].isdigit():
                return start, last, value
    return None


def _is_life(born: str, died: str) -> bool:
    years = int(died[:4]) - int(born[:4])
    exact = len(born) > 4 and len(died) > 4
    return (0 if exact else LEAST_YEARS) <= years <= 115
