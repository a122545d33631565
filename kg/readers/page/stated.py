"""What a page says about its article: bylines, source lines, dates, datelines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from kg.readers.page.dates import MONTH, taken
from kg.readers.page.furniture import bare, is_navigation

Field = Literal["title", "published", "publisher", "author", "url", "nothing"]

LABELS: dict[str, tuple[Field, int]] = {
    "title": ("title", 0), "headline": ("title", 0),
    "published": ("published", 0), "published on": ("published", 0), "publication date": ("published", 0),
    "date published": ("published", 0), "posted": ("published", 0), "posted on": ("published", 0),
    "first published": ("published", 0), "date": ("published", 1), "release date": ("published", 1),
    "updated": ("published", 4), "updated on": ("published", 4), "last updated": ("published", 4),
    "last updated on": ("published", 4), "last modified": ("published", 4), "modified": ("published", 4),
    "source": ("publisher", 0), "publisher": ("publisher", 0), "publication": ("publisher", 0),
    "agency": ("publisher", 1),
    "author": ("author", 0), "authors": ("author", 0), "by": ("author", 0), "written by": ("author", 0),
    "byline": ("author", 0), "reporter": ("author", 1), "reported by": ("author", 1), "correspondent": ("author", 1),
    "editor": ("author", 2), "edited by": ("author", 2),
    "url": ("url", 0), "link": ("url", 0), "permalink": ("url", 0),
}  # fmt: skip
"""Label -> field and rank; of several values the lowest rank counts, and of equals the first."""
LINE, DATELINED, UPDATED = 2, 3, 4

_LABEL = rf"(?:{'|'.join(sorted(LABELS, key=len, reverse=True))})"
_LABELLED = re.compile(rf"({_LABEL})\s*[:：]\s*(.*)", re.I)
_UNLABELLED_DATE = re.compile(
    r"(?:published|posted|updated|last updated|last modified)(?: on| at)?\s+(?=\w*\W*\d|[A-Z])", re.I
)
_PIECES = re.compile(rf"\s+[|•·/]\s+|\s*[|•·]\s*|\s+(?=(?-i:[A-Z]))(?={_LABEL}\s?:)", re.I)

_PERSON = (
    r"(?:[A-Z][\w'’.-]*|[A-Z]\.)(?:\s(?:(?:de|da|di|del|van|von|der|den|bin|ibn|al|el|la|le)\s)?[A-Z][\w'’.-]*){1,4}"
)
_PEOPLE = rf"{_PERSON}(?:(?:, {_PERSON}){{0,4}}(?:,? and | & ){_PERSON})?"
_ROLE = (
    r"(?:,? (?:in|for) [A-Z][\w .'’,-]{1,40}|, [A-Z][\w .'’/-]{1,50}"
    r"|, [a-z][\w .'’/-]{1,30} (?:writer|reporter|editor|correspondent))"
)
_BYLINE = re.compile(rf"(?:(?:Posted by|Written by|By|BY) )(?P<who>{_PEOPLE}){_ROLE}?")
_NO_PERSON = re.compile(
    rf"\b(?:{MONTH}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|The|This|That|Then|His|Her|Its|Their)\b"
)
_DUTY = (
    r"(?:additional )?(?:reporting|writing|editing|reported|written|edited|compiled|translation|graphics?)"
    rf" by (?-i:{_PEOPLE})(?: (?:in|at) (?-i:[A-Z])[\w ,]*)?"
)
_CREDITS = re.compile(rf"\(?{_DUTY}(?:(?:;|,|\.)?\s(?:and )?{_DUTY})*\)?\.?\)?", re.I)
_REPORTING = re.compile(rf"(?:reporting|writing|reported|written|compiled) by (?-i:(?P<who>{_PEOPLE}))", re.I)

_PLACE = r"(?:[A-Z][A-Z'’.-]+|St\.|[A-Z]\.)(?:[ /-][A-Z][A-Z'’.-]+){0,4}(?:, (?:[A-Z][\w'’.]+\.?)(?: [A-Z][\w'’.]+)?)?"
_NAMED_PLACE = r"[A-Z][\w'’.-]+(?:[ /][A-Z][\w'’.-]+){0,3}(?:, [A-Z][\w'’.]+(?: [A-Z][\w'’.]+)?)?"
_DAY = rf"(?:{MONTH}\s\d{{1,2}}|\d{{1,2}}\s{MONTH})(?:,?\s\d{{4}})?"
_AGENCY = r"\((?P<{}>[A-Z][\w&.'’-]*(?:[ /][A-Z][\w&.'’-]*){{0,3}})\)"
_DASH = r"\s?(?:--|—|–|-)\s?"
DATELINE = re.compile(
    rf"(?:(?:{_PLACE}|{_NAMED_PLACE})(?:,\s(?P<day1>{_DAY}))?\s{_AGENCY.format('agency1')}{_DASH}"
    rf"|{_PLACE}(?:,\s(?P<day2>{_DAY}))?\s(?:--|—|–|-)\s"
    rf"|{_AGENCY.format('agency2')}\s?(?:--|—|–|-)\s)"
)
"""How agency copy opens: "TRIPOLI, June 28 (Agency) -- ", "WASHINGTON, DC - ", "(Agency) -- "."""
_RUN_ON = re.compile(rf"(?P<title>[A-Z][^.!?]{{14,200}}?),? (?P<date>{_DAY}) (?P<text>{DATELINE.pattern}.+)", re.S)


@dataclass(frozen=True, slots=True)
class Stated:
    """A value that the page states for a field of its article; of several the lowest `rank` counts."""

    field: Field
    value: str
    rank: int = 0


def stated(paragraph: str) -> tuple[Stated, ...]:
    """Return what a paragraph states, or nothing unless all of it is such a line.

    "Source: Agency | 2017-06-28 20:00:36 | Editor: jdoe" states three values, "By Jane Doe" and "June 28, 2017" one;
    "Source: officials say that the deal is off." is text.
    """
    if len(paragraph) > 250:
        return ()
    if _CREDITS.fullmatch(paragraph):
        reporting = _REPORTING.search(paragraph)
        return (Stated("author", reporting["who"], 1),) if reporting else (Stated("nothing", ""),)
    values: list[Stated] = []
    for piece in _PIECES.split(paragraph):
        found = tuple(_piece(piece.strip()))
        if not found:
            return ()
        values += found
    return tuple(values) if any(value.field != "nothing" for value in values) else ()


def dateline(paragraph: str) -> tuple[Stated, ...]:
    """Return what a dateline states: the agency as publisher, and the day if it has its year."""
    match = DATELINE.match(paragraph)
    if match is None:
        return ()
    agency, day = match["agency1"] or match["agency2"], taken(match["day1"] or match["day2"] or "")
    values = [Stated("publisher", agency, DATELINED)] if agency else []
    return (*values, Stated("published", day[0], DATELINED)) if day else tuple(values)


def run_on(paragraph: str) -> tuple[str, str, str] | None:
    """Return title, date line and text of a paragraph that runs them together, or None.

    "Senators Propose a Port Bill May 4, 2007 WASHINGTON, DC - Two senators proposed ..." is one.
    """
    match = _RUN_ON.fullmatch(paragraph)
    if match is None or taken(match["date"]) is None:
        return None
    return match["title"], match["date"], match["text"]


def _piece(piece: str) -> Iterator[Stated]:
    """Yield what one part of a line states; nothing if it is something else."""
    labelled = _LABELLED.fullmatch(piece)
    if labelled:
        yield from _labelled(labelled[1].lower(), labelled[2])
    elif byline := _byline(piece):
        yield from byline
    elif day := _date_alone(_UNLABELLED_DATE.sub("", piece, count=1)):
        rank = UPDATED if piece.lower().startswith(("updated", "last")) else LINE
        yield Stated("published", day, rank)
    elif not bare(piece) or is_navigation(piece):
        yield Stated("nothing", "")


def _labelled(label: str, value: str) -> Iterator[Stated]:
    field, rank = LABELS[label]
    if field == "url":
        if re.fullmatch(r"https?://\S+", value):
            yield Stated(field, value, rank)
        return
    if field == "title":
        if value:
            yield Stated(field, value, rank)
        return
    date = taken(value)
    rest = value
    if date:
        rest = _without_joint(date[1])
        if field == "published" and not rest:
            yield Stated("published", date[0], rank)
            return
    if field != "published" and is_name(rest) and (field == "author" or not rest.islower()):
        yield Stated(field, rest, rank)
        if date:
            yield Stated("published", date[0], LINE)


def is_name(text: str) -> bool:
    """Tell whether the text can be the name of a publisher or author: a few capitalised words, or a single one."""
    words = text.split()
    if not 1 <= len(words) <= 8 or len(text) > 80 or re.search(r"[\"“”?!:;]|[a-z]\.$", text):
        return False
    small = {"of", "the", "and", "for", "in", "de", "la", "al", "el", "van", "von", "bin", "with", "&", "-", "/"}
    return len(words) == 1 or all(word[0].isupper() or word[0].isdigit() or word in small for word in words)


def _byline(piece: str) -> tuple[Stated, ...]:
    date = taken(piece) if re.match(r"(?:posted |written )?by ", piece, re.I) else None
    match = _BYLINE.fullmatch(_without_joint(date[1]) if date else piece)
    if match is None or _NO_PERSON.search(match["who"]):
        return ()
    values = (Stated("author", match["who"]),)
    return (*values, Stated("published", date[0], LINE)) if date else values


def _without_joint(text: str) -> str:
    """Return the text without what joined it to a date that followed: "Jane Doe on" gives "Jane Doe"."""
    return re.sub(r"(?:\s(?:on|at))?[\s,;|–—-]*$", "", text.strip(" ,;()[]|–—-"))


def _date_alone(piece: str) -> str:
    date = taken(piece)
    return date[0] if date and not re.search(r"\w", date[1]) and not piece.endswith(".") else ""
