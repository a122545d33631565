"""`kg rename`: an entity's label by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.deciding import Author, Name, Why, decide, the_entity, who
from kg.cli.options import DEFAULT_GRAPH, GraphPlace, LedgerFile

if TYPE_CHECKING:
    from kg.graph.store import Store
    from kg.settling import Change


def rename(
    entity: Name,
    label: Annotated[str, typer.Argument(help="The label that it shall have.", show_default=False)],
    why: Why = "",
    author: Author = "",
    graph: GraphPlace = DEFAULT_GRAPH,
    ledger: LedgerFile = None,
) -> None:
    """Give an entity a label by hand; what the articles call it most becomes an alias.

    Example: kg rename "Amara Copper" "Amara Copper Company" --why "its full name"
    """
    from kg.entities.curate import given
    from kg.entities.ledger import LABEL

    def change_of(store: Store) -> Change:
        id_ = store.canonical(the_entity(store, entity))
        return lambda ledger, identity, _: given(ledger, identity, id_, LABEL, label, who(author, why))

    decide(graph, ledger, change_of)
