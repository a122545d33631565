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
from collections.abc import Callable, Iterable, Iterator, Sequence
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


def bands(made: Sketch) -> Iterator[tuple[int, bytes]]:
    """Yield each band of a sketch with its place; sketches with a band in common may be alike."""
    size = 2 * BAND
    return ((start, made[start : start + size]) for start in range(0, len(made), size))


def alike(one: Sketch, other: Sketch) -> bool:
    """Tell whether two articles have so much text in common that one is a copy of the other."""
    if one == other:
        return bool(one)
    if not (one and other):
        return False
    equal: int = sum(map(eq, iter_unpack("<H", one), iter_unpack("<H", other)))
    return equal >= ALIKE * NUMBERS


def alike_in(bucket: Sequence[Sketch], joined: Callable[[Sketch, Sketch], bool]) -> Iterator[tuple[Sketch, Sketch]]:
    """Yield pairs of a bucket that are alike and not `joined` yet: enough of them to join all that are to be.

    Each is compared with those that nothing has joined with it before, so that a bucket of copies costs no more than
    its length.
    """
    rest = list(bucket)
    while rest:
        reached = [rest.pop()]
        while reached and rest:
            one, apart = reached.pop(), []
            for other in rest:
                if joined(one, other):
                    reached.append(other)
                elif alike(one, other):
                    yield one, other
                    reached.append(other)
                else:
                    apart.append(other)
            rest = apart


def buckets(sketches: Iterable[Sketch]) -> list[list[Sketch]]:
    """Return the sketches that have a band in common, by band; those that share none with another are left out."""
    found: dict[tuple[int, bytes], list[Sketch]] = {}
    for one in sketches:
        for band in bands(one):
            found.setdefault(band, []).append(one)
    return [bucket for bucket in found.values() if len(bucket) > 1]


def runs(found: Sequence[str]) -> list[int]:
    """Return the runs of ten words of a sentence that winnowing picks, as numbers."""
    hashes = [_hash(run.encode("utf-8", "surrogatepass")) for run in _runs(found, RUN)]
    width = min(WINDOW, len(hashes))
    return sorted({min(hashes[start : start + width]) for start in range(len(hashes) - width + 1)}) if hashes else []


def _runs(found: Sequence[str], length: int) -> Iterator[str]:
    """Yield each run of so many words, none where there are fewer."""
    return (" ".join(found[start : start + length]) for start in range(len(found) - length + 1))
