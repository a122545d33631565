"""To which named graph a triple belongs, told from the triple: Turtle and RDF/XML hold the union of all graphs.

All that is said in one article has the article in its IRI, or hangs on what has: an evidence on its sentence, a
statement's origin on its evidence, an identifier on the entity that the article describes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import cast

from pyoxigraph import NamedNode, Quad

from kg.errors import StoreError
from kg.graph import vocabulary as v
from kg.graph.rdf import DEFAULT, Term
from kg.graph.reading import Graph, Reader


def housed(reader: Reader) -> Iterator[Quad]:
    """Yield the quads of a graph of which the default graph holds all triples.

    Raises StoreError where that cannot be told: of an evidence without sentence, and of a relation that one article
    words otherwise than another.
    """
    homes = _Homes(reader)
    for subject, predicate, object_, _ in reader.match(None, None, None, DEFAULT):
        for graph in homes.of(subject, predicate, object_):
            yield Quad(subject, predicate, object_, graph)


class _Homes:
    """Finds the graphs of a triple; what hangs on other triples is looked up once."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.of_evidence = lru_cache(maxsize=10_000)(self._of_evidence)
        self.of_link = lru_cache(maxsize=10_000)(self._of_link)
        self.of_label = lru_cache(maxsize=1_000)(self._of_label)
        self.rules: tuple[tuple[str, Callable[[NamedNode, NamedNode, Term], tuple[Graph, ...]]], ...] = (
            (v.ARTICLE, _of_article),
            (v.RUN, lambda s, p, o: (v.LOG,)),
            (v.EVIDENCE, lambda s, p, o: (self.of_evidence(s),)),
            (v.STATEMENT, self._of_statement),
            (v.ENTITY, _of_entity),
            (v.LINK, lambda s, p, o: self.of_link(s)),
            (v.LIKENESS, lambda s, p, o: (v.IDENTITY,)),
            (v.DECISION, lambda s, p, o: (v.LEDGER,)),
            (v.AGENT, lambda s, p, o: (v.LEDGER,)),
        )

    def of(self, subject: NamedNode, predicate: NamedNode, object_: Term) -> tuple[Graph, ...]:
        """Return the graphs that hold a triple."""
        for path, rule in self.rules:
            if subject.value.startswith(path):
                return rule(subject, predicate, object_)
        return self.of_label(subject) if predicate == v.LABEL else (DEFAULT,)

    def _of_evidence(self, evidence: NamedNode) -> NamedNode:
        sentence = self.reader.object(evidence, v.SENTENCE, DEFAULT)
        if not isinstance(sentence, NamedNode):
            raise StoreError(evidence.value, "it has no sentence", "expected one of an article", "export it anew")
        return article_of(sentence)

    def _of_statement(self, subject: NamedNode, predicate: NamedNode, object_: Term) -> tuple[Graph, ...]:
        if predicate == v.DERIVED_FROM:
            return (self.of_evidence(cast(NamedNode, object_)),)
        if predicate == v.REJECTED_BY:
            stated = self.reader.object(subject, v.TYPE, DEFAULT) is not None
            return (v.LEDGER, DEFAULT) if stated else (v.LEDGER,)
        return (DEFAULT,)

    def _of_link(self, link: NamedNode) -> tuple[Graph, ...]:
        holders = {row[0] for row in self.reader.match(None, v.HAS_LINK, link, DEFAULT)}
        articles = {article_of(one) for one in holders if one.value.startswith(v.ARTICLE)}
        merged = any(one.value.startswith(v.ENTITY) for one in holders)
        return (*sorted(articles, key=lambda one: one.value), *((DEFAULT,) if merged else ()))

    def _of_label(self, relation: NamedNode) -> tuple[Graph, ...]:
        labels = sorted(label.value for _, _, label, _ in self.reader.match(relation, v.LABEL, None, DEFAULT))
        if len(labels) > 1:
            found = f"articles word it differently: {', '.join(map(repr, labels))}"
            remedy = "load TriG, N-Quads or JSON-LD instead"
            raise StoreError(relation.value, found, "a format without named graphs does not tell which does", remedy)
        said = (row[0] for row in self.reader.match(None, v.PREDICATE, relation, DEFAULT))
        evidence = (row[2] for one in said for row in self.reader.match(one, v.DERIVED_FROM, None, DEFAULT))
        return (DEFAULT, *dict.fromkeys(self.of_evidence(cast(NamedNode, one)) for one in evidence))


def _of_article(subject: NamedNode, predicate: NamedNode, object_: Term) -> tuple[Graph, ...]:
    return (v.LOG,) if predicate in (v.GENERATED_BY, v.GENERATED_AT) else (article_of(subject),)


def _of_entity(subject: NamedNode, predicate: NamedNode, object_: Term) -> tuple[Graph, ...]:
    if predicate == v.REPLACED_BY:
        return (v.IDENTITY,)
    return (v.LEDGER,) if predicate in (v.GIVEN_LABEL, v.GIVEN_CLASS) else (DEFAULT,)


def article_of(node: NamedNode) -> NamedNode:
    """Return the article of a sentence, a mention or an entity as it describes it."""
    return NamedNode(node.value.partition("#")[0])
