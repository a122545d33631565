"""`kg why-same`: why two entities are one, or are not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.cli.deciding import Name, the_entity
from kg.cli.options import DEFAULT_GRAPH, GraphPlace, LedgerFile

if TYPE_CHECKING:
    from kg.entities.ledger import Ledger
    from kg.graph.store import Store
    from kg.identity import Likeness


def why_same(
    first: Name,
    second: Name,
    graph: GraphPlace = DEFAULT_GRAPH,
    ledger: LedgerFile = None,
) -> None:
    """Show why two entities are one, or why they are not: the shared evidence, its score, and what people decided.

    Example: kg why-same "Northern Liberation Front" NLF
    """
    from kg.graph.store import Store
    from kg.settling import ledger_of

    with Store.open(graph, read_only=True) as store:
        print(
            *explained(store, ledger_of(graph, ledger), the_entity(store, first), the_entity(store, second)), sep="\n"
        )


def explained(store: Store, ledger: Ledger, first: str, second: str) -> Iterator[str]:
    """Yield whether two entities are one, then why."""
    ends = store.canonical(first), store.canonical(second)
    if ends[0] == ends[1]:
        yield from _one(store, ledger, ends[0])
    else:
        yield from _two(store, ledger, ends)


def _one(store: Store, ledger: Ledger, id_: str) -> Iterator[str]:
    entity = store.entity(id_)
    assert entity
    yield f"one: {entity.label} ({id_})"
    merges = [one for one in store.merges() if store.canonical(one.first) == id_]
    for one in merges:
        yield from _shared(one)
    decided = [line for line in _decided(ledger, store) if id_ in line[0]]
    yield from (text for _, text in decided)
    if not merges and not decided:
        names = sorted({own.id for own, _ in store.owned(id_)})
        yield f"  each article has it under the id {' or '.join(names)}"


def _two(store: Store, ledger: Ledger, ends: tuple[str, str]) -> Iterator[str]:
    from kg.settling import compared

    labels = [entity.label for id_ in ends if (entity := store.entity(id_))]
    yield f"two: {labels[0]} ({ends[0]}) and {labels[1]} ({ends[1]})"
    doubts = [one for one in store.doubts() if {store.canonical(one.first), store.canonical(one.second)} == {*ends}]
    for one in doubts:
        yield from _shared(one)
    yield from (text for about, text in _decided(ledger, store) if about == {*ends})
    if not doubts:
        against, likeness = compared(store, ledger, *ends)
        if likeness:
            yield from _shared(likeness)
        yield f"  {against}" if against else "  their names have nothing in common" if not likeness else "  too little"


def _shared(one: Likeness) -> Iterator[str]:
    yield f"  {one.first} and {one.second}: score {one.score:g}"
    yield from (f"    {reason}" for reason in one.because)


def _decided(ledger: Ledger, store: Store) -> Iterator[tuple[set[str], str]]:
    """Yield the entities of each decision on who is who, and the decision in words."""
    from kg.entities.ledger import entity_id, own

    for one in ledger.decisions:
        if one.kind in ("merge", "differ", "split"):
            ends = {store.canonical(entity_id(end)) for end in (one.subject, one.object) if entity_id(end)}
            taken = own(one.subject)
            what = (
                f"{one.kind}: {one.subject} and {one.object}" if not taken else f"split: {one.subject} is {one.object}"
            )
            yield ends, f"  decided by {one.author} on {one.date}: {what}" + (f" ({one.why})" if one.why else "")
