"""Articles into the folder of a graph, on as many machines as Spark has: the wiring of this room."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from kg.entities.ledger import Ledger
from kg.errors import KgError, OnError
from kg.graph.incoming.files import UNFINISHED
from kg.identity import Settled
from kg.pipeline import Summary
from kg.settling import ledger_errors
from kg.spark.cluster import Cluster
from kg.spark.graph import QUADS, TABLE, write
from kg.spark.identity import resolve
from kg.spark.places import Folder
from kg.spark.reading import Fault, Found, Read, read
from kg.spark.shards import SHARDS, Reading, Shard, extracted

if TYPE_CHECKING:
    from pyspark import SparkContext


def build(
    context: SparkContext,
    paths: Sequence[str],
    columns: Mapping[str, str],
    reading: Reading,
    ledger: Ledger,
    folder: Folder,
    on_error: OnError,
) -> tuple[Summary, Settled]:
    """Read the articles of the paths, tell who is who, write the graph into the folder; return what was done.

    What a shard says is kept there from one build to the next. Raises KgError where the folder cannot be used.
    """
    _require(folder)
    found = read(context, paths, columns)
    shards = _extracted(found, folder, reading)
    for fault in sorted([*found.faults, *(fault for one in shards for fault in one.faults)], key=_order):
        on_error(fault.error)
    cluster = Cluster(context, folder, tuple(one.name for one in shards))
    who = resolve(cluster, ledger.decisions)
    all_ = write(cluster, who, reading.names)
    rejected = who.curation.rejected
    stated = set(all_.statements.keys().filter(lambda id_: id_ in rejected).collect()) if rejected else set()
    for error in ledger_errors(stated.__contains__, ledger, who.decisions, who.curation, who.faults):
        on_error(error)
    for name in set(folder.names(SHARDS)) - set(cluster.names):
        folder.remove(name)
    folder.remove(UNFINISHED)
    return _sum(found.faults, shards), Settled(who.replaced.count(), who.doubts.count())


def _require(folder: Folder) -> None:
    """Mark a folder as one in which a build goes on; raise KgError where it holds something else, or cannot be used."""
    ours = (f"{SHARDS}/", f"{QUADS}/", f"{TABLE}/", UNFINISHED)
    other = [name for name in folder.names() if not name.startswith(ours)]
    if other:
        found, expected = f"{other[0]!r} is there", "expected an empty folder, or that of an earlier build"
        raise KgError(folder.place, found, expected, "choose another with -o")
    folder.write(UNFINISHED, lambda stream: None)


def _extracted(found: Read, folder: Folder, reading: Reading) -> list[Shard]:
    """Have what the articles of each shard say kept in the folder."""
    return found.articles.values().mapPartitionsWithIndex(partial(_shard, folder, reading)).collect()


def _shard(folder: Folder, reading: Reading, number: int, found: Iterable[Found]) -> Iterator[Shard]:
    yield extracted(folder, reading, _attempt, number, found)


def _attempt() -> int:
    """Return how often the task that runs here was tried before."""
    from pyspark import TaskContext

    task = TaskContext.get()
    return task.attemptNumber() if task else 0


def _order(fault: Fault) -> tuple[int, int, str]:
    return fault.file, fault.number, str(fault.error)


def _sum(faults: Sequence[Fault], shards: Sequence[Shard]) -> Summary:
    """Return what was done in all shards."""
    whole = Summary(errors=len(faults))
    for one in (shard.summary for shard in shards):
        for name in ("articles", "skipped", "sentences", "statements", "facts", "claims", "errors"):
            setattr(whole, name, getattr(whole, name) + getattr(one, name))
        whole.rejections.update(one.rejections)
    return whole
