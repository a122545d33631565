"""What copies of a text have in common: a sketch of a whole article, the runs of words of a sentence.

A sketch is a MinHash (Broder 1997) over the runs of four words of an article, 80 numbers of 16 bits: the share of equal
numbers in two sketches estimates the share of runs that the two texts have in common (Jaccard), with a standard error
of at most 0.06. Its 20 bands of four numbers each find the pairs to compare at linear cost (locality-sensitive
hashing): two texts that share half of their runs have a band in common with probability 0.72, at 0.7 with 0.996; what
is missed so is an edited text, whose sentences are compared beside it. Permutations and hash are this module's own, so
that a sketch never changes with a library.

Of a sentence those runs of ten words are kept that winnowing (Schleimer, Wilkerson and Aiken 2003) picks: two sentences
that share twelve words in a row share one of them for certain.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from hashlib import blake2b, shake_128
from operator import eq
from struct import iter_unpack
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

SHINGLE = 4  # words
NUMBERS, BAND = 80, 4
ALIKE = 0.5
"""From this share of equal numbers on, two articles are copies of one text."""
FEWEST = 40
"""Words of an article; shorter ones are compared by their sentences alone."""
RUN, WINDOW = 10, 3
HELD = 1_000
"""How many sketches an index holds, some 3 kB each."""

Sketch = bytes
"""80 numbers of 16 bits, little-endian; empty of a short text."""


def words(text: str) -> list[str]:
    """Return the words of a text in lower case, without punctuation: quotation marks make no other text."""
    return re.findall(r"\w+", text.casefold())


def sketch(text: str) -> Sketch:
    """Return the sketch of an article's text."""
    found = words(text)
    if len(found) < FEWEST:
        return b""
    from datasketch import MinHash

    made = MinHash(NUMBERS, hashfunc=_hash, permutations=_permutations(), scheme="affine32")
    made.update_batch([run.encode("utf-8", "surrogatepass") for run in sorted(set(_runs(found, SHINGLE)))])
    numbers: bytes = made.hashvalues.astype("<u2").tobytes()
    return numbers


def _hash(run: bytes) -> int:
    return int.from_bytes(blake2b(run, digest_size=4).digest(), "little")


@cache
def _permutations() -> tuple[np.ndarray, np.ndarray]:
    """Return factors, which are odd, and summands of h -> factor * h + summand modulo 2**32."""
    import numpy as np

    drawn = np.frombuffer(shake_128(b"kg: permutations of a sketch").digest(8 * NUMBERS), "<u4")
    return drawn[:NUMBERS] | np.uint32(1), drawn[NUMBERS:]


def written(made: Sketch) -> str:
    """Return a sketch as text."""
    return b64encode(made).decode("ascii")


def read(text: str) -> Sketch:
    """Return the sketch that `written` wrote."""
    return b64decode(text)


def bands(made: Sketch) -> Iterator[int]:
    """Yield each band of a sketch, with its place in it, as a number; sketches that share one may be alike."""
    size = 2 * BAND
    for start in range(0, len(made), size):
        yield int.from_bytes(made[start : start + size], "little") << 8 | start // size


def alike(one: Sketch, other: Sketch) -> bool:
    """Tell whether two articles have so much text in common that one is a copy of the other."""
    if one == other:
        return bool(one)
    if not (one and other):
        return False
    equal: int = sum(map(eq, iter_unpack("<H", one), iter_unpack("<H", other)))
    return equal >= ALIKE * NUMBERS


class Index:
    """Which of the sketches met so far are alike; a sketch is compared with those of its bands once, when it is met.

    After so many as it `holds` it begins anew: what it tells of sketches that it is asked about together is the same.
    """

    def __init__(self, holds: int = HELD) -> None:
        self._holds = holds
        self._alike: dict[Sketch, list[Sketch]] = {}
        self._bands: dict[int, list[Sketch]] = {}
        self.compared = 0

    def pairs(self, sketches: Collection[Sketch]) -> Iterator[tuple[Sketch, Sketch]]:
        """Yield each pair of the sketches that are alike, both ways round."""
        if len(self._alike) + len(sketches) > self._holds:
            self._alike, self._bands = {}, {}
        for one in sketches:
            if one and one not in self._alike:
                self._meet(one)
        for one in sketches:
            yield from ((one, other) for other in self._alike.get(one, ()) if other in sketches)

    def _meet(self, one: Sketch) -> None:
        near = {other for band in bands(one) for other in self._bands.get(band, ())}
        self.compared += len(near)
        self._alike[one] = [other for other in near if alike(one, other)]
        for other in self._alike[one]:
            self._alike[other].append(one)
        for band in bands(one):
            self._bands.setdefault(band, []).append(one)


def runs(found: Sequence[str]) -> list[int]:
    """Return the runs of ten words of a sentence that winnowing picks, as numbers."""
    hashes = [_hash(run.encode("utf-8", "surrogatepass")) for run in _runs(found, RUN)]
    width = min(WINDOW, len(hashes))
    return sorted({min(hashes[start : start + width]) for start in range(len(hashes) - width + 1)}) if hashes else []


def _runs(found: Sequence[str], length: int) -> Iterator[str]:
    """Yield each run of so many words, none where there are fewer."""
    return (" ".join(found[start : start + length]) for start in range(len(found) - length + 1))
