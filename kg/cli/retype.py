"""`kg retype`: an entity's class by hand."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.deciding import Author, Name, Why, decide, the_entity, who
from kg.cli.options import DEFAULT_GRAPH, GraphPlace, LedgerFile
from kg.errors import KgError

if TYPE_CHECKING:
    from kg.graph.store import Store
    from kg.settling import Change


def retype(
    entity: Name,
    class_: Annotated[str, typer.Argument(metavar="CLASS", help='A class: "news:Company" or "Company".')],
    why: Why = "",
    author: Author = "",
    graph: GraphPlace = DEFAULT_GRAPH,
    ledger: LedgerFile = None,
) -> None:
    """Give an entity a class by hand, whatever the articles take it for.

    Example: kg retype "Red Cross" NGO
    """
    from kg.entities.curate import given
    from kg.entities.ledger import TYPE

    def change_of(store: Store) -> Change:
        id_, curie = store.canonical(the_entity(store, entity)), _class(class_, store)
        return lambda ledger, identity, _: given(ledger, identity, id_, TYPE, curie, who(author, why))

    decide(graph, ledger, change_of)


def _class(name: str, store: Store) -> str:
    """Return the CURIE of a class; one of another ontology must be written as a CURIE with a prefix of the graph."""
    from kg.ontology import load

    known = load().classes
    curie = name if ":" in name else f"news:{name}"
    if curie not in known and curie.startswith("news:"):
        near = get_close_matches(curie, known, n=3)
        raise KgError(repr(name), "no class has this name", "", f"did you mean {' or '.join(near)}?" if near else "")
    store.names.iri(curie)  # raises StoreError on an unknown prefix
    return curie
