"""`kg disputes`: on what sources disagree."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import DEFAULT_GRAPH, Format, FormatName, GraphPlace, OntologyFiles

if TYPE_CHECKING:
    from kg.graph.disputes import Dispute

SHOWN = 3  # sentences of one position in a table


def disputes(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="A name, a part of one, or an id; all without.", show_default=False)
    ] = "",
    graph: GraphPlace = DEFAULT_GRAPH,
    format: FormatName = Format.TABLE,
    ontology: OntologyFiles = None,
) -> None:
    """Show statements on which sources disagree, side by side: who says what, when, in which words.

    Numbers that cannot both be right, two who hold what one can hold at a time, and what some say and others deny.
    Nothing is settled: where each was reported after the one before, it may have changed, and it is said so.

    Example: kg disputes "Northern Liberation Front"
    """
    from kg.graph.disputes import disputes as found
    from kg.graph.lookup import entities_called
    from kg.graph.store import Store
    from kg.lines import line
    from kg.ontology import load

    with Store.open(graph, read_only=True, whole=not name) as store:
        about = [entity.id for entity in entities_called(store, name)] if name else None
        for number, dispute in enumerate(found(store, load(ontology), about)):
            if format is Format.JSON:
                sys.stdout.buffer.write(line(dispute.row()))
            else:
                print(*([""] if number else []), *side_by_side(dispute), sep="\n")
    sys.stdout.buffer.flush()


def side_by_side(dispute: Dispute) -> Iterator[str]:
    """Yield the lines of a dispute: each position, and below it who says so, with the first sentences."""
    yield f"{dispute.about}{'  (may have changed)' if dispute.successive else ''}"
    for position in dispute.positions:
        yield f"  {position.words}"
        for saying in position.sayings[:SHOWN]:
            yield f"    {saying.heading}"
            yield f"      “{saying.words}”"
        if len(position.sayings) > SHOWN:
            yield f"    and {len(position.sayings) - SHOWN} more"
