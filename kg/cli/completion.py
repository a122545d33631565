"""What the shell offers when a person presses the tab key: names, relations and saved queries."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

import typer

from kg.endpoint import place

if TYPE_CHECKING:
    from kg.graph.store import Store

Offer = tuple[str, str]


def complete_entity(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """Offer the ids of entities whose id or name begins so; names once a space shows that one is being written."""
    from kg.graph.lookup import beginning

    return _offered(beginning, ctx, incomplete)


def complete_relation(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """Offer the relations that the graph uses, without their prefix."""
    return _offered(_relations, ctx, incomplete)


def complete_query(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """Offer the saved queries with their titles."""
    from kg.errors import KgError
    from kg.graph.queries import saved_queries

    try:
        known = saved_queries(ctx.params.get("queries") or ())
    except KgError:
        return []
    return [(one.name, one.title) for one in known.values() if one.name.startswith(incomplete)]


def _relations(store: Store, text: str) -> list[Offer]:
    wanted = text.casefold()
    known = [(one.id.partition(":")[2], one.label) for one in store.relations()]
    return sorted({one for one in known if any(part.casefold().startswith(wanted) for part in one)})


def _offered(find: Callable[[Store, str], list[Offer]], ctx: typer.Context, text: str) -> list[Offer]:
    """Return what the graph of a command line has to offer; nothing where it cannot be opened."""
    from kg.errors import KgError
    from kg.graph.store import Store

    graph = place(ctx.params.get("graph") or os.environ.get("KG_GRAPH") or "kg.db")
    try:
        with Store.open(graph, read_only=True) as store:
            return find(store, text)
    except KgError:
        return []
