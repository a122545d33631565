"""Bytes into text: what all readers share, with the errors a user can meet on the way."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

from kg.errors import OnError, ReadError
from kg.model import Article

LIMIT = 20_000_000
"""The most bytes a page, or a line of JSON Lines, may have: no article is longer, and no more is ever held."""

HEAVIEST = 5 * LIMIT
"""The most bytes that a document with pictures, a feed or a table in one piece may have."""

Reader = Callable[[BinaryIO, str, OnError], Iterator[tuple[str, Article]]]
"""(stream, place, on_error) -> (place, article) pairs. ReadError ends the stream; a bad line goes to `on_error`."""

UTF8_BOM = b"\xef\xbb\xbf"
_UTF16_BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def page_text(stream: BinaryIO, place: str, charset: Callable[[bytes], str] | None = None) -> str:
    """Return the whole text of a page, its byte order mark dropped.

    `charset` finds the encoding that the page itself declares; without it, or where it returns "", UTF-8 is expected.
    Raises ReadError for an empty file, one past LIMIT, binary data and a wrong encoding.
    """
    raw = stream.read(LIMIT + 1)
    if len(raw) > LIMIT:
        raise ReadError(
            place,
            f"the page is longer than {LIMIT:,} bytes",
            "expected one article a file",
            "split it, or use JSON Lines (.jsonl)",
        )
    if not raw.strip():
        raise ReadError(
            place, "the file is empty", "expected the text of an article", "leave it out, or save the page again"
        )
    refuse_binary(raw, place)
    if raw.startswith(UTF8_BOM):
        return decoded(raw[len(UTF8_BOM) :], place, base=len(UTF8_BOM))
    return decoded(raw, place, (charset(raw) if charset else "") or "utf-8")


def whole(stream: BinaryIO, place: str) -> bytes:
    """Return all bytes of a document. Raises ReadError for an empty file and one past HEAVIEST."""
    raw = stream.read(HEAVIEST + 1)
    if len(raw) > HEAVIEST:
        raise ReadError(place, f"more than {HEAVIEST:,} bytes", "expected a smaller file", "split it")
    if not raw.strip():
        raise ReadError(place, "the file is empty", "expected a document", "leave it out, or save it again")
    return raw


def refuse_binary(raw: bytes, place: str) -> None:
    """Raise ReadError if the bytes are no text: a NUL anywhere, or more than one control character in a hundred."""
    if raw.startswith(_UTF16_BOMS):
        raise ReadError(place, "text in UTF-16", "expected UTF-8", "save it as UTF-8")
    nul = raw.find(b"\0")
    if nul >= 0 or len(_CONTROLS.findall(raw)) * 100 > len(raw):
        where = f" (a NUL at byte {nul})" if nul >= 0 else ""
        raise ReadError(
            place, f"binary data{where}", "expected text in UTF-8", "leave the file out, or save it as text"
        )


def decoded(raw: bytes, place: str, charset: str = "utf-8", base: int = 0) -> str:
    """Return the text; `base` bytes stand before it in the file. Raises ReadError that names the first wrong byte."""
    try:
        return raw.decode(charset)
    except UnicodeError as error:
        start = error.start if isinstance(error, UnicodeDecodeError) else 0
        shown = f"byte 0x{raw[start]:02x} at offset {base + start}"
        raise ReadError(
            place, f"{shown} is not {charset.upper()}", "expected text in UTF-8", "save it as UTF-8"
        ) from None
    except LookupError:
        raise ReadError(
            place,
            f"the page declares the unknown encoding {charset!r}",
            "expected UTF-8 or a known encoding",
            "save it as UTF-8",
        ) from None
