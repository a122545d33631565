"""`kg show`: what the graph knows of somebody or something."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.cli.looking import seen
from kg.cli.options import (
    DEFAULT_GRAPH,
    AllClaims,
    AsOf,
    EntityName,
    Format,
    GraphPlace,
    LedgerFile,
    ObjectsFormat,
    TrustedNames,
)

if TYPE_CHECKING:
    from kg.cli.screen import Line
    from kg.graph.portrait import Portrait


def show(
    name: EntityName,
    graph: GraphPlace = DEFAULT_GRAPH,
    trust: TrustedNames = None,
    claims: AllClaims = False,
    as_of: AsOf = "",
    ledger: LedgerFile = None,
    format: ObjectsFormat = Format.TABLE,
) -> None:
    """Show what is known of a name: class, aliases, links, the facts by relation, and apart from them the claims.

    With --trust what a source says stands among the facts, with --claims what anybody says, marked as said by them;
    what they deny, doubt or plan does not. The graph stays as it is.

    With --as-of it is what was known on a day, of the articles that had been added by then.

    Example: kg show "Daniel Okoro"
    """
    from kg.cli.screen import say, say_rows
    from kg.graph.lookup import entities_called
    from kg.graph.portrait import portrait
    from kg.graph.trust import trust as trust_in

    with seen(graph, as_of, ledger, whole=bool(trust or claims)) as store:
        trusted = trust_in(store, trust or (), everyone=claims)
        portraits = (portrait(store, entity, trusted) for entity in entities_called(store, name))
        if format is Format.JSON:
            say_rows(one.row() for one in portraits)
        else:
            for number, one in enumerate(portraits):
                say((*([""] if number else []), *_lines(one)))


def _lines(portrait: Portrait) -> Iterator[Line]:
    """Yield the lines about an entity."""
    from kg.graph.portrait import by_heading

    entity = portrait.entity
    yield [(entity.label, "bold"), (f"  ({entity.type}, {entity.id})", "dim")]
    if entity.aliases:
        yield f"  also: {', '.join(entity.aliases)}"
    yield from (f"  link: {link.iri} ({link.score:g})" for link in entity.links)
    for title, look, traits in (("facts", "fact", portrait.facts), ("claims, not facts", "claim", portrait.claims)):
        if traits:
            yield [(f"  {title}", "bold")]
        for heading, group in by_heading(traits):
            yield f"    {heading}"
            for one in group:
                yield [(f"      {one.other}", look), (f"  ({', '.join(one.remarks)})", "dim")]
