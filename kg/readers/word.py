"""Word documents (.docx)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO

from kg.errors import OnError, ReadError
from kg.model import Article
from kg.readers.packed import refuse_bomb
from kg.readers.page import Known, article
from kg.readers.page.paragraphs import tidy
from kg.readers.page.stated import is_name
from kg.readers.source import whole


def articles(stream: BinaryIO, place: str, on_error: OnError) -> Iterator[tuple[str, Article]]:
    """Yield the one article of the document; tables and footnotes are left out.

    Raises ReadError if it is no Word document, damaged, locked, or unpacks to too much.
    """
    raw = whole(stream, place)
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        old = "an old Word document (.doc), or one with a password"
        raise ReadError(place, old, "expected .docx without a password", "save it as .docx")
    refuse_bomb(raw, place)
    from docx import Document
    from docx.opc.exceptions import OpcError
    from lxml.etree import Entity, XMLSyntaxError

    try:
        document = Document(io.BytesIO(raw))
        own = sorted({str(one) for one in document.element.iter(Entity)})
        lines = [(one.style.name or "" if one.style else "", tidy(one.text)) for one in document.paragraphs]
        stated = document.core_properties
        title, author = tidy(stated.title or ""), tidy(stated.author or "")
    except (OpcError, XMLSyntaxError, KeyError, ValueError, AttributeError):
        raise ReadError(place, "no Word document, or a damaged one", "expected .docx", "save it again") from None
    if own:  # the words around them would be lost
        found_own = f"it declares {', '.join(own)} itself, which is not looked up"
        raise ReadError(place, found_own, "expected a document as Word saves it", "save it again")
    headed = next((words for style, words in lines if style in ("Title", "Heading 1") and words), "")
    known = Known(title=headed or title, author=author if is_name(author) and " " in author else "", filed=place)
    found = article((text for _, text in lines if text), known)
    if found is None:
        raise ReadError(place, "no paragraph of an article", "expected a news article", "leave the file out")
    yield place, found
