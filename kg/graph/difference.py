"""What two graphs say differently: statements, facts and entities that came, went or changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeVar, get_args

from kg.graph.merge import Weight
from kg.graph.store import Store
from kg.graph.wording import counted, exact_end, strength, triple
from kg.model import Entity, EntityRef, Statement

Kind = Literal["added", "removed", "changed"]
Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class StatementChange:
    """A statement in which two graphs differ; `before` or `after` is None where a graph lacks it."""

    statement: Statement
    before: Weight | None
    after: Weight | None

    @property
    def kind(self) -> Kind:
        return _kind(self.before, self.after)


@dataclass(frozen=True, slots=True)
class EntityChange:
    """An entity in which two graphs differ; `into` is the one that it is taken for in the second, if it is."""

    before: Entity | None
    after: Entity | None
    into: str = ""

    @property
    def kind(self) -> Kind:
        return _kind(self.before, self.after)

    @property
    def entity(self) -> Entity:
        """Return the entity as the second graph has it, or else the first."""
        found = self.after or self.before
        assert found
        return found


@dataclass(frozen=True, slots=True)
class Difference:
    """All in which two graphs differ: each by kind of change, then in words, then by id."""

    statements: tuple[StatementChange, ...]
    entities: tuple[EntityChange, ...]

    def __bool__(self) -> bool:
        return bool(self.statements or self.entities)

    def __str__(self) -> str:
        facts = [one for one in self.statements if _is_fact(one.after) is not _is_fact(one.before)]
        gained = sum(_is_fact(one.after) for one in facts)
        said = ", ".join(_counts(one.kind for one in self.statements)) or "no change"
        named = ", ".join(_counts(one.kind for one in self.entities)) or "no change"
        return f"statements: {said} ({counted(gained, 'fact')} gained, {len(facts) - gained} lost); entities: {named}"


def difference(first: Store, second: Store) -> Difference:
    """Return in what a second graph differs from a first."""
    statements = [
        StatementChange((new or old)[0], old[1] if old else None, new[1] if new else None)  # type: ignore[index]
        for _, old, new in _apart(_weighed(first), _weighed(second), lambda pair: pair[1])
    ]
    entities = [
        EntityChange(old, new, _taken_for(second, id_) if new is None else "")
        for id_, old, new in _apart(_entities(first), _entities(second), lambda entity: entity)
    ]
    statements.sort(key=lambda one: (one.kind, triple(one.statement), one.statement.id))
    entities.sort(key=lambda one: (one.kind, one.entity.label, one.entity.id))
    return Difference(tuple(statements), tuple(entities))


def lines(found: Difference) -> Iterator[str]:
    """Yield a line for each change: "+ fact  Alban army expelled Red Band (confidence 0.9, 2 sources)"."""
    for one in found.statements:
        yield f"{_SIGNS[one.kind]} {triple(one.statement)} ({_weights(one)})"
    for changed in found.entities:
        entity = changed.entity
        told = "; ".join(_parts(changed))
        yield f"{_SIGNS[changed.kind]} {entity.label} ({entity.type}, {entity.id}){told and f': {told}'}"


def rows(found: Difference) -> Iterator[dict[str, Any]]:
    """Yield an object for each change, with what it is before and after, null where it is not there."""
    for one in found.statements:
        statement = one.statement
        yield {
            "change": one.kind,
            "kind": "statement",
            "id": statement.id,
            "subject": _named(statement.subject),
            "relation": {"id": statement.relation.id, "label": statement.relation.label},
            "object": _named(statement.object)
            if isinstance(statement.object, EntityRef)
            else {"value": exact_end(statement)},
            "before": _weight(one.before),
            "after": _weight(one.after),
        }
    for changed in found.entities:
        entity = changed.entity
        ends = {"before": _described(changed.before), "after": _described(changed.after)}
        yield {"change": changed.kind, "kind": "entity", "id": entity.id, **ends, "into": changed.into or None}


_SIGNS = {"added": "+", "removed": "-", "changed": "~"}


def _weighed(store: Store) -> dict[str, tuple[Statement, Weight]]:
    return {statement.id: (statement, store.weight(statement)) for statement in store.triples()}


def _entities(store: Store) -> dict[str, Entity]:
    return {entity.id: entity for entity in store.entities()}


def _apart(
    first: Mapping[str, Thing], second: Mapping[str, Thing], compared: Callable[[Thing], object]
) -> Iterator[tuple[str, Thing | None, Thing | None]]:
    """Yield (id, first, second) of what is only in one, or not equal in both by what is `compared` of it."""
    for id_ in sorted({*first, *second}):
        old, new = first.get(id_), second.get(id_)
        if old is None or new is None or compared(old) != compared(new):
            yield id_, old, new


def _taken_for(store: Store, id_: str) -> str:
    """Return the id of the entity that an entity is taken for in a graph that has none of this id."""
    found = store.canonical(id_)
    return found if found != id_ else ""


def _kind(before: object, after: object) -> Kind:
    return "added" if before is None else "removed" if after is None else "changed"


def _is_fact(weight: Weight | None) -> bool:
    return weight is not None and weight.fact


def _counts(kinds: Iterable[Kind]) -> list[str]:
    number = Counter(kinds)
    return [f"{number[kind]} {kind}" for kind in get_args(Kind) if number[kind]]


def _weights(one: StatementChange) -> str:
    """Return the weight, or what changed of it: "now a fact, confidence 0.6 -> 0.9, 1 source -> 2 sources"."""
    old, new = one.before, one.after
    if old is None or new is None:
        weight = new or old
        return strength(weight) if weight else ""
    parts = ["now a fact" if new.fact else "no longer a fact"] if old.fact is not new.fact else []
    if old.confidence != new.confidence:
        parts.append(f"confidence {old.confidence:g} -> {new.confidence:g}")
    if old.sources != new.sources:
        parts.append(f"{counted(old.sources, 'source')} -> {counted(new.sources, 'source')}")
    return ", ".join(parts)


def _parts(one: EntityChange) -> Iterator[str]:
    """Yield what changed of an entity, each in a few words."""
    old, new = one.before, one.after
    if one.into:
        yield f"now taken for {one.into}"
    if old is None or new is None:
        return
    for name, before, after in (("label", old.label, new.label), ("class", old.type, new.type)):
        if before != after:
            yield f"{name} {before} -> {after}"
    for name, had, has in (
        ("also", set(old.aliases), set(new.aliases)),
        ("link", {link.iri for link in old.links}, {link.iri for link in new.links}),
    ):
        yield from (f"{name} +{word}" for word in sorted(has - had))
        yield from (f"{name} -{word}" for word in sorted(had - has))


def _named(reference: EntityRef | None) -> dict[str, str] | None:
    return {"id": reference.id, "label": reference.label, "type": reference.type} if reference else None


def _weight(weight: Weight | None) -> dict[str, Any] | None:
    if weight is None:
        return None
    return {"fact": weight.fact, "confidence": weight.confidence, "sources": weight.sources}


def _described(entity: Entity | None) -> dict[str, Any] | None:
    if entity is None:
        return None
    links = [{"iri": link.iri, "score": link.score} for link in entity.links]
    return {"label": entity.label, "type": entity.type, "aliases": list(entity.aliases), "links": links}
