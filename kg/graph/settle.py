"""Who is who, as the graph holds it: which entities were merged and why, which are in doubt, what people decided.

graph <…/identity>   merges, doubts, and the ids that were replaced
graph <…/ledger>     the decisions of people, as PROV activities, and what they make of labels, classes, statements
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph import vocabulary as v
from kg.graph.change import kept_triples
from kg.graph.literals import decimal, text, typed
from kg.graph.rdf import DEFAULT, Pair, entities_of, merged_entity_quads, statement_quads
from kg.graph.reading import Reader
from kg.identity import Curation, Decision, Identity, Likeness, Own, Settled, Settling
from kg.model import Extraction, digest


def held_mapping(reader: Reader) -> Iterator[tuple[Own, str]]:
    """Yield the canonical id of each own entity, as the articles' graphs have it."""
    for described, _, entity, article in reader.match(None, v.REFERS_TO, None, None):
        own = Own(v.local(article, v.ARTICLE), v.own_id(described))
        yield own, v.local(entity, v.ENTITY)  # type: ignore[arg-type]  # refersTo leads to an IRI


def identity_quads(identity: Identity, names: v.Names) -> set[Quad]:
    """Return the graphs of identity and ledger."""
    likenesses = [*(("merge", one) for one in identity.merges), *(("doubt", one) for one in identity.doubts)]
    known = who_quads(likenesses, identity.replaced.items())
    return {*known, *ledger_quads(identity.decisions, identity.curation, names)}


def steps(reader: Reader, settling: Settling) -> Iterator[tuple[list[NamedNode], set[Quad], set[Quad]]]:
    """Yield what is to be written once the articles are, each as (emptied graphs, removed and inserted quads).

    The first holds what people decided. Where all is made anew there may be many more.
    """
    removed, inserted = recuration(reader, settling.curation)
    held = {Quad(*row) for row in reader.match(None, None, None, v.LEDGER)}
    wanted = set(ledger_quads(settling.decisions, settling.curation, reader.names))
    emptied = [] if wanted or not held else [v.LEDGER]
    removed, inserted = removed | (held - wanted), inserted | (wanted - held)
    new = who_quads(settling.gained, settling.replaced)
    if settling.anew:
        yield [*emptied, v.IDENTITY], removed, inserted
        while some := set(islice(new, AT_ONCE)):
            yield [], set(), some
        return
    gained, lost = set(new), set(who_quads(settling.lost, settling.forgotten))
    removed, inserted = removed | (lost - gained), inserted | (gained - lost)
    if removed or inserted:
        yield emptied, removed, inserted
    if lost and not any(reader.match(None, None, None, v.IDENTITY)):
        yield [v.IDENTITY], set(), set()


AT_ONCE = 10_000


def who_quads(likenesses: Iterable[tuple[str, Likeness]], replaced: Iterable[tuple[str, str]]) -> Iterator[Quad]:
    """Yield the graph of identity: merges and doubts, and replaced ids with those that replaced them."""
    for kind, likeness in likenesses:
        node = NamedNode(v.LIKENESS + digest(likeness.first, likeness.second)[:20])
        class_ = v.MERGE if kind == "merge" else v.DOUBT
        yield from (Quad(node, predicate, object_, v.IDENTITY) for predicate, object_ in _likeness(likeness, class_))
    for unit, canonical in replaced:
        yield Quad(v.entity(unit), v.REPLACED_BY, v.entity(canonical), v.IDENTITY)


def ledger_quads(decisions: Iterable[Decision], curation: Curation, names: v.Names) -> Iterator[Quad]:
    for decision in decisions:
        yield from _decision(decision)
    yield from _curation(curation, names)


def _likeness(likeness: Likeness, kind: NamedNode) -> Iterator[Pair]:
    yield v.TYPE, kind
    yield v.FIRST, v.entity(likeness.first)
    yield v.SECOND, v.entity(likeness.second)
    yield v.SCORE, decimal(likeness.score)
    for reason in likeness.because:
        yield v.BECAUSE, text(reason)


def _decision(decision: Decision) -> Iterator[Quad]:
    node, agent = v.decision(decision.id), v.agent(decision.author or "unknown")
    words = " ".join([decision.subject, *(["not"] if decision.negated else []), decision.predicate, decision.object])
    pairs: list[Pair] = [
        (v.TYPE, v.DECISION_CLASS),
        (v.TYPE, v.ACTIVITY),
        (v.LABEL, text(f"{decision.kind}: {words}")),
        (v.ASSOCIATED_WITH, agent),
    ]
    pairs += [(v.USED, about) for about in v.ledger_nodes(decision.subject, decision.object)]
    if decision.why:
        pairs.append((v.COMMENT, text(decision.why)))
    if decision.date:
        pairs.append((v.ENDED_AT, typed(f"{decision.date}T00:00:00Z", v.VALUE_TYPES["dateTime"])))
    for pair in pairs:
        yield Quad(node, *pair, v.LEDGER)
    yield Quad(agent, v.TYPE, v.AGENT_CLASS, v.LEDGER)
    yield Quad(agent, v.LABEL, text(decision.author or "unknown"), v.LEDGER)


def _curation(curation: Curation, names: v.Names) -> Iterator[Quad]:
    for id_, label in curation.labels.items():
        yield Quad(v.entity(id_), v.GIVEN_LABEL, text(label), v.LEDGER)
    for id_, class_ in curation.types.items():
        yield Quad(v.entity(id_), v.GIVEN_CLASS, names.iri(class_), v.LEDGER)
    for statement, decision in curation.rejected.items():
        yield Quad(v.statement(statement), v.REJECTED_BY, v.decision(decision), v.LEDGER)


def held_curation(reader: Reader) -> Curation:
    """Return what people decided about the merged graph, as the graph of the ledger has it."""
    if not reader.quads.contains_named_graph(v.LEDGER):
        return Curation()
    rows = {name: list(reader.match(None, name, None, v.LEDGER)) for name in _CURATING}
    return Curation(
        labels={v.local(row[0], v.ENTITY): row[2].value for row in rows[v.GIVEN_LABEL]},
        types={v.local(row[0], v.ENTITY): reader.names.curie(_iri(row[2])) for row in rows[v.GIVEN_CLASS]},
        rejected={f"st-{v.tail(row[0])}": v.tail(_iri(row[2])) for row in rows[v.REJECTED_BY]},
    )


_CURATING = (v.GIVEN_LABEL, v.GIVEN_CLASS, v.REJECTED_BY)


def _iri(term: NamedNode | Literal) -> NamedNode:
    assert isinstance(term, NamedNode)
    return term


def held_likenesses(reader: Reader, kind: NamedNode) -> list[Likeness]:
    """Return the merges (MERGE) or doubts (DOUBT) of the graph, by their ids."""
    return sorted(_read(reader, row[0]) for row in reader.match(None, v.TYPE, kind, v.IDENTITY))


def held_settled(reader: Reader) -> Settled:
    """Return how many ids were replaced, and how many pairs are in doubt, as the graph has it."""
    replaced = reader.match(None, v.REPLACED_BY, None, v.IDENTITY)
    doubts = reader.match(None, v.TYPE, v.DOUBT, v.IDENTITY)
    return Settled(sum(1 for _ in replaced), sum(1 for _ in doubts))


def _read(reader: Reader, node: NamedNode) -> Likeness:
    about = reader.about(node, v.IDENTITY)
    first, second = (v.local(about[end.value][0], v.ENTITY) for end in (v.FIRST, v.SECOND))
    because = tuple(sorted(reason.value for reason in about.get(v.BECAUSE.value, ())))
    return Likeness(first, second, float(about[v.SCORE.value][0].value), because)


def held_replacements(reader: Reader, extraction: Extraction) -> dict[str, str]:
    """Return the canonical id for each id of an article's entities that merging replaced."""
    found: dict[str, str] = {}
    for entity in entities_of(extraction):
        other = reader.object(v.entity(entity.id), v.REPLACED_BY, v.IDENTITY)
        if other is not None:
            found[entity.id] = v.local(_iri(other), v.ENTITY)
    return found


def held_references(reader: Reader, article: NamedNode) -> dict[str, str]:
    """Return the canonical ids of an article's own ids, as its graph has them, where they are others."""
    rows = reader.match(None, v.REFERS_TO, None, article)
    found = ((v.own_id(described), v.local(_iri(entity), v.ENTITY)) for described, _, entity, _ in rows)
    return {own: id_ for own, id_ in found if own != id_}


def held_quads(reader: Reader) -> set[Quad]:
    """Return the graphs of identity and ledger as they are."""
    return {Quad(*row) for graph in (v.IDENTITY, v.LEDGER) for row in reader.match(None, None, None, graph)}


def recuration(reader: Reader, new: Curation) -> tuple[set[Quad], set[Quad]]:
    """Return the quads of the merged graph to remove and to insert where people decided anew."""
    old, later = reader.curation, Reader(reader.quads, reader.names, new)
    before: set[Quad] = set()
    after: set[Quad] = set()
    for id_ in sorted(_changed(old.labels, new.labels) | _changed(old.types, new.types)):
        said = reader.tally(v.entity(id_))
        before |= merged_entity_quads(id_, said, reader.names, old)
        after |= merged_entity_quads(id_, said, reader.names, new)
    judged = [v.statement(id_) for id_ in sorted(_changed(old.rejected, new.rejected))]
    there = [node for node in judged if reader.object(node, v.TYPE, DEFAULT) is not None]
    for node in there:
        before |= statement_quads(reader.said(node), reader.weighed(node), reader.names, old)
        after |= statement_quads(reader.said(node), later.weighed(node), reader.names, new)
    kept = kept_triples(later, before - after, there)
    return before - after - kept, after - before


def _changed(old: Mapping[str, str], new: Mapping[str, str]) -> set[str]:
    return {key for key, _ in {*old.items()} ^ {*new.items()}}


def differences(reader: Reader, identity: Identity) -> Iterator[str]:
    """Yield one line for each own entity that refers to another than it should, and for what else is out of date."""
    wrong = [(own, id_) for own, id_ in held_mapping(reader) if identity.canonical.get(own, own.id) != id_]
    for own, id_ in sorted(wrong):
        yield f"article {own.article}: {own.id} refers to {id_}, and should to {identity.canonical.get(own, own.id)}"
    held, wanted = held_quads(reader), identity_quads(identity, reader.names)
    for quad in sorted(wanted - held, key=str):
        yield f"{_tail(quad)}: lacks {reader.names.curie(quad.predicate)} {quad.object}"
    for quad in sorted(held - wanted, key=str):
        yield f"{_tail(quad)}: has {reader.names.curie(quad.predicate)} {quad.object}, which is out of date"


def _tail(quad: Quad) -> str:
    return f"{quad.graph_name.value.removeprefix(v.BASE)} {quad.subject.value.removeprefix(v.BASE)}"  # type: ignore[union-attr]
