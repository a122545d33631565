"""Tables of articles, one a row: CSV, TSV, JSON and Parquet, with columns of any name."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any, BinaryIO

import orjson

from kg.errors import OnError, ReadError
from kg.model import Article
from kg.readers.html import fragment
from kg.readers.page import Known, article
from kg.readers.page.dates import is_iso, taken
from kg.readers.page.paragraphs import paragraphs, tidy
from kg.readers.source import LIMIT, whole

COLUMNS: dict[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "fulltext", "full_text", "article", "maintext", "description"),
    "title": ("title", "headline", "heading", "webtitle", "name"),
    "published": (
        "published", "date", "publishedat",
        "published_at", "date_published", "datepublished", "date_publish", "pubdate",
        "publication_date", "webpublicationdate", "timestamp",
    ),
    "publisher": ("publisher", "source", "publication", "outlet", "site", "source_domain", "domain"),
    "author": ("author", "authors", "byline", "creator"),
    "url": ("url", "link", "weburl", "permalink"),
    "language": ("language", "lang"),
    "id": ("id", "uuid", "article_id"),
}  # fmt: skip
"""Field of the article -> the columns in which it is looked for, whatever their case; the first one there counts."""
LISTS = ("articles", "results", "items", "data", "docs", "value")
"""Keys under which a JSON object keeps its articles."""

Columns = Mapping[str, str]
TableReader = Callable[[BinaryIO, str, OnError, Columns], Iterator[tuple[str, Article]]]


def mapping(text: str) -> Columns:
    """Return {field: column} of "text=story,publisher=source.name"; raise ReadError if it is none."""
    found: dict[str, str] = {}
    for pair in filter(None, (one.strip() for one in text.split(","))):
        field, equals, column = (part.strip() for part in pair.partition("="))
        if not equals or field not in COLUMNS or not column:
            expected = f"expected FIELD=COLUMN, FIELD one of {', '.join(COLUMNS)}"
            raise ReadError("--columns", repr(pair), expected, "for example: text=story,published=day")
        found[field] = column
    return found


def separated(stream: BinaryIO, place: str, on_error: OnError, columns: Columns) -> Iterator[tuple[str, Article]]:
    """Yield ("FILE:LINE", article) for each row of a CSV or TSV file in UTF-8, whose first line names the columns."""
    csv.field_size_limit(LIMIT)
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
    try:
        head = text.readline(LIMIT)
        marks = {mark: head.count(mark) for mark in "\t;|,"}
        rows = csv.reader(io.StringIO(head), delimiter=max(marks, key=lambda mark: marks[mark]))
        names = next(rows, [])
        numbered = ((at, dict(zip(names, row, strict=False))) for at, row in _rows(text, rows.dialect.delimiter, place))
        yield from _articles(numbered, names, place, on_error, columns)
    except UnicodeError as error:
        raise ReadError(place, f"not UTF-8 ({error})"[:200], "expected text in UTF-8", "save it as UTF-8") from None
    except csv.Error as error:
        raise ReadError(place, f"no whole table ({error})", "expected CSV", "mend it, or save it again") from None
    finally:
        text.detach()


def _rows(text: io.TextIOWrapper, mark: str, place: str) -> Iterator[tuple[str, list[str]]]:
    """Yield ("FILE:LINE", row); raise csv.Error for a line that is too long, and where the file ends within a field."""
    ended = False

    def lines() -> Iterator[str]:
        nonlocal ended
        while line := text.readline(LIMIT + 1):
            if len(line) > LIMIT:
                raise csv.Error(f"a line longer than {LIMIT:,} characters")
            yield line
        ended = True

    body = csv.reader(lines(), delimiter=mark)
    for row in body:
        if ended:
            raise csv.Error("it ends within quotation marks")
        yield f"{place}:{body.line_num + 1}", row


def json(stream: BinaryIO, place: str, on_error: OnError, columns: Columns) -> Iterator[tuple[str, Article]]:
    """Yield ("FILE: N", article) for each object of a JSON list, or of the list that an object holds."""
    try:
        found = orjson.loads(whole(stream, place))
    except orjson.JSONDecodeError as error:
        remedy = "mend it; JSON Lines are read as .jsonl"
        raise ReadError(place, f"not JSON ({error.msg} at character {error.pos + 1})", "", remedy) from None
    if isinstance(found, dict):
        found = next((found[key] for key in LISTS if isinstance(found.get(key), list)), [found])
    rows = [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []
    names = sorted({name for row in rows for name in row})
    yield from _articles(((f"{place}: {n}", row) for n, row in enumerate(rows, 1)), names, place, on_error, columns)


def parquet(stream: BinaryIO, place: str, on_error: OnError, columns: Columns) -> Iterator[tuple[str, Article]]:
    """Yield ("FILE: row N", article) for each row of a Parquet file."""
    import pyarrow
    from pyarrow.parquet import ParquetFile

    try:
        file = ParquetFile(stream if stream.seekable() else io.BytesIO(whole(stream, place)))
        rows = (row for batch in file.iter_batches(64) for row in batch.to_pylist())
        numbered = ((f"{place}: row {n}", row) for n, row in enumerate(rows, 1))
        yield from _articles(numbered, file.schema_arrow.names, place, on_error, columns)
    except (pyarrow.ArrowException, OSError) as error:
        found = str(error).partition("\n")[0][:120]
        raise ReadError(place, f"no Parquet file ({found})", "expected a whole one", "save it again") from None


def _articles(
    rows: Iterable[tuple[str, Mapping[str, Any]]], names: Iterable[str], place: str, on_error: OnError, columns: Columns
) -> Iterator[tuple[str, Article]]:
    used = _columns(list(names), place, columns)
    for at, row in rows:
        try:
            yield at, _article({field: _value(row, column) for field, column in used.items()}, at)
        except ReadError as error:
            on_error(error)


def _columns(names: list[str], place: str, columns: Columns) -> dict[str, str]:
    """Return {field: column}: those that are named, then those that go by a usual name."""
    lower = {name.strip().lower(): name for name in reversed(names)}
    used = {field: next((lower[one] for one in usual if one in lower), "") for field, usual in COLUMNS.items()}
    used |= {field: column for field, column in columns.items() if column.partition(".")[0] in names}
    gone = sorted(column for column in columns.values() if column.partition(".")[0] not in names)
    if gone or not used["text"]:
        found = f"no column {gone[0]!r}" if gone else "no column with the text"
        remedy = "name the columns: --columns text=COLUMN,title=COLUMN"
        raise ReadError(place, found, f"the columns are {', '.join(names) or 'none'}"[:300], remedy)
    return {field: column for field, column in used.items() if column}


def _value(row: Mapping[str, Any], column: str) -> str:
    """Return what stands in a column; "source.name" is the "name" of what stands in "source"."""
    value: Any = row
    for part in [column] if column in row else column.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("title")
    if isinstance(value, list):
        value = ", ".join(str(one.get("name", "") if isinstance(one, Mapping) else one) for one in value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    return "" if value is None else str(value).strip()


def _article(fields: dict[str, str], place: str) -> Article:
    """Return the article of one row. Raises ReadError if it has no text, or a date that is none."""
    text = fields.get("text", "")
    if len(text) > LIMIT:
        raise ReadError(place, f"a text longer than {LIMIT:,} characters", "expected an article", "it is skipped")
    stamp = fields.get("published", "")
    published = stamp if is_iso(stamp) else (taken(stamp) or ("", ""))[0]
    if stamp and not published:
        raise ReadError(
            place, f"the date {stamp[:40]!r}", "expected one such as 2017-06-28", "mend it, or leave it out"
        )
    known = Known(
        title=fields.get("title", ""),
        published=published,
        publisher=tidy(fields.get("publisher", "")),
        author=tidy(fields.get("author", "")),
        url=fields.get("url", ""),
        language=fields.get("language", "")[:2].lower() or "en",
    )
    is_markup = "</" in text or "<p>" in text or "<br" in text
    found = article(fragment(text) if is_markup else paragraphs(text), known)
    if found is None:
        raise ReadError(place, "no text", "expected the text of an article", "the row is skipped")
    return replace(found, id=fields["id"]) if fields.get("id") else found


TABLES: dict[str, TableReader] = {
    ".csv": separated,
    ".json": json,
    ".parquet": parquet,
    ".tsv": separated,
}
