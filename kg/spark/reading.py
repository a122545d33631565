"""Files into articles, each in the shard of its id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from kg.addresses import opened
from kg.errors import KgError
from kg.model import Article
from kg.readers import articles, taken
from kg.spark.keeping import kept
from kg.spark.places import files

if TYPE_CHECKING:
    from pyspark import RDD, SparkContext

CHARACTERS = 1_000_000
"""Of text in a shard at most, about half a minute of reading."""


class Found(NamedTuple):
    """An article where it stands, in the order in which one machine meets it."""

    file: int
    number: int
    place: str
    article: Article


class Fault(NamedTuple):
    """What could not be read, in the same order."""

    file: int
    number: int
    error: KgError


@dataclass(frozen=True, slots=True)
class Read:
    """Articles by shard, how many shards there are, and what could not be read."""

    articles: RDD[tuple[int, Found]]
    shards: int
    faults: list[Fault]


def read(context: SparkContext, paths: Sequence[str], columns: Mapping[str, str]) -> Read:
    """Return the articles of paths and addresses, shared out to shards; equal ids are in one."""
    errors: list[KgError] = []
    listed = list(enumerate(files(paths, errors.append)))
    slices = max(1, min(len(listed), 4 * context.defaultParallelism))
    found = kept(context.parallelize(listed, slices).flatMap(partial(_pieces, dict(columns))))
    nothing: Measure = (0, [])
    size, faults = found.aggregate(nothing, _measured, _both)
    shards = shards_of(size)
    articles = found.flatMap(lambda one: [one] if isinstance(one, Found) else [])
    shared = articles.map(lambda one: (shard_of(one.article.id, shards), one)).partitionBy(shards, int)
    return Read(shared, shards, [*(Fault(-1, number, error) for number, error in enumerate(errors)), *faults])


Measure = tuple[int, list[Fault]]
"""Characters of text, and what could not be read."""


def _measured(known: Measure, one: Found | Fault) -> Measure:
    if isinstance(one, Fault):
        return known[0], [*known[1], one]
    return known[0] + len(one.article.text), known[1]


def _both(one: Measure, other: Measure) -> Measure:
    return one[0] + other[0], one[1] + other[1]


def shards_of(size: int) -> int:
    """Return how many shards there are of so many characters: two or more, and twice as many where they grow too large.

    So most articles stay in their shard when others come.
    """
    return 1 << max(1, (size // CHARACTERS).bit_length())


def shard_of(key: str, shards: int) -> int:
    """Return the shard of an article, or of anything else that has an id: the same on all machines, at all times."""
    return crc32(key.encode("utf-8", "surrogatepass")) % shards


def _pieces(columns: Mapping[str, str], file: tuple[int, tuple[str, str]]) -> Iterator[Found | Fault]:
    number, (name, where) = file
    errors: list[KgError] = []
    count = 0
    for place, article in articles(name, errors.append, columns, lambda _: opened(where)):
        yield from (Fault(number, count, error) for error in errors)
        errors.clear()
        yield Found(number, count, place, article)
        count += 1
    yield from (Fault(number, count, error) for error in errors)


def once(found: Iterable[Found]) -> tuple[list[Article], list[Fault]]:
    """Return the articles of a shard by id, each once, and what is wrong with the others.

    Of different ones that bear one id the first is kept, in the order of the files.
    """
    kept: list[Article] = []
    faults: list[Fault] = []
    for id_, same in groupby(sorted(found, key=_by_id), key=lambda one: one.article.id):
        first, *rest = same
        kept.append(first.article)
        others = (one for one in rest if one.article.digest() != first.article.digest())
        faults += (Fault(one.file, one.number, taken(one.place, id_, first.place)) for one in others)
    return kept, faults


def _by_id(one: Found) -> tuple[str, int, int]:
    return one.article.id, one.file, one.number
