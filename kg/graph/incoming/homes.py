"""To which named graph a triple belongs, told from all triples: Turtle and RDF/XML hold the union of all graphs.

All that is said in one article has the article in its IRI, or hangs on what has: an evidence on its sentence, a
statement's origin on its evidence, an identifier on the entity that the article describes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any, cast

from pyoxigraph import NamedNode, Quad

from kg.errors import StoreError
from kg.graph import vocabulary as v
from kg.graph.rdf import DEFAULT
from kg.graph.reading import Graph

Graphs = tuple[Graph, ...]
Triples = Callable[[], Iterable[Any]]
"""Gives the quads of a default graph, each time anew; subject and predicate of each are IRIs."""


def housed(triples: Triples) -> Iterator[Quad]:
    """Yield the quads of a graph of which the default graph holds all triples, which are gone through twice.

    Raises StoreError where that cannot be told: of an evidence without sentence, and of a relation that one article
    words otherwise than another.
    """
    homes = _Homes(triples())
    last, kind, usual = "", "", cast(Graphs, ())
    for quad in triples():
        subject = quad.subject.value
        if subject != last:
            last, kind, usual = subject, _kind(subject), homes.of_subject(subject)
        unusual = homes.unusual.get((kind, quad.predicate.value))
        for graph in unusual(quad) if unusual else usual:
            yield Quad(quad.subject, quad.predicate, quad.object, graph)


KINDS = (v.ARTICLE, v.RUN, v.EVIDENCE, v.STATEMENT, v.ENTITY, v.LINK, v.LIKENESS, v.DECISION, v.AGENT)
OTHER = ""


def _kind(subject: str) -> str:
    """Return the path of what this program names, nothing for other IRIs."""
    return next((path for path in KINDS if subject.startswith(path)), OTHER)


class _Homes:
    """Finds the graphs of a triple. What hangs on other triples is noted first."""

    def __init__(self, triples: Iterable[Any]) -> None:
        self._articles: dict[str, NamedNode] = {}  # of evidence
        self._origins: list[tuple[str, str]] = []  # statements and their evidence
        self._relations: dict[str, str] = {}  # of statements
        self._holders: defaultdict[str, set[str]] = defaultdict(set)  # of links
        self._labels: defaultdict[str, set[str]] = defaultdict(set)  # of relations
        noting: dict[str, Callable[[Any], None]] = {
            v.SENTENCE.value: self._note_evidence,
            v.DERIVED_FROM.value: self._note_origin,
            v.PREDICATE.value: self._note_relation,
            v.HAS_LINK.value: self._note_link,
            v.LABEL.value: self._note_label,
        }
        for quad in triples:
            if note := noting.get(quad.predicate.value):
                note(quad)
        self._wording = self._worded()
        log, identity, ledger = (lambda quad: (v.LOG,)), (lambda quad: (v.IDENTITY,)), (lambda quad: (v.LEDGER,))
        self.unusual: dict[tuple[str, str], Callable[[Any], Graphs]] = {
            (v.ARTICLE, v.GENERATED_BY.value): log,
            (v.ARTICLE, v.GENERATED_AT.value): log,
            (v.ENTITY, v.REPLACED_BY.value): identity,
            (v.ENTITY, v.GIVEN_LABEL.value): ledger,
            (v.ENTITY, v.GIVEN_CLASS.value): ledger,
            (v.STATEMENT, v.DERIVED_FROM.value): lambda quad: (self._of_evidence(quad.object.value),),
            (v.STATEMENT, v.REJECTED_BY.value): self._of_rejection,
            (OTHER, v.LABEL.value): self._of_label,
        }
        """The graphs of a triple by the kind of its subject and its predicate, where these are not `of_subject`."""

    def _note_evidence(self, quad: Any) -> None:  # noqa: ANN401 - its subject and predicate are IRIs
        self._articles[quad.subject.value] = article_of(quad.object.value)

    def _note_origin(self, quad: Any) -> None:  # noqa: ANN401
        self._origins.append((quad.subject.value, quad.object.value))

    def _note_relation(self, quad: Any) -> None:  # noqa: ANN401
        self._relations[quad.subject.value] = quad.object.value

    def _note_link(self, quad: Any) -> None:  # noqa: ANN401
        self._holders[quad.object.value].add(quad.subject.value)

    def _note_label(self, quad: Any) -> None:  # noqa: ANN401
        if _kind(quad.subject.value) == OTHER:
            self._labels[quad.subject.value].add(quad.object.value)

    def _worded(self) -> dict[str, set[NamedNode]]:
        """Return the articles that use a relation."""
        found: defaultdict[str, set[NamedNode]] = defaultdict(set)
        for statement, evidence in self._origins:
            if relation := self._relations.get(statement):
                found[relation].add(self._of_evidence(evidence))
        self._origins.clear()
        return found

    def of_subject(self, subject: str) -> Graphs:
        """Return the graphs that hold what is said of a subject, but for what is `unusual`."""
        kind = _kind(subject)
        if kind == v.ARTICLE:
            return (article_of(subject),)
        if kind == v.EVIDENCE:
            return (self._of_evidence(subject),)
        if kind == v.LINK:
            return self._of_link(subject)
        return _FIXED.get(kind, (DEFAULT,))

    def _of_evidence(self, evidence: str) -> NamedNode:
        if evidence not in self._articles:
            raise StoreError(evidence, "it has no sentence", "expected one of an article", "export it anew")
        return self._articles[evidence]

    def _of_rejection(self, quad: Any) -> Graphs:  # noqa: ANN401
        return (v.LEDGER, DEFAULT) if quad.subject.value in self._relations else (v.LEDGER,)

    def _of_link(self, link: str) -> Graphs:
        holders = self._holders[link]
        articles = {article_of(one) for one in holders if one.startswith(v.ARTICLE)}
        merged = any(one.startswith(v.ENTITY) for one in holders)
        return (*articles, *((DEFAULT,) if merged else ()))

    def _of_label(self, quad: Any) -> Graphs:  # noqa: ANN401
        relation = quad.subject.value
        labels = sorted(self._labels[relation])
        if len(labels) > 1:
            found = f"articles word it differently: {', '.join(map(repr, labels))}"
            remedy = "load TriG, N-Quads or JSON-LD instead"
            raise StoreError(relation, found, "a format without named graphs does not tell which does", remedy)
        return (DEFAULT, *self._wording.get(relation, ()))


_FIXED: dict[str, Graphs] = {
    v.RUN: (v.LOG,),
    v.LIKENESS: (v.IDENTITY,),
    v.DECISION: (v.LEDGER,),
    v.AGENT: (v.LEDGER,),
}


def article_of(iri: str) -> NamedNode:
    """Return the article of a sentence, a mention or an entity as it describes it."""
    return NamedNode(iri.partition("#")[0])
