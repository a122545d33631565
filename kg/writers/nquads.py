"""N-Quads: one line a quad, sorted; what another store reads fastest."""

from __future__ import annotations

from typing import IO

from kg.graph.store import Store
from kg.writers.sorting import quad_lines


def nquads(store: Store, stream: IO[bytes]) -> None:
    """Write the graph as N-Quads; the default graph comes first, then the articles by name."""
    stream.writelines(quad_lines(store))
