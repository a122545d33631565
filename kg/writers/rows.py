"""The graph as four tables: articles, entities, statements, evidence. Ids join them; lists stay lists."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from kg.graph.merge import Weight
from kg.graph.rdf import LINK_THRESHOLD
from kg.graph.store import Store
from kg.model import Article, Entity, EntityRef, Evidence, Statement, Value

Kind = Literal["text", "texts", "whole", "number", "truth"]
Cell = str | tuple[str, ...] | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of a table with the kinds of their cells, and its rows, by id."""

    columns: Mapping[str, Kind]
    rows: Callable[[Store], Iterator[tuple[Cell, ...]]]


def _articles(store: Store) -> Iterator[tuple[Cell, ...]]:
    return map(article_row, store.articles())


def article_row(one: Article) -> tuple[Cell, ...]:
    """Return the cells of an article."""
    told = (one.title, one.publisher, one.author, one.published, one.url, one.language)
    return one.id, *(cell or None for cell in told), one.text


def _entities(store: Store) -> Iterator[tuple[Cell, ...]]:
    return map(entity_row, store.entities())


def entity_row(one: Entity) -> tuple[Cell, ...]:
    """Return the cells of an entity."""
    same = tuple(link.iri for link in one.links if link.score >= LINK_THRESHOLD)
    maybe = tuple(link.iri for link in one.links if link.score < LINK_THRESHOLD)
    return one.id, one.label, one.type, one.aliases, same, maybe


def _statements(store: Store) -> Iterator[tuple[Cell, ...]]:
    return (statement_row(one, store.weight(one)) for one in store.triples())


def statement_row(one: Statement, weight: Weight) -> tuple[Cell, ...]:
    """Return the cells of a statement of which this is the weight."""
    subject, object_ = one.subject, one.object
    assert subject is not None
    entity = object_ if isinstance(object_, EntityRef) else None
    value = object_ if isinstance(object_, Value) else None
    return (
        one.id,
        subject.id,
        subject.label,
        one.relation.id,
        one.relation.label,
        entity.id if entity else None,
        entity.label if entity else None,
        value.value if value else None,
        value.datatype if value else None,
        weight.fact,
        weight.confidence,
        weight.sources,
    )


def _evidence(store: Store) -> Iterator[tuple[Cell, ...]]:
    for statement in store.statements():
        for one in statement.evidence:
            yield evidence_row(statement, one)


def evidence_row(statement: Statement, one: Evidence) -> tuple[Cell, ...]:
    """Return the cells of one evidence; `fact` tells whether this sentence alone states it as one."""
    said, quantity, object_ = one.qualifiers, one.quantity, one.object
    return (
        one.id(statement.id),
        statement.id,
        one.article,
        one.sentence.span.start,
        one.sentence.span.end,
        one.sentence.text,
        one.trigger.text,
        one.subject.text,
        object_.text if object_ else None,
        said.polarity,
        said.modality,
        tuple(source.id for source in said.attributed_to),
        said.fact,
        said.time.value if said.time else None,
        said.place.id if said.place else None,
        quantity.exactness if quantity else None,
        quantity.upper or None if quantity else None,
        one.confidence,
        one.extractor,
    )


TABLES: Mapping[str, Table] = {
    "articles": Table(
        {"id": "text", "title": "text", "publisher": "text", "author": "text", "published": "text", "url": "text",
         "language": "text", "text": "text"},
        _articles,
    ),
    "entities": Table(
        {"id": "text", "label": "text", "class": "text", "aliases": "texts", "same_as": "texts",
         "candidate_links": "texts"},
        _entities,
    ),
    "statements": Table(
        {"id": "text", "subject": "text", "subject_label": "text", "relation": "text", "relation_label": "text",
         "object": "text", "object_label": "text", "value": "text", "datatype": "text", "fact": "truth",
         "confidence": "number", "sources": "whole"},
        _statements,
    ),
    "evidence": Table(
        {"id": "text", "statement": "text", "article": "text", "start": "whole", "end": "whole", "sentence": "text",
         "trigger": "text", "subject_phrase": "text", "object_phrase": "text", "polarity": "text", "modality": "text",
         "attributed_to": "texts", "fact": "truth", "time": "text", "place": "text", "exactness": "text",
         "upper_bound": "text", "confidence": "number", "extractor": "text"},
        _evidence,
    ),
}  # fmt: skip
