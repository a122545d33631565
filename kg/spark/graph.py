"""What articles say into the graph of all of them: statements and entities merged by id, as quads and as tables.

The lines of all files of quads together are those of an export of the graph; each stands in one file.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from operator import add
from typing import IO, TYPE_CHECKING, Any, TypeVar, cast
from zlib import crc32

from pyoxigraph import Quad

from kg.addresses import Folder
from kg.entities.resolve import RULES
from kg.graph import vocabulary as v
from kg.graph.change import arriving, relation_labels
from kg.graph.incoming.files import PARTS
from kg.graph.merge import Tally, Weight, curated, judged, merged_entity, weight
from kg.graph.place import FORMAT
from kg.graph.rdf import entities_of, merged_entity_quads, statement_quads
from kg.graph.seal import Digested, Seal, seal_parts
from kg.graph.settle import ledger_quads, who_quads
from kg.graph.sources import Witness
from kg.identity import Curation, Likeness, referred
from kg.model import Entity, EntityRef, Extraction, Statement, Value, merged
from kg.spark.cluster import Cluster, Pair
from kg.spark.identity import Resolved
from kg.spark.keeping import kept
from kg.spark.reading import shard_of
from kg.spark.shards import extractions
from kg.writers.parquet import write_table
from kg.writers.prefixes import declaration
from kg.writers.rows import TABLES, Cell, article_row, entity_row, evidence_row, statement_row
from kg.writers.sorting import sorted_lines

if TYPE_CHECKING:
    from pyspark import RDD

QUADS, TABLE = "nquads", "parquet"
Item = TypeVar("Item")
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """What all articles say together: statements and entities by id, names of relations, prefixes in use."""

    statements: RDD[tuple[str, tuple[Statement, Weight]]]
    entities: RDD[tuple[str, Entity]]
    tallies: RDD[tuple[str, Tally]]
    labels: RDD[Quad]
    prefixes: list[str]


def merge(cluster: Cluster, who: Resolved, names: v.Names) -> Merged:
    """Return what all articles say together, once it is known who is who."""
    said = cluster.with_values(extractions, who.refers)
    parts = kept(said.flatMap(lambda row: _parts(*row, names)))
    curation = who.curation
    heard = parts.filter(lambda part: part[0] == "statement").values().groupByKey(cluster.parts)
    statements = kept(heard.map(lambda row: (row[0], _weighed(row[0], row[1], curation))))
    tallies = kept(parts.filter(lambda part: part[0] == "entity").values().reduceByKey(add, cluster.parts))
    entities = tallies.map(lambda row: (row[0], curated(merged_entity(*row), curation)))
    labels = parts.filter(lambda part: part[0] == "label").values()
    prefixes = parts.filter(lambda part: part[0] == "prefix").values().distinct(cluster.parts).collect()
    return Merged(statements, entities, tallies, labels, prefixes)


def write(cluster: Cluster, who: Resolved, names: v.Names) -> Merged:
    """Write the graph into the folder, as quads and as tables, in the place of an earlier one; return what it says."""
    all_ = merge(cluster, who, names)
    quads = _write_quads(cluster, who, all_, names)
    written = {*quads, *_write_tables(cluster, who, all_)}
    for kind in (QUADS, TABLE):
        for name in set(cluster.folder.names(kind)) - written:
            cluster.folder.remove(name)
    cluster.folder.write(PARTS, partial(seal_parts, quads, Seal(RULES, FORMAT)))
    return all_


def _parts(extraction: Extraction, refers: Iterable[Pair], names: v.Names) -> Iterator[tuple[str, Any]]:
    """Yield what an article adds to the graph of all: ("statement" | "entity" | "label" | "prefix", what)."""
    side = arriving(extraction, names, dict(refers))
    for node, statement in side.statements.items():
        yield "statement", (statement.id, (replace(statement, evidence=()), side.witnesses[node]))
    for entity, said in side.tallies.items():
        yield "entity", (v.local(entity, v.ENTITY), said)
    yield from (("prefix", prefix) for prefix in _prefixes(extraction))
    yield from (("label", quad) for quad in relation_labels(side, v.article(extraction.article.id)))


def _weighed(
    id_: str, heard: Iterable[tuple[Statement, list[Witness]]], curation: Curation
) -> tuple[Statement, Weight]:
    rows = list(heard)
    witnesses = chain.from_iterable(found for _, found in rows)
    return rows[0][0], judged(weight(witnesses), id_ in curation.rejected)


def _write_quads(cluster: Cluster, who: Resolved, all_: Merged, names: v.Names) -> dict[str, str]:
    """Write the quads, and return the digest of each file."""
    curation, decisions, context = who.curation, who.decisions, cluster.context
    used = {*all_.prefixes, *(curie.partition(":")[0] for curie in curation.types.values())}
    declared = sorted((used & names.prefixes.keys()) - v.PREFIXES.keys())
    quads: list[RDD[Quad]] = [
        all_.tallies.flatMap(lambda row: merged_entity_quads(*row, names, curation)),
        all_.statements.values().flatMap(lambda row: statement_quads(*row, names, curation)),
        all_.labels,
        who.merges.flatMap(lambda one: _likeness_quads("merge", one)),
        who.doubts.flatMap(lambda one: _likeness_quads("doubt", one)),
        who.replaced.flatMap(lambda one: list(who_quads((), [one]))),
        context.parallelize([0], 1).flatMap(lambda _: list(ledger_quads(decisions, curation, names))),
        context.parallelize(declared, 1).map(lambda prefix: declaration(prefix, names.prefixes[prefix])),
    ]
    lines = context.union([some.map(_line) for some in quads])
    merged_ = lines.map(lambda line: (crc32(line), line)).partitionBy(cluster.parts, int).values()
    own = cluster.with_values(extractions, who.refers).flatMap(
        lambda row: [_line(quad) for quad in arriving(row[0], names, dict(row[1])).quads]
    )
    folder = cluster.folder
    return {
        **_written(own, folder, QUADS, "articles-{:06}.nq.gz", _write_lines),
        **_written(merged_, folder, QUADS, "merged-{:06}.nq.gz", _write_lines),
    }


def _likeness_quads(kind: str, one: Likeness) -> list[Quad]:
    return list(who_quads([(kind, one)], ()))


def _line(quad: Quad) -> bytes:
    return f"{quad} .\n".encode()


def _write_lines(lines: Iterable[bytes], stream: IO[bytes]) -> str:
    """Write lines, sorted and packed, and return the digest of the file."""
    digested = Digested(stream)
    with gzip.GzipFile(filename="", mode="wb", fileobj=cast("IO[bytes]", digested), mtime=0) as packed:
        packed.writelines(sorted_lines(lines))
    return digested.sum.hexdigest()


def _prefixes(extraction: Extraction) -> set[str]:
    """Return the prefixes of the classes, relations and datatypes of an article."""
    classes = (one.type for one in entities_of(extraction))
    mentioned = (mention.type for one in entities_of(extraction) for mention in one.mentions)
    relations = (one.relation.id for one in extraction.statements)
    types = (one.object.datatype for one in extraction.statements if isinstance(one.object, Value))
    return {curie.partition(":")[0] for curie in (*classes, *mentioned, *relations, *types)}


def _write_tables(cluster: Cluster, who: Resolved, all_: Merged) -> list[str]:
    said = cluster.with_values(extractions, who.refers)
    articles = said.map(lambda row: article_row(row[0].article))
    evidence = said.flatMap(lambda row: _evidence_rows(*row))
    entities = _by_id(all_.entities, cluster.parts).map(lambda row: entity_row(row[1]))
    statements = _by_id(_labelled(cluster, all_), cluster.parts).map(lambda row: statement_row(*row[1]))
    tables = {"articles": articles, "entities": entities, "statements": statements, "evidence": evidence}
    return [name for table, rows in tables.items() for name in _write_rows(rows, cluster.folder, table)]


def _write_rows(rows: RDD[Row], folder: Folder, table: str) -> Iterable[str]:
    def fill(some: Iterable[Row], stream: IO[bytes]) -> str:
        write_table(TABLES[table], some, stream)
        return ""

    return _written(rows, folder, f"{TABLE}/{table}", "part-{:06}.parquet", fill)


def _by_id(rows: RDD[tuple[str, Item]], parts: int) -> RDD[tuple[str, Item]]:
    shared = rows.partitionBy(parts, lambda id_: shard_of(id_, parts))
    return shared.mapPartitions(lambda some: iter(sorted(some, key=lambda row: row[0])))


def _evidence_rows(extraction: Extraction, refers: Iterable[Pair]) -> Iterator[Row]:
    of = dict(refers)
    for statement in merged(referred(one, of) for one in extraction.statements):
        yield from (evidence_row(statement, one) for one in statement.evidence)


def _labelled(cluster: Cluster, all_: Merged) -> RDD[tuple[str, tuple[Statement, Weight]]]:
    """Return the statements with the labels that their ends have in the graph of all articles."""
    labels = kept(all_.entities.mapValues(lambda one: one.label))
    by_subject = all_.statements.map(lambda row: (row[1][0].subject.id, row[1]))  # type: ignore[union-attr]
    named = by_subject.join(labels, cluster.parts).map(lambda row: _with_subject(*row[1]))
    by_object = named.map(lambda row: (row[0].object.id if isinstance(row[0].object, EntityRef) else "", row))
    both = by_object.leftOuterJoin(labels, cluster.parts)
    return both.map(lambda row: _with_object(*row[1]))


def _with_subject(row: tuple[Statement, Weight], label: str) -> tuple[Statement, Weight]:
    statement, weight_ = row
    assert statement.subject is not None
    return replace(statement, subject=replace(statement.subject, label=label)), weight_


def _with_object(row: tuple[Statement, Weight], label: str | None) -> tuple[str, tuple[Statement, Weight]]:
    statement, weight_ = row
    if isinstance(statement.object, EntityRef) and label is not None:
        statement = replace(statement, object=replace(statement.object, label=label))
    return statement.id, (statement, weight_)


def _written(
    items: RDD[Item], folder: Folder, under: str, name: str, fill: Callable[[Iterable[Item], IO[bytes]], str]
) -> dict[str, str]:
    """Write each part into a file of its own, and return what `fill` tells of it, by name; of an empty part nothing."""

    def write_part(number: int, some: Iterable[Item]) -> Iterator[Pair]:
        rest = iter(some)
        first = next(rest, None)
        if first is not None:
            place = f"{under}/{name.format(number)}"
            told = list[str]()
            folder.write(place, lambda stream: told.append(fill(chain([first], rest), stream)))
            yield place, told[0]

    return dict(items.mapPartitionsWithIndex(write_part).collect())
