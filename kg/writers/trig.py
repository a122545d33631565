"""TriG: the default graph of facts and statements, then one named graph for each article."""

from __future__ import annotations

from typing import IO

from pyoxigraph import RdfFormat, serialize

from kg.graph.store import Store
from kg.writers.prefixes import prefixes
from kg.writers.sorting import parsed, quad_lines


def trig(store: Store, stream: IO[bytes]) -> None:
    """Write the graph as TriG, with the prefixes that it uses."""
    serialize(parsed(quad_lines(store)), stream, RdfFormat.TRIG, prefixes=prefixes(store))
