"""Event nodes as the graph holds them: roles with what fills them, times, numbers, and where they are mentioned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.graph.wording import end, number
from kg.lines import Json, event_row
from kg.model import Entity, EntityRef, Evidence, Span, Statement, Value
from kg.ontology.events import HAPPENED, TIME, part, roles

if TYPE_CHECKING:
    from kg.graph.store import Store
    from kg.ontology import Ontology

SHOWN = 3  # that fill one role, in one line


@dataclass(frozen=True, slots=True)
class Node:
    """An event with its roles: the statements about it, without those that people rejected; facts come first."""

    entity: Entity
    roles: tuple[Statement, ...]
    facts: frozenset[str]

    @property
    def fact(self) -> bool:
        """Tell whether some article itself asserts that it happened, or what happened."""
        return bool(self.facts)

    @property
    def members(self) -> set[str]:
        """Return the ids of the event and of what fills its roles."""
        return {self.entity.id} | {one.object.id for one in self.roles if isinstance(one.object, EntityRef)}

    @property
    def words_told(self) -> set[tuple[str, Span]]:
        """Return article and place of the words that tell of it."""
        return {(one.article, one.trigger.span) for role in self.roles for one in role.evidence}

    @property
    def times(self) -> list[str]:
        """Return when it happened, each source's date once; what articles assert comes before what others say."""
        found = [one for one in self.roles if one.relation.id == TIME]
        return list(dict.fromkeys(end(one) for one in found))

    def words(self) -> str:
        """Return "attack on Port Alba: attacker Red Band; number killed 12 people; weapon drone (claimed)".

        What nobody but a source says is marked, unless nothing about the event is a fact.
        """
        parts: dict[str, list[str]] = {}
        for one in self.roles:
            if one.relation.id not in (HAPPENED, TIME):
                filler = number(one, one.evidence[0]) if isinstance(one.object, Value) else end(one)
                claimed = self.fact and one.id not in self.facts
                parts.setdefault(one.relation.label, []).append(f"{filler} (claimed)" if claimed else filler)
        told = "; ".join(f"{label} {', '.join(dict.fromkeys(some[:SHOWN]))}" for label, some in parts.items())
        return f"{self.entity.label}: {told}" if told else self.entity.label


def is_role(relation: str) -> bool:
    """Tell whether a relation is a role of an event; numbers are said of others as well."""
    return part(relation) not in ("", "number")


def covered(statement: Statement, evidence: Evidence, events: Sequence[Node]) -> bool:
    """Tell whether an event says what a sentence states of it, or of its participants, by the same words."""
    ends = {end.id for end in (statement.subject, statement.object) if isinstance(end, EntityRef)}
    words = evidence.article, evidence.trigger.span
    return any(words in event.words_told and (ends <= event.members or event.entity.id in ends) for event in events)


def nodes(store: Store, about: Sequence[str] | None = None) -> Iterator[Node]:
    """Yield the events of the graph, or those that are one of some entities or in which one takes part, by id."""
    told = {one.subject.id for one in store.triples(None, HAPPENED) if one.subject}
    if about is not None:
        near = {one.subject.id for name in about for one in store.triples(None, None, name) if one.subject}
        told &= {*about, *near}
    yield from (node(store, id_) for id_ in sorted(told))


def node(store: Store, id_: str) -> Node:
    """Return an event by its id."""
    entity = store.entity(id_)
    assert entity is not None
    found = [one for one in store.statements(id_) if one.relation.id in roles() and not store.rejected(one)]
    facts = frozenset(one.id for one in found if store.weight(one).fact)
    order = list(roles())
    return Node(
        entity,
        tuple(sorted(found, key=lambda one: (one.id not in facts, order.index(one.relation.id), end(one), one.id))),
        facts,
    )


def row(store: Store, found: Node, ontology: Ontology) -> Json:
    """Return an event of the graph as a line of JSON has it."""
    mentions = sorted(store.mentions(found.entity.id))
    plover = ontology.plover(found.entity.type)
    return event_row(found.entity, found.roles, mentions, plover, found.facts)
