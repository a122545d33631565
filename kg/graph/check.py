"""Tell whether a graph keeps its promises: quotes hold, facts are backed, nothing dangles, merging was right."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode, Quad

from kg.errors import KgError, StoreError
from kg.graph import vocabulary as v
from kg.graph.copies import sketch
from kg.graph.rdf import DEFAULT, Term, merged_entity_quads, statement_quads
from kg.graph.reading import Reader, Row
from kg.graph.shapes import misshapen
from kg.graph.sources import provenance_of
from kg.model import Quote


def problems(reader: Reader, *, shapes: bool = False) -> Iterator[str]:
    """Yield one line for each broken promise, in the same order each time; nothing if all are kept.

    With `shapes`, what has not the SHACL shape of its kind is one as well.
    """
    for article in reader.article_nodes():
        yield from _told(f"article {v.local(article, v.ARTICLE)}", _article(reader, article))
    for node in sorted({row[0] for row in reader.match(None, None, None, DEFAULT)}, key=str):
        yield from _told(_name(node), _merged(reader, node))
    for node in sorted({row[0] for row in reader.match(None, v.GENERATED_BY, None, v.LOG)}, key=str):
        if not any(reader.match(node, None, None, node)):
            yield f"the log: it names article {v.local(node, v.ARTICLE)}, which is not there"
    if shapes:
        yield from _told("shapes", misshapen(reader))


def _told(name: str, found: Iterator[str]) -> Iterator[str]:
    """Yield the problems under the name of what has them; damage that stops the reading is one more."""
    try:
        for problem in found:
            yield f"{name}: {problem}"
    except KgError as error:
        yield f"{name}: {error}"
    except ValueError as error:
        yield f"{name}: unreadable: {error}"


def _article(reader: Reader, node: NamedNode) -> Iterator[str]:
    article = reader.article(node)
    stated = reader.object(node, v.DIGEST, node)
    if stated is None or stated.value != article.digest():
        yield "its text or metadata are not those that were added"
    if reader.provenance(node) != provenance_of(article, sketch(article.text)):
        yield "what counts of it as a source is not what its text and metadata give"
    for sentence in _subjects(reader, v.ANCHOR, node):
        yield from _sentence(reader, sentence, node, article.text)
    made = {(_iri(row[2]), row[0]) for row in reader.match(None, v.DERIVED_FROM, None, node)}
    for evidence, statement in sorted(made, key=str):
        yield from _evidence(reader, evidence, statement, node, article.text)
    for evidence in set(_subjects(reader, v.SENTENCE, node)) - {evidence for evidence, _ in made}:
        yield f"evidence {v.tail(evidence)} belongs to no statement"
    for described in reader.described_in(node):
        yield from _described(reader, described, node, article.text)
    for relation, _, label, _ in reader.match(None, v.LABEL, None, node):
        if v.ARTICLE not in relation.value and not any(reader.match(relation, v.LABEL, label, DEFAULT)):
            yield f"relation {relation.value} is not in the merged graph"


def _subjects(reader: Reader, predicate: NamedNode, graph: NamedNode) -> list[NamedNode]:
    return sorted({row[0] for row in reader.match(None, predicate, None, graph)}, key=str)


def _iri(term: Term | None) -> NamedNode:
    if not isinstance(term, NamedNode):
        raise StoreError(str(term), "a literal", "expected an IRI", "build the graph anew")
    return term


def _sentence(reader: Reader, sentence: NamedNode, article: NamedNode, text: str) -> Iterator[str]:
    about, span = reader.about(sentence, article), v.span_of(sentence)
    words = about[v.ANCHOR.value][0].value
    if fault := Quote(span, words).fault(text):
        yield fault
    stated = tuple(int(about[end.value][0].value) for end in (v.BEGIN, v.END) if end.value in about)
    if stated != (span.start, span.end):
        yield f"sentence [{span.start}, {span.end}) states the offsets {stated}"


def _evidence(reader: Reader, node: NamedNode, statement: NamedNode, article: NamedNode, text: str) -> Iterator[str]:
    name = f"evidence {v.tail(node)}"
    if reader.object(statement, v.TYPE, DEFAULT) != v.RDF_STATEMENT:
        yield f"{name} is of statement {v.tail(statement)}, which is not there"
        return
    evidence = reader.evidence(node, article, statement)
    if reader.object(v.span_node(article, evidence.sentence.span), v.ANCHOR, article) is None:
        yield f"{name} has no sentence"
    time = evidence.qualifiers.time
    counted = evidence.quantity.counted if evidence.quantity else None
    for quote in (evidence.trigger, evidence.subject, evidence.object, time.quote if time else None, counted):
        if quote and not _holds(quote, text):
            yield f"{name} quotes [{quote.span.start}, {quote.span.end}), which the text does not have"
    if evidence.id(f"st-{v.tail(statement)}") != f"ev-{v.tail(node)}":
        yield f"{name} has another id than its article, offsets and statement give"
    for own, stated in ((v.OWN_SUBJECT, v.SUBJECT), (v.OWN_OBJECT, v.OBJECT)):
        described = reader.object(node, own, article)
        if described and reader.referent(_iri(described), article) != reader.object(statement, stated, DEFAULT):
            yield f"{name} is of {v.own_id(_iri(described))}, which is not what its statement names"


def _holds(quote: Quote, text: str) -> bool:
    return quote.span.start < quote.span.end <= len(text)


def _described(reader: Reader, node: NamedNode, article: NamedNode, text: str) -> Iterator[str]:
    entity = reader.described(node, article, text)
    canonical = v.local(reader.referent(node, article), v.ENTITY)
    if reader.object(v.entity(canonical), v.LABEL, DEFAULT) is None:
        yield f"entity {canonical} is not in the merged graph"
    for mention in entity.mentions:
        if not _holds(Quote(mention.span, mention.text), text):
            span = f"[{mention.span.start}, {mention.span.end})"
            yield f"a mention of {entity.id} at {span}, which the text does not have"


def _merged(reader: Reader, node: NamedNode) -> Iterator[str]:
    if node.value.startswith(v.STATEMENT):
        yield from _statement(reader, node)
    elif node.value.startswith(v.ENTITY):
        yield from _entity(reader, node)
    elif node.value.startswith(v.LINK):
        if not any(reader.match(None, v.HAS_LINK, node, DEFAULT)):
            yield "is the identifier of no entity"
    elif not all(_is_known(reader, row) for row in _rows(reader, node)):
        yield "no article speaks of it"


def _is_known(reader: Reader, row: Row) -> bool:
    """Tell whether it is the label of a relation that an article uses, or what an export says of its prefixes."""
    return row[1] == v.PREFERRED_PREFIX or (row[1] == v.LABEL and _in_an_article(reader, row[2], row[0]))


def _rows(reader: Reader, node: NamedNode) -> set[Row]:
    return set(reader.match(node, None, None, DEFAULT))


def _in_an_article(reader: Reader, label: Term, relation: NamedNode) -> bool:
    return any(row[3] != DEFAULT for row in reader.match(relation, v.LABEL, label, None))


def _statement(reader: Reader, node: NamedNode) -> Iterator[str]:
    statement = reader.statement(node)
    if not statement.evidence:
        yield "has no evidence"
        return
    if statement.id != f"st-{v.tail(node)}":
        yield "has another id than its subject, relation and object give"
        return
    expected = statement_quads(statement, reader.weighed(node), reader.names, reader.curation)
    actual = {Quad(*row) for row in _rows(reader, node)} | {quad for quad in expected if quad in reader.quads}
    yield from _differences(reader, expected, actual)


def _entity(reader: Reader, node: NamedNode) -> Iterator[str]:
    said = reader.recount(node)
    if not said:
        yield "no article speaks of it"
        return
    expected = merged_entity_quads(v.local(node, v.ENTITY), said, reader.names, reader.curation)
    rows = _rows(reader, node)
    linked = {row for _, predicate, link, _ in rows if predicate == v.HAS_LINK for row in _rows(reader, _iri(link))}
    describing = {row for row in rows if row[1] in v.DESCRIBING}
    yield from _differences(reader, expected, {Quad(*row) for row in describing | linked})
    plain, facts = rows - describing, set(_facts(reader, node)) if rows - describing else set()
    for _, predicate, object_, _ in sorted(plain, key=str):
        if (predicate, object_) not in facts:
            yield f"the plain triple {reader.names.curie(predicate)} {object_} is stated as fact by no evidence"


def _facts(reader: Reader, subject: NamedNode) -> Iterator[tuple[Term | None, Term | None]]:
    """Yield (predicate, object) of what some evidence states as fact of a subject."""
    for node, _, _, _ in reader.match(None, v.SUBJECT, subject, DEFAULT):
        if reader.weighed(node).fact:
            yield reader.object(node, v.PREDICATE, DEFAULT), reader.object(node, v.OBJECT, DEFAULT)


def _differences(reader: Reader, expected: set[Quad], actual: set[Quad]) -> Iterator[str]:
    """Yield what the merged graph lacks of a node, and what it has beyond what its articles give."""
    for quad in sorted(expected - actual, key=str):
        yield f"lacks {reader.names.curie(_iri(quad.predicate))} {quad.object}"
    for quad in sorted(actual - expected, key=str):
        yield f"has {reader.names.curie(_iri(quad.predicate))} {quad.object}, which its articles do not give"


def _name(node: NamedNode) -> str:
    for path, kind in ((v.STATEMENT, "statement"), (v.ENTITY, "entity")):
        if node.value.startswith(path):
            return f"{kind} {v.local(node, path)}"
    return node.value
