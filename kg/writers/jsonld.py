"""JSON-LD in expanded form: facts and statements at the top, one "@graph" for each article."""

from __future__ import annotations

from typing import IO

from pyoxigraph import RdfFormat, serialize

from kg.graph.store import Store
from kg.writers.sorting import parsed, quad_lines


def jsonld(store: Store, stream: IO[bytes]) -> None:
    """Write the graph as JSON-LD, in the order of the N-Quads."""
    serialize(parsed(quad_lines(store)), stream, RdfFormat.JSON_LD)
