"""Birth and death in brackets, "Jane Miller (4 May 1901 in Leeds – 1980)" and "(b. 1942, Leeds)", and ages after names.

No word says so, the convention does; so it cannot be a phrase. Which relations these are is what the ontology aligns
with schema.org's birthDate, deathDate, birthPlace and deathPlace, and with FOAF's age; without such relations nothing
is found.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from kg.extract.propositions import conjuncts
from kg.extract.times import edtf
from kg.extract.tree import Sentence, Token
from kg.gazetteer import after_names

SCHEMA = "https://schema.org/"
AGE = "http://xmlns.com/foaf/0.1/age"
OLDEST = 119
SIDES = (("birthDate", "birthPlace"), ("deathDate", "deathPlace"))
DASHES = ("–", "—", "-", "−", "‐", "‑", "--")
MARKS = {"born": 0, "b.": 0, "née": 0, "died": 1, "d.": 1}  # which of SIDES the words after it tell of
SKIPPED = frozenset(("born", "died", "b.", "d.", "in", "at", ",", "(", "c.", "ca.", "circa", "on", ":"))
NAME_ENDS = frozenset((",", ".", "sr.", "jr.", "sr", "jr", '"', "”", ")"))  # between a name and its bracket
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
    """Yield what brackets after a capitalised name say of birth and death, in order; of anything else nothing.

    Two dates with a dash between them are a life; a single one needs a word: "(b. 1942)", "(died 4 May 1980)".
    """
    tokens = sentence.tokens
    i = 1
    while i < len(tokens):
        name = _named_before(sentence, i) if tokens[i].text == "(" else None
        if name is not None:
            close = next((t.i for t in tokens[i + 1 : i + 2 + LONGEST] if t.text in ("(", ")")), len(tokens))
            if close < len(tokens) and tokens[close].text == ")":
                yield from _bracket(sentence, name, i, close)
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


def _named_before(sentence: Sentence, opening: int) -> Token | None:
    """Return the last word of the name before a bracket, over "Jr." and another bracket: "Roe, Sr. (rho) (1901 ..."."""
    tokens, i = sentence.tokens, opening - 1
    while i > 0 and (tokens[i].lower in NAME_ENDS or tokens[i].text in after_names()):
        if tokens[i].text == ")":
            i = next((j for j in range(i - 1, max(i - LONGEST, 0), -1) if tokens[j].text == "("), 1)
        i -= 1
    return _first_spelling(tokens[i]) if tokens[i].pos == "PROPN" else None


def _first_spelling(name: Token) -> Token:
    """Return the first of several spellings: "Roe" of "Ann Roe, Rohe or Row (1901–1980)"."""
    first = name.first_conjunct()
    joint = first.all("cc") or [one for other in conjuncts(first) for one in other.all("cc")]
    spelt = first is not name and first.pos == "PROPN" and joint and all(one.lower == "or" for one in joint)
    return first if spelt else name


def _bracket(sentence: Sentence, name: Token, opening: int, closing: int) -> Iterator[Life]:
    tokens = sentence.tokens
    start = max((t.i for t in tokens[opening:closing] if t.text == ";"), default=opening) + 1
    if closing - start == 1:  # "(1846–1910)" is one token
        yield from _years(sentence, name, start)
        return
    dash = next((t.i for t in tokens[start:closing] if t.text in DASHES and t.i > start), None)
    sides = [_side(sentence, start, dash), _side(sentence, dash + 1, closing)] if dash is not None else []
    if dash is None or any(side is None for side in sides):
        yield from _marked(sentence, name, opening, closing)
        return
    born, died = (side for side in sides if side is not None)
    if _is_life(born[2], died[2]):
        for properties, (first, last, value), start_, end in zip(
            SIDES, (born, died), (start, dash + 1), (dash, closing), strict=True
        ):
            yield Life(name, properties[0], first, last, value)
            yield from _place(sentence, name, properties[1], start_, first)
            yield from _place(sentence, name, properties[1], last + 1, end)


def _marked(sentence: Sentence, name: Token, opening: int, closing: int) -> Iterator[Life]:
    """Yield what stands after "born" and "died": "(born in Leeds, 4 May 1901; died 1980)"."""
    tokens = sentence.tokens
    marks = [token.i for token in tokens[opening + 1 : closing] if token.lower in MARKS]
    for mark, end in pairwise([*marks, closing]):
        end = next((t.i for t in tokens[mark + 1 : end] if t.text in DASHES), end)
        date, place = SIDES[MARKS[tokens[mark].lower]]
        found = next((side for i in range(mark + 1, end) if (side := _side(sentence, i, end)) is not None), None)
        if found is None:
            continue
        first, last, value = found
        yield Life(name, date, first, last, value)
        yield from _place(sentence, name, place, mark + 1, first)
        yield from _place(sentence, name, place, last + 1, end)


def _place(sentence: Sentence, name: Token, property_: str, start: int, end: int) -> Iterator[Life]:
    tokens = sentence.tokens
    while start < end and tokens[start].lower in SKIPPED:
        start += 1
    end = next((t.i for t in tokens[start:end] if t.text == ";"), end)
    if start < end and tokens[start].pos == "PROPN":
        yield Life(name, property_, start, end - 1)


def _years(sentence: Sentence, name: Token, only: int) -> Iterator[Life]:
    text = sentence.tokens[only].text
    for dash in DASHES:
        born, found, died = text.partition(dash)
        if found and len(born) == 4 and len(died) == 4 and born.isdigit() and died.isdigit() and _is_life(born, died):
            for (date, _), value in zip(SIDES, (born, died), strict=True):
                yield Life(name, date, only, only, value)
            return


def _side(sentence: Sentence, start: int, end: int) -> tuple[int, int, str] | None:
    """Return first and last token and value of the longest date with a year that opens the range, after "born"."""
    tokens = sentence.tokens
    while start < end and tokens[start].lower in SKIPPED:
        start += 1
    start = _after_place(sentence, start, end)
    for last in range(min(end, start + 5) - 1, start - 1, -1):
        words = sentence.words(tokens[start : last + 1])
        year = tokens[last].text.rstrip("".join(DASHES))
        if year.isdigit() and len(words) >= 4:
            value = edtf(words.rstrip("".join(DASHES)), "")
            if value is not None and value[:4].isdigit():
                return start, last, value
    return None


def _after_place(sentence: Sentence, start: int, end: int) -> int:
    """Return where the date begins after a place: "4 May" of "(Leeds, 4 May 1901 – York, 1980)"."""
    tokens = sentence.tokens
    last = start
    while last < end and tokens[last].pos == "PROPN" and tokens[last].ent != "DATE":
        last += 1
        if last < end and tokens[last].text == ",":
            last += 1
    return last if last > start and last < end and tokens[last - 1].text == "," else start


def _is_life(born: str, died: str) -> bool:
    years = int(died[:4]) - int(born[:4])
    exact = len(born) > 4 and len(died) > 4
    return (0 if exact else LEAST_YEARS) <= years <= 115
