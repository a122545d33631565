"""The news agency that an article is from, as the article credits it: "PORT ALBA (Reuters) - ...".

Agencies are the rows of class news:NewsAgency in `ontologies/organizations.tsv`. A credit stands where newspapers put
it: as the publisher or the author, in the dateline, in a line of its own at the beginning or the end. What a sentence
says of an agency ("Reuters reported ...") is no credit of the article but a source of that sentence.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from kg.gazetteer.names import ORGANIZATION_COLUMNS
from kg.gazetteer.tables import parts, rows
from kg.model import Article

AGENCY = "news:NewsAgency"
HEAD, TAIL = 6, 4
"""How many lines at the beginning and the end of an article may hold a credit."""


@lru_cache(maxsize=2)
def credit(article: Article) -> str:
    """Return the name of the agency that an article is from, as the gazetteer has it; nothing if it credits none."""
    named = agency(article.publisher) or _in_author(article.author)
    if named:
        return named
    lines = [line.strip() for line in article.text.splitlines() if line.strip()]
    opening, closing = _patterns()
    for line in lines[:HEAD]:
        if found := next(filter(None, (pattern.match(line) for pattern in opening)), None):
            return agency(found["name"])
    for line in reversed(lines[-TAIL:]):
        if found := next(filter(None, (pattern.search(line) for pattern in closing)), None):
            return agency(found["name"])
        if _DESK.search(line):
            return agency("Reuters")
    return ""


def agency(name: str) -> str:
    """Return the agency of a name, alias or acronym ("AP", "the Associated Press"), nothing if it names none."""
    plain = " ".join(name.split()).strip(" .")
    bare = plain[4:] if plain[:4].casefold() == "the " else plain
    return _agencies().get(bare) or _agencies().get(bare.casefold(), "")


def _in_author(author: str) -> str:
    """Return the agency among the parts of a byline: "Ann Lee, AP", "Reuters and Bo Ek"."""
    pieces = re.split(r"[,;/|()]|\band\b|\b[Bb]y\b", author)
    return next((found for piece in pieces if (found := agency(piece))), "")


@cache
def _agencies() -> dict[str, str]:
    """Return the label for each name: acronyms in their own capitals, other names in any case."""
    found: dict[str, str] = {}
    for cells in rows("organizations", ORGANIZATION_COLUMNS):
        row = dict(zip(ORGANIZATION_COLUMNS, cells, strict=True))
        if row["type"] == AGENCY:
            found |= dict.fromkeys(parts(row["acronyms"]), row["label"])
            for name in (row["label"], *parts(row["aliases"])):
                found |= dict.fromkeys((name, name.upper(), name.casefold()), row["label"])
    return found


_DESK = re.compile(r"^\(?(?:Additional )?[Rr]eporting by [^;()]+; *[Ee]diting by ")
"""How Reuters ends: "(Reporting by Ann Lee; Editing by Bo Ek)"."""


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], ...], tuple[re.Pattern[str], ...]]:
    """Return the patterns of the first lines, and of the last ones.

    A dash behind the name tells the dateline "PORT ALBA (AP) - The army ..." from "The Associated Press (AP) said ...".
    A name after somebody else's ("Ann Lee/Reuters") needs a "By": without one it is the credit of a photo.
    """
    names = sorted((name for name in _agencies() if name != name.casefold()), key=lambda name: (-len(name), name))
    name = f"(?:[Tt]he )?(?P<name>{'|'.join(map(re.escape, names))})"
    dateline = rf"[^.!?()]{{0,60}}\({name}(?:/[^()]{{1,20}})?\)\s*(?:[-–—:]|$)"
    bare = rf"(?:[^a-z.!?()]{{1,40}},\s*)?{name}\s+[-–—]+\s"
    byline = rf"(?:(?i:by|from|via|source)\b:?\s*(?:[^.!?]{{1,50}}[,|/]\s*)?)?{name}(?: [Ss]taff| [Ww]riters?)*\.?$"
    rights = rf"(?:©|\([cC]\)|(?i:copyright))[ ©\d]*(?:(?i:by) )?{name}\b"
    signed = [rf"(?:^|[.!?”\"])\s*{one}\.?$" for one in (rf"\({name}\)", rf"[-–—]+\s*{name}")]
    return _compiled(dateline, bare, byline, rights), _compiled(f"^(?:{byline})", rights, *signed)


def _compiled(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, patterns))
