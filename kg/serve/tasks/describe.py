"""An entity, a statement or an article as RDF: what the page shows, for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Quad, RdfFormat, serialize

from kg.graph import vocabulary as v
from kg.graph.rdf import DEFAULT
from kg.graph.reading import Reader
from kg.graph.store import Store
from kg.serve.formats import DATASETS, GRAPHS
from kg.serve.reply import Reply, refusal
from kg.serve.snapshot import Snapshot


def describe(snapshot: Snapshot, *, kind: str, id: str, type: str) -> Reply:
    """Return the description of one thing in a format of RDF; those without named graphs get all in one."""
    store = snapshot.store
    quads = sorted(set(_QUADS[kind](store, id)), key=str)
    if not quads:
        return refusal(404, f"nothing in the graph has the id {id!r}")
    offer = next(one for one in (*GRAPHS, *DATASETS) if one.type == type)
    written = offer.written
    assert isinstance(written, RdfFormat)
    triples = list(dict.fromkeys(one.triple for one in quads))
    prefixes = dict(store.names.prefixes) if written in (RdfFormat.TURTLE, RdfFormat.TRIG, RdfFormat.RDF_XML) else None
    body = serialize(quads if offer in DATASETS else triples, format=written, prefixes=prefixes)
    return Reply(200, offer.header, body or b"", headers={"Vary": "Accept"})


def _entity(store: Store, id_: str) -> Iterator[Quad]:
    node, reader = v.entity(id_), store.reader
    yield from _about(reader, node)
    for link in (row[2] for row in reader.match(node, v.HAS_LINK, None, DEFAULT)):
        if isinstance(link, NamedNode):
            yield from _about(reader, link)
    for role in (v.SUBJECT, v.OBJECT):
        for statement, _, _, _ in reader.match(None, role, node, DEFAULT):
            yield from _stated(reader, statement)


def _stated(reader: Reader, statement: NamedNode) -> Iterator[Quad]:
    """Yield a statement, with the names of its ends and of its relation, and the fact if it is one."""
    yield from _about(reader, statement)
    ends = [reader.object(statement, role, DEFAULT) for role in (v.SUBJECT, v.PREDICATE, v.OBJECT)]
    for end in ends:
        if isinstance(end, NamedNode):
            yield from (one for one in _about(reader, end) if one.predicate in (v.LABEL, v.TYPE))
    subject, predicate, object_ = ends
    if isinstance(subject, NamedNode) and isinstance(predicate, NamedNode):
        yield from (Quad(*row) for row in reader.match(subject, predicate, object_, DEFAULT))


def _statement(store: Store, id_: str) -> Iterator[Quad]:
    node, reader = v.statement(id_), store.reader
    yield from _stated(reader, node)
    for evidence, article in reader.evidence_of(node):
        yield Quad(node, v.DERIVED_FROM, evidence, article)
        yield from _about(reader, evidence, article)
        yield from (one for one in _about(reader, article, article) if one.predicate != v.TEXT)
        sentence = reader.object(evidence, v.SENTENCE, article)
        if isinstance(sentence, NamedNode):
            yield from _about(reader, sentence, article)


def _article(store: Store, id_: str) -> Iterator[Quad]:
    return store.quads(v.article(id_))


def _about(reader: Reader, node: NamedNode, graph: NamedNode | None = None) -> Iterable[Quad]:
    rows = reader.match(node, None, None, graph or DEFAULT)
    return [Quad(*row) for row in rows if row[1] != v.TALLY]


_QUADS = {"e": _entity, "st": _statement, "article": _article}
