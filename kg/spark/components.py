"""Pairs into what hangs together through them: connected components, in a few rounds however long the chains.

Large and small stars in turn (Kiveris, Lattanzi, Mirrokni, Rastogi and Vassilvitskii 2014: Connected Components in
MapReduce and Beyond): of the neighbours of a node the larger ones are hung on the least, then the smaller ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from zlib import crc32

from kg.spark.cluster import Pair
from kg.spark.keeping import kept

if TYPE_CHECKING:
    from pyspark import RDD


def components(pairs: RDD[Pair], parts: int) -> RDD[Pair]:
    """Return (node, least node of its component) for each node of the pairs, also for the least ones."""
    edges = kept(pairs.filter(lambda pair: pair[0] != pair[1]).map(_downwards).distinct(parts))
    state = _state(edges)
    while True:
        large = edges.flatMap(lambda pair: (pair, pair[::-1])).groupByKey(parts).flatMap(_large_star)
        small = large.map(_downwards).groupByKey(parts).flatMap(_small_star)
        after = kept(small.distinct(parts))
        new = _state(after)
        edges.unpersist()
        if new == state:
            return after.union(after.values().distinct(parts).map(lambda node: (node, node)))
        edges, state = after, new


def _downwards(pair: Pair) -> Pair:
    return max(pair), min(pair)


def _large_star(row: tuple[str, Iterable[str]]) -> Iterator[Pair]:
    node, near = row[0], set(row[1])
    least = min(node, *near)
    yield from ((other, least) for other in near if other > node)


def _small_star(row: tuple[str, Iterable[str]]) -> Iterator[Pair]:
    node, near = row[0], set(row[1])
    least = min(near)
    yield from ((other, least) for other in (near - {least}) | {node})


def _state(edges: RDD[Pair]) -> tuple[int, int]:
    """Return what all but surely tells one set of edges from another."""
    marks = edges.map(lambda pair: (1, crc32("\t".join(pair).encode("utf-8", "surrogatepass")) ** 2))
    return marks.fold((0, 0), lambda one, other: (one[0] + other[0], one[1] + other[1]))
