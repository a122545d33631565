"""Units into pairs that are alike: keys, blocks of those that share one, candidate pairs, scores."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from kg.entities.resolve import compared, keys, paired
from kg.entities.unit import Unit
from kg.identity import Likeness
from kg.spark.cluster import Cluster, Pair
from kg.spark.keeping import kept

if TYPE_CHECKING:
    from pyspark import RDD

Two = tuple[Unit, Unit]


def likes(cluster: Cluster, units: RDD[tuple[str, Unit]], apart: Collection[Pair]) -> RDD[Likeness]:
    """Return the pairs of units that are alike, and that nothing, nor anybody's decision, keeps `apart`."""
    placed = units.flatMap(lambda row: [(key.block, (row[0], key.side)) for key in set(keys(row[1]))])
    blocks = placed.groupByKey(cluster.parts)
    pairs = blocks.flatMap(lambda row: paired(row[1])).distinct(cluster.parts)
    firsts = pairs.join(units, cluster.parts).values()
    twos = firsts.join(units, cluster.parts).values()
    alike = kept(twos.flatMap(lambda two: _alike(two, apart)))
    wording = alike.flatMap(lambda row: [(about, row[0]) for about in row[1][1]])
    labels = wording.join(units.mapValues(lambda unit: unit.label), cluster.parts)
    by_pair = labels.map(lambda row: (row[1][0], (row[0], row[1][1]))).groupByKey(cluster.parts)
    worded = alike.mapValues(lambda found: found[0]).leftOuterJoin(by_pair, cluster.parts)
    return kept(worded.flatMap(lambda row: _likeness(row[1][0], row[1][1] or (), apart)))


def _alike(two: Two, apart: Collection[Pair]) -> Iterator[tuple[Pair, tuple[Two, frozenset[str]]]]:
    """Yield a pair that is alike, by ids, with the units whose labels the reasons speak of."""
    labels = _Asked()
    found = compared(*two, labels, apart)
    if found is not None:
        yield (found.first, found.second), (two, frozenset(labels.asked))


def _likeness(two: Two, labels: Iterable[Pair], apart: Collection[Pair]) -> Iterator[Likeness]:
    found = compared(*two, dict(labels), apart)
    if found is not None:
        yield found


class _Asked(Mapping[str, str]):
    """No labels, and the ids of the units of which they were asked for."""

    def __init__(self) -> None:
        self.asked = set[str]()

    def __getitem__(self, id_: str) -> str:
        self.asked.add(id_)
        raise KeyError(id_)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0
