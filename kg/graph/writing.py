"""Changes of a graph on disk, each wholly or not at all."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from pyoxigraph import NamedNode, Quad
from pyoxigraph import Store as Oxigraph

from kg.errors import StoreError
from kg.graph.rdf import DEFAULT


def carry_out(
    quads: Oxigraph, place: Path, emptied: Collection[NamedNode], removed: Iterable[Quad], inserted: Iterable[Quad]
) -> None:
    """Carry out a change as one SPARQL update, which Oxigraph does wholly or not at all; `emptied` graphs are dropped.

    Raises StoreError if the disk is full or cannot be written.
    """
    left = [quad for quad in removed if quad.graph_name not in emptied]
    # a graph emptied by DELETE would still be listed
    dropped = "".join(f"DROP SILENT GRAPH {graph}; " for graph in emptied)
    try:
        quads.update(f"{dropped}DELETE DATA {{ {_block(left)} }}; INSERT DATA {{ {_block(inserted)} }}")
    except OSError as fault:
        raise StoreError(str(place), f"cannot be written: {fault}", "", "check the disk; nothing changed") from None


def _block(quads: Iterable[Quad]) -> str:
    return " ".join(
        f"{quad.triple} ." if quad.graph_name == DEFAULT else f"GRAPH {quad.graph_name} {{ {quad.triple} }}"
        for quad in quads
    )
