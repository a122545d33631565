"""Paths into articles: one file a format, and the table READERS."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

from kg.errors import ReadError
from kg.model import Article
from kg.readers import html, jsonl, markdown, text
from kg.readers.source import UTF8_BOM, OnError, Reader
from kg.readers.walk import STANDARD_INPUT, files, unreadable

READERS: dict[str, Reader] = {
    ".htm": html.articles,
    ".html": html.articles,
    ".jsonl": jsonl.articles,
    ".md": markdown.articles,
    ".txt": text.articles,
}

__all__ = ["READERS", "Located", "OnError", "Reader", "located", "read"]


class Located(NamedTuple):
    """An article and the file that it stands in, as it was named; `alone` if the format has one article a file."""

    path: str
    alone: bool
    article: Article


def read(paths: Sequence[str], on_error: OnError) -> Iterator[Article]:
    """Yield the articles of files, folders and "-" (standard input), each id once.

    What cannot be read goes to `on_error` as a ReadError, and the rest is read. Two different articles with one id
    are an error and the first is kept; two equal ones are not. Besides one file (of JSON Lines, one line) only the
    ids seen and their places are held.
    """
    seen: set[str] = set()
    for _, _, article in located(paths, on_error):
        if article.id not in seen:
            seen.add(article.id)
            yield article


def located(paths: Sequence[str], on_error: OnError) -> Iterator[Located]:
    """Yield what `read` does, each article with the file it stands in, and equal ones once for each place."""
    seen: dict[str, tuple[bytes, str]] = {}
    for path in files(paths, READERS, on_error):
        for place, article in _read_file(path, on_error):
            content = bytes.fromhex(article.digest())[:12]
            known, first = seen.setdefault(article.id, (content, place))
            if known == content:
                yield Located(path, place == path, article)
            else:
                on_error(
                    ReadError(
                        place,
                        f"the id {article.id!r} is that of another article, in {first}",
                        "expected one id for each article",
                        "give one of them another id",
                    )
                )


def _read_file(path: str, on_error: OnError) -> Iterator[tuple[str, Article]]:
    try:
        if path == STANDARD_INPUT:
            stream, reader = _sniffed(sys.stdin.buffer)
            yield from reader(stream, "standard input", on_error)
        else:
            with Path(path).open("rb") as file:
                yield from READERS[Path(path).suffix.lower()](file, path, on_error)
    except ReadError as error:
        on_error(error)
    except OSError as error:
        on_error(unreadable(path, error))


def _sniffed(stream: BinaryIO) -> tuple[BinaryIO, Reader]:
    """Return the stream, nothing of it lost, and the reader that its first characters call for."""
    head = b""
    while (byte := stream.read(1)).isspace() or head + byte in (UTF8_BOM[:1], UTF8_BOM[:2], UTF8_BOM):
        head += byte
    head += byte
    if byte == b"<":
        head += stream.read(500)
    opening = head.removeprefix(UTF8_BOM).lstrip().lower()
    whole = io.BufferedReader(_Rewound(head, stream))
    if opening.startswith(b"{"):
        return whole, jsonl.articles
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
