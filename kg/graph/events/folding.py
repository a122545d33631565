"""Events become entities and statements, so that whatever holds for these holds for them: evidence, claims, merging."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from kg.model import Entity, EntityRef, Event, Extraction, Statement


def folded(extraction: Extraction) -> Extraction:
    """Return the extraction with each event as an entity, whose statements stand among the others.

    What the article says of "the attack" is said of the event then. A statement that two parts of the extraction make
    of the same words stands once.
    """
    if not extraction.events:
        return extraction
    nodes = {same: EntityRef(one.id, one.label, one.type) for one in extraction.events for same in (*one.same, one.id)}
    told = (statement for event in extraction.events for statement in event.statements)
    statements: dict[tuple[str, ...], Statement] = {}
    for one in (*_renamed(extraction.statements, nodes), *_renamed(told, nodes)):
        statements.setdefault(_key(one), one)
    by_id = {one.id: one for one in extraction.entities}
    kept = [one for one in extraction.entities if one.id not in nodes]
    entities = [*kept, *(_entity(event, by_id) for event in extraction.events)]
    return replace(
        extraction,
        entities=tuple(sorted(entities, key=lambda one: one.id)),
        statements=tuple(statements.values()),
        events=(),
    )


def _key(one: Statement) -> tuple[str, ...]:
    return one.id, *(evidence.id(one.id) for evidence in one.evidence)


def _renamed(statements: Iterable[Statement], nodes: Mapping[str, EntityRef]) -> Iterator[Statement]:
    """Yield statements about the events; what the article says of two phrases for one event says nothing."""
    for one in statements:
        subject, object_ = one.subject, one.object
        ends = subject and nodes.get(subject.id, subject), object_
        if isinstance(object_, EntityRef):
            ends = ends[0], nodes.get(object_.id, object_)
        if ends[0] != ends[1] or ends == (subject, object_):
            yield replace(one, subject=ends[0], object=ends[1])


def _entity(event: Event, by_id: Mapping[str, Entity]) -> Entity:
    nouns = [by_id[id_] for id_ in event.same if id_ in by_id]
    names = {name for one in nouns for name in (one.label, *one.aliases)} - {event.label}
    links = {link for one in nouns for link in one.links}
    return Entity(event.id, event.label, event.type, tuple(sorted(names)), tuple(sorted(links)), event.mentions)
