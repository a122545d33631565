"""A graph from a file as the extractions that it was made of, each checked: written anew, it must be the same graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import cast

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from kg.errors import KgError, StoreError
from kg.graph import vocabulary as v
from kg.graph.change import Side, arriving, relation_labels
from kg.graph.descriptions import Description
from kg.graph.merge import Tally, judged, weight
from kg.graph.own import own_extraction
from kg.graph.place import FORMAT
from kg.graph.rdf import DEFAULT, closed, merged_entity_quads, object_term, statement_quads
from kg.graph.reading import Reader
from kg.graph.settle import held_curation
from kg.graph.sources import Witness
from kg.identity import Decision
from kg.model import Quote, Statement, verify

REMEDY = "nothing was loaded; export it anew, or build it from the articles"


def side_of(reader: Reader, article: NamedNode) -> Side:
    """Return what an article gives, read out of its graph in the article's own ids, with every quote cut from its text.

    Raises StoreError if the graph is not just that: a quote that the text does not hold, another digest or id, a triple
    too many or too few.
    """
    name = f"article {v.local(article, v.ARTICLE)}"
    rows, about = reader.hold(article)
    stated = frozenset(cast("list[Quad]", rows))
    try:
        extraction = own_extraction(reader, article)
        verify(extraction)
        side = arriving(extraction, reader.names, _refers(about))
    except (KeyError, ValueError) as fault:
        raise StoreError(name, f"unreadable: {fault}", _expected(), REMEDY) from None
    except KgError as fault:
        raise StoreError(name, f"{fault.place}: {fault.found}", _expected(), REMEDY) from None
    if side.quads != stated:
        raise StoreError(name, _difference(reader, stated, side.quads), _expected(), REMEDY)
    return side


def _expected() -> str:
    return f"expected a graph as this program writes it (format version {FORMAT})"


def _refers(about: Mapping[NamedNode, Description]) -> dict[str, str]:
    """Return the canonical ids of an article's own ids, where they are others."""
    refers = {v.own_id(node): said[v.REFERS_TO.value][0] for node, said in about.items() if v.REFERS_TO.value in said}
    return {own: id_ for own, entity in refers.items() if (id_ := v.local(entity, v.ENTITY)) != own}


def _difference(reader: Reader, stated: Collection[Quad], given: Collection[Quad]) -> str:
    """Return the first thing in which a graph is not what its text and evidence give, a wrong quote before all."""
    more = sorted({*stated} - {*given}, key=lambda quad: (quad.predicate != v.ANCHOR, str(quad)))
    for quad in more:
        about = cast(NamedNode, quad.subject)
        if quad.predicate == v.ANCHOR and "#char=" in about.value:
            words = cast(Literal, quad.object).value
            if fault := Quote(v.span_of(about), words).fault(reader.text(cast(NamedNode, quad.graph_name))):
                return fault
    if any(quad.predicate == v.DIGEST for quad in more):
        return "its text or metadata are not those that were read"
    verb, quad = ("has", more[0]) if more else ("lacks", min({*given} - {*stated}, key=str))
    subject = str(quad.subject).removeprefix(f"<{v.BASE}").removesuffix(">")
    return f"{subject} {verb} {reader.names.curie(quad.predicate)} {quad.object}"


class Checked:
    """What a checked graph holds: its articles, and what they say together.

    The merged graph is `whole` if it is just that; what else it may hold (another weight, another label) still has its
    origin, and is worked out anew when the articles are added.
    """

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.whole, self.articles = False, 0
        self._statements: dict[NamedNode, Statement] = {}
        self._witnesses: dict[NamedNode, list[Witness]] = defaultdict(list)
        self._tallies: dict[NamedNode, Tally] = defaultdict(Tally)
        self._labels: set[Quad] = set()

    def read(self) -> None:
        """Read all articles; raise StoreError on the first that is damaged."""
        for article in self.reader.article_nodes():
            self._note(article, side_of(self.reader, article))
            self.articles += 1

    def _note(self, article: NamedNode, side: Side) -> None:
        for node, statement in side.statements.items():
            self._statements.setdefault(node, replace(statement, evidence=()))
            self._witnesses[node] += side.witnesses[node]
        for entity, said in side.tallies.items():
            self._tallies[entity].update(said)
        self._labels |= relation_labels(side, article)

    def unfounded(self) -> Iterator[str]:
        """Yield what stands in the graph and comes from no article, once all were noted."""
        for graph in self.reader.foreign_graphs():
            yield f"graph {graph} is none that this program writes"
        wanted = {hash(quad) for quad in self._merged()}
        same = other = 0
        for quad in self.reader.quads.quads_for_pattern(None, None, None, DEFAULT):
            if hash(quad) in wanted:
                same += 1
            elif isinstance(quad.subject, BlankNode) or not self._founded(quad):
                yield f"{quad.triple} comes from no article"
            else:
                other += quad.predicate != v.PREFERRED_PREFIX
        self.whole = same == len(wanted) and not other

    def _merged(self) -> Iterator[Quad]:
        """Yield what the articles say together, as people decided about it."""
        names, curation = self.reader.names, held_curation(self.reader)
        yield from self._labels
        for entity, said in self._tallies.items():
            yield from merged_entity_quads(v.local(entity, v.ENTITY), said, names, curation)
        for node, statement in self._statements.items():
            known = judged(weight(self._witnesses[node]), statement.id in curation.rejected)
            yield from statement_quads(statement, known, names, curation)

    def _founded(self, quad: Quad) -> bool:
        subject, predicate = cast(NamedNode, quad.subject), quad.predicate
        if subject.value.startswith(v.STATEMENT):
            return subject in self._statements
        if subject.value.startswith(v.ENTITY):
            return subject in self._tallies and (predicate in v.DESCRIBING or quad in self._facts)
        if subject.value.startswith(v.LINK):
            return any(self.reader.match(None, v.HAS_LINK, subject, DEFAULT))
        named = predicate == v.LABEL and any(subject == label.subject for label in self._labels)
        return named or predicate == v.PREFERRED_PREFIX

    @cached_property
    def _facts(self) -> set[Quad]:
        """The plain triples of what some article itself asserts."""
        facts = set()
        for node, statement in self._statements.items():
            if any(one.fact for one in self._witnesses[node]):
                subject, object_ = closed(statement)
                triple = v.entity(subject.id), self.reader.names.iri(statement.relation.id)
                facts.add(Quad(*triple, object_term(object_, self.reader.names)))
        return facts


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
