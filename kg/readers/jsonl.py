"""JSON Lines: one article a line, in the form that `kg articles` prints."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import orjson

from kg.errors import OnError, ReadError
from kg.model import Article
from kg.readers.page.dates import is_iso
from kg.readers.source import LIMIT, UTF8_BOM, decoded, refuse_binary

OPTIONAL = ("title", "published", "publisher", "author", "url", "language")


def articles(stream: BinaryIO, place: str, on_error: OnError) -> Iterator[tuple[str, Article]]:
    """Yield ("FILE:LINE", article) for each line; blank lines are skipped and a bad line goes to `on_error`.

    The text is taken as it is. Raises ReadError for an empty file and for one that is no text at all.
    """
    anything = False
    for number, raw in enumerate(_lines(stream), 1):
        at = f"{place}:{number}"
        row = raw.removeprefix(UTF8_BOM) if number == 1 else raw
        if not row.strip():
            continue
        if not anything or b"\0" in row:
            refuse_binary(row, place)
        if not anything:
            decoded(row, place)  # junk, or another encoding throughout: one error for the file, not one a line
        anything = True
        try:
            yield at, article(row, at)
        except ReadError as error:
            on_error(error)
    if not anything:
        raise ReadError(place, "the file is empty", "expected one JSON object a line", "leave it out")


def article(row: bytes, place: str) -> Article:
    """Return the article of one line. Raises ReadError if it is none; unknown fields are ignored."""
    if len(row) > LIMIT:
        raise ReadError(
            place,
            f"the line is longer than {LIMIT:,} bytes",
            "expected one article a line",
            "split the article, or leave it out",
        )
    fields = _object(row, place)
    for name in ("id", "text"):
        if name not in fields:
            raise ReadError(place, f"no {name!r}", 'expected an object with "id" and "text"', f"add the {name}")
    given = {name: _string(fields, name, place) for name in ("id", "text", *OPTIONAL)}
    for name in ("id", "text"):
        if not given[name].strip():
            raise ReadError(
                place, f"{name!r} is empty", "expected a string with content", f"add the {name}, or drop the line"
            )
    if given["published"] and not is_iso(given["published"]):
        raise ReadError(
            place,
            f"'published' is {given['published'][:40]!r}",
            "expected an ISO 8601 date such as 2017-06-28 or 2017-06-28T20:00:36",
            "change it, or leave it out",
        )
    return Article(**{**given, "language": given["language"] or "en"})


def line(article: Article) -> bytes:
    """Return the article as one JSON line without its line end; reading it gives the same article.

    Empty optional fields are left out.
    """
    fields = {"id": article.id, "text": article.text}
    fields |= {name: value for name in OPTIONAL if (value := getattr(article, name))}
    return orjson.dumps(fields)


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """Yield each line; of one past LIMIT only the beginning, one byte longer than LIMIT, is kept."""
    while raw := stream.readline(LIMIT + 1):
        yield raw
        rest = raw if len(raw) > LIMIT else b""
        while rest and not rest.endswith(b"\n"):
            rest = stream.readline(1 << 16)


def _object(row: bytes, place: str) -> dict[str, object]:
    text = decoded(row, place)
    try:
        fields = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise ReadError(
            place,
            f"not JSON at character {error.pos + 1} ({error.msg})",
            'expected one object a line: {"id": …, "text": …}',
            "mend the line",
        ) from None
    if not isinstance(fields, dict):
        raise ReadError(
            place,
            f"a JSON {_kind(fields)}",
            'expected one object a line: {"id": …, "text": …}',
            "write one article a line",
        )
    return fields


def _string(fields: dict[str, object], name: str, place: str) -> str:
    value = fields.get(name)
    if value is None and name in OPTIONAL:
        return ""
    if not isinstance(value, str):
        raise ReadError(place, f"{name!r} is a {_kind(value)}", "expected a string", 'put it in quotes ("…")')
    return value


def _kind(value: object) -> str:
    kinds = {bool: "truth value", int: "number", float: "number", str: "string", list: "list", dict: "object"}
    return kinds.get(type(value), "null")
