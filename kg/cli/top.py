"""`kg top`: who is central."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import (
    DEFAULT_GRAPH,
    AllClaims,
    Format,
    FormatName,
    GraphPlace,
    OntologyFiles,
    TrustedNames,
)

if TYPE_CHECKING:
    from pathlib import Path

    from kg.graph.centrality import Ranking


class By(StrEnum):
    """By which measure entities are ranked."""

    DEGREE = "degree"
    BETWEENNESS = "betweenness"
    PAGERANK = "pagerank"


def top(
    by: Annotated[By, typer.Option(help="The measure that ranks them.")] = By.PAGERANK,
    limit: Annotated[int, typer.Option("--limit", "-n", metavar="N", min=1, help="List so many.")] = 10,
    class_: Annotated[
        str | None, typer.Option("--class", metavar="CLASS", help="List only these: Person, Organization, Place, …")
    ] = None,
    groups: Annotated[bool, typer.Option("--communities", help="List the groups that the graph falls into.")] = False,
    graph: GraphPlace = DEFAULT_GRAPH,
    trust: TrustedNames = None,
    claims: AllClaims = False,
    ontology: OntologyFiles = None,
    format: FormatName = Format.TABLE,
) -> None:
    """Show who is central in the network of facts, or with --communities the groups that it falls into.

    Degree counts whom one is joined to, betweenness the shortest paths that lead through one, PageRank where a random
    walk spends its time. On a large graph betweenness is worked out from a sample, the same one each time; beyond
    50,000 statements betweenness and groups are worked out only where they are asked for.

    Example: kg top --class Person --by betweenness
    """
    import sys

    from kg.cli.progress import working
    from kg.cli.screen import say_rows, say_table
    from kg.graph.centrality import top as ranked
    from kg.graph.store import Store
    from kg.graph.trust import trust as trust_in

    fits = _fitting(class_, ontology)
    with Store.open(graph, read_only=True, whole=True) as store, working("ranking"):
        trusted = trust_in(store, trust or (), everyone=claims)
        found = ranked(store, by.value, limit, trusted, fits, grouped=groups)
    if format is Format.JSON:
        say_rows(one.row() for one in (found.communities if groups else found.central))
    elif groups:
        _groups(found)
    else:
        rows = [
            [one.entity.label, one.entity.type, str(one.degree),
             "" if one.betweenness is None else f"{one.betweenness:.4f}", f"{one.pagerank:.4f}",
             str(one.community or "")]
            for one in found.central
        ]  # fmt: skip
        numbers = ("degree", "betweenness", "pagerank", "community")
        say_table(("name", "class", *numbers), rows, numbers)
    if found.central and not found.starts:
        print(f"of {found.size} entities; name --by betweenness or --communities to have these too", file=sys.stderr)
    elif found.starts < found.size:
        print(f"betweenness from {found.starts} of {found.size} entities", file=sys.stderr)


def _groups(found: Ranking) -> None:
    from kg.cli.screen import say_table

    rows = [
        [str(one.number), str(one.size), ", ".join(member.label for member in one.members)] for one in found.communities
    ]
    say_table(("community", "size", "best joined"), rows, ("community", "size"))


def _fitting(class_: str | None, ontology: list[Path] | None) -> Callable[[str], bool]:
    """Return what tells whether a class is the wanted one or narrower; raise KgError if the ontology has none such."""
    if class_ is None:
        return lambda _: True
    from kg.errors import KgError
    from kg.graph.lookup import near
    from kg.ontology import load

    known = load(ontology)
    names = {part.casefold(): one for one in sorted(known.classes) for part in (one.partition(":")[2], one)}
    wanted = names.get(class_.casefold())
    if wanted is None:
        remedy = near(class_, [one.partition(":")[2] for one in known.classes], "list them with kg stats")
        raise KgError(f"--class {class_!r}", "the ontology has no such class", "", remedy)
    return lambda type_: known.is_a(type_, wanted)
