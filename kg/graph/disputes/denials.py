"""What some say is so and others say is not, and what somebody is blamed for and denies."""

from __future__ import annotations

from collections.abc import Iterator

from kg.graph.disputes.asked import Asked
from kg.graph.disputes.positions import Dispute, at_once, dated, in_order, opposed, position, successive
from kg.graph.saying import Saying
from kg.graph.wording import triple
from kg.model import EntityRef, Statement


def denials(asked: Asked) -> Iterator[Dispute]:
    """Yield the statements that some sources make and others deny; who denies a killing denies a murder."""
    seen: set[frozenset[str]] = set()
    for negative in asked.denied():
        against = asked.firm(negative, "negative")
        implying = list(_implying(asked, negative)) if against else []
        for_ = [saying for one in implying for saying in asked.firm(one)]
        if not for_ or not opposed(for_, against) or not at_once(for_, against):
            continue
        plain = not any(one.evidence.qualifiers.attributed_to for one in against)
        statements = frozenset(one.statement.id for one in for_)  # what is symmetric is denied both ways round
        if statements not in seen and (not plain or dated(for_, against)):
            seen.add(statements)
            positions = in_order((position("it is so", for_), position("it is not so", against)))
            yield Dispute("denial", triple(negative), positions, plain and successive(positions))


def _implying(asked: Asked, statement: Statement) -> Iterator[Statement]:
    """Yield the statements of the graph that cannot hold if this one does not."""
    subject, object_ = statement.subject, statement.object
    declared = asked.ontology.relations.get(statement.relation.id)
    for relation in asked.ontology.below(statement.relation.id):
        yield from asked.store.statements(
            subject.id if subject else None, relation, object_.id if isinstance(object_, EntityRef) else object_
        )
        if declared and declared.symmetric and subject and isinstance(object_, EntityRef):
            yield from asked.store.statements(object_.id, relation, subject.id)


def accusations(asked: Asked) -> Iterator[Dispute]:
    """Yield the accusations of an event in which the accused denies to have had a part."""
    for relation in asked.ontology.relations.values():
        for told in asked.triples(relation.id) if relation.accuses_of else ():
            accused = told.object
            if not isinstance(accused, EntityRef):
                continue
            said = asked.store.statements(accused.id)
            denied = [saying for one in said for saying in asked.firm(one, "negative")]
            blamed = _blamed_for(asked, asked.store.statement(told.id), relation.accuses_of) if denied else {}
            for event, blaming in blamed.items():
                against = [one for one in denied if _is_about(one, event)]
                if against and opposed(blaming, against):
                    positions = position("accused", blaming), position("denied", against)
                    yield Dispute("accusation", f"{triple(told)} of {event.label}", in_order(positions))


def _blamed_for(asked: Asked, accusation: Statement, classes: tuple[str, ...]) -> dict[EntityRef, list[Saying]]:
    """Return the entities of these classes that the sentences of an accusation mention, with these sentences."""
    found: dict[EntityRef, list[Saying]] = {}
    for one in asked.firm(accusation):
        for entity in asked.store.mentioned(one.article.id, one.evidence.sentence.span):
            if asked.ontology.accepts(classes, entity.type):
                found.setdefault(entity, []).append(one)
    return found


def _is_about(saying: Saying, event: EntityRef) -> bool:
    object_ = saying.statement.object
    return isinstance(object_, EntityRef) and object_.id == event.id
