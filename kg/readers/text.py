"""Plain text, as saved or as pasted from a news site."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from kg.errors import OnError, ReadError
from kg.model import Article
from kg.readers.page import Known, article
from kg.readers.page.paragraphs import paragraphs
from kg.readers.source import page_text


def articles(stream: BinaryIO, place: str, on_error: OnError) -> Iterator[tuple[str, Article]]:
    """Yield the one article of the file. Raises ReadError if it is not text or has no paragraph."""
    found = article(paragraphs(page_text(stream, place)), Known(filed=place))
    if found is None:
        raise ReadError(place, "no paragraph of an article", "expected a news article as text", "leave the file out")
    yield place, found
