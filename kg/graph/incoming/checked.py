"""A graph from a file as the extractions that it was made of, each checked: written anew, it must be the same graph."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from kg.errors import KgError, StoreError
from kg.graph import vocabulary as v
from kg.graph.own import own_extraction
from kg.graph.place import FORMAT
from kg.graph.rdf import DEFAULT, article_graph, object_term
from kg.graph.reading import Reader
from kg.identity import Decision, referred
from kg.model import EntityRef, Extraction, verify

OURS = (v.IDENTITY, v.LEDGER, v.LOG)
REMEDY = "nothing was loaded; export it anew, or build it from the articles"


def extraction_of(reader: Reader, article: NamedNode) -> Extraction:
    """Return what the graph of an article says, in the article's own ids, with every quote cut from its text.

    Raises StoreError if the graph is not just what that extraction gives: a quote that the text does not hold, another
    digest or id, a triple too many or too few.
    """
    name = f"article {v.local(article, v.ARTICLE)}"
    stated = {Quad(*row) for row in reader.match(None, None, None, article)}
    try:
        extraction = own_extraction(reader, article)
        verify(extraction)
        given = article_graph(extraction, reader.names, _refers(reader, article))
    except (KeyError, ValueError) as fault:
        raise StoreError(name, f"unreadable: {fault}", _expected(), REMEDY) from None
    except KgError as fault:
        raise StoreError(name, f"{fault.place}: {fault.found}", _expected(), REMEDY) from None
    if given != stated:
        raise StoreError(name, _difference(reader, stated, given), _expected(), REMEDY)
    return extraction


def _expected() -> str:
    return f"expected a graph as this program writes it (format version {FORMAT})"


def _refers(reader: Reader, article: NamedNode) -> dict[str, str]:
    rows = reader.match(None, v.REFERS_TO, None, article)
    return {v.own_id(row[0]): v.local(cast(NamedNode, row[2]), v.ENTITY) for row in rows}


def _difference(reader: Reader, stated: set[Quad], given: set[Quad]) -> str:
    """Return the first thing in which a graph is not what its text and evidence give, a wrong quote before all."""
    more = sorted(stated - given, key=lambda quad: (quad.predicate != v.ANCHOR, str(quad)))
    for quad in more:
        about = cast(NamedNode, quad.subject)
        if quad.predicate == v.ANCHOR and "#char=" in about.value:
            span, text = v.span_of(about), reader.text(cast(NamedNode, quad.graph_name))
            return f"[{span.start}, {span.end}) quotes {cast(Literal, quad.object).value!r} but holds {span.of(text)!r}"
    if any(quad.predicate == v.DIGEST for quad in more):
        return "its text or metadata are not those that were read"
    verb, quad = ("has", more[0]) if more else ("lacks", min(given - stated, key=str))
    subject = str(quad.subject).removeprefix(f"<{v.BASE}").removesuffix(">")
    return f"{subject} {verb} {reader.names.curie(quad.predicate)} {quad.object}"


class Checked:
    """What a checked graph holds: who and what its articles speak of, and their facts, to tell what has no origin."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self._entities: set[str] = set()
        self._statements: set[str] = set()
        self._relations: set[str] = set()
        self._facts: set[int] = set()

    def articles(self) -> Iterator[Extraction]:
        """Yield the extraction of each article, by id; raise StoreError on the first that is damaged."""
        for article in self.reader.article_nodes():
            extraction = extraction_of(self.reader, article)
            self._note(extraction, _refers(self.reader, article))
            yield extraction

    def _note(self, extraction: Extraction, refers: dict[str, str]) -> None:
        self._entities.update(refers.values())
        for own in extraction.statements:
            statement = referred(own, refers)
            self._statements.add(statement.id)
            self._relations.add(statement.relation.id)
            if any(one.qualifiers.fact for one in statement.evidence):
                assert isinstance(statement.subject, EntityRef)
                assert statement.object is not None
                object_ = object_term(statement.object, self.reader.names)
                self._facts.add(hash((statement.subject.id, statement.relation.id, str(object_))))

    def unfounded(self) -> Iterator[str]:
        """Yield what stands in the graph and comes from no article, once all were noted."""
        graphs = {*self.reader.article_nodes(), *OURS}
        for graph in self.reader.quads.named_graphs():
            if graph not in graphs:
                yield f"graph {graph} is none that this program writes"
        for row in self.reader.match(None, None, None, DEFAULT):
            quad = Quad(*row)
            if isinstance(quad.subject, BlankNode) or not self._founded(quad):
                yield f"{quad.triple} comes from no article"

    def _founded(self, quad: Quad) -> bool:
        subject, predicate = cast(NamedNode, quad.subject), quad.predicate
        if subject.value.startswith(v.STATEMENT):
            return f"st-{v.tail(subject)}" in self._statements
        if subject.value.startswith(v.ENTITY):
            id_ = v.local(subject, v.ENTITY)
            fact = (id_, self.reader.names.curie(predicate), str(quad.object))
            return id_ in self._entities and (predicate in v.DESCRIBING or hash(fact) in self._facts)
        if subject.value.startswith(v.LINK):
            return any(self.reader.match(None, v.HAS_LINK, subject, DEFAULT))
        named = predicate == v.LABEL and self.reader.names.curie(subject) in self._relations
        return named or predicate == v.PREFERRED_PREFIX


def decisions(reader: Reader) -> list[Decision]:
    """Return what people decided, as the graph of the ledger tells it; raise StoreError on what its id does not fit."""
    nodes = {row[0] for row in reader.match(None, v.TYPE, v.DECISION_CLASS, v.LEDGER)}
    return [_decision(reader, node) for node in sorted(nodes, key=lambda node: node.value)]


def _decision(reader: Reader, node: NamedNode) -> Decision:
    about = reader.about(node, v.LEDGER)
    written, why, ended = (
        about[one.value][0].value if one.value in about else "" for one in (v.LABEL, v.COMMENT, v.ENDED_AT)
    )
    kind, _, words = written.partition(": ")
    subject, _, rest = words.partition(" ")
    negated = rest.startswith("not ")
    predicate, _, object_ = rest.removeprefix("not ").partition(" ")
    agents = about.get(v.ASSOCIATED_WITH.value, [])
    labels = [label for agent in agents if (label := reader.object(agent, v.LABEL, v.LEDGER))]
    for author in (*(label.value for label in labels), ""):  # who is not named is "unknown" there
        found = Decision(kind, subject, predicate, negated, object_, author, ended[:10], why)
        if found.id == v.tail(node):
            return found
    raise StoreError(f"decision {v.tail(node)}", f"{written!r} has another id than its parts give", "", REMEDY)
