"""The graph as a worker sees it: opened read-only, and opened anew when another process has written to it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Hashable
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from kg.errors import KgError
from kg.graph.disk import QUADS
from kg.graph.store import Store
from kg.ontology import Ontology, load

LOOK = 0.5
"""Seconds between two looks whether it has changed."""
REST = 8.0
"""How many times as long as it took to open a graph it is kept though it changed: a build writes all the time."""
REMEMBERED = 40

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
        self._remembered: dict[Hashable, Any] = {}

    @cached_property
    def ontology(self) -> Ontology:
        """The ontology, loaded when it is first needed."""
        return load(list(self._ontology_files) or None)

    @property
    def store(self) -> Store:
        """The graph as of the last `refresh`."""
        assert self._store is not None
        return self._store

    def root(self, class_: str) -> str:
        """Return the broad class of a class, without its prefix: "Organization" of news:Bank."""
        return self.ontology.root(class_).rpartition(":")[2]

    def once(self, what: Hashable, make: Callable[[], T]) -> T:
        """Return what `make` returns of this graph, worked out once for as long as the graph stays the same."""
        if what not in self._remembered:
            if len(self._remembered) >= REMEMBERED:
                del self._remembered[next(iter(self._remembered))]
            self._remembered[what] = make()
        made: T = self._remembered[what]
        return made

    def refresh(self, edition: int) -> None:
        """Open the graph anew if it has changed, and at once if the server itself wrote: then the edition is another.

        Raises StoreError if there is none; where there was one, that is kept.
        """
        if self._store is not None and edition == self._edition and time.monotonic() < self._next_look:
            return
        began, state = time.monotonic(), written(self.place)
        if self._store is None or state != self._state:
            self._open()
        self._edition, self._state = edition, state
        now = time.monotonic()
        self._next_look = now + max(LOOK, REST * (now - began))

    def _open(self) -> None:
        try:
            fresh = Store.open(self.place, read_only=True)
        except KgError:
            if self._store is None:  # an older graph is better than none
                raise
            return
        if self._store is not None:
            self._store.close()
        self._store, self._remembered = fresh, {}


def written(place: Path) -> State:
    """Return what changes whenever somebody writes to the graph: name, size and time of its files."""
    try:
        with os.scandir(place / QUADS) as files:
            found = [(file.name, file.stat()) for file in files if not file.name.startswith("LO")]
    except OSError:
        return ()
    return tuple(sorted((name, about.st_size, about.st_mtime_ns) for name, about in found))
