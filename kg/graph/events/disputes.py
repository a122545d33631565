"""Events of which sources name different actors: who carried out an attack, who won an election."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from kg.graph.disputes.asked import Asked
from kg.graph.disputes.positions import Dispute, in_order, opposed, position
from kg.graph.events.nodes import nodes
from kg.graph.saying import Saying
from kg.graph.wording import end
from kg.model import EntityRef
from kg.ontology.events import roles


def actors(asked: Asked) -> Iterator[Dispute]:
    """Yield the events of which one source names others in a role than another source does."""
    for event in nodes(asked.store, asked.about):
        for role in roles().values():
            if not role.disputable:
                continue
            told = [asked.firm(one) for one in event.roles if one.relation.id == role.id]
            disputed: dict[str, Sequence[Saying]] = {}
            for one, other in combinations(filter(None, told), 2):
                if (
                    _are_named(asked, one, other)
                    and opposed(one, other)
                    and _by_others(one, other)
                    and asked.apart(_of(one), _of(other))
                ):
                    disputed |= {end(said[0].statement): said for said in (one, other)}
            if disputed:
                positions = in_order(position(words, said) for words, said in disputed.items())
                yield Dispute("actors", f"{event.entity.label} {role.label} …", positions)


def _are_named(asked: Asked, *told: Sequence[Saying]) -> bool:
    """Tell whether all have names: "gunmen" may be anybody's."""
    objects = [said[0].statement.object for said in told]
    return all(isinstance(one, EntityRef) and asked.store.named(one.id) for one in objects)


def _by_others(one: Sequence[Saying], other: Sequence[Saying]) -> bool:
    """Tell whether no source names both: two may have done it together."""
    return not {said.source for said in one} & {said.source for said in other}


def _of(said: Sequence[Saying]) -> list[Saying]:
    """Return the sayings as if they were about who fills the role."""
    return [
        replace(one, statement=replace(one.statement, subject=one.statement.object))
        for one in said
        if isinstance(one.statement.object, EntityRef)
    ]
