"""What a graph needs of a store of quads: Oxigraph on disk or in memory has it, and so has a SPARQL endpoint."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Triple,
)

Subject = NamedNode | BlankNode | Triple
Object = NamedNode | BlankNode | Literal | Triple
GraphName = NamedNode | BlankNode | DefaultGraph


class Quads(Protocol):
    """Quads that can be looked up by any of their terms, queried, and changed by an update as a whole."""

    def quads_for_pattern(
        self,
        subject: Subject | None,
        predicate: NamedNode | None,
        object: Object | None,
        graph_name: GraphName | None = None,
    ) -> Iterator[Quad]:
        """Yield the quads that fit, in no order; None fits any."""

    def named_graphs(self) -> Iterator[NamedNode | BlankNode]:
        """Yield the names of all graphs but the default one."""

    def contains_named_graph(self, graph_name: NamedNode | BlankNode | DefaultGraph) -> bool:
        """Tell whether there is a graph of this name."""

    def __contains__(self, quad: Quad) -> bool: ...

    def query(
        self,
        query: str,
        *,
        prefixes: dict[str, str] | None = None,
        default_graph: list[GraphName] | None = None,
        named_graphs: list[NamedNode | BlankNode] | None = None,
    ) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Return the answer to a SPARQL query, put to other graphs than all if any are named."""

    def update(self, update: str, *, prefixes: dict[str, str] | None = None) -> None:
        """Carry out a SPARQL update, wholly or not at all."""

    def flush(self) -> None:
        """Make sure that what was written lasts."""
