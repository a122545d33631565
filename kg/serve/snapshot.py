"""The graph as a worker sees it: opened read-only, and opened anew when another process has written to it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from kg.errors import KgError
from kg.graph.place import QUADS
from kg.graph.store import Store
from kg.ontology import Ontology, load

REST = 8.0
"""How many times as long as it took to open a graph it is kept, though it changed: a build writes all the time."""

T = TypeVar("T")
State = tuple[tuple[str, int, int], ...]


class Snapshot:
    """A graph and its ontology. `spool` is the folder for long answers."""

    def __init__(self, place: Path, ontology: tuple[Path, ...], spool: Path) -> None:
        self.place, self.spool = place, spool
        self._ontology_files = ontology
        self._store: Store | None = None
        self._state: State = ()
        self._next_look = 0.0
        self._edition = 0

    def expect(self, edition: int) -> None:
        """Look for changes with the next reading if the server has written to the graph since the last one."""
        if edition != self._edition:
            self._edition, self._next_look = edition, 0.0

    @cached_property
    def ontology(self) -> Ontology:
        """The ontology, loaded when it is first needed."""
        return load(list(self._ontology_files) or None)

    @property
    def store(self) -> Store:
        """The graph, as it was not long ago; raise StoreError if there is none."""
        if self._store is not None and time.monotonic() < self._next_look:
            return self._store
        state = written(self.place)
        if self._store is None or state != self._state:
            self._open(state)
        else:
            self._next_look = time.monotonic() + 0.5
        assert self._store is not None
        return self._store

    def reading(self, read: Callable[[Store], T]) -> T:
        """Return what is read from the graph; if files were taken away meanwhile, read it once more."""
        store = self.store
        try:
            return read(store)
        except (OSError, RuntimeError):
            self._store = None
            return read(self.store)

    def root(self, class_: str) -> str:
        """Return the broad class of a class, without its prefix: "Organization" of news:Bank."""
        return self.ontology.root(class_).rpartition(":")[2]

    def _open(self, state: State) -> None:
        began = time.monotonic()
        try:
            self._store = Store.open(self.place, read_only=True)
        except KgError:
            if self._store is None:  # an older snapshot is better than none
                raise
        self._state = state
        now = time.monotonic()
        self._next_look = now + max(0.5, REST * (now - began))


def written(place: Path) -> State:
    """Return what changes whenever somebody writes to the graph: name, size and time of its files."""
    try:
        with os.scandir(place / QUADS) as files:
            found = [(file.name, file.stat()) for file in files if not file.name.startswith("LO")]
    except OSError:
        return ()
    return tuple(sorted((name, about.st_size, about.st_mtime_ns) for name, about in found))
