"""What all stages share: the shards as they lie in the folder, and what is handed round between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, TypeVar

from kg.addresses import Folder
from kg.entities.kinds import Kinds
from kg.settling import classes
from kg.spark.reading import shard_of
from kg.spark.shards import Cast, casts

if TYPE_CHECKING:
    from pyspark import RDD, SparkContext

Content = TypeVar("Content")
Value = TypeVar("Value")
Pair = tuple[str, str]
Load = Callable[[Folder, str], list[tuple[str, Content]]]
"""Gives each article of a shard, by id, with some of what is kept of it."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Spark, and the shards of a folder by number, each the name of a file."""

    context: SparkContext
    folder: Folder
    names: tuple[str, ...]

    @property
    def parts(self) -> int:
        """Return in how many parts is divided what the articles say together: telling it is less work than reading."""
        return (len(self.names) + 1) // 2

    def casts(self) -> RDD[Cast]:
        """Return whom and what each article speaks of."""
        folder = self.folder
        names = self.context.parallelize(self.names, len(self.names))
        return names.flatMap(lambda name: [cast for _, cast in casts(folder, name)])

    def with_values(self, load: Load[Content], values: RDD[tuple[str, Value]]) -> RDD[tuple[Content, list[Value]]]:
        """Return what is loaded of each article, with the values that belong to the article of this id."""
        shards = len(self.names)
        lying = values.partitionBy(shards, partial(shard_of, shards=shards)).mapPartitions(_by_article)
        return self.context.parallelize(self.names, shards).zip(lying).flatMap(partial(_beside, self.folder, load))


def _by_article(values: Iterable[tuple[str, Value]]) -> Iterator[dict[str, list[Value]]]:
    found: dict[str, list[Value]] = defaultdict(list)
    for article, value in values:
        found[article].append(value)
    yield dict(found)


def _beside(
    folder: Folder, load: Load[Content], shard: tuple[str, dict[str, list[Value]]]
) -> Iterator[tuple[Content, list[Value]]]:
    name, values = shard
    for article, content in load(folder, name):
        yield content, values.get(article, [])


@cache
def kinds() -> Kinds:
    """Return the classes of the packaged ontology, which each worker reads once."""
    return Kinds(classes().is_a)
