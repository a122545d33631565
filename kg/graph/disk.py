"""The quads of a folder in the hands of the one process that writes to it.

PLACE/writer.lock   locked for as long as a process means to write, with the number of that process

RocksDB, which keeps the quads, holds much of what was written to it in memory until it is closed. So it is closed and
opened again from time to time; its own lock is free then, that of the folder is not. For what it lets go of to be free
for others, memory must not be in many small pieces: see `_in_large_pieces`.
"""

from __future__ import annotations

import ctypes
import fcntl
import gc
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, QueryBoolean, QuerySolutions, QueryTriples
from pyoxigraph import Store as Oxigraph

from kg.errors import StoreError
from kg.graph.quads import GraphName, Object, Subject
from kg.graph.snapshot import CURRENT

LOCK, QUADS = "writer.lock", "oxigraph"
M_MMAP_THRESHOLD, M_ARENA_MAX = -3, -8
"""What glibc's `mallopt` calls them in malloc.h."""
DIARIES = "LOG.old.*"
"""What RocksDB keeps, up to a thousand, of the diaries of earlier openings, for its makers."""


class BusyError(Exception):
    """Another process, of this number if it is known, means to write."""


class Disk:
    """The quads of a folder, for its writer. Others who want to write are refused until it is closed, or dead.

    Raises BusyError, or OSError if the quads cannot be opened.
    """

    def __init__(self, place: Path) -> None:
        self.place = place
        _in_large_pieces()
        self._lock = _locked(place / LOCK)
        try:
            self._quads: Oxigraph | None = _opened(place / QUADS)
        except BaseException:
            self._lock.close()
            raise

    def again(self) -> None:
        """Open the quads anew, and let go of what is in memory. Nobody may be half way through an answer.

        Raises OSError if they cannot be opened; then they are closed.
        """
        self._quads = None
        try:
            self._quads = _opened(self.place / QUADS)
        except OSError:
            gc.collect()  # an answer that nobody will ever read to its end may be in a circle
            self._quads = _opened(self.place / QUADS)
        _give_back()

    def close(self) -> None:
        """Let others write."""
        self._quads = None
        self._lock.close()

    @property
    def quads(self) -> Oxigraph:
        """The open quads, until the next `again`; raise StoreError if they are closed."""
        if self._quads is None:
            raise StoreError(str(self.place), "it was closed", "", "open it again")
        return self._quads

    def __len__(self) -> int:
        return len(self.quads)

    def __contains__(self, quad: Quad) -> bool:
        return quad in self.quads

    def quads_for_pattern(
        self,
        subject: Subject | None,
        predicate: NamedNode | None,
        object: Object | None,
        graph_name: GraphName | None = None,
    ) -> Iterator[Quad]:
        """Yield the quads that fit, in no order."""
        return self.quads.quads_for_pattern(subject, predicate, object, graph_name)

    def named_graphs(self) -> Iterator[NamedNode | BlankNode]:
        """Yield the names of all graphs but the default one."""
        return self.quads.named_graphs()

    def contains_named_graph(self, graph_name: NamedNode | BlankNode | DefaultGraph) -> bool:
        """Tell whether there is a graph of this name."""
        return self.quads.contains_named_graph(graph_name)

    def query(
        self,
        query: str,
        *,
        prefixes: dict[str, str] | None = None,
        default_graph: list[GraphName] | None = None,
        named_graphs: list[NamedNode | BlankNode] | None = None,
    ) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Return the answer to a SPARQL query."""
        return self.quads.query(query, prefixes=prefixes, default_graph=default_graph, named_graphs=named_graphs)

    def update(self, update: str, *, prefixes: dict[str, str] | None = None) -> None:
        """Carry out a SPARQL update."""
        self.quads.update(update, prefixes=prefixes)

    def flush(self) -> None:
        """Move what stands in the log into the sorted files."""
        self.quads.flush()


def _opened(quads: Path) -> Oxigraph:
    if not (quads / CURRENT).exists():  # a new store would be made in the place of a damaged one
        raise OSError(f"{quads.name}/{CURRENT} is missing")
    try:
        opened = Oxigraph(str(quads))
    except RuntimeError as fault:  # RocksDB has either for damage
        raise OSError(str(fault)) from None
    for left in quads.glob(DIARIES):
        with suppress(OSError):
            left.unlink()
    return opened


def _in_large_pieces() -> None:
    """Have the system give and take memory from a MB on as it comes, and all threads share the rest.

    Otherwise glibc keeps pieces of a freed MB once it has met some, and a heap for each of RocksDB's many threads; what
    lives longer lies scattered among what was freed, and ever more is held for it. Only glibc knows how.
    """
    with suppress(AttributeError):
        ctypes.CDLL(None).mallopt(M_MMAP_THRESHOLD, 2**20)
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, 1)


def _give_back() -> None:
    """Give free memory back to the system, where glibc is."""
    with suppress(AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def _locked(file: Path) -> IO[bytes]:
    """Return the locked file, which says which process has it; it is free once it is closed, or the process dead."""
    lock = file.open("a+b", buffering=0)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.seek(0)
        holder = (lock.read(20) or b"").decode("ascii", "replace").strip()
        lock.close()
        raise BusyError(holder) from None
    except BaseException:
        lock.close()
        raise
    with suppress(OSError):  # on a full disk nobody learns the number
        lock.truncate(0)
        lock.write(f"{os.getpid()}\n".encode())
    return lock
