"""`kg merge`: two entities are one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.cli.deciding import Author, Name, Why, decide, the_entity, who
from kg.cli.options import DEFAULT_GRAPH, GraphPlace, LedgerFile

if TYPE_CHECKING:
    from kg.graph.store import Store
    from kg.settling import Change


def merge(
    first: Name,
    second: Name,
    why: Why = "",
    author: Author = "",
    graph: GraphPlace = DEFAULT_GRAPH,
    ledger: LedgerFile = None,
) -> None:
    """Decide that two entities are one, and write that into the ledger.

    A split of the same two is taken back.

    Example: kg merge "Northern Ledger" "Harbor Post" --why "one paper since 2025"
    """
    from kg.entities.curate import merged
    from kg.errors import KgError

    def change_of(store: Store) -> Change:
        ends = the_entity(store, first), the_entity(store, second)
        if store.canonical(ends[0]) == store.canonical(ends[1]):
            raise KgError(
                f"{first} and {second}", f"both are {store.canonical(ends[0])} already", "", "nothing changed"
            )
        return lambda ledger, _, are_one: merged(ledger, *ends, who(author, why), are_one)

    decide(graph, ledger, change_of)
