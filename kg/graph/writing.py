"""Changes of a graph on disk, each wholly or not at all."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from pyoxigraph import NamedNode, Quad

from kg.errors import StoreError
from kg.graph.disk import Disk
from kg.graph.place import unopened
from kg.graph.quads import Quads
from kg.graph.rdf import DEFAULT

LOGGED = 20_000
"""How many quads may stand in the log alone, which whoever opens the store has to read again, and in its memory."""


class Writing:
    """Writes to an open store. Raises StoreError if the disk is full or cannot be written; the graph stays whole."""

    def __init__(self, quads: Quads, place: Path) -> None:
        self._quads, self._place, self._logged = quads, place, 0

    def carry_out(self, emptied: Collection[NamedNode], removed: Iterable[Quad], inserted: Iterable[Quad]) -> None:
        """Carry out a change as one SPARQL update, which is done wholly or not at all.

        The `emptied` graphs are dropped: emptied by DELETE they would still be listed.
        """
        left, new = [quad for quad in removed if quad.graph_name not in emptied], list(inserted)
        dropped = "".join(f"DROP SILENT GRAPH {graph}; " for graph in emptied)
        try:
            self._quads.update(f"{dropped}DELETE DATA {{ {_block(left)} }}; INSERT DATA {{ {_block(new)} }}")
        except OSError as fault:
            raise self._unwritten(fault, "what was done before this stays") from None
        self._logged += len(left) + len(new)
        if self._logged > LOGGED:
            self.ease()

    def finish(self) -> None:
        """Move what stands in the log into the sorted files, so that opening the store need not read it again."""
        if self._logged:
            self._logged = 0
            try:
                self._quads.flush()
            except OSError as fault:
                raise self._unwritten(fault, "nothing is lost") from None

    def ease(self, after: int = 0) -> None:
        """Have a folder's store let go of what it holds in memory, if so many quads stand in the log.

        Raises StoreError if it cannot be opened again.
        """
        if self._logged < after:
            return
        self.finish()
        if isinstance(self._quads, Disk):
            try:
                self._quads.again()
            except OSError as fault:
                raise unopened(self._place, fault) from None

    def _unwritten(self, fault: OSError, consequence: str) -> StoreError:
        return StoreError(str(self._place), f"cannot be written: {fault}", "", f"check the disk; {consequence}")


def _block(quads: Iterable[Quad]) -> str:
    return " ".join(
        f"{quad.triple} ." if quad.graph_name == DEFAULT else f"GRAPH {quad.graph_name} {{ {quad.triple} }}"
        for quad in quads
    )
