"""Paths into articles: one file a format, and the tables READERS and TABLES."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

from kg.errors import OnError, ReadError
from kg.model import Article
from kg.readers import epub, feed, html, jsonl, mail, markdown, packed, pdf, text, walk, warc, word
from kg.readers.seen import Seen
from kg.readers.source import UTF8_BOM, Reader
from kg.readers.table import TABLES, Columns, TableReader, mapping
from kg.readers.walk import STANDARD_INPUT, files, is_wanted, unreadable

READERS: dict[str, Reader] = {
    ".atom": feed.articles,
    ".docx": word.articles,
    ".eml": mail.mail,
    ".epub": epub.articles,
    ".htm": html.articles,
    ".html": html.articles,
    ".jsonl": jsonl.articles,
    ".mbox": mail.mailbox,
    ".md": markdown.articles,
    ".pdf": pdf.articles,
    ".rss": feed.articles,
    ".txt": text.articles,
    ".warc": warc.articles,
    ".xml": feed.articles,
}

SUFFIXES = frozenset({*READERS, *TABLES, *packed.ARCHIVES})
Opened = Callable[[str], BinaryIO]
"""Opens what has this name, to be read."""

__all__ = [
    "READERS",
    "SUFFIXES",
    "TABLES",
    "Columns",
    "Located",
    "OnError",
    "Opened",
    "Reader",
    "articles",
    "expected",
    "is_wanted",
    "listed",
    "located",
    "mapping",
    "read",
    "taken",
]


class Located(NamedTuple):
    """An article and the file that it stands in, as it was named; `alone` if the format has one article a file."""

    path: str
    alone: bool
    article: Article


def read(paths: Sequence[str], on_error: OnError, columns: Columns | None = None) -> Iterator[Article]:
    """Yield the articles of files, folders and "-" (standard input), each id once.

    What cannot be read goes to `on_error` as a ReadError, and the rest is read. Two different articles with one id
    are an error and the first is kept; two equal ones are not. Besides one file (of JSON Lines, one line) only the
    ids seen and their places are held. `columns` names the columns of tables that go by no usual name.
    """
    seen: set[str] = set()
    for _, _, article in located(paths, on_error, columns):
        if article.id not in seen:
            seen.add(article.id)
            yield article


def located(paths: Sequence[str], on_error: OnError, columns: Columns | None = None) -> Iterator[Located]:
    """Yield what `read` does, each article with the file it stands in, and equal ones once for each place."""
    seen = Seen()
    for path in listed(paths, on_error):
        for place, article in articles(path, on_error, columns):
            content = bytes.fromhex(article.digest())[:12]
            known, first = seen.first(article.id, content, place)
            if known == content:
                yield Located(path, place == path, article)
            else:
                on_error(taken(place, article.id, first))


def taken(place: str, id_: str, first: str) -> ReadError:
    """Return the error for an article whose id is that of another one, which was `first`."""
    found = f"the id {id_!r} is that of another article, in {first}"
    return ReadError(place, found, "expected one id for each article", "give one of them another id")


def listed(paths: Sequence[str], on_error: OnError) -> Iterator[str]:
    """Yield the files that `read` reads, in order; of an unreadable folder, and a name that is none, `on_error`."""
    return files(paths, SUFFIXES, on_error)


def articles(
    path: str, on_error: OnError, columns: Columns | None = None, opened: Opened | None = None
) -> Iterator[tuple[str, Article]]:
    """Yield each article of a file with the place where it stands; `opened` opens what is no file of this machine."""
    readers = READERS | {suffix: _with(columns or {}, reader) for suffix, reader in TABLES.items()}
    return _read_file(path, readers, on_error, opened or (lambda name: Path(name).open("rb")))


def expected(paths: Sequence[str]) -> int | None:
    """Return about how many articles `read` will yield; None where that cannot be told beforehand."""
    return walk.expected(paths, SUFFIXES)


def _with(columns: Columns, table: TableReader) -> Reader:
    return lambda stream, place, on_error: table(stream, place, on_error, columns)


def _read_file(
    path: str, readers: Mapping[str, Reader], on_error: OnError, opened: Opened
) -> Iterator[tuple[str, Article]]:
    try:
        if path == STANDARD_INPUT:
            stream, reader = _sniffed(sys.stdin.buffer)
            yield from reader(stream, "standard input", on_error)
        else:
            with opened(path) as file:
                yield from _read_stream(file, path, readers, on_error)
    except ReadError as error:
        on_error(error)
    except packed.DAMAGED:
        on_error(packed.damaged(path))
    except OSError as error:
        on_error(unreadable(path, error))


def _read_stream(
    stream: BinaryIO, path: str, readers: Mapping[str, Reader], on_error: OnError
) -> Iterator[tuple[str, Article]]:
    compression, suffix = packed.inner(path)
    if compression:
        stream = packed.COMPRESSED[compression](stream)
    if suffix not in packed.ARCHIVES:
        yield from readers[suffix](stream, path, on_error)
        return
    for name, member in packed.members(stream, suffix, path):
        compression, inner = packed.inner(name)
        if inner in readers and not Path(name).name.startswith("."):
            try:
                yield from _read_stream(member, f"{path}/{name}", readers, on_error)
            except ReadError as error:
                on_error(error)
            except packed.DAMAGED:
                on_error(packed.damaged(f"{path}/{name}"))
        elif inner in packed.ARCHIVES:
            on_error(ReadError(f"{path}/{name}", "an archive within an archive", "expected files", "unpack it first"))


def _sniffed(stream: BinaryIO) -> tuple[BinaryIO, Reader]:
    """Return the stream, nothing of it lost, and the reader that its first characters call for."""
    head = b""
    while byte := stream.read(1):
        if not byte.isspace() and head + byte not in (UTF8_BOM[:1], UTF8_BOM[:2], UTF8_BOM):
            break
        head += byte
    head += byte
    if byte == b"<":
        head += stream.read(500)
    opening = head.removeprefix(UTF8_BOM).lstrip().lower()
    whole = io.BufferedReader(_Rewound(head, stream))
    if opening.startswith(b"{"):
        return whole, jsonl.articles
    if opening.startswith(b"%pdf"):
        return whole, pdf.articles
    return whole, html.articles if html.looks_like(opening) else text.articles


class _Rewound(io.RawIOBase):
    """A stream whose first bytes, already taken, come again."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self.head, self.rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        taken = self.head[: len(buffer)] or self.rest.read1(len(buffer))  # type: ignore[attr-defined]
        self.head = self.head[len(taken) :]
        buffer[: len(taken)] = taken
        return len(taken)
