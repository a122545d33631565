"""CSV for Neo4j's bulk import: node and relationship files with its header fields (:ID, :LABEL, :START_ID, …).

Facts are relationships between entities, of the type EXPELLED. Claims are not: like facts they are nodes of their own,
with their evidence, which leads to the article. To import:

    neo4j-admin database import full --multiline-fields=true --nodes=entities.csv --nodes=values.csv
        --nodes=statements.csv --nodes=evidence.csv --nodes=articles.csv --relationships=facts.csv
        --relationships=links.csv
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from kg.graph.store import Store
from kg.model import EntityRef, Statement, Value, object_key
from kg.writers.package import Package
from kg.writers.rows import TABLES, Cell

LISTED = ";"
"""What parts the elements of a list; within one it becomes a comma."""
FIELDS = {"text": "", "texts": ":string[]", "whole": ":long", "number": ":double", "truth": ":boolean"}
LEFT_OUT = {
    "statements": ("subject", "object", "subject_label", "object_label", "value", "datatype"),
    "evidence": ("statement", "article", "attributed_to", "place"),
}
"""What links.csv says instead."""


def _fill(store: Store, folder: Path) -> None:
    for name, (head, rows) in FILES.items():
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(head)
            writer.writerows(map(_written, row) for row in rows(store))


def _written(cell: Cell) -> Cell:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return LISTED.join(one.replace(LISTED, ",") for one in cell) if isinstance(cell, tuple) else cell


def _nodes(name: str, label: str, prefix: str) -> tuple[list[str], Callable[[Store], Iterator[Iterable[Cell]]]]:
    """Return head and rows of the nodes of a table; ids get a prefix where those of other nodes could be the same."""
    table = TABLES[name]
    kept = [place for place, column in enumerate(table.columns) if column not in LEFT_OUT.get(name, ())]
    columns = list(table.columns.items())
    head = ["id:ID", *(f"{columns[place][0]}{FIELDS[columns[place][1]]}" for place in kept[1:]), ":LABEL"]

    def rows(store: Store) -> Iterator[Iterable[Cell]]:
        for row in table.rows(store):
            yield f"{prefix}{row[0]}", *(row[place] for place in kept[1:]), _labels(label, row)

    return head, rows


def _labels(label: str, row: tuple[Cell, ...]) -> tuple[str, ...]:
    if label == "Entity":
        return label, _local(str(row[2]))
    return (label,)


def _local(curie: str) -> str:
    """Return the last part of a CURIE or an IRI: "Person" of "news:Person"."""
    return re.split(r"[:/#]", curie)[-1]


def _values(store: Store) -> Iterator[Iterable[Cell]]:
    for value in sorted({one.object for one in store.triples() if isinstance(one.object, Value)}):
        yield object_key(value, None), value.value, value.datatype, "Value"


def _facts(store: Store) -> Iterator[Iterable[Cell]]:
    for one in store.triples():
        weight = store.weight(one)
        if weight.fact:
            start, end = _ends(one)
            yield start, end, one.id, one.relation.label, weight.confidence, weight.sources, _type(one.relation.id)


def _ends(statement: Statement) -> tuple[str, str]:
    assert statement.subject is not None
    object_ = statement.object
    end = f"e:{object_.id}" if isinstance(object_, EntityRef) else object_key(object_, None)
    return f"e:{statement.subject.id}", end


def _type(relation: str) -> str:
    """Return the type of a relationship as Neo4j writes them: HEADQUARTERED_IN."""
    return re.sub(r"\W", "_", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", _local(relation))).upper()


def _links(store: Store) -> Iterator[Iterable[Cell]]:
    for statement in store.statements():
        start, end = _ends(statement)
        yield statement.id, start, "SUBJECT"
        yield statement.id, end, "OBJECT"
        for one in statement.evidence:
            id_, said = one.id(statement.id), one.qualifiers
            yield statement.id, id_, "DERIVED_FROM"
            yield id_, f"article:{one.article}", "IN_ARTICLE"
            yield from ((id_, f"e:{source.id}", "ATTRIBUTED_TO") for source in said.attributed_to)
            if said.place:
                yield id_, f"e:{said.place.id}", "PLACE"


FILES: dict[str, tuple[list[str], Callable[[Store], Iterator[Iterable[Cell]]]]] = {
    "entities.csv": _nodes("entities", "Entity", "e:"),
    "statements.csv": _nodes("statements", "Statement", ""),
    "evidence.csv": _nodes("evidence", "Evidence", ""),
    "articles.csv": _nodes("articles", "Article", "article:"),
    "values.csv": (["id:ID", "value", "datatype", ":LABEL"], _values),
    "facts.csv": (
        [":START_ID", ":END_ID", "statement", "label", "confidence:double", "sources:long", ":TYPE"],
        _facts,
    ),
    "links.csv": ([":START_ID", ":END_ID", ":TYPE"], _links),
}

neo4j = Package(_fill, frozenset(FILES))
