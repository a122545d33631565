"""Read model values back out of the quads that `kg.graph.rdf` writes, equal to what went in.

Aliases, links and mentions come back sorted; an entity as a statement names it carries its merged label and class.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, cast, get_args

from pyoxigraph import DefaultGraph, Literal, NamedNode, QuerySolutions

from kg.graph import merge
from kg.graph import vocabulary as v
from kg.graph.copies import read
from kg.graph.descriptions import Description, aliases, among, lacking, own_sources, the_one, value
from kg.graph.quads import Quads
from kg.graph.rdf import DEFAULT, Term
from kg.graph.sources import Provenance, Witness, provenance, told_by, witness
from kg.identity import Curation
from kg.model import (
    Article,
    Entity,
    EntityRef,
    Evidence,
    Exactness,
    Link,
    Mention,
    MentionKind,
    Modality,
    Polarity,
    Qualifiers,
    Quantity,
    Quote,
    Relation,
    Span,
    Statement,
    Time,
    Value,
    object_key,
    statement_id,
)

REMEMBERED = 2_000
Graph = NamedNode | DefaultGraph
Row = tuple[NamedNode, NamedNode, Term, NamedNode]


class _Held(NamedTuple):
    """An article's quads, and what they say of each node."""

    article: Graph
    rows: list[Row]
    about: dict[NamedNode, Description]


class Reader:
    """Model values out of open quads. Raises StoreError where the graph lacks what it must hold.

    It remembers texts and names, so a write calls for a new one. `curation` is what people decided about the graph.
    """

    def __init__(self, quads: Quads, names: v.Names, curation: Curation | None = None) -> None:
        self.quads, self.names, self.curation = quads, names, curation or Curation()
        self._texts: dict[NamedNode, str] = {}
        self._provenances: dict[NamedNode, Provenance] = {}
        self._references: dict[NamedNode, EntityRef] = {}
        self._tallies: dict[NamedNode, merge.Tally] = {}
        self._said: dict[NamedNode, Description] = {}
        self._held: _Held | None = None

    def article_nodes(self) -> list[NamedNode]:
        """Return the graph name of every article, sorted."""
        graphs = cast("Iterator[NamedNode]", self.quads.named_graphs())
        return sorted((graph for graph in graphs if graph.value.startswith(v.ARTICLE)), key=_by_iri)

    def foreign_graphs(self) -> list[str]:
        """Return the names of graphs that this program does not write, sorted."""
        ours = {*self.article_nodes(), *v.OWN_GRAPHS}
        return sorted(str(graph) for graph in self.quads.named_graphs() if graph not in ours)

    def article(self, node: NamedNode) -> Article:
        """Return an article with its text."""
        about = self.about(node, node)
        return Article(
            id=v.local(node, v.ARTICLE),
            text=the_one(about, v.TEXT, node).value,
            title=value(about, v.HEADLINE),
            published=value(about, v.PUBLISHED),
            publisher=value(about, v.PUBLISHER),
            author=value(about, v.AUTHOR),
            url=value(about, v.SOURCE),
            language=value(about, v.LANGUAGE),
        )

    def match(
        self, subject: NamedNode | None, predicate: NamedNode | None, object_: Term | None, graph: Graph | None
    ) -> Iterator[Row]:
        """Yield (subject, predicate, object, graph) of the quads that fit; the graph holds no blank nodes."""
        return cast("Iterator[Row]", self.quads.quads_for_pattern(subject, predicate, object_, graph))

    def count(self, pattern: str) -> int:
        """Return in how many ways a pattern of SPARQL fits; what it finds is not read."""
        (found,) = cast(QuerySolutions, self.quads.query(f"SELECT (COUNT(*) AS ?count) {{ {pattern} }}"))
        return int(cast(Literal, found["count"]).value)

    def hold(self, article: NamedNode) -> tuple[list[Row], dict[NamedNode, Description]]:
        """Return the quads of an article, and what they say of each node, read at once.

        What is asked about the article next is answered from them, until another one is held.
        """
        if self._held is None or self._held.article != article:
            self._held = _Held(article, list(self.match(None, None, None, article)), {})
            for subject, predicate, object_, _ in self._held.rows:
                self._held.about.setdefault(subject, {}).setdefault(predicate.value, []).append(object_)
        return self._held.rows, self._held.about

    def about(self, node: NamedNode, graph: Graph) -> Description:
        """Return what a graph (by default the merged one) says of a node."""
        if self._held and self._held.article == graph:
            return self._held.about.get(node, {})
        found: Description = {}
        for _, predicate, object_, _ in self.match(node, None, None, graph):
            found.setdefault(predicate.value, []).append(object_)
        return found

    def object(self, node: NamedNode, predicate: NamedNode, graph: Graph) -> Term | None:
        """Return the one object of a node and a predicate, None if there is none."""
        if self._held and self._held.article == graph:
            return next(iter(self._held.about.get(node, {}).get(predicate.value, ())), None)
        return next((found for _, _, found, _ in self.match(node, predicate, None, graph)), None)

    def entity(self, node: NamedNode) -> Entity:
        """Return a merged entity; it has no mentions, which belong to one article each."""
        about = self.about(node, DEFAULT)
        label, class_ = the_one(about, v.LABEL, node).value, self.names.curie(the_one(about, v.TYPE, node))
        return Entity(v.local(node, v.ENTITY), label, class_, aliases(about), self._links(about, DEFAULT))

    def reference(self, node: NamedNode) -> EntityRef:
        """Return an entity as a statement names it, with its merged label and class."""
        if node not in self._references:
            _bound(self._references)
            self._references[node] = self._counted(node) or self._named(node)
        return self._references[node]

    def _counted(self, node: NamedNode) -> EntityRef | None:
        """Return an entity by what is known to be said of it, None if that was not asked for."""
        if not (said := self._tallies.get(node)):
            return None
        entity = merge.curated(merge.merged_entity(v.local(node, v.ENTITY), said), self.curation)
        return EntityRef(entity.id, entity.label, entity.type)

    def _named(self, node: NamedNode) -> EntityRef:
        label, class_ = self.object(node, v.LABEL, DEFAULT), self.object(node, v.TYPE, DEFAULT)
        if label is None or not isinstance(class_, NamedNode):
            raise lacking(node, v.LABEL)
        return EntityRef(v.local(node, v.ENTITY), label.value, self.names.curie(class_))

    def described(self, node: NamedNode, article: NamedNode, text: str) -> Entity:
        """Return an entity as one article describes it, by its own id, with its mentions; `text` is the article's."""
        about = self.about(node, article)
        class_ = self.names.curie(the_one(about, v.CLASS, node))
        mentions = sorted(
            _mention(phrase, kind, class_, text)
            for kind, predicate in v.MENTIONS.items()
            for phrase in about.get(predicate.value, ())
        )
        label, links = the_one(about, v.LABEL, node).value, self._links(about, article)
        return Entity(v.own_id(node), label, class_, aliases(about), links, tuple(mentions))

    def described_in(self, article: NamedNode) -> list[NamedNode]:
        """Return the nodes under which an article describes its entities, sorted."""
        return sorted((found[0] for found in self.match(None, v.REFERS_TO, None, article)), key=_by_iri)

    def tally(self, entity: NamedNode) -> merge.Tally:
        """Return what all articles say of an entity, as the default graph states it; empty if none does."""
        if entity not in self._tallies:
            written = self.object(entity, v.TALLY, DEFAULT)
            _bound(self._tallies)
            self._tallies[entity] = merge.unpacked(written.value) if written else merge.Tally()
        return self._tallies[entity]

    def recount(self, entity: NamedNode) -> merge.Tally:
        """Return what all articles say of an entity, counted anew from their graphs."""
        said: merge.Tally = merge.Tally()
        for described, _, _, article in self.match(None, v.REFERS_TO, entity, None):
            said.update(self.tally_in(described, article))
        return said

    def tally_in(self, described: NamedNode, article: NamedNode) -> merge.Tally:
        """Return what one article says of an entity, as `merge.tally` counts it."""
        about = self.about(described, article)
        mentions = sum(len(about.get(kind.value, ())) for kind in v.MENTIONS.values())
        label, class_ = the_one(about, v.LABEL, described).value, self.names.curie(the_one(about, v.CLASS, described))
        return merge.tally(label, class_, aliases(about), self._links(about, article), mentions)

    def _links(self, about: Description, graph: Graph) -> tuple[Link, ...]:
        return tuple(sorted(self._link(node, graph) for node in about.get(v.HAS_LINK.value, ())))

    def _link(self, node: NamedNode, graph: Graph) -> Link:
        about = self.about(node, graph)
        return Link(the_one(about, v.TARGET, node).value, float(the_one(about, v.SCORE, node).value))

    def statement(self, node: NamedNode) -> Statement:
        """Return a statement with its evidence in all articles."""
        return self._stated(node, self.evidence_of(node))

    def _stated(self, node: NamedNode, evidence: Iterable[tuple[NamedNode, NamedNode]]) -> Statement:
        about = self.said_of(node)
        subject, relation, object_ = self._triple(node, about)
        found = [self.evidence(one, graph, node, about) for one, graph in evidence]
        if len(found) > 1:
            found.sort(key=lambda e: (e.article, e.sentence.span, e.trigger.span, e.id(f"st-{v.tail(node)}")))
        return Statement(self.reference(subject), relation, object_, tuple(found))

    def said_of(self, node: NamedNode) -> Description:
        """Return what the merged graph says of a statement."""
        if node not in self._said:
            _bound(self._said)
            self._said[node] = self.about(node, DEFAULT)
        return self._said[node]

    def said(self, node: NamedNode) -> Statement:
        """Return a statement without its evidence."""
        return self._stated(node, ())

    def triple(self, node: NamedNode) -> tuple[str, Relation, EntityRef | Value]:
        """Return subject id, relation and object of a statement."""
        subject, relation, object_ = self._triple(node, self.said_of(node))
        return v.local(subject, v.ENTITY), relation, object_

    def _triple(self, node: NamedNode, about: Description) -> tuple[NamedNode, Relation, EntityRef | Value]:
        relation: NamedNode = the_one(about, v.PREDICATE, node)
        return the_one(about, v.SUBJECT, node), self.relation(relation), self._object(about, node)

    def relation(self, node: NamedNode) -> Relation:
        """Return a relation; of several labels the first in the alphabet."""
        labels = sorted(found.value for _, _, found, _ in self.match(node, v.LABEL, None, DEFAULT))
        return Relation(self.names.curie(node), labels[0] if labels else "")

    def _object(self, about: Description, node: NamedNode) -> EntityRef | Value:
        term = the_one(about, v.OBJECT, node)
        return self._value(about, term) if isinstance(term, Literal) else self.reference(term)

    def _value(self, about: Description, term: Literal) -> Value:
        return Value(about.get(v.LEXICAL.value, [term])[0].value, self.names.curie(term.datatype))

    def evidence_of(self, statement: NamedNode) -> Iterator[tuple[NamedNode, NamedNode]]:
        """Yield (evidence, article) for each evidence of a statement."""
        for _, _, evidence, article in self.match(statement, v.DERIVED_FROM, None, None):
            yield cast(NamedNode, evidence), article

    def evidence(
        self, node: NamedNode, article: NamedNode, statement: NamedNode, stated: Description | None = None
    ) -> Evidence:
        """Return one evidence of a statement, of which the merged graph says what is `stated`.

        Its quotes are cut from the article's text.
        """
        about, text = self.about(node, article), self.text(article)
        own = self._own_statement(about, stated or self.about(statement, DEFAULT), node)
        return Evidence(
            article=v.local(article, v.ARTICLE),
            sentence=_quote(the_one(about, v.SENTENCE, node), text),
            trigger=_quote(the_one(about, v.TRIGGER, node), text),
            subject=_quote(the_one(about, v.SUBJECT_PHRASE, node), text),
            object=_quote(about[v.OBJECT_PHRASE.value][0], text) if v.OBJECT_PHRASE.value in about else None,
            qualifiers=self._qualifiers(about, node, article, text),
            confidence=float(the_one(about, v.CONFIDENCE, node).value),
            extractor=the_one(about, v.EXTRACTOR, node).value,
            quantity=_quantity(about, text),
            stated_as=own if own != f"st-{v.tail(statement)}" else "",
        )

    def _own_statement(self, about: Description, stated: Description, node: NamedNode) -> str:
        """Return the id of a statement in the own ids of the article whose evidence is described."""
        subject, object_ = v.own_id(the_one(about, v.OWN_SUBJECT, node)), the_one(stated, v.OBJECT, node)
        relation = self.names.curie(the_one(stated, v.PREDICATE, node))
        if isinstance(object_, Literal):
            return statement_id(subject, relation, object_key(self._value(stated, object_), None))
        return statement_id(subject, relation, v.own_id(the_one(about, v.OWN_OBJECT, node)))

    def text(self, article: NamedNode) -> str:
        """Return an article's text."""
        if article not in self._texts:
            found = self.object(article, v.TEXT, article)
            if found is None:
                raise lacking(article, v.TEXT)
            _bound(self._texts)
            self._texts[article] = found.value
        return self._texts[article]

    def witnesses(self, statement: NamedNode, without: NamedNode | None = None) -> Iterator[Witness]:
        """Yield what counts of each evidence of a statement, in all articles but one."""
        evidence = self.evidence_of(statement)
        return (self._witness(node, article) for node, article in evidence if article != without)

    def _witness(self, node: NamedNode, article: NamedNode) -> Witness:
        about = self.about(node, article)
        words = self.object(the_one(about, v.SENTENCE, node), v.ANCHOR, article)
        if words is None:
            raise lacking(node, v.SENTENCE)
        told = self._told(about, article)
        plain = (about.get(v.POLARITY.value), about.get(v.MODALITY.value)) == ([v.POSITIVE], [v.ASSERTED])
        confidence = float(the_one(about, v.CONFIDENCE, node).value)
        return witness(self.provenance(article), words.value, told is None and plain, confidence, told or "")

    def _told(self, evidence: Description, article: NamedNode) -> str | None:
        """Return the medium whose word an evidence passes on, nothing if it is somebody else's, None if nobody's."""
        if v.ATTRIBUTED_TO.value not in evidence:
            return None
        source = own_sources(evidence)[0]
        label, class_ = self.object(source, v.LABEL, article), self.object(source, v.CLASS, article)
        if label is None or not isinstance(class_, NamedNode):
            raise lacking(source, v.LABEL)
        return told_by(label.value, self.names.curie(class_))

    def provenance(self, article: NamedNode) -> Provenance:
        """Return what counts of an article when sources are counted."""
        if article not in self._provenances:
            names = (v.PUBLISHER, v.PUBLISHED, v.CREDIT, v.SKETCH)
            about = self.about(article, article)
            publisher, published, credited, made = (value(about, name) for name in names)
            _bound(self._provenances)
            self._provenances[article] = provenance(
                v.local(article, v.ARTICLE), publisher, published, credited, read(made)
            )
        return self._provenances[article]

    def referent(self, described: NamedNode, article: NamedNode) -> NamedNode:
        """Return the canonical entity of an article's own."""
        found = self.object(described, v.REFERS_TO, article)
        if not isinstance(found, NamedNode):
            raise lacking(described, v.REFERS_TO)
        return found

    def weighed(self, statement: NamedNode) -> merge.Weight:
        """Return the weight of a statement, worked out anew from its evidence and from what people decided."""
        rejected = f"st-{v.tail(statement)}" in self.curation.rejected
        return merge.judged(merge.weight(self.witnesses(statement)), rejected)

    def weight(self, statement: NamedNode) -> merge.Weight:
        """Return the weight that the default graph states."""
        about = self.said_of(statement)
        subject, predicate, object_ = (the_one(about, name, statement) for name in (v.SUBJECT, v.PREDICATE, v.OBJECT))
        fact = any(self.match(subject, predicate, object_, DEFAULT))
        confidence, sources = the_one(about, v.CONFIDENCE, statement), the_one(about, v.SOURCES, statement)
        return merge.Weight(fact, float(confidence.value), int(sources.value))

    def _qualifiers(self, about: Description, node: NamedNode, article: NamedNode, text: str) -> Qualifiers:
        time = None
        if v.TIME.value in about:
            time = Time(about[v.TIME.value][0].value, _quote(the_one(about, v.TIME_PHRASE, node), text))
        place = about.get(v.PLACE.value)
        return Qualifiers(
            polarity=cast(Polarity, among(get_args(Polarity), the_one(about, v.POLARITY, node))),
            modality=cast(Modality, among(get_args(Modality), the_one(about, v.MODALITY, node))),
            attributed_to=tuple(self.reference(self.referent(source, article)) for source in own_sources(about)),
            time=time,
            place=self.reference(place[0]) if place else None,
        )


def _quantity(about: Description, text: str) -> Quantity | None:
    found = about.get(v.EXACTNESS.value)
    if not found:
        return None
    names = {v.exactness(name).value: name for name in get_args(Exactness)}
    counted = about.get(v.COUNTED.value)
    words = _quote(counted[0], text) if counted else None
    return Quantity(cast(Exactness, names[found[0].value]), value(about, v.UPPER), words)


def _bound(remembered: dict[NamedNode, Any]) -> None:
    if len(remembered) >= REMEMBERED:
        remembered.clear()


def _by_iri(node: NamedNode) -> str:
    return node.value


def _mention(phrase: NamedNode, kind: str, class_: str, text: str) -> Mention:
    quote = _quote(phrase, text)
    return Mention(quote.span, quote.text, cast(MentionKind, kind), v.mention_class(phrase) or class_)


def _quote(node: NamedNode, text: str) -> Quote:
    span: Span = v.span_of(node)
    return Quote(span, span.of(text))
