"""E-books (.epub), as newspapers are sent to readers: an article a chapter."""

from __future__ import annotations

import io
import posixpath
from collections.abc import Iterator
from typing import BinaryIO
from urllib.parse import unquote
from zipfile import BadZipFile, ZipFile

from kg.errors import OnError, ReadError
from kg.model import Article
from kg.readers.html import fragment
from kg.readers.own_entities import without_own_entities
from kg.readers.packed import refuse_bomb
from kg.readers.page import Known, article
from kg.readers.page.dates import taken
from kg.readers.page.paragraphs import tidy
from kg.readers.source import whole

CONTAINER = "META-INF/container.xml"
PROSE = 120
"""Characters of paragraphs that end as sentences do; a cover, an index and a list of contents have fewer."""
SENTENCE = tuple('.!?"”’)')


def articles(stream: BinaryIO, place: str, on_error: OnError) -> Iterator[tuple[str, Article]]:
    """Yield ("FILE: CHAPTER", article) for each chapter with prose, in reading order.

    Raises ReadError if the file is no e-book, damaged, locked, or unpacks to too much.
    """
    from lxml import etree

    raw = whole(stream, place)
    refuse_bomb(raw, place)
    try:
        with ZipFile(io.BytesIO(raw)) as book:
            parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
            container = etree.fromstring(book.read(CONTAINER), parser)
            root = str(container.xpath("string(//*[local-name()='rootfile']/@full-path)"))
            package = etree.fromstring(book.read(root), parser)
            published = taken(str(package.xpath("string(//*[local-name()='date'])")))
            known = Known(
                published=published[0] if published else "",
                publisher=tidy(str(package.xpath("string(//*[local-name()='publisher'])")))
                or tidy(str(package.xpath("string(//*[local-name()='title'])"))),
                language=str(package.xpath("string(//*[local-name()='language'])") or "en")[:2].lower(),
                filed=place,
            )
            anything = False
            for name in _spine(package, posixpath.dirname(root)):
                at = f"{place}: {name}"
                raw = without_own_entities(book.read(name), at, on_error)
                lines = fragment(raw.decode("utf-8", "replace"))
                is_prose = sum(len(one) for one in lines if one.endswith(SENTENCE)) >= PROSE
                found = article(lines, known) if is_prose else None
                if found is not None:
                    anything = True
                    yield at, found
    except (BadZipFile, KeyError, etree.XMLSyntaxError, RuntimeError, ValueError, AttributeError):
        raise ReadError(place, "no e-book, or a damaged or locked one", "expected EPUB", "save it again") from None
    if not anything:
        found_none = f"no chapter with {PROSE} characters of sentences"
        raise ReadError(place, found_none, "expected a newspaper or a book", "leave it out")


def _spine(package: object, folder: str) -> Iterator[str]:
    paths = {
        one.get("id"): posixpath.normpath(posixpath.join(folder, unquote(one.get("href", ""))))
        for one in package.xpath("//*[local-name()='manifest']/*[local-name()='item']")  # type: ignore[attr-defined]
    }
    for one in package.xpath("//*[local-name()='spine']/*[local-name()='itemref']"):  # type: ignore[attr-defined]
        if one.get("idref") in paths:
            yield paths[one.get("idref")]
