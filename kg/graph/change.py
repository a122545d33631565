"""What adding or retracting an article does to the merged graph, as quads to remove and to insert.

Only the statements, entities and relations that the article names, before or after, are looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import cast

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph import vocabulary as v
from kg.graph.copies import sketch
from kg.graph.merge import Tally, Weight, entity_tally, judged, merged_entity, weight
from kg.graph.rdf import DEFAULT, article_graph, entities_of, merged_entity_quads, statement_quads
from kg.graph.reading import Reader, Row
from kg.graph.sources import Witness, evidence_witness, provenance_of
from kg.identity import referred
from kg.model import Extraction, Statement, Value, merged


@dataclass(frozen=True, slots=True)
class Effect:
    """What became of one statement of the article; `before` or `after` is None where the graph lacks it.

    `statement` has the evidence of the article that comes, none of one that goes.
    """

    statement: Statement
    before: Weight | None
    after: Weight | None


@dataclass(frozen=True, slots=True)
class Change:
    """What an article brought or took; entities are given by label. It may have `replaced` another with its id."""

    article: str
    effects: tuple[Effect, ...] = ()
    entities_gained: tuple[str, ...] = ()
    entities_lost: tuple[str, ...] = ()
    replaced: bool = False

    @property
    def gained(self) -> tuple[Effect, ...]:
        """Return the statements that are new in the graph."""
        return tuple(effect for effect in self.effects if effect.before is None)

    @property
    def lost(self) -> tuple[Effect, ...]:
        """Return the statements that are gone from the graph."""
        return tuple(effect for effect in self.effects if effect.after is None)

    @property
    def weakened(self) -> tuple[Effect, ...]:
        """Return the statements that stay with less behind them: no longer a fact, fewer sources, less confidence."""
        return tuple(
            effect for effect in self.effects if effect.before and effect.after and effect.after < effect.before
        )

    @property
    def kept(self) -> tuple[Effect, ...]:
        """Return the statements that stay as strong as they were, or grew."""
        return tuple(one for one in self.effects if one.before and one.after and one.after >= one.before)


@dataclass(frozen=True, slots=True)
class Side:
    """What the graph holds of one article, before or after."""

    quads: frozenset[Quad] = frozenset()
    statements: Mapping[NamedNode, Statement] = field(default_factory=dict)
    witnesses: Mapping[NamedNode, list[Witness]] = field(default_factory=dict)
    tallies: Mapping[NamedNode, Tally] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rewriting:
    """The quads to remove and to insert, and who states what once that is done.

    The graph of an article that goes is to be dropped, and none of its quads is among them.
    """

    change: Change
    removed: frozenset[Quad]
    inserted: frozenset[Quad]
    witnesses: Mapping[NamedNode, list[Witness]]


def arriving(extraction: Extraction, names: v.Names, refers: Mapping[str, str]) -> Side:
    """Return the side of an article that is to be in the graph.

    `refers` gives the canonical id of its own ids; those that it leaves out are canonical.
    """
    extraction = replace(extraction, sketch=extraction.sketch or sketch(extraction.article.text))
    canonical = merged(referred(one, refers) for one in extraction.statements)
    statements = {v.statement(one.id): one for one in canonical}
    provenance = provenance_of(extraction.article, extraction.sketch)
    tallies: dict[NamedNode, Tally] = {}
    for entity in entities_of(extraction):
        tallies.setdefault(v.entity(refers.get(entity.id, entity.id)), Tally()).update(entity_tally(entity))
    return Side(
        quads=frozenset(article_graph(extraction, names, refers)),
        statements=statements,
        witnesses={node: [evidence_witness(one, provenance) for one in s.evidence] for node, s in statements.items()},
        tallies=tallies,
    )


def present(reader: Reader, article: NamedNode) -> Side:
    """Return the side of an article as the graph holds it, without evidence and witnesses; empty if it does not."""
    rows, about = reader.hold(article)
    tallies: dict[NamedNode, Tally] = {}
    for node, said in about.items():
        for entity in said.get(v.REFERS_TO.value, ()):
            tallies.setdefault(entity, Tally()).update(reader.tally_in(node, article))
    for entity in tallies:
        reader.tally(entity)  # by which it is named in statements
    return Side(
        quads=frozenset(cast("list[Quad]", rows)),
        statements={node: reader.said(node) for node, said in about.items() if v.DERIVED_FROM.value in said},
        tallies=tallies,
    )


Heard = Callable[[NamedNode, NamedNode], list[Witness]]
"""What articles other than one say of a statement; both are given by their nodes."""


def rewriting(reader: Reader, article: NamedNode, old: Side, new: Side, heard: Heard) -> Rewriting:
    """Return what turns the graph with the old side of an article into the graph with the new one."""
    others = {node: heard(node, article) for node in sorted({*old.statements, *new.statements}, key=str)}
    coming = {node: known + new.witnesses.get(node, []) for node, known in others.items()}
    weighed = [_effect(reader, node, old, new, others[node], coming[node]) for node in coming]
    named = list(_named(reader, old, new))
    changed = [effect for effect in weighed if effect.before != effect.after]
    before = {quad for effect in changed for quad in _statement(reader, effect, effect.before)}
    after = {quad for effect in changed for quad in _statement(reader, effect, effect.after)}
    for entity, said, will_be_said in named:
        before |= merged_entity_quads(v.local(entity, v.ENTITY), said, reader.names, reader.curation)
        after |= merged_entity_quads(v.local(entity, v.ENTITY), will_be_said, reader.names, reader.curation)
    kept = kept_triples(reader, before - after, {*old.statements, *new.statements})
    labels = relation_labels(new, article)
    forgotten = {quad for quad in relation_labels(old, article) - labels if not _used_elsewhere(reader, quad, article)}
    return Rewriting(
        Change(
            v.local(article, v.ARTICLE),
            tuple(weighed),
            tuple(sorted(_label(will) for _, said, will in named if not said)),
            tuple(sorted(_label(said) for _, said, will in named if not will)),
        ),
        frozenset((before - after - kept) | forgotten | (old.quads - new.quads if new.quads else frozenset())),
        frozenset((after - before) | labels | (new.quads - old.quads)),
        coming,
    )


def _effect(
    reader: Reader, node: NamedNode, old: Side, new: Side, others: list[Witness], coming: list[Witness]
) -> Effect:
    statement = new.statements.get(node) or old.statements[node]
    rejected = statement.id in reader.curation.rejected
    after = judged(weight(coming), rejected) if coming else None
    if node not in old.statements:
        return Effect(statement, judged(weight(others), rejected) if others else None, after)
    if isinstance(statement.object, Value):  # of which "023" may state the plain triple as well
        return Effect(statement, reader.weighed(node), after)
    return Effect(statement, reader.weight(node), after)


def _statement(reader: Reader, effect: Effect, weight_: Weight | None) -> set[Quad]:
    return statement_quads(effect.statement, weight_, reader.names, reader.curation) if weight_ else set()


def _named(reader: Reader, old: Side, new: Side) -> Iterator[tuple[NamedNode, Tally, Tally]]:
    """Yield each entity of either side with what is said of it before and after."""
    for entity in sorted({*old.tallies, *new.tallies}, key=str):
        said = reader.tally(entity)
        will_be_said = Tally(said)
        will_be_said.subtract(old.tallies.get(entity, Tally()))
        will_be_said.update(new.tallies.get(entity, Tally()))
        yield entity, said, +will_be_said


def _label(said: Tally) -> str:
    return merged_entity("", said).label


def kept_triples(reader: Reader, going: Iterable[Quad], looked_at: Collection[NamedNode]) -> set[Quad]:
    """Return the plain triples that another statement makes as well: "023" and "23" are one integer, two statements.

    `going` is what is to go of entities and statements, `looked_at` are the statements that are known not to.
    """
    values = [quad for quad in going if isinstance(quad.object, Literal) and quad.predicate not in v.DESCRIBING]
    facts = [quad for quad in values if cast(NamedNode, quad.subject).value.startswith(v.ENTITY)]
    return {quad for quad in facts if _made(reader, quad, looked_at)}


def _made(reader: Reader, fact: Quad, looked_at: Collection[NamedNode]) -> bool:
    """Tell whether a statement makes a fact; those of its subject or of its value are looked at, which are fewer."""
    subject, predicate, value = cast("tuple[NamedNode, NamedNode, Literal]", fact.triple)
    nodes = _fewer(reader.match(None, v.SUBJECT, subject, DEFAULT), reader.match(None, v.OBJECT, value, DEFAULT))
    said = ((v.SUBJECT, subject), (v.PREDICATE, predicate), (v.OBJECT, value))
    return any(
        node not in looked_at and all(Quad(node, *pair) in reader.quads for pair in said) and reader.weighed(node).fact
        for node in nodes
    )


def _fewer(some: Iterator[Row], others: Iterator[Row]) -> list[NamedNode]:
    """Return the subjects of whichever rows are fewer, without reading more of the others."""
    first, second = list[NamedNode](), list[NamedNode]()
    while (one := next(some, None)) is not None:
        if (other := next(others, None)) is None:
            return second
        first.append(one[0])
        second.append(other[0])
    return first


def relation_labels(side: Side, article: NamedNode) -> set[Quad]:
    """Return what the merged graph holds of the relations that an article names."""
    own = f"{article.value}#"
    return {
        Quad(quad.subject, quad.predicate, quad.object)
        for quad in side.quads
        if quad.predicate == v.LABEL and not cast(NamedNode, quad.subject).value.startswith(own)
    }


def _used_elsewhere(reader: Reader, label: Quad, article: NamedNode) -> bool:
    relation, object_ = cast(NamedNode, label.subject), cast(Literal, label.object)
    return any(row[3] not in (DEFAULT, article) for row in reader.match(relation, v.LABEL, object_, None))
