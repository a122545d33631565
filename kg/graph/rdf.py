"""Write model values as quads: one named graph for each article, merged values in the default graph.

    graph <…/article/ID>   the article; sentences that say something; evidence; what it calls each entity, and where
    default graph          entities, rdf:Statement nodes, names of relations; plain triples: facts only

A statement id is the hash of what rdf:subject, rdf:predicate and rdf:object of its node say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from kg.errors import ContentError
from kg.graph import vocabulary as v
from kg.graph.copies import written as written_sketch
from kg.graph.credit import credit
from kg.graph.literals import canonical, decimal, moment, reference, text, typed, whole
from kg.graph.merge import Tally, Weight, curated, merged_entity, packed
from kg.identity import Curation, referred
from kg.model import (
    Entity,
    EntityRef,
    Evidence,
    Extraction,
    Link,
    Qualifiers,
    Quantity,
    Statement,
    Value,
    digest,
    statement_id,
)

Term = NamedNode | Literal
Pair = tuple[NamedNode, Term]
DEFAULT = DefaultGraph()
LINK_THRESHOLD = 0.9
"""From this score on a link says "the same"; below it is a candidate."""

_ARTICLE_FIELDS = (
    ("title", v.HEADLINE, text),
    ("published", v.PUBLISHED, moment),
    ("publisher", v.PUBLISHER, text),
    ("author", v.AUTHOR, text),
    ("url", v.SOURCE, reference),
    ("language", v.LANGUAGE, text),
)


def article_graph(extraction: Extraction, names: v.Names, refers: Mapping[str, str]) -> set[Quad]:
    """Return the named graph of one article; `refers` gives the canonical id of an own id where it is another.

    Raises ContentError where a value has no place in the graph: an open statement, an unknown prefix, an entity twice.
    """
    node = v.article(extraction.article.id)
    quads = {Quad(node, predicate, object_, node) for predicate, object_ in _article(extraction)}
    for statement in extraction.statements:
        quads.update(_statement_evidence(statement, node, names, refers))
    for entity in entities_of(extraction):
        quads.update(_described(entity, node, names, refers))
    return quads


def _article(extraction: Extraction) -> Iterator[Pair]:
    article = extraction.article
    for class_ in (v.NEWS_ARTICLE, v.CONTEXT, v.PROV_ENTITY):
        yield v.TYPE, class_
    yield v.DIGEST, text(article.digest())
    yield v.TEXT, text(article.text)
    if extraction.sketch:
        yield v.SKETCH, text(written_sketch(extraction.sketch))
    if credited := credit(article):
        yield v.CREDIT, text(credited)
    for field, predicate, written in _ARTICLE_FIELDS:
        value: str = getattr(article, field)
        if value:
            yield predicate, written(value)


def _statement_evidence(
    statement: Statement, node: NamedNode, names: v.Names, refers: Mapping[str, str]
) -> Iterator[Quad]:
    relation, canonical = names.iri(statement.relation.id), referred(statement, refers)
    ends = [v.described(node, end.id) for end in closed(statement) if isinstance(end, EntityRef)]
    yield Quad(relation, v.LABEL, text(statement.relation.label), node)
    for one in statement.evidence:
        evidence = v.evidence(one.id(statement.id))
        yield Quad(v.statement(canonical.id), v.DERIVED_FROM, evidence, node)
        for predicate, end in zip((v.OWN_SUBJECT, v.OWN_OBJECT), ends, strict=False):
            yield Quad(evidence, predicate, end, node)
        for predicate, object_ in _evidence(one, node, refers):
            yield Quad(evidence, predicate, object_, node)
        sentence = v.span_node(node, one.sentence.span)
        for predicate, object_ in (
            (v.TYPE, v.NIF_SENTENCE),
            (v.BEGIN, whole(one.sentence.span.start)),
            (v.END, whole(one.sentence.span.end)),
            (v.ANCHOR, text(one.sentence.text)),
            (v.REFERENCE, node),
        ):
            yield Quad(sentence, predicate, object_, node)


def closed(statement: Statement) -> tuple[EntityRef, EntityRef | Value]:
    """Return subject and object of a statement; raise ContentError on an open one, which has no place in the graph."""
    if statement.relation.open or statement.subject is None or statement.object is None:
        raise ContentError(
            f"article {statement.evidence[0].article}",
            f"an open statement, {statement.relation.label!r}",
            "the graph holds relations of an ontology",
            "leave it out, or add the relation to an ontology",
        )
    return statement.subject, statement.object


def _evidence(one: Evidence, node: NamedNode, refers: Mapping[str, str]) -> Iterator[Pair]:
    yield v.TYPE, v.EVIDENCE_CLASS
    yield v.SENTENCE, v.span_node(node, one.sentence.span)
    yield v.TRIGGER, v.span_node(node, one.trigger.span)
    yield v.SUBJECT_PHRASE, v.span_node(node, one.subject.span)
    if one.object:
        yield v.OBJECT_PHRASE, v.span_node(node, one.object.span)
    yield v.CONFIDENCE, decimal(one.confidence)
    yield v.EXTRACTOR, text(one.extractor)
    if one.quantity:
        yield from _quantity(one.quantity, node)
    yield from _qualifiers(one.qualifiers, node, refers)


def _quantity(quantity: Quantity, node: NamedNode) -> Iterator[Pair]:
    yield v.EXACTNESS, v.exactness(quantity.exactness)
    if quantity.upper:
        yield v.UPPER, text(quantity.upper)
    if quantity.counted:
        yield v.COUNTED, v.span_node(node, quantity.counted.span)


def _qualifiers(qualifiers: Qualifiers, node: NamedNode, refers: Mapping[str, str]) -> Iterator[Pair]:
    yield v.POLARITY, v.term(f"kg:{qualifiers.polarity}")
    yield v.MODALITY, v.term(f"kg:{qualifiers.modality}")
    several = len(qualifiers.attributed_to) > 1
    for number, source in enumerate(qualifiers.attributed_to, start=1):
        yield v.ATTRIBUTED_TO, v.entity(refers.get(source.id, source.id))
        yield v.OWN_SOURCE, v.described(node, source.id)
        if several:  # the order counts: "X said that Y said"
            yield v.term(f"rdf:_{number}"), v.described(node, source.id)
    if qualifiers.time:
        yield v.TIME, moment(qualifiers.time.value)
        yield v.TIME_PHRASE, v.span_node(node, qualifiers.time.quote.span)
    if qualifiers.place:
        yield v.PLACE, v.entity(refers.get(qualifiers.place.id, qualifiers.place.id))
        yield v.OWN_PLACE, v.described(node, qualifiers.place.id)


def entities_of(extraction: Extraction) -> list[Entity]:
    """Return the entities of an article that the graph keeps: those with a name, a link or a statement.

    "The day" and "some advice", of which nothing is said, would be two thirds of all nodes. Entities that only
    statements name are there as well. Raises ContentError if one stands twice.
    """
    entities: dict[str, Entity] = {}
    for entity in extraction.entities:
        if entity.id in entities:
            place, remedy = f"article {extraction.article.id}", "report this as a fault of the extractor"
            raise ContentError(place, f"entity {entity.id} stands twice", "expected each once", remedy)
        entities[entity.id] = entity
    used = {one.id: one for one in _references(extraction.statements)}
    missing = (Entity(one.id, one.label, one.type) for one in used.values() if one.id not in entities)
    return [one for one in entities.values() if one.id in used or _is_known(one)] + list(missing)


def _is_known(entity: Entity) -> bool:
    named = any(mention.kind == "name" for mention in entity.mentions)
    return named or bool(entity.links) or not entity.mentions


def _references(statements: Iterable[Statement]) -> Iterator[EntityRef]:
    for statement in statements:
        for argument in (statement.subject, statement.object):
            if isinstance(argument, EntityRef):
                yield argument
        for one in statement.evidence:
            yield from one.qualifiers.attributed_to
            if one.qualifiers.place:
                yield one.qualifiers.place


def _described(entity: Entity, node: NamedNode, names: v.Names, refers: Mapping[str, str]) -> Iterator[Quad]:
    subject, class_ = v.described(node, entity.id), names.iri(entity.type)
    yield Quad(subject, v.REFERS_TO, v.entity(refers.get(entity.id, entity.id)), node)
    yield Quad(subject, v.LABEL, text(entity.label), node)
    yield Quad(subject, v.CLASS, class_, node)
    for alias in entity.aliases:
        yield Quad(subject, v.ALT_LABEL, text(alias), node)
    for link in entity.links:
        yield Quad(subject, v.HAS_LINK, link_node(entity.id, link), node)
        for predicate, object_ in _link(link):
            yield Quad(link_node(entity.id, link), predicate, object_, node)
    for mention in entity.mentions:
        span = v.span_node(node, mention.span)
        if mention.type != entity.type:
            span = v.mention_node(node, mention.span, mention.type)
            yield Quad(span, v.CLASS, names.iri(mention.type), node)
        yield Quad(subject, v.MENTIONS[mention.kind], span, node)


def link_node(entity: str, link: Link) -> NamedNode:
    """Return the IRI of one identifier of one entity with one score."""
    return NamedNode(v.LINK + digest(entity, link.iri, decimal(link.score).value)[:20])


def _link(link: Link) -> Iterator[Pair]:
    yield v.TARGET, reference(link.iri)
    yield v.SCORE, decimal(link.score)


def merged_entity_quads(id_: str, said: Tally, names: v.Names, curation: Curation) -> set[Quad]:
    """Return what the default graph holds of an entity; nothing if no article speaks of it.

    The tally stands there as well, so that an article comes and goes without a look at all others.
    """
    if not said:
        return set()
    entity, node = curated(merged_entity(id_, said), curation), v.entity(id_)
    pairs: list[Pair] = [(v.TYPE, names.iri(entity.type)), (v.LABEL, text(entity.label))]
    pairs += [(v.ALT_LABEL, text(alias)) for alias in entity.aliases]
    pairs.append((v.TALLY, text(packed(said))))
    quads = {Quad(node, *pair) for pair in pairs}
    for link in entity.links:
        kind = v.SAME_AS if link.score >= LINK_THRESHOLD else v.CANDIDATE
        quads.add(Quad(node, kind, reference(link.iri)))
        quads.add(Quad(node, v.HAS_LINK, link_node(id_, link)))
        quads.update(Quad(link_node(id_, link), predicate, object_) for predicate, object_ in _link(link))
    return quads


def statement_quads(statement: Statement, weight: Weight, names: v.Names, curation: Curation) -> set[Quad]:
    """Return what the default graph holds of a statement; the plain triple is there only if it is a fact."""
    subject, object_ = closed(statement)
    node, predicate = v.statement(statement.id), names.iri(statement.relation.id)
    about = object_term(object_, names)
    pairs: list[Pair] = [
        (v.TYPE, v.RDF_STATEMENT),
        (v.SUBJECT, v.entity(subject.id)),
        (v.PREDICATE, predicate),
        (v.OBJECT, about),
        (v.CONFIDENCE, decimal(weight.confidence)),
        (v.SOURCES, whole(weight.sources)),
    ]
    if isinstance(object_, Value) and about.value != object_.value:
        pairs.append((v.LEXICAL, text(object_.value)))
    if statement.id in curation.rejected:
        pairs.append((v.REJECTED_BY, v.decision(curation.rejected[statement.id])))
    quads = {Quad(node, *pair) for pair in pairs}
    if weight.fact:
        quads.add(Quad(v.entity(subject.id), predicate, about))
    return quads


def statement_between(subject: NamedNode, relation: str, object_: Term) -> NamedNode | None:
    """Return the statement that says a relation, a CURIE, of two entities; None if one of them is no entity.

    A value does not tell: "23" and "023" are one integer, and two statements.
    """
    if not (isinstance(object_, NamedNode) and all(one.value.startswith(v.ENTITY) for one in (subject, object_))):
        return None
    return v.statement(statement_id(v.local(subject, v.ENTITY), relation, v.local(object_, v.ENTITY)))


def object_term(object_: EntityRef | Value, names: v.Names) -> Term:
    """Return an object as RDF: the IRI of an entity, or a typed literal in its canonical form ("23" for "023")."""
    if isinstance(object_, Value):
        return canonical(typed(object_.value, names.iri(object_.datatype)))
    return v.entity(object_.id)
