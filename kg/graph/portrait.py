"""What the graph knows of an entity: facts by relation, and apart from them the claims."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from kg.graph.merge import Weight
from kg.graph.trust import Trust, claimed
from kg.graph.wording import counted, end, manner, sureness
from kg.lines import Json, entity_row
from kg.model import Entity, EntityRef, Statement

if TYPE_CHECKING:
    from kg.graph.store import Store


@dataclass(frozen=True, slots=True)
class Trait:
    """A statement as it looks from one of its ends: `other` is what stands at the other one.

    `remarks` are confidence, number of sources, the date, and of a claim how it is put.
    """

    statement: Statement
    heading: str
    other: str
    weight: Weight
    remarks: tuple[str, ...]

    def row(self) -> Json:
        """Return the statement as JSON has it, without its sentences."""
        subject, object_ = self.statement.subject, self.statement.object
        return {
            "id": self.statement.id,
            "subject": {"id": subject.id, "label": subject.label} if subject else None,
            "relation": {"id": self.statement.relation.id, "label": self.statement.relation.label},
            "object": {"id": object_.id, "label": object_.label}
            if isinstance(object_, EntityRef)
            else {"value": object_.value, "datatype": object_.datatype}
            if object_
            else None,
            "confidence": self.weight.confidence,
            "sources": self.weight.sources,
            "remarks": list(self.remarks),
        }


@dataclass(frozen=True, slots=True)
class Portrait:
    """An entity with its facts and its claims, each in order of heading and other end."""

    entity: Entity
    facts: tuple[Trait, ...]
    claims: tuple[Trait, ...]

    def row(self) -> Json:
        """Return the portrait as a line of JSON has it."""
        entity = {key: value for key, value in entity_row(self.entity, "").items() if key != "mentions"}
        return {**entity, "facts": [one.row() for one in self.facts], "claims": [one.row() for one in self.claims]}


def portrait(store: Store, entity: Entity, trusted: Trust) -> Portrait:
    """Return what is known of an entity; what trusted sources claim stands among the facts."""
    told = {s.id: s for s in (*store.statements(subject=entity.id), *store.statements(object=entity.id))}
    traits = sorted(
        (_trait(store, entity, one) for one in told.values()),
        key=lambda one: (one.heading, one.other, one.statement.id),
    )
    facts = [one for one in traits if one.weight.fact or (trusted and claimed(store, one.statement, trusted))]
    return Portrait(entity, tuple(facts), tuple(one for one in traits if one not in facts))


def by_heading(traits: tuple[Trait, ...]) -> Iterator[tuple[str, list[Trait]]]:
    """Yield each heading ("Idris Kone leads …") with what stands below it."""
    for heading, group in groupby(traits, lambda one: one.heading):
        yield heading, list(group)


def _trait(store: Store, entity: Entity, statement: Statement) -> Trait:
    label, subject = statement.relation.label, statement.subject
    here = subject is not None and subject.id == entity.id
    heading = f"{entity.label} {label} …" if here else f"… {label} {entity.label}"
    other = end(statement) if here or subject is None else subject.label
    weight = store.weight(statement)
    return Trait(statement, heading, other, weight, tuple(_remarks(store, statement, weight)))


def _remarks(store: Store, statement: Statement, weight: Weight) -> Iterator[str]:
    """Yield confidence, sources, date and, of a claim, how it is put: "confidence 0.9", "2 sources", "2016-12"."""
    if store.rejected(statement):
        yield "rejected"
    yield sureness(weight)
    yield counted(weight.sources, "source")
    times = sorted({one.qualifiers.time.value for one in statement.evidence if one.qualifiers.time})
    published = sorted({store.article(one.article).published for one in statement.evidence} - {""})
    if times or published:
        yield times[0] if times else f"reported {published[0][:10]}"
    ways = [] if weight.fact else sorted({manner(one.qualifiers) for one in statement.evidence} - {""})
    if ways:
        yield " / ".join(ways)
