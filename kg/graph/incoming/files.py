"""The RDF files of an export: which formats there are, which files belong together, and what is wrong with one."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import IO, NamedTuple, cast
from xml.parsers import expat

from pyoxigraph import RdfFormat

from kg.addresses import is_address, listing, opened, size, within
from kg.errors import ReadError
from kg.graph.seal import Seal, Sealed

FORMATS = {
    ".nq": RdfFormat.N_QUADS,
    ".trig": RdfFormat.TRIG,
    ".jsonld": RdfFormat.JSON_LD,
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".rdf": RdfFormat.RDF_XML,
}
ZIPPED = ".gz"
SMALLER = 10  # times: what gzip makes of quads
UNFINISHED = "_UNFINISHED"
"""The file that lies in the folder of a graph in parts until all of them are written."""
PARTS = "_SEAL"
"""The file that has a line for each part, "DIGEST  NAME" as `sha256sum` writes it, and the seal of all."""


def is_rdf(place: Path | str) -> bool:
    """Tell whether the suffix of a file is that of a format that can be read (.nq, .trig.gz, …)."""
    return _suffix(place) in FORMATS


def _suffix(place: Path | str) -> str:
    return Path(_name(str(place)).removesuffix(ZIPPED)).suffix


def _name(place: str) -> str:
    """Return a place in lower case, of an address what stands before "?"."""
    return (place.partition("?")[0] if is_address(place) else place).lower()


class File(NamedTuple):
    """A file by path or address, with its size in bytes."""

    place: str
    size: int

    @property
    def format(self) -> RdfFormat:
        """Return the format that its suffix names."""
        return FORMATS[_suffix(self.place)]

    @property
    def zipped(self) -> bool:
        """Tell whether it is compressed."""
        return _name(self.place).endswith(ZIPPED)


@dataclass(frozen=True, slots=True)
class Export:
    """The files of an export; of one in parts, what its seal says, and the digest of each part by its place."""

    files: tuple[File, ...]
    seal: Seal | None = None
    digests: Mapping[str, str] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Return how many bytes the files have, as if none were compressed."""
        return sum(file.size * (SMALLER if file.zipped else 1) for file in self.files)

    def sealed(self, found: Mapping[str, Found]) -> Seal | None:
        """Return the seal of the export, if what was found in its files is what it tells of."""
        if not self.seal:
            return next(iter(found.values())).seal if len(found) == 1 else None
        return self.seal if {place: one.digest for place, one in found.items()} == self.digests else None


class Found(NamedTuple):
    """The digest of a file that was read to its end, if it was asked for, and the seal if it has one that fits."""

    digest: str
    seal: Seal | None


def export_at(place: Path | str) -> Export:
    """Return the export of a file, or of a folder with its parts; raise ReadError if there is none."""
    name = str(place)
    try:
        inside = listing(name)
        if inside is not None:
            return _in_parts(name, inside)
        found = size(name)
    except OSError as fault:
        raise ReadError(name, f"it cannot be read: {fault}", _expected(), "check it") from None
    if found is None:
        raise ReadError(name, "no such file", _expected(), "check the name")
    if not is_rdf(name):
        raise ReadError(name, f"suffix {Path(name).suffix!r} names no format", _expected(), "rename it")
    return Export((File(name, found),))


def _in_parts(folder: str, inside: Mapping[str, int]) -> Export:
    if UNFINISHED in inside:
        found = "the build that writes it has not come to its end"
        raise ReadError(folder, found, "expected a whole graph", "run that kg build again")
    files = tuple(File(within(folder, name), inside[name]) for name in sorted(inside, key=_parts) if is_rdf(name))
    if not files:
        raise ReadError(folder, "no RDF file is in it", _expected(), "name another folder")
    if PARTS not in inside:
        return Export(files)
    with opened(within(folder, PARTS)) as stream:
        sealed = Sealed(stream)
        text = b"".join(iter(sealed.read, b"")).decode(errors="replace")
    rows = [line.split("  ", 1) for line in text.splitlines() if not line.startswith("#")]
    return Export(files, sealed.seal(), {within(folder, row[-1]): row[0] for row in rows})


def _parts(name: str) -> tuple[str, ...]:
    return Path(name).parts


def _expected() -> str:
    return f"expected {', '.join(FORMATS)}, also followed by {ZIPPED}"


@contextmanager
def reading(file: File, *, digest: bool = False) -> Iterator[Reading]:
    """Give what reads a file, unpacked. Faults of its text, and in reading it, are raised as ReadError."""
    place = file.place
    try:
        if file.format == RdfFormat.RDF_XML:  # cut off within a word, it is whole to Oxigraph's parser
            with opened(place) as stream, _unpacked(file, stream) as text:
                expat.ParserCreate().ParseFile(text)
        with opened(place) as stream:
            raw = _Digested(stream) if digest else None
            with _unpacked(file, cast("IO[bytes]", raw or stream)) as text:
                yield Reading(Sealed(text), raw)
    except expat.ExpatError as fault:
        found = f"it cannot be parsed: {expat.errors.messages[fault.code]}"
        raise ReadError(f"{place}, line {fault.lineno}", found, "nothing was loaded", "export it anew") from None
    except SyntaxError as fault:
        where = f"{place}, line {fault.lineno}" if fault.lineno else place
        raise ReadError(where, f"it cannot be parsed: {fault.msg}", "nothing was loaded", "export it anew") from None
    except (OSError, EOFError, ValueError, zlib.error) as fault:
        if "No space left" in str(fault):
            found = "there is no space left on the disk for what it holds"
            raise ReadError(place, found, "nothing was loaded", "free some") from None
        found = fault.strerror if isinstance(fault, OSError) and fault.strerror else str(fault)
        raise ReadError(place, f"it cannot be read: {found}", "nothing was loaded", "export it anew") from None


def _unpacked(file: File, stream: IO[bytes]) -> IO[bytes]:
    return cast("IO[bytes]", gzip.open(stream)) if file.zipped else stream


class _Digested:
    """A stream that is read, and the digest of what was read."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream, self.sum = stream, sha256()

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes."""
        found = self._stream.read(size)
        self.sum.update(found)
        return found

    def __enter__(self) -> _Digested:
        return self

    def __exit__(self, *_: object) -> None:
        """Leave the stream open, for whoever opened it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A file that is being read: its text, and its bytes if a digest of them is wanted."""

    text: Sealed
    raw: _Digested | None

    def found(self) -> Found:
        """Return what there is to tell of it once it was read to its end."""
        return Found(self.raw.sum.hexdigest() if self.raw else "", self.text.seal())
