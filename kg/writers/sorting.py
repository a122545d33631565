"""Quads in one order, whatever their number: sorted lines that spill to disk."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from heapq import merge
from itertools import chain, groupby, islice
from typing import IO

from pyoxigraph import DefaultGraph, Quad, RdfFormat, parse

from kg.graph.store import Store
from kg.writers.prefixes import declarations

RUN = 100_000
"""How many lines are sorted in memory at a time."""
CHUNK = 10_000


def quad_lines(store: Store) -> Iterator[bytes]:
    """Yield the graph as N-Quads lines: the default graph, then the articles by name, each graph sorted."""
    for graph in store.graphs():
        declared = declarations(store) if isinstance(graph, DefaultGraph) else ()
        yield from sorted_lines(f"{quad} .\n".encode() for quad in chain(store.quads(graph), declared))


def triple_lines(store: Store) -> Iterator[bytes]:
    """Yield all triples of all graphs as N-Triples lines, sorted, each once."""
    yield from sorted_lines(f"{quad.triple} .\n".encode() for quad in chain(store.quads(), declarations(store)))


def sorted_lines(lines: Iterable[bytes], run: int = RUN) -> Iterator[bytes]:
    """Yield lines in the order of their bytes, each once; no more than a run of them is held in memory."""
    rest = iter(lines)
    last = sorted(islice(rest, run))
    with ExitStack() as open_files:
        spilled: list[Iterable[bytes]] = []
        while len(last) == run:
            spilled.append(_spilled(last, open_files))
            last = sorted(islice(rest, run))
        for line, _ in groupby(merge(*spilled, last)):
            yield line


def _spilled(lines: list[bytes], open_files: ExitStack) -> IO[bytes]:
    file = open_files.enter_context(tempfile.TemporaryFile(prefix="kg-"))  # noqa: SIM115 - the stack closes it
    file.writelines(lines)
    file.seek(0)
    return file


def parsed(lines: Iterable[bytes]) -> Iterator[Quad]:
    """Yield the quads of N-Quads or N-Triples lines, in their order."""
    rest = iter(lines)
    while chunk := b"".join(islice(rest, CHUNK)):
        yield from parse(chunk, RdfFormat.N_QUADS)
