"""PDF: the text of its pages, without what stands at the head or foot of each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, BinaryIO

from kg.errors import OnError, ReadError
from kg.model import Article
from kg.readers.page import Known, article
from kg.readers.page.paragraphs import paragraphs, tidy
from kg.readers.page.stated import is_name
from kg.readers.source import LIMIT, whole

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

LONGEST = 200
"""Pages; no article is longer."""
EDGE = 2
"""Lines at the head and foot of a page that may be the same on all."""
_HYPHEN = re.compile("[\ufffe\u00ad\x02](?:\\r?\\n)?")
_PRINTED = re.compile(r"\d{1,2}/\d{1,2}/\d{2,4}, \d{1,2}:\d{2}|(?:https?|file)://\S*( \d+/\d+)?$")
"""What a browser prints at the edge of a page: when, and from where."""
_DIGITS = re.compile(r"\d+")


def articles(stream: BinaryIO, place: str, on_error: OnError) -> Iterator[tuple[str, Article]]:
    """Yield the one article of the file.

    Raises ReadError if it is no PDF, damaged, locked by a password, too long, or only pictures of pages.
    """
    document = _opened(whole(stream, place), place)
    try:
        if len(document) > LONGEST:
            raise ReadError(place, f"{len(document)} pages", f"expected an article of at most {LONGEST}", "split it")
        pages = list(_pages(document, place))
        stated = document.get_metadata_dict()
    finally:
        document.close()
    if not any(pages):
        raise ReadError(place, "pages without text", "expected text, not pictures of pages", "run OCR on it first")
    text = "\n".join("\n".join(lines) for lines in without_edges(pages))
    title, author = tidy(stated.get("Title", "")), tidy(stated.get("Author", ""))
    shown = " ".join(" ".join(pages[0]).split()).casefold()
    known = Known(
        # what does not stand on the page is often the name of a file
        title=title if len(title.split()) > 2 and title.casefold() in shown else "",
        author=author if is_name(author) and " " in author else "",
        filed=place,
    )
    found = article(paragraphs(text), known)
    if found is None:
        raise ReadError(place, "no paragraph of an article", "expected a news article", "leave the file out")
    yield place, found


def without_edges(pages: Sequence[Sequence[str]]) -> Iterator[list[str]]:
    """Yield the lines of each page without those at head and foot that most have, but for numbers, or a browser put."""
    seen = Counter(one for lines in pages for one in {_DIGITS.sub("#", line) for line in _edges(lines)})
    for lines in pages:
        inner = list(lines)
        for at in (0, -1):
            for _ in range(EDGE):
                if not inner:
                    break
                common = len(pages) > 1 and seen[_DIGITS.sub("#", inner[at])] * 2 > len(pages)
                if common or _PRINTED.match(inner[at]):
                    del inner[at]
        yield inner


def _edges(lines: Sequence[str]) -> Sequence[str]:
    return [*lines[:EDGE], *lines[EDGE:][-EDGE:]]


def _pages(document: PdfDocument, place: str) -> Iterator[list[str]]:
    held = 0
    for page in document:
        words = page.get_textpage().get_text_range()
        held += len(words)
        if held > LIMIT:
            raise ReadError(place, f"more than {LIMIT:,} characters", "expected one article a file", "split it")
        lines = _HYPHEN.sub("", words).splitlines()
        yield [line.rstrip() for line in lines if line.strip()]


def _opened(raw: bytes, place: str) -> PdfDocument:
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        return PdfDocument(raw)
    except PdfiumError as error:
        if "password" in str(error).lower():
            raise ReadError(place, "a locked PDF", "expected one without a password", "unlock it first") from None
        found = "a damaged PDF" if raw.lstrip().startswith(b"%PDF") else "no PDF"
        raise ReadError(place, found, "expected a whole PDF file", "save it again") from None
