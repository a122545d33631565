"""Paths into files, in an order that depends on nothing but their names."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from pathlib import Path, PurePath
from typing import IO, Any

import orjson

from kg.errors import OnError, ReadError
from kg.readers.packed import COMPRESSED, inner
from kg.readers.source import LIMIT

STANDARD_INPUT = "-"
COUNTED = {".docx", ".eml", ".htm", ".html", ".jsonl", ".md", ".pdf", ".txt"}
"""Files that hold one article, or one a line."""
ABOUT = {"readme", "license", "licence", "changelog", "contributing"}
"""Files that tell about a folder; as articles they are read only when named."""


def missing(path: str) -> ReadError | None:
    """Return what to say of a path where nothing is; None if something is there."""
    if path == STANDARD_INPUT or Path(path).exists():
        return None
    return ReadError(path, "there is no such file", "expected a file or a folder", "check the path")


def files(paths: Sequence[str], suffixes: Collection[str], on_error: OnError) -> Iterator[str]:
    """Yield the files that the paths name, in the order given; folders give theirs sorted by path.

    In folders, hidden files, other suffixes, files about the folder and listings of articles are passed over;
    named directly, another suffix is an error. "-" is yielded as it is.
    """
    for path in paths:
        place = Path(path)
        if path == STANDARD_INPUT:
            yield path
        elif place.is_dir():
            yield from _within(place, suffixes, on_error)
        elif fault := missing(path):
            on_error(fault)
        elif inner(place.name)[1] not in suffixes:
            found = f"the suffix {place.suffix!r}" if place.suffix else "a file without a suffix"
            expected = f"expected one of {', '.join(sorted({*suffixes, *COMPRESSED}))}"
            on_error(ReadError(path, found, expected, "rename it, or pipe it in as -"))
        else:
            yield path


def expected(paths: Sequence[str], suffixes: Collection[str]) -> int | None:
    """Return about how many articles the paths hold: one a page, one a line; None where a file may hold any number."""
    count = 0
    for name in files(paths, suffixes, lambda _: None):
        suffix = Path(name).suffix.lower()
        if suffix not in COUNTED:
            return None
        count += _lines(name) if suffix == ".jsonl" else 1
    return count


def _lines(name: str) -> int:
    try:
        with Path(name).open("rb") as stream:
            return sum(1 for line in stream if not line.isspace())
    except OSError:
        return 0


def _within(folder: Path, suffixes: Collection[str], on_error: OnError) -> Iterator[str]:
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        on_error(unreadable(str(folder), error))
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            if not entry.is_symlink():  # a link may lead back up: an endless folder
                yield from _within(entry, suffixes, on_error)
        elif is_wanted(entry.name, suffixes, partial(entry.open, "rb")):
            yield str(entry)


def is_wanted(name: str, suffixes: Collection[str], opened: Callable[[], IO[Any]]) -> bool:
    """Tell whether a file that a folder holds is read for its articles; `opened` opens it."""
    place = PurePath(name)
    return inner(name)[1] in suffixes and place.stem.lower() not in ABOUT and not _is_listing(place, opened)


def _is_listing(name: PurePath, opened: Callable[[], IO[Any]]) -> bool:
    """Tell whether a .jsonl file lists other files ({"file": …}) instead of holding articles."""
    if name.suffix.lower() != ".jsonl":
        return False
    try:
        with opened() as stream:
            row = orjson.loads(stream.readline(LIMIT))
    except (OSError, orjson.JSONDecodeError):
        return False
    return isinstance(row, dict) and "text" not in row and isinstance(row.get("file"), str)


def unreadable(place: str, error: OSError) -> ReadError:
    """Return the error for a file or folder that the system does not let us read."""
    reason = (error.strerror or "read error").lower()
    return ReadError(place, reason, "expected a file that can be read", "check its permissions")
