"""Sentences with who says so and when: what a statement's evidence looks like to somebody who compares sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from pyoxigraph import NamedNode

from kg.graph import vocabulary as v
from kg.graph.dates import Extent, extent
from kg.graph.literals import reference
from kg.graph.rdf import DEFAULT
from kg.graph.reading import Reader
from kg.lines import Json, statement_rows
from kg.model import Article, EntityRef, Evidence, Span, Statement

if TYPE_CHECKING:
    from kg.graph.store import Store


@dataclass(frozen=True, slots=True)
class Saying:
    """One sentence that makes a statement, and the article that it stands in.

    `own` where the subject stands for it with its own word: who claims responsibility says to be responsible.
    """

    statement: Statement
    evidence: Evidence
    article: Article
    own: bool = False

    @property
    def source(self) -> str:
        """Return what tells the source from others: who says so in the end, else the publisher, else the article."""
        if self.own and self.statement.subject:
            return f"e:{self.statement.subject.id}"
        told = self.evidence.qualifiers.attributed_to
        return f"e:{told[-1].id}" if told else self.article.publisher.casefold() or self.article.id

    @property
    def heading(self) -> str:
        """Return day and source: "2024-03-05  Red Cross, in Harbor Post"; of the article itself the publisher alone."""
        told = ", quoting ".join(source.label for source in self.evidence.qualifiers.attributed_to)
        paper = self.article.publisher or f"article {self.article.id}"
        return f"{self.day or 'undated':10}  {f'{told}, in {paper}' if told else paper}"

    @property
    def words(self) -> str:
        """Return the sentence on one line."""
        return " ".join(self.evidence.sentence.text.split())

    def row(self) -> Json:
        """Return what `kg extract` prints of a sentence, with its words, publisher, date, title and address."""
        found = statement_rows(replace(self.statement, evidence=(self.evidence,)))[0]
        sentence = {"text": self.evidence.sentence.text, **cast("Json", found["sentence"])}
        article = {name: getattr(self.article, name) for name in ("publisher", "published", "title", "url")}
        return {**found, "sentence": sentence, **article}

    @property
    def day(self) -> str:
        """Return the day of publication; "" where it is not known."""
        known = extent(self.article.published[:10])
        return known.first if known else ""

    @property
    def time(self) -> Extent | None:
        """Return when it holds or happened; None where the sentence does not say."""
        time = self.evidence.qualifiers.time
        return extent(time.value) if time else None

    @property
    def order(self) -> tuple[str, str, int, str]:
        """Return what sayings are sorted by: day, article, place in the article, statement."""
        return self.day, self.article.id, self.evidence.sentence.span.start, self.statement.id


def sayings(store: Store, statement: Statement) -> list[Saying]:
    """Return the sentences that make a statement, first published first."""
    found = (Saying(statement, one, store.article(one.article)) for one in statement.evidence)
    return sorted(found, key=lambda one: one.order)


def attributed(reader: Reader, entity: str | None) -> Iterator[Statement]:
    """Yield what is attributed to an entity (or to any), alone or in a chain, with that evidence only, by id."""
    source = None if entity is None else v.entity(entity)
    yield from told(
        reader, dict.fromkeys((row[0], row[3]) for row in reader.match(None, v.ATTRIBUTED_TO, source, None))
    )


def denied(reader: Reader) -> Iterator[Statement]:
    """Yield what some sentence says is not so: statements with that evidence only, by id."""
    yield from told(reader, ((row[0], row[3]) for row in reader.match(None, v.POLARITY, v.NEGATIVE, None)))


def published(reader: Reader, publisher: str) -> Iterator[Statement]:
    """Yield what the articles of a publisher say, whatever its case: statements with that evidence only, by id."""
    for article in _nodes_by(reader, publisher):
        rows = reader.match(None, v.DERIVED_FROM, None, article)
        yield from told(reader, ((_node(row[2]), article) for row in rows))


def articles_by(reader: Reader, publisher: str) -> list[str]:
    """Return the ids of the articles of a publisher, whatever the case of its name, sorted."""
    return sorted(v.local(article, v.ARTICLE) for article in _nodes_by(reader, publisher))


def articles_at(reader: Reader, url: str) -> list[str]:
    """Return the ids of the articles from an address, sorted."""
    return sorted(v.local(row[0], v.ARTICLE) for row in reader.match(None, v.SOURCE, reference(url), None))


def named(reader: Reader, entity: NamedNode) -> bool:
    """Tell whether some article mentions an entity by name, and not only as "the army"."""
    rows = reader.match(None, v.REFERS_TO, entity, None)
    return any(any(reader.match(row[0], v.MENTIONS["name"], None, row[3])) for row in rows)


def _nodes_by(reader: Reader, publisher: str) -> list[NamedNode]:
    wanted = " ".join(publisher.casefold().split())
    rows = list(reader.match(None, v.PUBLISHER, None, None))
    return [row[3] for row in rows if row[0] == row[3] and " ".join(row[2].value.casefold().split()) == wanted]


def mentioned(reader: Reader, article: NamedNode, span: Span) -> list[EntityRef]:
    """Return the entities that an article mentions within a range of its text, by id."""
    rows = [row for kind in v.MENTIONS.values() for row in reader.match(None, kind, None, article)]
    there = {row[0] for row in rows if span.covers(v.span_of(_node(row[2])))}
    return sorted({reader.reference(reader.referent(described, article)) for described in there})


def publishers(reader: Reader) -> list[str]:
    """Return the names of all publishers, sorted."""
    return sorted({row[2].value for row in reader.match(None, v.PUBLISHER, None, None)})


def told(reader: Reader, evidence: Iterable[tuple[NamedNode, NamedNode]]) -> Iterator[Statement]:
    """Yield the statements that evidence, each with its article, makes."""
    found: dict[NamedNode, list[tuple[NamedNode, NamedNode]]] = {}
    for one, article in evidence:
        for statement, _, _, _ in reader.match(None, v.DERIVED_FROM, one, article):
            found.setdefault(statement, []).append((one, article))
    for node in sorted(found, key=str):
        stated = reader.about(node, DEFAULT)
        evidence_ = [reader.evidence(one, article, node, stated) for one, article in found[node]]
        evidence_.sort(key=lambda one: (one.article, one.sentence.span, one.trigger.span))
        yield replace(reader.said(node), evidence=tuple(evidence_))


def _node(term: object) -> NamedNode:
    assert isinstance(term, NamedNode)
    return term
