"""The seal of an export: its last line, a comment, from which whoever loads it knows that it is as it was written.

    # kg 1.0.0: graph format 5, who is who by rules 5, sha256 9b0307fd...

The digest is that of all bytes before the line. It tells a change by accident from none, and is no signature: whoever
edits a file can make a new seal for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from io import BufferedWriter, RawIOBase
from pathlib import Path
from typing import IO, Any, cast

from kg import __version__

LONGEST = 512
"""No seal has more bytes."""
BUFFER = 1 << 20
_SEAL = re.compile(rb"# (kg \S+): graph format (\d+), who is who by rules (\S+), sha256 (\w{64})\n")


SUFFIXES = (".nq", ".trig", ".ttl")
"""Of the files whose format has comments, and so a place for a seal."""


def lacks_seal(file: Path) -> bool:
    """Tell whether a file that may have a seal ends without one; whether it fits shows once all of it is read.

    Raises OSError.
    """
    if file.suffix not in SUFFIXES:
        return False
    with file.open("rb") as stream:
        stream.seek(max(0, file.stat().st_size - LONGEST))
        end = stream.read()
    return not _SEAL.fullmatch(end[end.rfind(b"\n", 0, -1) + 1 :])


@dataclass(frozen=True, slots=True)
class Seal:
    """What an export says of itself: by which rules it is settled who is who, and what wrote it, in which format."""

    rules: str
    format: int
    tool: str = f"kg {__version__}"

    def line(self, digest: str) -> bytes:
        """Return the last line of an export of which the rest has this digest."""
        said = f"graph format {self.format}, who is who by rules {self.rules}, sha256 {digest}"
        return f"# {self.tool}: {said}\n".encode()

    def is_ours(self, format_: int) -> bool:
        """Tell whether this version of the program wrote it, and in this format."""
        return (self.tool, self.format) == (f"kg {__version__}", format_)


@contextmanager
def sealing(stream: IO[bytes], seal: Seal) -> Iterator[IO[bytes]]:
    """Give a stream that passes on what is written, and have the seal written after it."""
    digested = Digested(stream)
    buffered = BufferedWriter(cast("Any", digested), BUFFER)
    yield buffered
    buffered.flush()
    stream.write(seal.line(digested.sum.hexdigest()))


def seal_parts(digests: Mapping[str, str], seal: Seal, stream: IO[bytes]) -> None:
    """Write the seal of an export in parts: a line for each, as `sha256sum` writes it, and the seal of these lines."""
    with sealing(stream, seal) as lines:
        lines.writelines(f"{digests[name]}  {name}\n".encode() for name in sorted(digests))


class Digested(RawIOBase):
    """Passes on what is written, and knows the digest of it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream, self.sum = stream, sha256()

    def writable(self) -> bool:
        """Tell that it can be written to."""
        return True

    def write(self, data: bytes | memoryview) -> int:  # type: ignore[override]  # Python 3.11 has no Buffer
        """Pass on some bytes, all of them."""
        self.sum.update(data)
        self._stream.write(data)
        return memoryview(data).nbytes


class Sealed:
    """A stream that is read, and its seal, once it was read to its end."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream, self._sum = stream, sha256()
        self._block, self._given, self._last = b"", 0, b""

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes, or as many of them as there are at hand."""
        if self._given == len(self._block):
            self._fill()
        start = self._given
        self._given = len(self._block) if size < 0 else min(start + size, len(self._block))
        return self._block[start : self._given]

    def _fill(self) -> None:
        self._block, self._given = self._stream.read(BUFFER), 0
        held = self._last + self._block
        self._sum.update(held[:-LONGEST])
        self._last = held[-LONGEST:]

    def seal(self) -> Seal | None:
        """Return the seal; None if there is none, or it is not that of what was read."""
        start = self._last.rfind(b"\n", 0, -1) + 1
        match = _SEAL.fullmatch(self._last[start:])
        if not match:
            return None
        self._sum.update(self._last[:start])
        tool, format_, rules, digest = (part.decode() for part in match.groups())
        return Seal(rules, int(format_), tool) if digest == self._sum.hexdigest() else None
