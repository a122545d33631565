"""Compressed files and archives: what is inside them, a file at a time, never unpacked to disk."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import BinaryIO, cast
from zipfile import BadZipFile, ZipFile

from kg.errors import ReadError
from kg.readers.source import LIMIT

COMPRESSED: dict[str, Callable[[BinaryIO], BinaryIO]] = {
    ".bz2": lambda stream: cast(BinaryIO, bz2.BZ2File(stream)),
    ".gz": lambda stream: cast(BinaryIO, gzip.GzipFile(fileobj=stream)),
    ".xz": lambda stream: cast(BinaryIO, lzma.LZMAFile(stream)),  # noqa: SIM115 (its reader ends with the file it reads)
}
"""Suffix of one compressed file -> what unpacks it as it is read."""
ARCHIVES = (".tar", ".zip")
DAMAGED = (EOFError, gzip.BadGzipFile, zlib.error, lzma.LZMAError, tarfile.TarError, BadZipFile)
"""What a damaged file raises while it is read."""
MOST = 10 * LIMIT
"""Bytes to which a document that is an archive may unpack."""


def inner(path: str) -> tuple[str, str]:
    """Return the suffixes of a file: ("", ".txt"), (".gz", ".jsonl"), of an archive (".gz", ".tar")."""
    place = PurePath(path.lower())
    if place.suffix == ".tgz":
        return ".gz", ".tar"
    return (place.suffix, PurePath(place.stem).suffix) if place.suffix in COMPRESSED else ("", place.suffix)


def members(stream: BinaryIO, suffix: str, place: str) -> Iterator[tuple[str, BinaryIO]]:
    """Yield (name, stream) of each file in an archive, in its own order for .tar and by name for .zip.

    Raises ReadError if it is locked or damaged.
    """
    try:
        if suffix == ".zip":
            seekable = stream if stream.seekable() else io.BytesIO(stream.read(MOST))
            with ZipFile(seekable) as archive:
                for info in sorted(archive.infolist(), key=lambda one: one.filename):
                    if info.flag_bits & 1:
                        raise ReadError(place, f"{info.filename} is locked", "expected no password", "unlock it first")
                    if not info.is_dir():
                        with archive.open(info) as file:
                            yield info.filename, cast(BinaryIO, file)
        else:
            with tarfile.open(fileobj=stream, mode="r|") as tar:
                for entry in tar:
                    content = tar.extractfile(entry) if entry.isfile() else None
                    if content is not None:
                        yield entry.name, cast(BinaryIO, content)
    except DAMAGED:
        raise damaged(place) from None


def damaged(place: str) -> ReadError:
    """Return the error for a file that breaks off, or is not what its suffix says."""
    return ReadError(place, "a damaged file", "expected one that can be unpacked", "save it again")


def refuse_bomb(raw: bytes, place: str) -> None:
    """Raise ReadError for a document in .zip form that unpacks to far more than a document holds."""
    try:
        with ZipFile(io.BytesIO(raw)) as archive:
            size = sum(info.file_size for info in archive.infolist())
    except BadZipFile:
        raise damaged(place) from None
    if size > MOST:
        found = f"it unpacks to {size:,} bytes"
        raise ReadError(place, found, f"expected a document of at most {MOST:,}", "leave it out")
