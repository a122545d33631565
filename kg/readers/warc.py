"""Web archives (.warc, .warc.gz): an article a page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from kg.errors import OnError, ReadError
from kg.model import Article
from kg.readers.html import declared_charset, on_page
from kg.readers.packed import DAMAGED
from kg.readers.source import LIMIT, decoded

FOUND = "200"
END = (b"\r\n\r\n", b"\n\n")
"""What every record ends with, also as some programs write it."""


def articles(stream: BinaryIO, place: str, on_error: OnError) -> Iterator[tuple[str, Article]]:
    """Yield ("FILE: ADDRESS", article) for each archived web page that holds one; other records are passed over.

    The archive may be compressed as a whole or record by record. Raises ReadError if it is none; where it breaks off,
    what came before is yielded first.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    anything, noting = False, _Noting(stream)
    try:
        for record in ArchiveIterator(noting):
            anything = True
            headers = record.http_headers
            if record.rec_type != "response" or headers is None or headers.get_statuscode() != FOUND:
                continue
            kind = headers.get_header("Content-Type") or ""
            if "html" not in kind:
                continue
            address = record.rec_headers.get_header("WARC-Target-URI") or ""
            at = f"{place}: {address}"
            raw = record.content_stream().read(LIMIT + 1)
            if len(raw) > LIMIT:
                on_error(ReadError(at, f"a page longer than {LIMIT:,} bytes", "", "it is skipped"))
                continue
            if record.raw_stream.limit > 0:  # bytes that its length promised and that are not there
                raise EOFError
            try:
                found = on_page(decoded(raw, at, _charset(kind) or declared_charset(raw) or "utf-8"), "", address)
            except ReadError as error:
                on_error(error)
                continue
            if found is not None:
                yield at, found
        if noting.breaks_off or (anything and not noting.last.endswith(END)):
            raise EOFError
    except (ArchiveLoadFailed, AttributeError, EOFError, OSError, ValueError) as error:
        broken = "the archive breaks off" if anything else "no web archive"
        remedy = "what came before is read; save it again" if anything else "leave it out"
        raise ReadError(place, f"{broken} ({_reason(error)})"[:200], "expected WARC", remedy) from None
    if not anything:
        raise ReadError(place, "no record", "expected a WARC file with web pages", "leave it out")


class _Noting:
    """A stream that is read piece by piece, the last bytes that came from it, and whether it breaks off."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self.last, self.breaks_off = stream, b"", False

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes; nothing where what is compressed breaks off."""
        try:
            found: bytes = self._stream.read1(size)  # type: ignore[attr-defined]
        except DAMAGED:
            self.breaks_off, found = True, b""
        self.last = (self.last + found[-len(END[0]) :])[-len(END[0]) :]
        return found


def _reason(error: Exception) -> str:
    """Return what is wrong, in the words of the library where they are for people.

    Where the head of a record is cut off, it looks for an attribute of nothing.
    """
    if isinstance(error, EOFError | AttributeError):
        return "it ends within a record"
    return str(error) or type(error).__name__


def _charset(kind: str) -> str:
    name = kind.lower().partition("charset=")[2].partition(";")[0].strip(" \"'")
    return "cp1252" if name in ("iso-8859-1", "latin1", "us-ascii") else name
